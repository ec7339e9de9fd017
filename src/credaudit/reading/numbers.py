"""Counts, shares, intervals, p-values and measures in the running text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number as written."""

    span: Span
    value: float
    unit: str
    """`%`, `mg`, `hours`, `patients`, … or empty."""
    kind: str
    """`count`, `share`, `measure`, `p`, `ratio`, `interval-bound`."""


def find(_reading: Reading) -> Iterator[NumberMention]:
    """Yield the numbers in order."""
    yield from ()
