"""Dates in the running text, with their precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: the earliest and latest day (ISO) that it can mean."""

    span: Span
    first: str
    last: str
    precision: str
    """`day`, `month`, `year`, `decade`."""


def find(_reading: Reading) -> Iterator[DateMention]:
    """Yield the dates in order."""
    yield from ()
