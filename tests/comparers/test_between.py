"""What differs between the documents of one run, and which of them are one voice."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from credaudit import comparers, readers
from credaudit.comparers.copies import copies, likeness
from credaudit.model import Skipped, Source
from credaudit.reading import Reading

if TYPE_CHECKING:
    from credaudit.comparers import Frames
    from credaudit.model import Finding
    from credaudit.reading.library import Library

STORY = (
    "The council decided on Tuesday to replace every chestnut along the harbour avenue, because the present trees "
    "suffer through summers without rainfall. Workers arrive in October, and through winter the avenue remains closed "
    "between the bridge and the railway station. Several speakers doubted whether another species would survive, but "
    "the gardens officer brought figures from eleven similar streets. Planting begins at the station and reaches the "
    "bridge before January."
)


def frames(library: Library, *texts: str) -> list[Frames]:
    kept = []
    for number, text in enumerate(texts):
        name = f"{number}.txt"
        document = readers.read(Source(uri=name, name=name, data=text.encode()), library.words)
        assert not isinstance(document, Skipped)
        kept.append(comparers.frames(Reading(document, library, genre="web-article")))
    return kept


def found(library: Library, rule: str, *texts: str) -> list[Finding]:
    return list(comparers.compare(frames(library, *texts), [library.rulebook.rules[rule]]))


def test_two_rates_of_one_drug_are_laid_side_by_side(library: Library) -> None:
    (one,) = found(
        library,
        "consistency/between-documents",
        "The response rate to ketamine was 70 %.",
        "With ketamine the response rate is 45 %.",
    )
    assert (one.place.uri, one.also[0].place.uri) == ("0.txt", "1.txt")
    assert "Values differ; the tool does not say which is right." in one.message


@pytest.mark.parametrize(
    "other",
    [
        "With ketamine the response rate is 68 %.",
        "With esketamine the response rate is 45 %.",
        "The remission rate with ketamine was 45 %.",
        "The response rate to ketamine was 45 % at week 12.",
        "Would ketamine have a response rate of 45 %?",
    ],
)
def test_other_subjects_attributes_times_and_questions_stay_silent(other: str, library: Library) -> None:
    assert (
        found(library, "consistency/between-documents", "The response rate to ketamine was 70 %.", other)
        == []
    )


def test_copies_are_one_voice(library: Library) -> None:
    claim = " The response rate to ketamine was 70 %."
    other = "With ketamine the response rate is 45 %."
    (one,) = found(library, "consistency/between-documents", STORY + claim, STORY + claim, other)
    assert [also.place.uri for also in one.also] == ["2.txt"]


def test_a_reprint_is_told_from_another_text(library: Library) -> None:
    kept = frames(
        library,
        STORY,
        f"{STORY} Photo: city archive.",
        "A choir from Utrecht opened the evening with madrigals.",
    )
    assert list(copies(kept)) == [1]


def test_the_order_of_documents_does_not_matter(library: Library) -> None:
    kept = frames(
        library, "The response rate to ketamine was 70 %.", "With ketamine the response rate is 45 %."
    )
    rules = [library.rulebook.rules["consistency/between-documents"]]
    assert list(comparers.compare(kept, rules)) == list(comparers.compare(kept[::-1], rules))


def test_likeness_is_highest_for_the_text_itself() -> None:
    pairs = likeness([STORY.lower(), STORY.lower() + " more", "a choir opened the evening with madrigals"])
    assert pairs[0, 1] > 0.9 > pairs.get((0, 2), 0.0)


def test_documents_without_likely_pairs_do_not_import_scikit_learn() -> None:
    code = (
        "import sys\n"
        "from credaudit import comparers\n"
        "from credaudit.comparers import copies\n"
        "copies.copies([comparers.Frames(uri='a', sketch=(1, 2)), comparers.Frames(uri='b', sketch=(3, 4))])\n"
        "sys.exit('sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
