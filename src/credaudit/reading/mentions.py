"""Entities of the knowledge base in the text: longest match first, whole words only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True)
class Mention:
    """One entity where it is named, or where a pronoun or “the nasal spray” stands for it."""

    entity: str
    """Id in the knowledge base."""
    span: Span
    sentence: int
    named: bool = True
    """False for an anaphor."""


def find(_reading: Reading) -> Iterator[Mention]:
    """Yield the mentions in order; they are disjoint (esketamine is never read as ketamine)."""
    yield from ()
