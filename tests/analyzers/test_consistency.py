"""Consistency checks: both places are shown, and agreement is credited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credaudit.model import Finding, Passed, Severity
from credaudit.pipeline import checks
from credaudit.rulebook.rule import Example
from credaudit.selftest import read_example

if TYPE_CHECKING:
    from credaudit.reading.library import Library


def judged(library: Library, name: str, text: str, genre: str = "web-article") -> list[Finding | Passed]:
    rule = library.rulebook.rules[f"consistency/{name}"]
    reading = read_example(text, Example(text=text, genre=genre), library)
    assert not isinstance(reading, str)
    return list(checks()[rule.check](reading, rule))


def test_agreeing_counts_are_passed(library: Library) -> None:
    (one,) = judged(library, "count-percentage", "It helped 12 of 20 patients (60 %).")
    assert isinstance(one, Passed)


def test_a_slip_of_a_point_is_a_note_and_a_wide_gap_a_warning(library: Library) -> None:
    (slip,) = judged(library, "count-percentage", "It helped 13 of 20 patients (63.5 %).")
    (gap,) = judged(library, "count-percentage", "It helped 13 of 20 patients (85 %).")
    assert isinstance(slip, Finding)
    assert isinstance(gap, Finding)
    assert (slip.severity, gap.severity) == (Severity.NOTE, Severity.WARNING)


def test_an_absolute_shows_the_list_that_speaks_against_it(library: Library) -> None:
    text = "The lamp has no side effects.\n\nSide effects include headache and nausea."
    (one,) = judged(library, "absolute-against-list", text)
    assert isinstance(one, Finding)
    assert [also.place.quote for also in one.also] == ["Side effects include headache and nausea."]


def test_two_sample_sizes_show_both_places(library: Library) -> None:
    text = "The sample size was 64.\n\nThe sample size was 46, which limits what we can say."
    (one,) = judged(library, "conflicting-values", text, "journal-article")
    assert isinstance(one, Finding)
    assert (one.place.quote, one.also[0].place.quote) == ("sample size was 64", "sample size was 46")


def test_a_share_in_the_title_that_the_text_does_not_give_is_noted(library: Library) -> None:
    text = (
        "Red lamp cuts migraine attacks by 60 percent\n\nIn the trial, attacks fell by 30 percent within a month."
        "\n\nNobody fell ill."
    )
    assert [type(one) for one in judged(library, "conflicting-values", text, "news")] == [Finding]
