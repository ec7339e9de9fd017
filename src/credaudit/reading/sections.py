"""Sections: abstract, methods, results, references, disclosure and the like, by their headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credaudit.model import Block, Shape, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.reading import Reading

KINDS = (
    "abstract",
    "introduction",
    "methods",
    "results",
    "discussion",
    "conclusion",
    "references",
    "disclosure",
    "funding",
    "acknowledgements",
    "contributions",
    "further-reading",
    "comments",
    "about-author",
    "keywords",
)
MAX_HEADING = 80
"""A line longer than this (code points) is no heading even if it begins with the words of one."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text under one heading; `kind` is one of KINDS or empty."""

    kind: str
    span: Span
    heading: Span


def find(reading: Reading) -> Iterator[Section]:
    """Yield sections in order. A heading block, a short line, or a run-in label (“Results: …”) opens one."""
    opened: list[tuple[str, Span, int]] = []
    for block in reading.document.blocks:
        found = _opens(reading, block)
        if found is None:
            continue
        kind, heading = found
        opened.append((kind, heading, block.level if block.shape is Shape.HEADING else 9))
    end = len(reading.text)
    for index, (kind, heading, _level) in enumerate(opened):
        stop = opened[index + 1][1].start if index + 1 < len(opened) else end
        yield Section(kind, Span(heading.start, stop), heading)


def _opens(reading: Reading, block: Block) -> tuple[str, Span] | None:
    text = reading.text
    first = text[block.span.start : block.span.start + MAX_HEADING + 20]
    lead = len(first) - len(first.lstrip(" \t#*0123456789.IVX)"))
    for kind in KINDS:
        for hit in reading.hits_between(f"@section-{kind}", block.span.start, block.span.start + lead + 1):
            if hit.start > block.span.start + lead:
                continue
            rest = text[hit.end : block.span.end].strip()
            if not rest.strip(" :.*|"):
                return kind, Span(block.span.start, hit.end)
            if text[hit.end : hit.end + 2].strip()[:1] in {":", "."} and block.shape is not Shape.HEADING:
                return kind, Span(block.span.start, hit.end)
            if block.shape is Shape.HEADING and len(rest) < MAX_HEADING // 2:
                return kind, block.span
    if block.shape is Shape.HEADING:
        return "", block.span
    return None
