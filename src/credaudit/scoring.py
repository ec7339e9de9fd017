"""Findings -> Score, every point with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credaudit.model import Confidence, Score

if TYPE_CHECKING:
    from credaudit.model import Finding, Passed
    from credaudit.reading import Reading


def score(_reading: Reading, _findings: tuple[Finding, ...], _passed: tuple[Passed, ...]) -> Score:
    """Return the score."""
    return Score(value=None, band="not-rated", confidence=Confidence.LOW, coverage=0.0, reason="no scoring data")
