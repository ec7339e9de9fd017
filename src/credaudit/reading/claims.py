"""Claim frames: who says that which agency did what to which product, when, for whom; as reading-claims describes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credaudit.model import Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim about one subject in one sentence."""

    subject: str
    """Entity id in the knowledge base."""
    attribute: str
    """`approval`, `safety`, `efficacy`, `onset`, `response`, …"""
    sentence: int
    span: Span
    value: str = ""
    polarity: bool = True
    modality: str = "asserted"
    """`asserted`, `hedged`, `hypothetical`, `asked`."""
    own_voice: bool = True
    slots: Mapping[str, str] = field(default_factory=dict)
    """action, agency, date, route, form, indication, population, product, …"""


def read(_reading: Reading) -> Iterator[Claim]:
    """Yield the claims in order."""
    yield from ()
