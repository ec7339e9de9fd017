"""Many spans at once: whether one of them meets or covers another, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credaudit.model import Span


class Spans:
    """A set of spans, overlapping or not; every question takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Sort them; the furthest end so far answers for all that begin before."""
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._furthest = list(accumulate((span.end for span in ordered), max))

    def meet(self, span: Span) -> bool:
        """Say whether one of them shares a character with `span`."""
        index = bisect_left(self._starts, span.end)
        return index > 0 and self._furthest[index - 1] > span.start

    def cover(self, span: Span) -> bool:
        """Say whether `span` lies wholly inside one of them."""
        index = bisect_right(self._starts, span.start)
        return index > 0 and self._furthest[index - 1] >= span.end
