"""What a source says of its own standing: retracted, of concern, corrected, preprint, accepted, archived.

A label counts where it opens the title, a banner or a status line; wording counts only where it speaks of “this
article”. An article about retractions, or a retracted work in the list of references, says nothing about the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credaudit.model import Region, Shape, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Block
    from credaudit.reading import Reading

_LED = " \t*#|[(!-–—:⚠•>"
_SENTENCE_END = re.compile(r"[.!;:|\])]\s+$")
_DATED = r"(?:,?\s+(?:on\s+|in\s+|of\s+)?[\w ,./-]{0,20}(?:19|20)\d\d)"
_CLOSED_TITLE = re.compile(rf"{_DATED}?\s?[:\])–—|-]")
_CLOSED = re.compile(rf"{_DATED}?\s?[:\])(–—|.,;-]|{_DATED}$")
KINDS = ("retracted", "withdrawn", "concern", "corrected", "preprint", "accepted", "archived")
MAX_LABEL = 260
"""Code points; a longer block is prose, not a banner."""
HEAD_BLOCKS = 14
"""Blocks in which a title, banner or status line of the head stands."""
END_BLOCKS = 12
STATUS_KEYS = ("status", "standing", "pubtype", "article_type")
"""Ends of the names of metadata that tell a standing."""
STATED = frozenset({"retracted", "withdrawn", "concern", "preprint", "archived"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the source says of its own status."""

    kind: str
    """One of KINDS."""
    span: Span
    """The words; empty at the start of the text where only metadata say it."""


def find(reading: Reading, title: Span | None) -> Iterator[Standing]:
    """Yield what the source says of its standing, once a kind, by the clearest place."""
    for kind in KINDS:
        span = _label(reading, kind, title) or _wording(reading, kind) or _metadata(reading, kind)
        if span is not None:
            yield Standing(kind=kind, span=span)


def _label(reading: Reading, kind: str, title: Span | None) -> Span | None:
    """Find a label that opens the title, a banner or a status line."""
    blocks = reading.document.blocks
    near = [*blocks[:HEAD_BLOCKS], *blocks[max(HEAD_BLOCKS, len(blocks) - END_BLOCKS) :]]
    for hit in reading.hits(f"@standing-{kind}-labels"):
        block = reading.document.block_at(hit.start)
        if block is None or block not in near or block.region in {Region.COMMENTS, Region.NAVIGATION}:
            continue
        if reading.section_at(hit.start) in {"references", "further-reading"}:
            continue
        if _opens(reading, hit, block, title):
            return hit
    return None


def _opens(reading: Reading, hit: Span, block: Block, title: Span | None) -> bool:
    """Say whether a label opens a line, or a sentence of a short line, and is closed by a mark or a date."""
    text = reading.text
    line = max(block.span.start, text.rfind("\n", block.span.start, hit.start) + 1)
    stop = text.find("\n", hit.end, block.span.end)
    stop = block.span.end if stop < 0 else stop
    if text[line : hit.start].strip(_LED) and not _SENTENCE_END.search(text, line, hit.start):
        return False
    alone = not text[hit.end : stop].strip(" \t*#|])!.:")
    in_title = (title is not None and title.meets(hit)) or block.shape is Shape.HEADING
    closed = (_CLOSED_TITLE if in_title else _CLOSED).match(text, hit.end, stop) is not None
    return alone or (closed and (in_title or stop - line <= MAX_LABEL))


def _wording(reading: Reading, kind: str) -> Span | None:
    """Find words by which the text speaks of itself."""
    for hit in reading.hits(f"@standing-{kind}"):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.block.region in {Region.COMMENTS, Region.NAVIGATION}:
            continue
        if reading.section_at(hit.start) in {"references", "further-reading"}:
            continue
        if not reading.scope.any_holds(
            ("negated", "quoted", "attributed", "question", "hypothetical"), hit, sentence
        ):
            return hit
    return None


def _metadata(reading: Reading, kind: str) -> Span | None:
    extra = sorted(reading.document.metadata.extra.items())
    said = " ".join(value for key, value in extra if key.endswith(STATUS_KEYS)).lower()
    return Span(0, 0) if kind in STATED and kind.removesuffix("ed") in said else None
