"""Which zones of a source were there to be read; a zone's state never depends on whether a statement stands in it.

The evidence is the structure of the text: what a page has at its head and at its foot besides statements of interests
or funding. Those statements themselves are never evidence, so that cutting one out moves no zone (contract, section 2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from credaudit.model import Region, Shape, Span, Zone, ZoneState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credaudit.model import Block
    from credaudit.reading import Reading

END_SECTIONS = frozenset({"references", "further-reading", "comments", "about-author", "contributions"})
END_REGIONS = frozenset({Region.FOOTER, Region.COMMENTS, Region.DISCLAIMER})
STATEMENTS = frozenset({"disclosure", "funding", "acknowledgements"})
HEAD_BLOCKS = 8
END_BLOCKS = 12
"""Last blocks among which the foot of a text is looked for."""
MIN_WORDS = 5
"""A shorter last “sentence” without a full stop is a label (“Read more”)."""
HEAD_REACH = 200
"""Code points from the start in which a release line or agency shows the head."""
PROSE = 90
"""Code points from which a last block that does not end like a sentence counts as broken off."""

# “###”, “- 30 -” and “ENDS” close a press release; the readers make no block of the first.
_END_MARK = re.compile(r"^[ \t]*(?:(?:#[ \t]?){3}|-[ \t]?30[ \t]?-|-?ENDS?-?)[ \t]*$", re.MULTILINE)
_RUNNING = frozenset({Shape.PARAGRAPH, Shape.LIST_ITEM, Shape.QUOTATION})
# A last word in lower case; no address, e-mail, account or number ends a broken sentence.
_BROKEN = re.compile(r"(?:\.\.\.|…|\[…\]|,|(?<![\w./:@#])[a-z][a-z'’-]*)\s*$")


def tell(reading: Reading) -> Mapping[Zone, ZoneState]:
    """Return the state of each zone."""
    return {
        Zone.HEAD: _head(reading),
        Zone.BODY: ZoneState.READ,
        Zone.END: _end(reading),
        Zone.LINKED: ZoneState.NOT_IN_INPUT,
    }


def _head(reading: Reading) -> ZoneState:
    """Read if the source is whole, or if title and byline stand there; a title alone shows nothing of what follows."""
    if reading.document.whole:
        return ZoneState.READ
    byline = reading.byline
    own = bool(byline.title_span) and any(author.span is not None for author in byline.authors)
    dated = bool(byline.title_span) and byline.published_span is not None
    labelled = any(block.region is Region.BYLINE for block in reading.document.blocks[:HEAD_BLOCKS])
    if own or dated or labelled or _released(reading):
        return ZoneState.READ
    return ZoneState.UNKNOWN


def _released(reading: Reading) -> bool:
    return any(hit.start < HEAD_REACH for hit in reading.hits("@zone-head"))


def _end(reading: Reading) -> ZoneState:
    document = reading.document
    if not document.closed or document.limited:
        return ZoneState.NOT_IN_INPUT
    if document.whole:
        return ZoneState.READ
    blocks = _without_statements(reading)
    if not blocks:
        return ZoneState.UNKNOWN
    if _closed_by(reading, blocks):
        return ZoneState.READ
    return ZoneState.NOT_IN_INPUT if _breaks_off(reading, blocks[-1]) else ZoneState.UNKNOWN


def _statements(reading: Reading) -> list[Span]:
    sections = [section.span for section in reading.sections if section.kind in STATEMENTS]
    return [*(statement.span for statement in reading.statements), *sections]


def _without_statements(reading: Reading) -> list[Block]:
    """Return the blocks in which something stands besides statements of interests or funding."""
    waiting = sorted(_statements(reading), reverse=True)
    near: list[Span] = []
    text = reading.text
    kept: list[Block] = []
    for block in reading.document.blocks:
        while waiting and waiting[-1].start < block.span.end:
            near.append(waiting.pop())
        near = [span for span in near if span.end > block.span.start]
        met = [span for span in near if span.meets(block.span)]
        if any(span.covers(block.span) for span in met):
            continue
        if not met or _rest(text, block.span, met):
            kept.append(block)
    return kept


def _rest(text: str, whole: Span, parts: list[Span]) -> str:
    """Return the words of `whole` that none of `parts` covers."""
    left = [
        char
        for offset, char in enumerate(text[whole.start : whole.end], whole.start)
        if not any(part.start <= offset < part.end for part in parts)
    ]
    return "".join(left).strip(" \t\n.:*#|")


def _closed_by(reading: Reading, blocks: list[Block]) -> bool:
    """Say whether something stands at the end that only ends of texts have.

    Half-way is counted in blocks without statements, so that cutting one out moves nothing.
    """
    if len(blocks) == 1:
        return any(
            reading.document.block_at(hit.start) == blocks[0] for hit in reading.hits("@zone-end-anywhere")
        )
    half, third = blocks[len(blocks) // 2].span.start, blocks[len(blocks) // 3].span.start
    last = blocks[-END_BLOCKS:]
    first = max(half, last[0].span.start)
    for section in reading.sections:
        # A long list of references begins well before the middle.
        earliest = blocks[1].span.start if section.kind == "references" else third
        if section.kind in END_SECTIONS and section.span.start >= earliest:
            return True
    if any(block.region in END_REGIONS and block.span.start >= half for block in last):
        return True
    if _END_MARK.search(reading.text, first):
        return True
    cut = _statements(reading)
    for key in ("@zone-end", "@zone-end-anywhere"):
        for hit in reading.hits(key):
            block = reading.document.block_at(hit.start) if hit.start >= first else None
            if block is None or block not in last or any(span.covers(hit) for span in cut):
                continue
            if key == "@zone-end-anywhere" or _opens(reading, block, hit.start):
                return True
    return False


def _opens(reading: Reading, block: Block, start: int) -> bool:
    line = max(block.span.start, reading.text.rfind("\n", 0, start) + 1)
    return not reading.text[line:start].strip(" \t*#_|[(-–—>")


def _breaks_off(reading: Reading, block: Block) -> bool:
    """Say whether the text ends inside a sentence: an ellipsis, or a last word in lower case without a full stop."""
    words = reading.text[block.span.start : block.span.end].rstrip()
    if block.shape not in _RUNNING or block.region is not Region.MAIN or len(words) < PROSE:
        return False
    if _BROKEN.search(words) is None:
        return False
    last = reading.sentence_at(block.span.start + len(words) - 1)
    return last is not None and len(last.text.split()) >= MIN_WORDS
