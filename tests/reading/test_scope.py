"""What a guard reaches, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.model import Span
from credaudit.reading.sentences import LONGEST

if TYPE_CHECKING:
    from tests.reading.conftest import ReadingOf


def holds(reading_of: ReadingOf, guard: str, marked: str, genre: str = "web-article") -> bool:
    """Say whether `guard` holds over the `[[marked]]` words."""
    start = marked.index("[[")
    text = marked.replace("[[", "").replace("]]", "")
    span = Span(start, marked.index("]]") - 2)
    reading = reading_of(text, genre=genre)
    sentence = reading.sentence_at(start)
    assert sentence is not None
    return reading.scope.holds(guard, span, sentence)


@pytest.mark.parametrize(
    "marked",
    [
        "It is not a [[cure]].",
        "It is not, however, a [[breakthrough]].",
        "It is not a cure, a [[panacea]] or a miracle.",
        "The drug has never been called a [[breakthrough]].",
        "There is no evidence of a [[cure]].",
        "Nobody has yet found a [[cure]].",
        "A [[cure]] does not exist.",
        "[[Guaranteed results]] are never possible.",
        "The spray is far from a [[game changer]].",
        "It isn't a [[miracle]].",
    ],
)
def test_a_negation_reaches_its_clause(reading_of: ReadingOf, marked: str) -> None:
    assert holds(reading_of, "negated", marked)


@pytest.mark.parametrize(
    "marked",
    [
        "It is not only cheap, it is a [[breakthrough]].",
        "No needles, [[guaranteed results]].",
        "It is not a drug but a [[miracle]].",
        "For those who have not found relief, our [[groundbreaking]] drip is here.",
        "The result is nothing short of a [[miracle]].",
        "This is no doubt a [[breakthrough]].",
        "Don't miss this [[breakthrough]].",
        "Pills do not help; the lamp is a [[cure]].",
        "It brings [[hope]] to people who have never improved.",
    ],
)
def test_a_negation_ends_with_its_clause(reading_of: ReadingOf, marked: str) -> None:
    assert not holds(reading_of, "negated", marked)


@pytest.mark.parametrize(
    "marked",
    [
        "They call it a “[[miracle cure]]” in the press.",
        'The advert says "[[cures all]]" in red.',
        "A ‘[[miracle cure]]’ was seized.",
        "The word '[[miracle]]' was cut.",
        "> nothing\n\n“First paragraph of speech, a [[breakthrough]] indeed.\n\n“Second paragraph.”",
    ],
)
def test_marks_of_quotation_hold_what_they_enclose(reading_of: ReadingOf, marked: str) -> None:
    assert holds(reading_of, "quoted", marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The patients’ best [[hope]] is sleep, and the doctors’ too.",
        'A 6" tube is a [[breakthrough]] beside the 9" one.',
        "It's a [[miracle]] that didn't cost much.",
    ],
)
def test_apostrophes_and_inches_quote_nothing(reading_of: ReadingOf, marked: str) -> None:
    assert not holds(reading_of, "quoted", marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The firm claims that it [[cures]] acne.",
        "According to its maker, it is a [[breakthrough]].",
        "It is marketed as a [[miracle]].",
        "Critics see no [[breakthrough]] here.",
    ],
)
def test_a_report_of_others_is_attributed(reading_of: ReadingOf, marked: str) -> None:
    assert holds(reading_of, "attributed", marked)


@pytest.mark.parametrize("marked", ["We say it is a [[cure]].", "That said, it is a [[breakthrough]]."])
def test_the_writers_own_words_are_not_a_report(reading_of: ReadingOf, marked: str) -> None:
    assert not holds(reading_of, "attributed", marked)


def test_speech_in_a_press_release_is_the_issuers_own(reading_of: ReadingOf) -> None:
    marked = "“This new lamp is a true [[game changer]] for sleep,” said the founder."
    assert not holds(reading_of, "reported", marked, genre="press-release")
    assert holds(reading_of, "reported", marked, genre="news")


@pytest.mark.parametrize(
    "marked",
    [
        "Beware of clinics that promise a [[cure]].",
        "Words such as [[breakthrough]] should be cut.",
        "The regulator fined the firm for the [[miracle]] in its leaflet.",
    ],
)
def test_a_warning_is_not_the_thing_it_warns_of(reading_of: ReadingOf, marked: str) -> None:
    assert holds(reading_of, "cautioned", marked)


def test_a_text_without_full_stops_is_read_in_pieces(reading_of: ReadingOf) -> None:
    reading = reading_of("not a cure, the firm claims that no one may say so " * 3200)
    lengths = [one.span.end - one.span.start for one in reading.sentences]
    assert max(lengths) <= LONGEST < sum(lengths)
