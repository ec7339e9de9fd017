"""What a report says first: order of findings, who gains, what supports, in words; shared by the formats."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from credaudit.model import Confidence, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from credaudit.model import Audited, Finding, NotChecked, Party, Report

FAMILIES = (
    "safety",
    "facts",
    "disclosure",
    "studies",
    "consistency",
    "provenance",
    "citation",
    "promotion",
    "text",
)
"""In the order in which a reader should look when severity is equal."""
NOTICE = "Leads for a reader, not a verdict on the text or its author."
INTERESTS = {
    "declared": "interests stated",
    "none_declared": "states that there are none to declare",
    "partial": "stated for some authors only",
    "elsewhere": "statement said to be elsewhere",
    "evident": "seller's own page: the tie is evident",
    "not_found": "no statement of interests in the text read",
}
BAND_WORDS = {
    "review-first": "review first",
    "some-concerns": "some concerns",
    "few-concerns": "few concerns",
    "not-rated": "not rated",
}
SHORT = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: "note"}


def gravity(found: Finding) -> tuple[bool, int, int, int, str, int, str]:
    """Return a sort key: safety first, then severity, family, confidence, place."""
    return (
        found.family != "safety",
        -found.severity.rank,
        FAMILIES.index(found.family) if found.family in FAMILIES else len(FAMILIES),
        -found.confidence.rank,
        found.place.uri,
        found.place.span.start,
        found.rule,
    )


def shown(findings: Iterable[Finding], *, everything: bool) -> list[Finding]:
    """Return the findings to show, gravest first; those of low confidence only with `everything`."""
    return sorted(
        (one for one in findings if everything or one.confidence is not Confidence.LOW), key=gravity
    )


def groups(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return findings (gravest first) by rule, the group of the gravest first."""
    ordered = list(findings)
    rank: dict[str, int] = {}
    for position, one in enumerate(ordered):
        rank.setdefault(one.rule, position)
    ordered.sort(key=lambda one: (rank[one.rule], one.place.uri, one.place.span))
    return [list(group) for _, group in groupby(ordered, key=lambda one: one.rule)]


def counts(findings: Iterable[Finding]) -> str:
    """Return “1 error · 2 warnings · 4 notes”."""
    found = list(findings)
    told = []
    for severity in reversed(Severity):
        number = sum(one.severity is severity for one in found)
        told.append(f"{number} {severity.value}{'' if number == 1 else 's'}")
    return " · ".join(told)


def score_words(document: Audited) -> str:
    """Return “score 41, 17 of 24 checks run”, or why there is none."""
    score = document.score
    if score.value is None:
        return f"not rated: {score.reason}"
    dimensions = score.dimensions.values()
    checked, possible = sum(one.checked for one in dimensions), sum(one.possible for one in dimensions)
    return f"score {score.value}, {checked} of {possible} checks run"


def who_gains(document: Audited, *, persons: bool) -> str:
    """Return one line on interests: the parties stated with their places, else what was found or not."""
    told: dict[str, None] = {}
    for statement in document.statements:
        for party in statement.parties:
            words = _interest(party, persons=persons)
            if words:
                told[f"{words} (stated l.{statement.place.line})"] = None
    if told:
        more = f" and {len(told) - 2} more" if len(told) > 2 else ""  # noqa: PLR2004 (two fit on the line)
        return "; ".join(list(told)[:2]) + more
    return INTERESTS.get(document.interests, document.interests)


def _interest(party: Party, *, persons: bool) -> str:
    """Return “A. Example, medical officer of Lumenova”, “funding: Lumenova”, or nothing when no firm is named."""
    if not party.organisation:
        return ""
    who = (party.person if persons else "an author") if party.person else ""
    if party.role:
        return f"{who or 'an author'}, {party.role} of {party.organisation}"
    tie = f"{(party.interest or 'interest').replace('-', ' ')}: {party.organisation}"
    return f"{who}, {tie}" if who else tie


def support(document: Audited) -> str:
    """Return one line on citations and references."""
    held = document.support
    cited, listed = held.get("citations", 0), held.get("references", 0)
    if not cited and not listed:
        return "no citation and no list of references in the text read"
    resolved = held.get("resolved", 0)
    tail = f", {resolved} resolved by the list" if listed else ", no list in the text read"
    return f"{cited} citation{'' if cited == 1 else 's'}{tail}" + (f" of {listed}" if listed else "")


def gaps(document: Audited, report: Report) -> str:
    """Return what was not checked, in one line."""
    told = [_gap(one) for one in report.not_checked if one in document.not_checked or ":" not in one.what]
    zones = [zone.value for zone, state in document.zones.items() if state.value == "unknown"]
    if zones:
        told.append(f"whether the {' and '.join(zones)} of the source is complete")
    return " · ".join(dict.fromkeys(told)) or "–"


def _gap(gap: NotChecked) -> str:
    return f"{gap.what} ({gap.why})"


def gravest(findings: Sequence[Finding], *, persons: bool) -> str:
    """Return the message of the gravest finding, or a dash."""
    if not findings:
        return "–"
    return findings[0].message if persons else findings[0].plain_message
