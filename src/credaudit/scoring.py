"""Findings and passed checks -> Score: a prior plus named credits minus named deductions, each point with its reason.

The numbers are data (`rules/scoring.yaml`). Properties that the tests hold: candour (a statement of interests never
lowers the score), monotone (a flagged sentence never raises it), filler (neutral text moves it by at most 3), silence
is not merit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from credaudit.model import (
    Confidence,
    Deduction,
    Dimension,
    Finding,
    Limit,
    Passed,
    Score,
    Severity,
    Zone,
    ZoneState,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROUNDING = 2
FEWEST_TO_PRINT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that is looked at, made of one or more rules."""

    name: str
    dimension: str
    credit: float
    runs: str
    rules: tuple[str, ...]

    def holds(self, rule: str) -> bool:
        """Say whether `rule` belongs to it."""
        return rule in self.rules or f"{rule.partition('/')[0]}/*" in self.rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What scoring needs to know of a document beside its findings."""

    words: int
    sentences: int
    flagged_sentences: int
    language: str
    zones: Mapping[Zone, ZoneState]
    expects: Mapping[str, str]


class Scale:
    """The numbers of scoring.yaml, ready to use."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the checked plain values."""
        self._data = data

    def number(self, name: str) -> float:
        """Return a single number by name."""
        return float(self._data[name])

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of rules by name."""
        return tuple(self._data[name])

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """All checks in order."""
        return tuple(
            Check(
                name=name,
                dimension=one["dimension"],
                credit=float(one["credit"]),
                runs=one["runs"],
                rules=tuple(one["rules"]),
            )
            for name, one in self._data["checks"].items()
        )

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Dimension → share of the whole."""
        return {name: float(weight) for name, weight in self._data["dimensions"].items()}

    def cost(self, found: Finding) -> float:
        """Return what a warning or error costs before decay."""
        return float(self._data["points"][found.severity.value]) * float(
            self._data["certainty"][found.confidence.value]
        )

    def cap(self, rule: str) -> int | None:
        """Return the cap that a grave finding of `rule` sets."""
        caps = self._data["caps"]
        found = caps.get(rule, caps.get(rule.partition("/")[0]))
        return int(found) if found is not None else None

    def band(self, value: int) -> str:
        """Return the name of the band that holds `value`."""
        bands = sorted(
            ((float(floor), str(name)) for name, floor in self._data["bands"].items()), reverse=True
        )
        return next((name for floor, name in bands if value >= floor), bands[-1][1])


def score(
    data: Mapping[str, Any], subject: Subject, findings: Sequence[Finding], passed: Sequence[Passed]
) -> Score:
    """Return the score of one document, 0–100, higher is better; its parts add up to it.

    `value = min(caps, weighted mean of the five dimensions)`; None with the reason where there is too little to judge.
    """
    scale = Scale(data)
    reason = _abstains(scale, subject)
    if reason:
        return Score(value=None, band="not-rated", confidence=Confidence.LOW, coverage=0.0, reason=reason)
    parts = {name: _Tally(scale, subject, name, findings, passed) for name in scale.weights}
    limits = tuple(_limits(scale, findings))
    mean = sum(scale.weights[name] * part.value for name, part in parts.items())
    value = round(min([mean, *(float(limit.cap) for limit in limits)]))
    coverage = _coverage(parts.values())
    enough = coverage >= scale.number("coverage_for_band")
    return Score(
        value=value,
        band=scale.band(value) if enough else "not-rated",
        confidence=Confidence.MEDIUM if enough else Confidence.LOW,
        coverage=coverage,
        dimensions={name: part.dimension for name, part in parts.items()},
        credits=tuple(credit for part in parts.values() for credit in part.credits),
        deductions=tuple(one for part in parts.values() for one in part.deductions),
        limits=limits,
        reason="" if enough else "fewer than half of the checks found anything to judge in the text read",
    )


def _abstains(scale: Scale, subject: Subject) -> str:
    if subject.language not in {"en", "und"}:
        return f"text in “{subject.language}”; rules exist for English only"
    if subject.words < scale.number("fewest_words"):
        return f"only {subject.words} words of text"
    return ""


def _coverage(parts: Iterable[_Tally]) -> float:
    dimensions = [part.dimension for part in parts]
    possible = sum(one.possible for one in dimensions)
    return round(sum(one.checked for one in dimensions) / possible, ROUNDING) if possible else 0.0


