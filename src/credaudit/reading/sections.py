"""Sections: abstract, methods, results, references, disclosure and the like, by their headings."""

from __future__ import annotations

import re
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
MAX_REST = 40
"""A heading may go on for so many code points after the words that tell its kind (“Discussion and outlook”)."""
MAX_LEAD = 14

# “2.1 Methods”, “IV. RESULTS”, “**Funding**”, “## References”.
_LEAD = re.compile(r"[\s#*_>|•]*(?:(?:\d{1,2}\.?){1,3}\)?|[IVX]{1,4}[.)]|[A-H][.)])?[\s*_:.)|–-]*")
_GOES_ON = re.compile(r"\s*(?:and\b|or\b|&|/|[:,(–—-]|\d|from\b|statements?\b)", re.IGNORECASE)
_LABEL_END = re.compile(r"\s?(?:\*\*|__)?\s?[:.](?:\*\*|__)?(?=\s|$)|\s?[–—](?=\s)|\*\*\s(?=\S)")
_COLON = re.compile(r"\s?(?:\*\*|__)?\s?:(?:\*\*|__)?(?=\s|$)")
_BEFORE_LABEL = re.compile(r"(?:[.!?|;:)\]\"”*\n]|^)[\s*_|]*$")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text under one heading; `kind` is one of KINDS or empty.

    A run-in label opens a section to the end of its paragraph; what follows belongs to the section around it
    again, and is a second stretch with the same heading.
    """

    kind: str
    span: Span
    heading: Span


@dataclass(frozen=True, slots=True)
class _Opening:
    kind: str
    heading: Span
    level: int
    """Of a heading 1–9; 0 for a run-in label."""
    end: int = 0
    """Where a run-in section ends."""


def find(reading: Reading) -> Iterator[Section]:
    """Yield disjoint sections in order. A heading, a short line, or a run-in label (“Results: …”) opens one."""
    around = _Opening("", Span(0, 0), 9)
    openings = _with_returns(
        sorted(_openings(reading), key=lambda one: (one.heading.start, -one.heading.end))
    )
    pending: list[tuple[int, _Opening]] = []
    for start, opening in openings:
        if opening is None:
            pending.append((start, around))
        elif opening.level and not opening.kind and around.kind and opening.level > around.level:
            continue  # a heading inside a section of known kind
        else:
            pending.append((start, opening))
            if opening.level:
                around = opening
    end = len(reading.text)
    for index, (start, opening) in enumerate(pending):
        stop = pending[index + 1][0] if index + 1 < len(pending) else end
        if stop > start and opening.heading.end:
            yield Section(opening.kind, Span(start, stop), opening.heading)
        elif stop > start and index:
            yield Section("", Span(start, stop), Span(start, start))


def _with_returns(openings: list[_Opening]) -> Iterator[tuple[int, _Opening | None]]:
    """Yield where each opening begins, and with None where a run-in section gives way to the section around it."""
    last = -1
    for index, opening in enumerate(openings):
        if opening.heading.start < last:
            continue
        last = opening.heading.end
        yield opening.heading.start, opening
        following = openings[index + 1].heading.start if index + 1 < len(openings) else None
        if not opening.level and (following is None or following > opening.end):
            yield opening.end, None


def _openings(reading: Reading) -> Iterator[_Opening]:
    told: set[int] = set()
    for kind in KINDS:
        for hit in reading.hits(f"@section-{kind}"):
            block = reading.document.block_at(hit.start)
            if block is None:
                continue
            opening = _opening(reading, kind, hit, block)
            if opening is not None:
                if opening.level:
                    told.add(block.span.start)
                yield opening
    for block in reading.document.blocks:
        if block.shape is Shape.HEADING and block.span.start not in told:
            yield _Opening("", block.span, block.level or 2)


def _opening(reading: Reading, kind: str, hit: Span, block: Block) -> _Opening | None:
    text = reading.text
    line = max(block.span.start, text.rfind("\n", block.span.start, hit.start) + 1)
    stop = text.find("\n", hit.end, block.span.end)
    stop = block.span.end if stop < 0 else stop
    leads = hit.start - line <= MAX_LEAD and _LEAD.fullmatch(text, line, hit.start) is not None
    heading = block.shape is Shape.HEADING
    if not leads:
        return None if heading else _run_in(reading, kind, hit, block)
    rest = text[hit.end : stop].strip(" :.*_|#\t")
    if not rest and (text[hit.start].isupper() or heading):
        return _Opening(kind, Span(line, hit.end), (block.level or 2) if heading else 9)
    if heading:
        goes_on = len(rest) <= MAX_REST and _GOES_ON.match(text, hit.end)
        return _Opening(kind, block.span, block.level or 2) if goes_on else None
    if _LABEL_END.match(text, hit.end) and text[hit.start].isupper():
        return _Opening(kind, Span(hit.start, hit.end), 0, block.span.end)
    return _run_in(reading, kind, hit, block)


def _run_in(reading: Reading, kind: str, hit: Span, block: Block) -> _Opening | None:
    """Find a label inside a paragraph: it follows the end of a sentence or another label, and a colon follows it."""
    text = reading.text
    if not text[hit.start].isupper() or _COLON.match(text, hit.end) is None:
        return None
    before = text[max(block.span.start, hit.start - 24) : hit.start]
    follows_label = any(
        other.end <= hit.start and not text[other.end : hit.start].strip()
        for other in reading.hits_between(
            "@section-abstract", max(block.span.start, hit.start - 24), hit.start
        )
    )
    if not follows_label and _BEFORE_LABEL.search(before) is None:
        return None
    return _Opening(kind, hit, 0, block.span.end)
