"""Characters that cannot be seen, or are not what they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.model import Finding
from credaudit.pipeline import checks
from credaudit.rulebook.rule import Example
from credaudit.selftest import read_example

if TYPE_CHECKING:
    from credaudit.reading.library import Library


def found(library: Library, name: str, text: str) -> list[Finding]:
    rule = library.rulebook.rules[f"text/{name}"]
    reading = read_example(text, Example(text=text), library)
    assert not isinstance(reading, str)
    return [one for one in checks()[rule.check](reading, rule) if isinstance(one, Finding)]


def test_one_finding_counts_all_invisible_characters(library: Library) -> None:
    (one,) = found(library, "hidden-characters", "A mir\u200bacle and a cu\u2060re.")
    assert "2 in the text, first U+200B" in one.message


@pytest.mark.parametrize(
    "text",
    [
        "TNF\u03b1 rose.",
        "20 \u03bcg of it.",
        "\u03b1-synuclein folds.",
        "NF-\u03baB binds.",
        "2 k\u03a9 of it.",
        "\u0394t is small.",
    ],
)
def test_symbols_of_science_are_not_mixed_script(library: Library, text: str) -> None:
    assert not found(library, "mixed-script", text)


@pytest.mark.parametrize("text", ["\u0441ure it.", "ket\u0430mine at home.", "\u039fzempic is here."])
def test_a_look_alike_inside_a_latin_word_is(library: Library, text: str) -> None:
    assert found(library, "mixed-script", text)


def test_a_lost_character_is_reported(library: Library) -> None:
    assert found(library, "undecoded", "5 \ufffdg a day.")
