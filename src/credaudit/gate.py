"""Report -> pass or fail, by what the gate was told to mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credaudit.model import Confidence, Finding, Report, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What fails a run."""

    fail_on: Severity | None = Severity.ERROR
    """Findings of high confidence at least this grave fail; None: no finding does. An absence fails only by name."""
    fail_on_rules: tuple[str, ...] = ()
    """Rules any of whose findings fails, absences too."""
    min_score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether the gate holds, and what made it fall."""

    failing: tuple[Finding, ...]
    low_scores: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failing and not self.low_scores


def decide(report: Report, gate: Gate) -> Decision:
    """Hold the report against the gate; an abstaining score does not fail `min_score`."""
    return Decision(failing=tuple(_failing(report, gate)), low_scores=tuple(_low(report, gate)))


def _failing(report: Report, gate: Gate) -> Iterator[Finding]:
    for found in report.findings:
        if found.rule in gate.fail_on_rules or _grave(found, gate.fail_on):
            yield found


def _grave(found: Finding, fail_on: Severity | None) -> bool:
    if fail_on is None or found.zone is not None or found.confidence is not Confidence.HIGH:
        return False
    return found.severity.rank >= fail_on.rank


def _low(report: Report, gate: Gate) -> Iterator[str]:
    if gate.min_score is None:
        return
    for document in report.documents:
        if document.score.value is not None and document.score.value < gate.min_score:
            yield document.uri


def exit_code(report: Report, decision: Decision | None) -> int:
    """Return the exit code of the contract, section 1; `decision` is None for commands that are no gate."""
    if decision is not None and not decision.passed:
        return 1
    errors = any(one.kind == "error" for one in report.skipped)
    partial = decision is not None and any(one.limited for one in report.documents)
    if errors or partial:
        return 4
    return 0 if report.documents else 3
