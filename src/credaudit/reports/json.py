"""The JSON report, exactly as the shipped schema says; the same report gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from credaudit.errors import UsageError
from credaudit.model import (
    Also,
    Audited,
    Confidence,
    Deduction,
    Dimension,
    Evidence,
    Finding,
    GenreGuess,
    Level,
    Limit,
    NotChecked,
    Party,
    Place,
    Reference,
    Report,
    RuleCard,
    Score,
    Severity,
    Skipped,
    Span,
    Statement,
    Tool,
    Zone,
    ZoneState,
)
from credaudit.reports import Format, View

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA_VERSION: Final = "1"
Plain = dict[str, Any]


def render(report: Report, view: View) -> str:
    """Return the report as one JSON object, UTF-8; each part and each document on its own line.

    Indenting everything would cost more than a millisecond a document: it keeps json from its C encoder.
    """
    plain = to_plain(report, persons=view.persons)
    return "{\n" + ",\n".join(f"{_compact(key)}: {_part(value)}" for key, value in plain.items()) + "\n}\n"


def _part(value: Any) -> str:  # noqa: ANN401 (plain JSON values)
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_compact(one) for one in value) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:  # noqa: ANN401 (as above)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def to_plain(report: Report, *, persons: bool = True) -> Plain:
    """Return the report as plain values in the order of the contract, section 2."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": _fields(report.tool),
        "documents": [document(one, persons=persons) for one in report.documents],
        "rules": {name: _card(card) for name, card in sorted(report.rules.items())},
        "between_documents": [finding(one, persons=persons) for one in report.between_documents],
        "skipped": [_fields(one) for one in report.skipped],
        "incomplete": report.incomplete,
        "not_checked": [_fields(one) for one in report.not_checked],
        "summary": summary(report),
    }


def summary(report: Report) -> Plain:
    """Return the counts of a report."""
    counts = {severity.value: 0 for severity in reversed(Severity)}
    for one in report.findings:
        counts[one.severity.value] += 1
    return {
        "documents": len(report.documents),
        "skipped": len(report.skipped),
        "findings": counts,
        "suppressed": 0,
        "baselined": 0,
    }


def document(one: Audited, *, persons: bool = True) -> Plain:
    """Return one audited document as plain values."""
    plain: Plain = {
        "uri": one.uri,
        "sha256": one.sha256,
        "media_type": one.media_type,
        "language": one.language,
        "genre": {
            "name": one.genre.name,
            "confidence": one.genre.confidence.value,
            "because": list(one.genre.because),
        },
        "title": one.title,
        "authors": list(one.authors) if persons else [],
        "published": one.published,
        "status": list(one.status),
        "words": one.words,
        "sentences": one.sentences,
        "state": one.state,
        "limited": list(one.limited),
        "zones": {zone.value: one.zones[zone].value for zone in Zone if zone in one.zones},
        "score": _score(one.score),
        "findings": [finding(found, persons=persons) for found in one.findings],
        "statements": [_statement(statement, persons=persons) for statement in one.statements],
        "interests": one.interests,
        "support": dict(one.support),
        "checklists": {name: dict(items) for name, items in sorted(one.checklists.items())},
        "readability": dict(one.readability),
        "not_checked": [_fields(gap) for gap in one.not_checked],
    }
    if one.text:
        plain["text"] = one.text
    return plain


def finding(one: Finding, *, persons: bool = True) -> Plain:
    """Return one finding as plain values."""
    return {
        "rule": one.rule,
        "family": one.family,
        "severity": one.severity.value,
        "confidence": one.confidence.value,
        "uri": one.place.uri,
        "message": one.message if persons else one.plain_message,
        "plain_message": one.plain_message,
        "quote": one.place.quote,
        "start": one.place.span.start,
        "end": one.place.span.end,
        "context": {"text": one.context.quote, "start": one.context.span.start, "end": one.context.span.end},
        **_lines(one.place),
        "also": [{"uri": other.place.uri, **_place(other.place), "why": other.why} for other in one.also],
        "evidence": [{**_fields(record), "level": record.level.value} for record in one.evidence],
        "zone": one.zone.value if one.zone else None,
        "zone_state": one.zone_state.value if one.zone_state else None,
        "own_voice": one.own_voice,
        "fingerprint": one.fingerprint,
    }


def _place(place: Place) -> Plain:
    return {"quote": place.quote, "start": place.span.start, "end": place.span.end, **_lines(place)}


def _lines(place: Place) -> Plain:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _statement(one: Statement, *, persons: bool) -> Plain:
    parties = [_fields(party) if persons else {**_fields(party), "person": ""} for party in one.parties]
    return {"kind": one.kind, **_place(one.place), "position": one.position, "parties": parties}


def _score(score: Score) -> Plain:
    return {
        "value": score.value,
        "band": score.band,
        "confidence": score.confidence.value,
        "coverage": score.coverage,
        "validated": score.validated,
        "reason": score.reason,
        "dimensions": {name: _fields(dimension) for name, dimension in score.dimensions.items()},
        "credits": [_deduction(part) for part in score.credits],
        "deductions": [_deduction(part) for part in score.deductions],
        "limits": [
            {"cap": limit.cap, "because": limit.because, "fingerprints": list(limit.fingerprints)}
            for limit in score.limits
        ],
    }


