"""Rules that are phrases and patterns: repeats of one wording are one finding with its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, finding
from credaudit.model import Also
from credaudit.reading.wording import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Finding, Span
    from credaudit.reading import Reading
    from credaudit.rulebook import Rule


def phrases(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for every different wording that `rule` matches."""
    places: dict[str, list[Span]] = {}
    for span, _sentence in matches(reading, rule):
        places.setdefault(" ".join(span.of(reading.text).casefold().split()), []).append(span)
    for first, *others in places.values():
        also = tuple(Also(place=reading.place(other), why="the same words again") for other in others)
        yield finding(reading, rule, first, also=also)


ANALYZER: Final = Analyzer(family="wording", checks={"phrases": phrases})
