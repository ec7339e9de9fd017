"""What is wrong with a document: analyzers judge what the reading found; they never parse, print or open anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credaudit.model import Confidence, Finding, Passed, Place, Severity, Shape, Span, Zone, ZoneState

if TYPE_CHECKING:
    from credaudit.model import Also, Evidence
    from credaudit.reading import Reading
    from credaudit.rulebook import Rule

Check = Callable[["Reading", "Rule"], Iterator["Finding | Passed"]]
MAX_QUOTE = 90
MAX_CONTEXT = 400
REPORTING = {"person": "the author"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzer:
    """The checks of one family; a rule names one as `family.check`."""

    family: str
    checks: Mapping[str, Check]


def finding(  # noqa: PLR0913 (each is a part of a finding)
    reading: Reading,
    rule: Rule,
    span: Span,
    *,
    also: tuple[Also, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    severity: Severity | None = None,
    confidence: Confidence | None = None,
    own_voice: bool | None = None,
    names: Mapping[str, str] | None = None,
    **slots: object,
) -> Finding:
    """Make a finding of `rule` at `span`.

    `slots` fill the message's placeholders (`{match}` is the quote); `names` do too, but are personal names, which
    the plain message replaces by roles. Raises KeyError for a placeholder nobody filled.
    """
    place = reading.place(span)
    sentence = reading.sentence_at(span.start)
    names = names or {}
    filled = {"match": shorten(place.quote), **slots}
    return Finding(
        rule=rule.id,
        severity=severity or rule.severity,
        confidence=confidence or rule.confidence,
        message=rule.message.format(**filled, **names),
        plain_message=rule.message.format(
            **filled, **{key: REPORTING.get(key, "the person named") for key in names}
        ),
        place=place,
        context=reading.place(_context(sentence.span if sentence else span, span)),
        also=also,
        evidence=evidence,
        own_voice=reading.scope.own_voice(span, sentence) if own_voice is None else own_voice,
    )


def absence(reading: Reading, rule: Rule, zone: Zone, *, at: int | None = None, **slots: object) -> Finding:
    """Make a finding about something that was looked for in `zone` and not found; empty span, at the end by default.

    Where the zone was not read for certain the finding is a note and costs nothing.
    """
    offset = len(reading.text) if at is None else at
    place = reading.place(Span(offset, offset))
    state = reading.zones.get(zone, ZoneState.UNKNOWN)
    message = rule.message.format(**slots)
    return Finding(
        rule=rule.id,
        severity=rule.severity if state is ZoneState.READ else Severity.NOTE,
        confidence=rule.confidence,
        message=message,
        plain_message=message,
        place=place,
        context=place,
        zone=zone,
        zone_state=state,
    )


def passed(reading: Reading, rule: Rule, because: str, span: Span | None = None) -> Passed:
    """Say that `rule` applied and found the text in order."""
    return Passed(rule=rule.id, because=because, place=reading.place(span) if span else None)


def shorten(quote: str) -> str:
    """Return the quote on one line, at most MAX_QUOTE code points."""
    line = " ".join(quote.split())
    return line if len(line) <= MAX_QUOTE else line[: MAX_QUOTE - 1].rstrip() + "…"


def _context(sentence: Span, span: Span) -> Span:
    if sentence.end - sentence.start <= MAX_CONTEXT or not sentence.covers(span):
        return sentence if sentence.covers(span) else span
    start = max(sentence.start, min(span.start - MAX_CONTEXT // 4, sentence.end - MAX_CONTEXT))
    return Span(start, min(sentence.end, max(span.end, start + MAX_CONTEXT)))


__all__ = ["Analyzer", "Check", "Place", "Shape", "absence", "finding", "passed", "shorten"]
