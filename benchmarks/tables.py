"""Markdown tables and the intervals in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

RESAMPLES = 1000
SEED = 20261121
LEVEL = 95


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; the first column is text, the others are numbers."""
    lines = [_row(head), _row(["---", *["---:"] * (len(head) - 1)])]
    return "\n".join([*lines, *(_row([str(cell) for cell in row]) for row in rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def interval(measure: Callable[[np.ndarray], float], groups: Sequence[str]) -> tuple[float, float]:
    """Return the percentile bootstrap interval of `measure`, a function of row numbers.

    Whole groups are drawn (copies and pages of one site stay together), RESAMPLES times with a fixed seed; draws for
    which the measure does not exist (one class only) are left out. Efron and Tibshirani 1993, An Introduction to the
    Bootstrap.
    """
    members: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    clusters = [np.array(rows) for _, rows in sorted(members.items())]
    random = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([clusters[index] for index in random.integers(0, len(clusters), len(clusters))])
        value = measure(rows)
        if not np.isnan(value):
            drawn.append(value)
    low, high = np.percentile(drawn, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)


def measured(measure: Callable[[np.ndarray], float], groups: Sequence[str]) -> str:
    """Return the value over all rows with its interval: `0.71 (0.66–0.76)`."""
    if not groups:
        return "–"
    value = measure(np.arange(len(groups)))
    if np.isnan(value):
        return "–"
    low, high = interval(measure, groups)
    return f"{value:.2f} ({low:.2f}–{high:.2f})"