def _deduction(part: Deduction) -> Plain:
    return {
        "dimension": part.dimension,
        "points": part.points,
        "rule": part.rule,
        "fingerprints": list(part.fingerprints),
    }


def _card(card: RuleCard) -> Plain:
    return {**_fields(card), "references": [_fields(reference) for reference in card.references]}


def _fields(value: Any) -> Plain:  # noqa: ANN401 (any of the model's dataclasses)
    return {one.name: getattr(value, one.name) for one in fields(value)}


def parse(text: str) -> Report:
    """Read a JSON report back; raises UsageError when it is not one of ours."""
    try:
        return from_plain(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"not a credaudit JSON report of version {SCHEMA_VERSION} ({type(error).__name__}: {error})"
        raise UsageError(message) from error


def from_plain(plain: Plain) -> Report:
    """Build the report from plain values; raises KeyError, TypeError or ValueError for a missing or foreign part."""
    if plain["schema_version"] != SCHEMA_VERSION:
        raise ValueError(plain["schema_version"])
    return Report(
        tool=Tool(**plain["tool"]),
        documents=tuple(_read_document(one) for one in plain["documents"]),
        skipped=tuple(Skipped(**one) for one in plain["skipped"]),
        rules={
            name: RuleCard(**{**card, "references": tuple(Reference(**one) for one in card["references"])})
            for name, card in plain["rules"].items()
        },
        between_documents=tuple(_read_finding(one) for one in plain["between_documents"]),
        not_checked=tuple(NotChecked(**one) for one in plain["not_checked"]),
    )


def _read_document(plain: Plain) -> Audited:
    genre = plain["genre"]
    return Audited(
        uri=plain["uri"],
        sha256=plain["sha256"],
        media_type=plain["media_type"],
        language=plain["language"],
        genre=GenreGuess(
            name=genre["name"], confidence=Confidence(genre["confidence"]), because=tuple(genre["because"])
        ),
        title=plain["title"],
        authors=tuple(plain["authors"]),
        published=plain["published"],
        status=tuple(plain["status"]),
        words=plain["words"],
        sentences=plain["sentences"],
        limited=tuple(plain["limited"]),
        zones={Zone(name): ZoneState(state) for name, state in plain["zones"].items()},
        score=_read_score(plain["score"]),
        findings=tuple(_read_finding(one) for one in plain["findings"]),
        statements=tuple(_read_statement(one, plain["uri"]) for one in plain["statements"]),
        interests=plain["interests"],
        support=plain["support"],
        checklists=plain["checklists"],
        readability=plain["readability"],
        not_checked=tuple(NotChecked(**one) for one in plain["not_checked"]),
        text=plain.get("text", ""),
    )


def _read_finding(plain: Plain) -> Finding:
    context = plain["context"]
    span = Span(context["start"], context["end"])
    place = _read_place(plain, plain["uri"])
    return Finding(
        rule=plain["rule"],
        severity=Severity(plain["severity"]),
        confidence=Confidence(plain["confidence"]),
        message=plain["message"],
        plain_message=plain["plain_message"],
        place=place,
        context=Place(
            uri=plain["uri"], span=span, quote=context["text"], line=0, column=0, end_line=0, end_column=0
        ),
        also=tuple(Also(place=_read_place(one, one["uri"]), why=one["why"]) for one in plain["also"]),
        evidence=tuple(Evidence(**{**one, "level": Level(one["level"])}) for one in plain["evidence"]),
        zone=Zone(plain["zone"]) if plain["zone"] else None,
        zone_state=ZoneState(plain["zone_state"]) if plain["zone_state"] else None,
        own_voice=plain["own_voice"],
        fingerprint=plain["fingerprint"],
    )


def _read_place(plain: Mapping[str, Any], uri: str) -> Place:
    return Place(
        uri=uri,
        span=Span(plain["start"], plain["end"]),
        quote=plain["quote"],
        line=plain["line"],
        column=plain["column"],
        end_line=plain["end_line"],
        end_column=plain["end_column"],
    )


def _read_statement(plain: Plain, uri: str) -> Statement:
    return Statement(
        kind=plain["kind"],
        place=_read_place(plain, uri),
        position=plain["position"],
        parties=tuple(Party(**one) for one in plain["parties"]),
    )


def _read_score(plain: Plain) -> Score:
    return Score(
        value=plain["value"],
        band=plain["band"],
        confidence=Confidence(plain["confidence"]),
        coverage=plain["coverage"],
        validated=plain["validated"],
        reason=plain["reason"],
        dimensions={name: Dimension(**one) for name, one in plain["dimensions"].items()},
        credits=tuple(_read_deduction(one) for one in plain["credits"]),
        deductions=tuple(_read_deduction(one) for one in plain["deductions"]),
        limits=tuple(
            Limit(cap=one["cap"], because=one["because"], fingerprints=tuple(one["fingerprints"]))
            for one in plain["limits"]
        ),
    )


def _read_deduction(plain: Plain) -> Deduction:
    return Deduction(
        dimension=plain["dimension"],
        points=plain["points"],
        rule=plain["rule"],
        fingerprints=tuple(plain["fingerprints"]),
    )


FORMAT: Final = Format(render=render)
