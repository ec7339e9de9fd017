"""Dates as they are written, with the days that they can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.reading.dates import in_text

if TYPE_CHECKING:
    from tests.reading.conftest import ReadingOf


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("march 5, 2019", "2019-03-05", "2019-03-05", "day"),
        ("5 march 2019", "2019-03-05", "2019-03-05", "day"),
        ("5th of march, 2019", "2019-03-05", "2019-03-05", "day"),
        ("mar. 5, 2019", "2019-03-05", "2019-03-05", "day"),
        ("2019-03-05", "2019-03-05", "2019-03-05", "day"),
        ("march 2019", "2019-03-01", "2019-03-31", "month"),
        ("march of 2019", "2019-03-01", "2019-03-31", "month"),
        ("2019-03", "2019-03-01", "2019-03-31", "month"),
        ("february 2020", "2020-02-01", "2020-02-29", "month"),
        ("early 2019", "2019-01-01", "2019-05-31", "season"),
        ("spring of 2019", "2019-03-01", "2019-06-30", "season"),
        ("the third quarter of 2020", "2020-07-01", "2020-09-30", "season"),
        ("2019", "2019-01-01", "2019-12-31", "year"),
        ("the 1970s", "1970-01-01", "1979-12-31", "decade"),
        ("the late 1990s", "1996-01-01", "1999-12-31", "decade"),
        ("the '70s", "1970-01-01", "1979-12-31", "decade"),
    ],
)
def test_a_date_is_the_days_it_can_mean(written: str, first: str, last: str, precision: str) -> None:
    assert [found[2:] for found in in_text(f"it was approved in {written}.")] == [(first, last, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "a dose of 2000 mg",
        "2019 patients took part",
        "the price is $2019",
        "room 12019",
        "version 3.2019",
        "31 february 2019",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert [found[4] for found in in_text(text) if found[4] != "year"] == []
    assert text == "31 february 2019" or list(in_text(text)) == []


def test_a_date_keeps_its_place_in_the_original(reading_of: ReadingOf) -> None:
    reading = reading_of("Naïve “readers” saw it on 5 March 2019 in print.")
    assert [one.span.of(reading.text) for one in reading.dates] == ["5 March 2019"]
