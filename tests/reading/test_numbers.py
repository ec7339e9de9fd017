"""Numbers and the shapes in which they belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.reading import numbers

if TYPE_CHECKING:
    from tests.reading.conftest import ReadingOf


@pytest.mark.parametrize(
    ("words", "part", "whole", "percent"),
    [
        ("It helped 12 of 20 patients (60 %).", 12, 20, 60),
        ("It helped 60% (12/20) of them.", 12, 20, 60),
        ("Of 20 patients, 12 (60%) got better.", 12, 20, 60),
        ("Twelve of twenty patients (60 per cent) got better.", 12, 20, 60),
        ("It helped 12 (60%) of 20 patients.", 12, 20, 60),
        ("It helped 1,200 of the 2,000 adults (60.0%).", 1200, 2000, 60),
        ("It helped 12 of 20 patients, or 60 percent.", 12, 20, 60),
    ],
)
def test_a_part_its_whole_and_its_share_are_read_together(
    words: str, part: float, whole: float, percent: float, reading_of: ReadingOf
) -> None:
    found = [(one.part, one.whole, one.percent) for one in numbers.counted_shares(reading_of(words))]
    assert found == [(part, whole, percent)]


@pytest.mark.parametrize(
    ("percent", "agrees"), [("67", True), ("66", True), ("66.7", True), ("60", False), ("69.0", False)]
)
def test_rounding_and_cutting_off_agree(percent: str, agrees: bool, reading_of: ReadingOf) -> None:  # noqa: FBT001
    (share,) = numbers.counted_shares(reading_of(f"It helped 2 of 3 patients ({percent}%)."))
    assert share.agrees is agrees


def test_an_interval_is_read_with_its_estimate(reading_of: ReadingOf) -> None:
    (one,) = numbers.intervals(reading_of("The hazard ratio was 0.62 (95% CI 0.50 to 0.77)."))
    assert (one.measure, one.estimate, one.low, one.high) == ("hazard ratio", 0.62, 0.5, 0.77)
    assert one.holds_estimate


def test_minus_signs_are_signs(reading_of: ReadingOf) -> None:
    (one,) = numbers.intervals(
        reading_of("The mean change was \u22124.1 points (95% CI \u22126.0 to \u22122.2).")
    )
    assert (one.estimate, one.low, one.high) == (-4.1, -6.0, -2.2)


@pytest.mark.parametrize(
    ("words", "kind", "unit"),
    [
        ("45 %", "share", "%"),
        ("10 mg", "measure", "mg"),
        ("p = 0.03", "p", ""),
        ("24 patients", "count", "patients"),
    ],
)
def test_a_number_has_kind_and_unit(words: str, kind: str, unit: str, reading_of: ReadingOf) -> None:
    found = [(one.kind, one.unit) for one in reading_of(f"We saw {words} there.").numbers]
    assert found == [(kind, unit)]


@pytest.mark.parametrize(
    "words", ["one in eleven", "two thirds of all", "three times as many", "40 per cent", "by seven points"]
)
def test_a_figure_is_told_by_its_shape(words: str) -> None:
    assert numbers.figure_in(f"it changed {words} there.")


@pytest.mark.parametrize(
    "words", ["in room 12", "at half past nine", "for the third time", "in 2019", "one in the morning"]
)
def test_not_every_number_is_a_figure(words: str) -> None:
    assert not numbers.figure_in(f"it happened {words}.")
