"""Citations in the text, the list of references, and which answers which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceEntry:
    """One entry of the list of references."""

    span: Span
    number: int = 0
    """0 when the list is not numbered."""
    names: tuple[str, ...] = ()
    """Family names in order, lower case and folded."""
    year: int = 0
    title: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One citation in the running text."""

    span: Span
    style: str
    """`numeric`, `superscript`, `author-year`, `identifier`, `link`, `footnote`."""
    sentence: int
    numbers: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    year: int = 0
    identifier: str = ""
    """DOI, PMID or address."""
    resolved: tuple[int, ...] = ()
    """Indices into `Reading.references`."""


def references(_reading: Reading) -> Iterator[ReferenceEntry]:
    """Yield the entries of the list of references, if there is one."""
    yield from ()


def find(_reading: Reading) -> Iterator[Citation]:
    """Yield the citations in order, each resolved where the list allows."""
    yield from ()
