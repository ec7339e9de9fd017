"""Who is tied to whom: a closed world of persons, organisations, brands and products for each document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credaudit.model import Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """A person, organisation, brand or product with all the places that name it."""

    id: str
    name: str
    kind: str
    """`person`, `organisation`, `product`."""
    aliases: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    author: bool = False
    owner: bool = False
    """Whether the page is its own (the publisher or seller speaking)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation between two parties and the words that state it."""

    subject: str
    relation: str
    """`employs`, `founded`, `owns`, `advises`, `funds`, `sells`, `treats-with`, `affiliate`."""
    object: str
    role: str = ""
    span: Span
    stated: bool = False
    """Whether it stands in a statement of interests rather than in a biography or byline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The parties of a document and their ties."""

    parties: tuple[PartyMention, ...] = ()
    ties: tuple[Tie, ...] = ()


def resolve(_reading: Reading) -> Parties:
    """Resolve the parties of the document."""
    return Parties()
