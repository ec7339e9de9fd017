"""Measures of a treatment as a text states them: response, remission, relapse, onset, duration, half-life, first made.

A measure is a subject (one entity of the knowledge base), an attribute and a range, so that two documents can be laid side by
side. A sentence that names two treatments, asks, supposes or denies gives none: silence is better than a wrong pair.
"""

# ruff: noqa: E501 (patterns stay whole)
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credaudit.model import Region, Shape, Span
from credaudit.reading.mentions import TREATMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One attribute of one subject with the range that the words can mean."""

    subject: str
    """Entity id in the knowledge base."""
    attribute: str
    low: float
    high: float
    unit: str
    """`%`, `hours`, `year`."""
    span: Span
    point: str = ""
    """Time point or number of sessions it belongs to, as written and folded."""


RATES = ("response", "remission", "relapse")
TIMES = ("onset", "duration", "half-life")
REACH = 70
"""Code points between the words of an attribute and its value."""
MOST = 0.7
"""Share of a document's mentions that makes an entity its subject where a sentence names none."""
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0, "year": 8766.0}
LOOSE = {"minute": 60.0, "hour": 24.0, "day": 7.0, "week": 8.0, "month": 12.0, "year": 10.0}
"""How many units a bare plural (“within hours”) may mean at most."""
_SMALL = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
}
_SHARE = re.compile(
    r"(?<![\w.,-])(?P<low>\d{1,3}(?:\.\d+)?)(?: ?%)?(?: ?(?:-|to|and) ?(?P<high>\d{1,3}(?:\.\d+)?))? ?(?:%|per ?cent\b)"
)
_FRACTION = re.compile(
    r"\b(?:(?P<third>(?:a|one)[ -]third)|(?P<two>two[ -]thirds)|(?P<half>half)|(?P<quarter>a quarter)|(?P<three>three[ -]quarters))\b"
)
_FRACTIONS = {"third": 100 / 3, "two": 200 / 3, "half": 50.0, "quarter": 25.0, "three": 75.0}
_TIME = re.compile(
    r"(?P<within>within |in under |in less than |under |less than |up to |as little as )?(?:(?:about|around|approximately|only|just|a matter of|the first) )*(?:(?P<low>\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|ten|twelve)(?: ?(?:-|to|or) ?(?P<high>\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|ten|twelve))?[ -])?(?P<unit>minute|hour|day|week|month|year)s?\b"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_POINT = re.compile(
    r"\b(?:at|by|after|in|within) (?:the )?(?:week|month|day|hour|year)s? \d+|\b(?:at|by|after|within) (?:\d+|one|two|three|four|six|eight|twelve) ?(?:-| )?(?:hour|day|week|month|year|session|infusion|dose)s?\b"
)


def find(reading: Reading) -> Iterator[Measure]:
    """Yield the measures in order of attribute."""
    if not reading.mentions:
        return
    for attribute in (*RATES, *TIMES, "first-made"):
        seen: set[int] = set()
        for hit in reading.hits(f"@measure-{attribute}"):
            sentence = reading.sentence_at(hit.start)
            if sentence is None or sentence.index in seen or not _states(reading, hit, sentence):
                continue
            if attribute in RATES and reading.hits_in("@negation", sentence):
                continue  # “do not respond” gives another rate
            subject = _subject(reading, sentence)
            value = _value(reading, attribute, hit, sentence) if subject else None
            if subject and value is not None:
                seen.add(sentence.index)
                low, high, unit = value
                point = _POINT.search(sentence.folded) if attribute in RATES else None
                yield Measure(
                    subject=subject,
                    attribute=attribute,
                    low=low,
                    high=high,
                    unit=unit,
                    span=sentence.span,
                    point=point.group() if point else "",
                )


def _states(reading: Reading, hit: Span, sentence: Sentence) -> bool:
    if (
        sentence.asks
        or sentence.block.region in {Region.NAVIGATION, Region.COMMENTS}
        or sentence.block.shape is Shape.CODE
    ):
        return False
    if reading.section_at(sentence.span.start) in {"references", "further-reading"} or reading.hits_in(
        "@measure-other", sentence
    ):
        return False
    return not reading.scope.any_holds(("negated", "hypothetical"), hit, sentence)


def _subject(reading: Reading, sentence: Sentence) -> str:
    """Return the one treatment that the sentence is about, else the one that the document is about, else nothing."""
    entries = reading.library.knowledge.entries
    here = {
        one.entity
        for one in reading.mentions
        if one.sentence == sentence.index and entries[one.entity].kind in TREATMENTS and not one.rivals
    }
    if here:
        return here.pop() if len(here) == 1 else ""
    counted = Counter(
        one.entity for one in reading.mentions if one.named and entries[one.entity].kind in TREATMENTS
    )
    if not counted:
        return ""
    entity, most = min(counted.items(), key=lambda item: (-item[1], item[0]))
    near = any(one.entity == entity and sentence.block.span.covers(one.span) for one in reading.mentions)
    return entity if near and most >= MOST * sum(counted.values()) else ""


def _value(
    reading: Reading, attribute: str, hit: Span, sentence: Sentence
) -> tuple[float, float, str] | None:
    start = reading.folded.folded(hit.start) - sentence.folded_start
    end = reading.folded.folded(hit.end) - sentence.folded_start
    near = sentence.folded[max(0, start - REACH) : end + REACH]
    if attribute in RATES:
        return _rate(sentence.folded, near)
    if attribute == "first-made":
        years = _YEAR.findall(sentence.folded[end : end + REACH])
        return (float(years[0]), float(years[0]), "year") if len(years) == 1 else None
    return _time(sentence.folded[start : end + REACH])


def _rate(folded: str, near: str) -> tuple[float, float, str] | None:
    shares = [*_SHARE.finditer(folded), *_FRACTION.finditer(folded)]
    if len(shares) != 1 or shares[0].group() not in near:
        return None
    found = shares[0].groupdict()
    if "low" not in found:
        value = next(_FRACTIONS[name] for name, words in found.items() if words)
        return (
            value,
            100.0
            if re.search(r"(?:more than|over|at least) (?:a |one )?\S*$", folded[: shares[0].start()])
            else value,
            "%",
        )
    low = float(found["low"])
    high = float(found["high"]) if found["high"] else low
    before = folded[: shares[0].start()].rstrip()
    if before.endswith(("up to", "less than", "under", "at most")):
        low = 0.0
    elif before.endswith(("more than", "over", "at least", "above")):
        high = 100.0
    return low, high, "%"


def _time(folded: str) -> tuple[float, float, str] | None:
    match = _TIME.search(folded)
    if match is None:
        return None
    hours = HOURS[match["unit"]]
    if match["low"] is None:
        return 0.0 if match["within"] else hours, hours * LOOSE[match["unit"]], "hours"
    low = float(_SMALL.get(match["low"]) or match["low"]) * hours
    high = float(_SMALL.get(match["high"]) or match["high"]) * hours if match["high"] else low
    return 0.0 if match["within"] else low, high, "hours"