class _Tally:
    """One dimension of one document."""

    def __init__(
        self, scale: Scale, subject: Subject, name: str, findings: Sequence[Finding], passed: Sequence[Passed]
    ) -> None:
        self._scale, self._subject, self._name = scale, subject, name
        self._checks = [one for one in scale.checks if one.dimension == name]
        self._findings = [one for one in findings if self._check(one.rule) is not None]
        self._passed = [one for one in passed if self._check(one.rule) is not None]

    def _check(self, rule: str) -> Check | None:
        return next((one for one in self._checks if one.holds(rule)), None)

    @cached_property
    def _earned(self) -> list[tuple[Check, Passed]]:
        """Each check's credit is earned once, by its first pass, and not where the check also found a fault."""
        faulty = {
            check.name
            for one in self._findings
            if one.costs and (check := self._check(one.rule)) and not self._placed(one)
        }
        earned: dict[str, tuple[Check, Passed]] = {}
        for one in self._passed:
            check = self._check(one.rule)
            if check and check.credit and check.name not in faulty:
                earned.setdefault(check.name, (check, one))
        return list(earned.values())

    def _credit_total(self, checks: Sequence[Check]) -> float:
        count = len(checks)
        return sum(check.credit for check in checks) * count / (count + self._scale.number("shrink"))

    @cached_property
    def credits(self) -> tuple[Deduction, ...]:
        checks = [check for check, _ in self._earned]
        share = len(checks) / (len(checks) + self._scale.number("shrink")) if checks else 0.0
        return tuple(
            Deduction(dimension=self._name, points=round(check.credit * share, ROUNDING), rule=one.rule)
            for check, one in self._earned
        )

    def _placed(self, found: Finding) -> bool:
        return found.rule in self._scale.names("placement")

    @cached_property
    def _statement_worth(self) -> float:
        """What the statement of interests adds to this dimension: the most that its placement may cost."""
        checks = [check for check, _ in self._earned]
        without = [check for check, one in self._earned if one.rule not in self._scale.names("statement")]
        return self._credit_total(checks) - self._credit_total(without)

    @cached_property
    def deductions(self) -> tuple[Deduction, ...]:
        grave = [one for one in self._findings if one.severity is not Severity.NOTE and one.costs]
        grave.sort(key=lambda one: (-self._scale.cost(one), one.rule, one.fingerprint))
        placed = [one for one in grave if self._placed(one)]
        others = [one for one in grave if not self._placed(one)]
        made = [*self._decayed(others), *self._bounded(placed), *self._noted()]
        return tuple(one for one in made if one.points > 0)

    def _decayed(self, findings: Sequence[Finding]) -> list[Deduction]:
        decay = self._scale.number("decay")
        return [
            self._deduction(one.rule, self._scale.cost(one) * decay**index, (one.fingerprint,))
            for index, one in enumerate(findings)
        ]

    def _bounded(self, placed: Sequence[Finding]) -> list[Deduction]:
        room = self._statement_worth
        made = []
        for one in placed:
            points = min(room, self._scale.cost(one))
            room -= points
            made.append(self._deduction(one.rule, points, (one.fingerprint,)))
        return made

    def _noted(self) -> list[Deduction]:
        """Charge notes by their share of the sentences that carry no finding, and little in all."""
        notes = [one for one in self._findings if one.severity is Severity.NOTE and one.costs]
        weights = [self._scale.cost(one) for one in notes]
        clean = max(1, self._subject.sentences - self._subject.flagged_sentences)
        share = min(1.0, len(notes) / clean / self._scale.number("note_share"))
        total = min(self._scale.number("note_limit"), sum(weights)) * share
        whole = sum(weights)
        return [
            self._deduction(one.rule, total * weight / whole, (one.fingerprint,))
            for one, weight in zip(notes, weights, strict=True)
            if whole
        ]

    def _deduction(self, rule: str, points: float, fingerprints: tuple[str, ...]) -> Deduction:
        return Deduction(
            dimension=self._name, points=round(points, ROUNDING), rule=rule, fingerprints=fingerprints
        )

    @cached_property
    def value(self) -> float:
        plus = sum(one.points for one in self.credits)
        minus = sum(one.points for one in self.deductions)
        return max(0.0, min(100.0, self._scale.number("prior") + plus - minus))

    @cached_property
    def dimension(self) -> Dimension:
        matter = self._with_matter()
        possible = [check for check in self._checks if self._possible(check)]
        checked = [
            check
            for check in possible
            if check.name in matter or check.runs == "always" or self._zone_read(check)
        ]
        return Dimension(
            value=round(self.value, 1),
            checked=len(checked),
            possible=len(possible),
            printed=len(matter) >= FEWEST_TO_PRINT,
        )

    def _with_matter(self) -> set[str]:
        rules = {one.rule for one in self._passed} | {one.rule for one in self._findings if one.costs}
        return {check.name for rule in rules if (check := self._check(rule)) is not None}

    def _possible(self, check: Check) -> bool:
        return check.runs in {"always", "matter"} or check.runs in self._subject.expects

    def _zone_read(self, check: Check) -> bool:
        zone = self._subject.expects.get(check.runs)
        return zone is not None and self._subject.zones.get(Zone(zone)) is ZoneState.READ


def _limits(scale: Scale, findings: Sequence[Finding]) -> Iterable[Limit]:
    without_record = scale.names("caps_without_record")
    found: dict[str, list[str]] = {}
    for one in findings:
        grave = one.severity is Severity.ERROR and one.confidence is Confidence.HIGH and one.own_voice
        backed = one.rule in without_record or any(record.level.strong for record in one.evidence)
        if grave and backed and scale.cap(one.rule) is not None:
            found.setdefault(one.rule, []).append(one.fingerprint)
    for rule, fingerprints in sorted(found.items()):
        yield Limit(cap=scale.cap(rule) or 0, because=rule, fingerprints=tuple(fingerprints))
