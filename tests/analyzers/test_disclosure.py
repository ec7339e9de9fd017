"""Disclosure: candour, places, and the words by which interests are summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit import readers
from credaudit.analyzers.disclosure import ANALYZER, interests
from credaudit.model import Document, Finding, Severity, Source
from credaudit.reading import Reading
from credaudit.selftest import DEFAULT_ZONES

if TYPE_CHECKING:
    from credaudit.reading.library import Library

LATE = (
    "Deep sleep for shift workers\n\nBy Per Dahl\n\nVisit Dozewell to find the mask that fits you.\n\n"
    "The Dozewell mask is the best treatment for patients on shift that I know, and symptoms ease.\n\n"
)
STATEMENT = "Disclosure: Per Dahl is the founder of Dozewell."


def read(text: str, library: Library, genre: str = "web-article") -> Reading:
    document = readers.read(Source(uri="page.txt", name="page.txt", data=text.encode()), library.words)
    assert isinstance(document, Document)
    return Reading(document, library, genre=genre, zones=DEFAULT_ZONES)


def findings(text: str, library: Library, genre: str = "web-article") -> list[Finding]:
    reading = read(text, library, genre)
    return [
        one
        for rule in library.rulebook.rules.values()
        if rule.family == "disclosure"
        for one in ANALYZER.checks[rule.check.partition(".")[2]](reading, rule)
        if isinstance(one, Finding)
    ]


def test_a_late_statement_shows_every_mention_before_it(library: Library) -> None:
    (late,) = [one for one in findings(LATE + STATEMENT, library) if one.rule == "disclosure/late"]
    assert late.place.quote == STATEMENT
    assert [other.why for other in late.also] == ["advertised before it", "advertised before it"]


def test_cutting_a_late_statement_out_leaves_a_missing_one(library: Library) -> None:
    kept = {one.rule for one in findings(LATE + STATEMENT, library)}
    cut = {one.rule for one in findings(LATE, library)}
    assert "disclosure/late" in kept
    assert "disclosure/missing" in cut


def test_a_contradiction_shows_both_places(library: Library) -> None:
    text = (
        "Magnets for tired legs\n\nBy Karla Osse\n\nThe Magnoleg band eased symptoms, and Magnoleg is easy to wear.\n\n"
        "The author declares no conflict of interest.\n\nAbout the author\n\nKarla Osse is co-founder of Magnoleg."
    )
    (found,) = [one for one in findings(text, library) if one.rule == "disclosure/contradicted"]
    assert found.place.quote == "The author declares no conflict of interest."
    assert [other.place.quote for other in found.also] == ["Karla Osse is co-founder of Magnoleg."]
    assert found.severity is Severity.ERROR


def test_a_plain_message_names_nobody(library: Library) -> None:
    text = (
        "Rest without tablets\n\nBy Tom Grelle\n\nVisit Noctiva to start your sleep therapy today.\n\n"
        "About the author\n\nTom Grelle is the founder of Noctiva."
    )
    (found,) = [one for one in findings(text, library) if one.rule == "disclosure/undisclosed-link"]
    assert "Tom Grelle" in found.message
    assert "Grelle" not in found.plain_message


@pytest.mark.parametrize(
    ("text", "genre", "summary"),
    [
        (STATEMENT, "web-article", "declared"),
        ("The authors declare no conflict of interest.", "journal-article", "none_declared"),
        ("Disclosure forms were not received from two of the authors.", "journal-article", "partial"),
        (
            "Disclosure forms are available with the full text of this article.",
            "journal-article",
            "elsewhere",
        ),
        ("Our clinic treats knees. Book at Kneewell.", "clinic-page", "evident"),
        ("Cold water is cold.", "web-article", "not_found"),
    ],
)
def test_interests_are_summed_up_in_a_word(text: str, genre: str, summary: str, library: Library) -> None:
    assert interests(read(text, library, genre)) == summary
