"""What sells instead of informing: offers, plugs, advertisements in the text, series of benefits, relative risks alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, finding
from credaudit.model import Also, Severity
from credaudit.reading.wording import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Finding, Span
    from credaudit.reading import Reading
    from credaudit.rulebook import Rule


def offer(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield offers by wording. On the seller's own pages (setting `own-pages`) an offer is expected: a note."""
    own = reading.genre.name in rule.settings.get("own-pages", "").split()
    places: dict[str, list[Span]] = {}
    for span, _sentence in matches(reading, rule):
        places.setdefault(" ".join(span.of(reading.text).casefold().split()), []).append(span)
    for first, *others in places.values():
        also = tuple(Also(place=reading.place(other), why="the same words again") for other in others)
        yield finding(reading, rule, first, also=also, severity=Severity.NOTE if own else None)


ANALYZER: Final = Analyzer(family="promotion", checks={"offer": offer})
