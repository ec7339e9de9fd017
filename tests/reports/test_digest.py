"""What a report says first, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from credaudit.model import Severity
from credaudit.reports import digest

if TYPE_CHECKING:
    from credaudit.model import Report


def test_safety_stands_first_then_gravity(report: Report) -> None:
    error, _, warning, note = report.documents[0].findings
    safety = replace(note, rule="safety/stop-treatment")
    assert digest.shown([note, warning, error, safety], everything=False) == [safety, error, warning, note]


def test_groups_follow_their_gravest_finding(report: Report) -> None:
    error, _, warning, _ = report.documents[0].findings
    grave = replace(warning, severity=Severity.ERROR, fingerprint="other")
    ordered = digest.shown([warning, error, grave], everything=False)
    assert [[one.rule for one in group] for group in digest.groups(ordered)] == [
        ["facts/wrong-substance"],
        ["disclosure/late", "disclosure/late"],
    ]


def test_counts_are_told_in_words(report: Report) -> None:
    assert digest.counts(report.documents[0].findings) == "1 error · 1 warning · 2 notes"
    assert digest.counts([]) == "0 errors · 0 warnings · 0 notes"


def test_who_gains_names_the_party_and_where_it_is_stated(report: Report) -> None:
    (one,) = report.documents
    assert digest.who_gains(one, persons=True) == "A. Example, medical officer of Lumenova (stated l.88)"
    assert digest.who_gains(one, persons=False) == "an author, medical officer of Lumenova (stated l.88)"


@pytest.mark.parametrize("interests", sorted(digest.INTERESTS))
def test_every_state_of_interests_has_its_words(report: Report, interests: str) -> None:
    bare = replace(report.documents[0], statements=(), interests=interests)
    assert digest.who_gains(bare, persons=True) == digest.INTERESTS[interests]


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({}, "no citation and no list of references in the text read"),
        ({"citations": 1}, "1 citation, no list in the text read"),
        ({"citations": 6, "resolved": 4, "references": 9}, "6 citations, 4 resolved by the list of 9"),
    ],
)
def test_support_is_told_in_one_line(report: Report, held: dict[str, int], told: str) -> None:
    assert digest.support(replace(report.documents[0], support=held)) == told
