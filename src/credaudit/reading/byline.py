"""Title, authors with credentials, dates, publisher, reviewer and standing, from metadata and from the page's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credaudit.model import Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person or group named as author."""

    name: str
    credentials: str = ""
    """As written: `MD, PhD`."""
    affiliation: str = ""
    span: Span | None = None
    """Where the name stands in the text; None when only metadata names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A medical or editorial review note."""

    name: str
    """Empty when nobody is named."""
    credentials: str = ""
    date: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the source says of its own status."""

    kind: str
    """`retracted`, `withdrawn`, `concern`, `corrected`, `preprint`, `accepted`, `archived`."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The head of a document."""

    title: str = ""
    title_span: Span | None = None
    authors: tuple[Author, ...] = ()
    published: str = ""
    """ISO date, possibly partial."""
    published_span: Span | None = None
    modified: str = ""
    publisher: str = ""
    reviewers: tuple[Reviewer, ...] = ()
    standings: tuple[Standing, ...] = ()


def read(_reading: Reading) -> Byline:
    """Read the head of the document."""
    return Byline(title=_reading.document.metadata.title, authors=tuple(Author(name=n) for n in _reading.document.metadata.authors))
