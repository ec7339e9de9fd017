"""Dates in the running text, with their precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Span
    from credaudit.reading import Reading

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"winter": (1, 3), "spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
"""Months of the northern year; both ends are generous. Winter is the first months of the year it is named by."""
PARTS = {"early": (1, 5), "mid": (4, 9), "late": (8, 12), "beginning of": (1, 4), "end of": (9, 12)}
QUARTER_MONTHS = 3
LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FEBRUARY = 2
_MONTH = (
    r"(?P<{0}month>january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_DAY = r"(?P<{0}day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}year>(?:1[89]|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,? )?"
_FORMS = "|".join(
    (
        _YEAR.format("i") + r"-(?P<imonth>0[1-9]|1[0-2])(?:-(?P<iday>0[1-9]|[12]\d|3[01]))?(?![\d-])",
        _MONTH.format("a") + " " + _DAY.format("a") + r",? (?:of )?" + _YEAR.format("a"),
        _DAY.format("b") + r" (?:of )?" + _MONTH.format("b") + r",? " + _YEAR.format("b"),
        _MONTH.format("c") + r",? (?:of |in )?" + _YEAR.format("c"),
        r"(?P<spart>early|mid|late|beginning of|end of)[- ](?:in )?" + _YEAR.format("s"),
        r"(?P<season>winter|spring|summer|autumn|fall)(?: of)?,? " + _YEAR.format("n"),
        r"(?P<quarter>first|second|third|fourth|q[1-4])(?: quarter)?(?: of)?,? " + _YEAR.format("q"),
        r"(?:(?P<dpart>early|mid|late)[- ])?(?P<decade>(?:1[89]|20)\d0)'?s",
        r"(?:(?P<wpart>early|mid|late)[- ])?'(?P<short>[2-9]0)s",
        _YEAR.format("y")
        + r"(?!['-]?\w|[.,]\d|%| ?(?:mg|ml|patients|people|participants|dollars|kcal|calories)\b)",
    )
)
_DATE = re.compile(r"(?<![\w$.,/-])(?:" + _FORMS + r")(?!\w)")
_YEARS = re.compile(r"(?:1[89]|20)\d\d|'[2-9]0s")
BEFORE_YEAR, AFTER_YEAR = 36, 20
"""Code points around a year in which the rest of its date can stand (“the beginning of the third quarter of”)."""
_QUARTERS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "q1": 0, "q2": 1, "q3": 2, "q4": 3}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: the earliest and latest day (ISO) that it can mean."""

    span: Span
    first: str
    last: str
    precision: str
    """`day`, `month`, `season` (part of a year), `year`, `decade`."""


def find(reading: Reading) -> Iterator[DateMention]:
    """Yield the dates in order."""
    for start, end, first, last, precision in in_text(reading.folded.text):
        yield DateMention(reading.unfold(start, end), first, last, precision)


def in_text(folded: str) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield (start, end, first, last, precision) of the dates of a piece of folded text; looks around years only."""
    done = 0
    for year in _YEARS.finditer(folded):
        if year.start() < done:
            continue
        window = max(done, year.start() - BEFORE_YEAR), min(len(folded), year.end() + AFTER_YEAR)
        match = next((one for one in _DATE.finditer(folded, *window) if one.end() > year.start()), None)
        if match is None or match.start() > year.start():
            continue
        done = match.end()
        meant = _meant({name: value for name, value in match.groupdict().items() if value})
        if meant is not None:
            yield (*match.span(), *meant)


def _meant(found: dict[str, str]) -> tuple[str, str, str] | None:  # noqa: PLR0911 (one return a way of writing)
    if "decade" in found or "short" in found:
        return _decade(found)
    year = next(int(value) for name, value in found.items() if name.endswith("year"))
    if "spart" in found:
        return _months(year, *PARTS[found["spart"]])
    if "season" in found:
        return _months(year, *SEASONS[found["season"]])
    if "quarter" in found:
        first = _QUARTERS[found["quarter"]] * QUARTER_MONTHS + 1
        return _months(year, first, first + QUARTER_MONTHS - 1)
    month = next((value for name, value in found.items() if name.endswith("month")), "")
    if not month:
        return f"{year}-01-01", f"{year}-12-31", "year"
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
    day = next((value for name, value in found.items() if name.endswith("day")), "")
    if not day:
        return f"{year}-{number:02}-01", f"{year}-{number:02}-{_last_day(year, number):02}", "month"
    try:
        exact = date(year, number, int(day)).isoformat()
    except ValueError:
        return None
    return exact, exact, "day"


def _months(year: int, first: int, last: int) -> tuple[str, str, str]:
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{_last_day(year, last):02}", "season"


def _decade(found: dict[str, str]) -> tuple[str, str, str]:
    start = int(found["decade"]) if "decade" in found else 1900 + int(found["short"])
    part = found.get("dpart") or found.get("wpart")
    low, high = {"early": (0, 4), "mid": (3, 7), "late": (6, 9)}.get(part or "", (0, 9))
    return f"{start + low}-01-01", f"{start + high}-12-31", "decade"


def _last_day(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == FEBRUARY and not leap else LAST_DAYS[month - 1]
