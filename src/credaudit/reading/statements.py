"""Statements of interests, funding, advertising, gifts and review: found, typed, with their parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Party, Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """One statement; `kind` is one of the kinds in the contract, section 2."""

    kind: str
    span: Span
    parties: tuple[Party, ...] = ()
    headed: bool = False
    """Whether it stands under a heading or label of its own."""
    negative: bool = False
    """A statement that there is nothing to declare, or no funding."""


def find(_reading: Reading) -> Iterator[FoundStatement]:
    """Yield the statements in order."""
    yield from ()
