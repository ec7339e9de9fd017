"""The knowledge base: substances, products, events, studies, parties; look-up by alias, relations and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """All entries, by id."""

    entries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    as_of: str = ""
    """The date of the newest check (ISO): what “today” is by default."""

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Entity id → names by which a text may mean it (phrases)."""
        return {}


def build(entries: Iterable[Mapping[str, Any]]) -> Knowledge:
    """Make the knowledge base from checked plain entries."""
    return Knowledge(entries={entry["id"]: entry for entry in entries})


def faults(_entry: Mapping[str, Any]) -> Iterable[str]:
    """Yield what is wrong with an entry."""
    return ()
