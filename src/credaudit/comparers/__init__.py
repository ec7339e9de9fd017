"""What differs between documents of one run: each is kept as small frames, so that memory stays flat over a corpus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

from credaudit import comparers as _package
from credaudit.model import Finding, Span
from credaudit.reading import measures, numbers
from credaudit.registry import collect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from credaudit.model import Also, Place
    from credaudit.reading import Reading
    from credaudit.reading.claims import Claim
    from credaudit.rulebook import Rule

ANCHOR: Final = 7
"""Length of the words at which a sampled run of words begins: about one word in eleven of English prose."""
RUN: Final = 6
"""Words in a run: two texts that share several were not written apart."""
MAX_SKETCH: Final = 400
"""Runs kept of one document, the smallest hashes, so that long documents stay comparable."""
GIST: Final = 3_000
"""Characters of folded text kept for the likeness of grey cases."""
MAX_CONTEXT: Final = 400
_STUDY: Final = re.compile(r"\b(?:nct\d{8}|isrctn\d{8}|eudract \d{4}-\d{6}-\d\d)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What one document says of one attribute of one subject."""

    key: tuple[str, ...]
    """Subject, attribute and whatever must be equal for two values to be comparable."""
    low: float
    high: float
    unit: str
    words: str
    """The value as a reader would say it."""
    place: Place
    context: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """What comparing needs of one document."""

    uri: str
    title: str = ""
    sketch: tuple[int, ...] = ()
    """Hashes of sampled runs of words, ascending."""
    gist: str = ""
    """The beginning of the folded text, for TF-IDF."""
    values: tuple[Value, ...] = ()
    studies: tuple[str, ...] = ()
    """Register numbers named in the text."""
    head: Place | None = None
    """The title or first sentence, where a finding about the whole text stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparer:
    """A check over all documents of a run; rules name it as `between.<module>`."""

    compare: Callable[[Sequence[Frames], Rule], Iterator[Finding]]


def names() -> tuple[str, ...]:
    """Return the names that rules use for comparers."""
    return tuple(f"between.{name}" for name, _ in collect(_package, "COMPARER"))


def frames(reading: Reading) -> Frames:
    """Keep of `reading` what comparing needs."""
    folded = reading.folded.text
    return Frames(
        uri=reading.document.uri,
        title=reading.byline.title,
        sketch=_sketch(folded),
        gist=folded[:GIST],
        values=tuple(_values(reading)),
        studies=tuple(sorted(set(_STUDY.findall(folded))))
        if "nct" in folded or "isrctn" in folded or "eudract" in folded
        else (),
        head=reading.place(reading.sentences[0].span) if reading.sentences else None,
    )


def compare(kept: Sequence[Frames], rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield the findings between documents for those rules that name a comparer."""
    if len(kept) < 2:  # noqa: PLR2004
        return
    offered = {f"between.{name}": one for name, one in collect(_package, "COMPARER")}
    ordered = sorted(kept, key=lambda one: one.uri)
    for rule in rules:
        if rule.check in offered:
            yield from offered[rule.check].compare(ordered, rule)


def between(rule: Rule, place: Place, context: Place, also: tuple[Also, ...], **slots: object) -> Finding:
    """Make a finding of `rule` at `place`; its other places lie in other documents."""
    message = rule.message.format(match=_short(place.quote), **slots)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        confidence=rule.confidence,
        message=message,
        plain_message=message,
        place=place,
        context=context,
        also=also,
    )


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"  # noqa: PLR2004


def _sketch(folded: str) -> tuple[int, ...]:
    """Return hashes of the runs of words that begin at a word of ANCHOR letters: equal texts have equal ones."""
    words = folded.split()
    runs = {
        crc32(" ".join(words[at : at + RUN]).encode())
        for at, word in enumerate(words[: 1 - RUN])
        if len(word) == ANCHOR
    }
    return tuple(sorted(runs)[:MAX_SKETCH])


def _values(reading: Reading) -> Iterator[Value]:
    for measure in measures.find(reading):
        key = (measure.subject, measure.attribute, measure.point)
        yield _value(reading, key, measure.low, measure.high, measure.unit, measure.span)
    for claim in reading.claims:
        yield from _claimed(reading, claim)
    for stated in numbers.stated(reading):
        sentence = reading.sentence_at(stated.span.start)
        if sentence is not None and sentence.block.region.value == "main":
            yield _value(
                reading, ("", stated.attribute, ""), stated.value, stated.value, stated.unit, stated.span
            )


def _claimed(reading: Reading, claim: Claim) -> Iterator[Value]:
    """Yield the status that a claim gives a treatment, and its year where one is given."""
    if (
        claim.attribute != "approval"
        or claim.modality != "asserted"
        or not claim.own_voice
        or not claim.agency
        or claim.rivals
    ):
        return
    use = ",".join(sorted(claim.indications)) or "any use"
    held = 1.0 if claim.polarity else 0.0
    words = "yes" if claim.polarity else "no"
    if claim.indications:
        yield _value(
            reading,
            (claim.subject, f"{claim.value or 'approved'} by {claim.agency} for {use}", ""),
            held,
            held,
            words,
            claim.span,
        )
    if claim.polarity and len(claim.dates) == 1 and claim.dates[0].precision in {"day", "month", "year"}:
        year = float(claim.dates[0].first[:4])
        yield _value(
            reading,
            (claim.subject, f"year {claim.value or 'approved'} by {claim.agency} for {use}", ""),
            year,
            year,
            "year",
            claim.span,
        )


def _value(reading: Reading, key: tuple[str, ...], low: float, high: float, unit: str, span: Span) -> Value:
    sentence = reading.sentence_at(span.start)
    around = sentence.span if sentence is not None and sentence.span.covers(span) else span
    return Value(
        key=key,
        low=low,
        high=high,
        unit=unit,
        words=_say(low, high, unit),
        place=reading.place(_clip(span)),
        context=reading.place(_clip(around)),
    )


def _clip(span: Span) -> Span:
    return span if span.end - span.start <= MAX_CONTEXT else Span(span.start, span.start + MAX_CONTEXT)


def _say(low: float, high: float, unit: str) -> str:
    if unit in {"yes", "no"}:
        return unit
    if unit == "year":
        return f"{low:.0f}"
    if unit == "hours":
        return _span_of_time(low, high)
    value = f"{low:.6g}" if low == high else f"{low:.3g}–{high:.3g}"
    return f"{value} {unit}".strip()


def _span_of_time(low: float, high: float) -> str:
    days = high >= 48  # noqa: PLR2004
    size, unit = (24.0, "days") if days else (1.0, "hours")
    if not low:
        return f"within {high / size:.3g} {unit}"
    value = f"{low / size:.3g}" if low == high else f"{low / size:.3g}–{high / size:.3g}"
    return f"{value} {unit}"
