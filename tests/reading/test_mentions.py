"""Entities in the text: the longest name wins, and what stands for a name means the right thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.reading.conftest import ReadingOf


def _entities(reading_of: ReadingOf, text: str, *, named: bool = True) -> list[tuple[str, str]]:
    reading = reading_of(text)
    return [(one.entity, one.span.of(reading.text)) for one in reading.mentions if one.named is named]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Esketamine is new.", "esketamine"),
        ("S-ketamine is new.", "esketamine"),
        ("Spravato® (esketamine) is new.", "esketamine"),
        ("Ketamine hydrochloride is old.", "ketamine"),
        ("KETAMINE is old.", "ketamine"),
        ("A ketamine-assisted session.", "ketamine"),
        ("R-ketamine is in trials.", "arketamine"),
        ("Compounded ketamine lozenges are sold.", "compounded-ketamine"),
        ("Norketamine is a metabolite.", "norketamine"),
    ],
)
def test_the_longest_name_wins(reading_of: ReadingOf, text: str, entity: str) -> None:
    assert [name for name, _ in _entities(reading_of, text)] == [entity]


@pytest.mark.parametrize(
    "text", ["Deketaminex is a word.", "The esketaminergic system.", "Lidocaine is another drug."]
)
def test_a_part_of_a_word_is_no_name(reading_of: ReadingOf, text: str) -> None:
    assert _entities(reading_of, text) == []


@pytest.mark.parametrize(
    ("text", "pronoun", "meant"),
    [
        ("Ketamine is old. It works fast.", "It", "ketamine"),
        ("Ketamine is old. Doctors know it well. This drug works fast.", "This drug", "ketamine"),
        (
            "Esketamine comes from ketamine. This form of ketamine is new.",
            "This form of ketamine",
            "esketamine",
        ),
        ("Spravato is a spray. The nasal spray is costly.", "The nasal spray", "esketamine"),
    ],
)
def test_what_stands_for_a_name_is_resolved(
    reading_of: ReadingOf, text: str, pronoun: str, meant: str
) -> None:
    assert (meant, pronoun) in [(name, words) for name, words in _entities(reading_of, text, named=False)]


def test_a_pronoun_with_two_possible_meanings_names_the_rival(reading_of: ReadingOf) -> None:
    reading = reading_of("Ketamine and esketamine differ. It is new.")
    assert [(one.entity, one.rivals) for one in reading.mentions if not one.named] == [
        ("ketamine", ("esketamine",))
    ]


def test_a_pronoun_far_from_any_name_means_nothing(reading_of: ReadingOf) -> None:
    text = (
        "Ketamine and esketamine differ.\n\nThe town is old.\n\nMany come here. They stay long. It is quiet."
    )
    assert _entities(reading_of, text, named=False) == []
