"""Measures of reading, from our own counts, beside those of textstat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.analyzers.readability import MIN_WORDS, count_syllables, measures
from credaudit.rulebook.rule import Example
from credaudit.selftest import read_example

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credaudit.reading.library import Library

PASSAGE = (
    "The nurses walked along the quiet corridor before the day began. Every patient on the ward had slept badly. "
    "Some of them complained about the light, others about the noise from the street below. The doctor listened to "
    "each of them for a few minutes and then wrote a long report about the windows. Nobody expected that anything "
    "would change. Two weeks later a carpenter arrived with curtains, and the complaints became rare. The hospital "
    "counted fewer requests for sleeping tablets in the following months. It was a small improvement, and it cost "
    "almost nothing. Managers of other hospitals visited the ward to see what had happened there."
)
COUNTS = {
    1: "cat moved health jumped",
    2: "table patient people ended",
    3: "medicine serious example ketamine",
    4: "information experience anxiety",
}


def measured(library: Library, text: str) -> Mapping[str, float]:
    reading = read_example(text, Example(text=text), library)
    assert not isinstance(reading, str)
    return measures(reading)


def test_a_short_text_has_no_measures(library: Library) -> None:
    assert measured(library, "word " * (MIN_WORDS - 1)) == {}


@pytest.mark.parametrize(
    ("ours", "theirs", "within"),
    [
        (
            "automated_readability",
            "automated_readability_index",
            1.0,
        ),  # textstat counts punctuation as letters
        ("coleman_liau", "coleman_liau_index", 0.5),
        ("lix", "lix", 1.0),
        ("rix", "rix", 0.3),
    ],
)
def test_measures_without_a_dictionary_agree_with_textstat(
    library: Library, ours: str, theirs: str, within: float
) -> None:
    import textstat  # noqa: PLC0415 (slow)

    assert measured(library, PASSAGE)[ours] == pytest.approx(getattr(textstat, theirs)(PASSAGE), abs=within)


def test_smog_waits_for_thirty_sentences(library: Library) -> None:
    assert "smog" not in measured(library, PASSAGE)
    assert measured(library, " ".join([PASSAGE] * 4))["smog"] > 5


def test_syllables_are_counted_by_ear() -> None:
    counted = {word: count_syllables(word) for number in COUNTS for word in COUNTS[number].split()}
    assert counted == {word: number for number, words in COUNTS.items() for word in words.split()}
