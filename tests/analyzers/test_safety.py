"""Advice that can hurt: to the reader, without a safeguard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.model import Finding, Severity
from credaudit.pipeline import checks
from credaudit.rulebook.rule import Example
from credaudit.selftest import read_example

if TYPE_CHECKING:
    from credaudit.reading.library import Library


def found(library: Library, name: str, text: str, genre: str = "web-article") -> list[Finding]:
    rule = library.rulebook.rules[f"safety/{name}"]
    reading = read_example(text, Example(text=text, genre=genre), library)
    assert not isinstance(reading, str)
    return [one for one in checks()[rule.check](reading, rule) if isinstance(one, Finding)]


def test_advice_to_stop_is_an_error(library: Library) -> None:
    (one,) = found(library, "stop-treatment", "Stop taking your antidepressants and drink this.")
    assert one.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "Stop taking your antidepressants. Call your doctor at once.",
        "Stop taking your antidepressants only with your doctor.",
        "A label may say: do not stop taking your antidepressants.",
    ],
)
def test_a_safeguard_in_the_same_or_next_sentence_makes_it_an_instruction(
    library: Library, text: str
) -> None:
    assert not found(library, "stop-treatment", text)


def test_a_leaflet_may_tell_when_to_stop(library: Library) -> None:
    assert not found(library, "stop-treatment", "Stop taking your antidepressants if you faint.", "leaflet")


def test_waiting_is_dangerous_only_with_an_emergency(library: Library) -> None:
    assert found(library, "delay-care", "Chest pain at night? Wait a few days.")
    assert not found(library, "delay-care", "A cold at night? Wait a few days.")


def test_a_group_without_a_label_behind_it_is_a_warning(library: Library) -> None:
    (one,) = found(library, "contraindicated-group", "Even people with schizophrenia can enjoy psilocybin.")
    assert one.severity is Severity.WARNING
