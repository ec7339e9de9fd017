"""A finished page -> blocks and links: regions from elements, class names and the words of the blocks themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from credaudit.model import Block, Link, Region, Shape, Span
from credaudit.readers.cues import Cues, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credaudit.readers.page import Page, Piece

MAX_BYLINE: Final = 300
MAX_BYLINE_SENTENCE: Final = 120
"""Characters."""

SWALLOWED: Final = 0.5
"""Above this share of all words, one element labelled as menu or the like holds the page, and its label is mistaken."""

LEFT_OVER: Final = 0.2
"""Below this share of words outside it."""


def links_of(text: str, page: Page) -> Iterator[Link]:
    """Yield the links in the order of the text; one around a picture has an empty span."""
    for start, end, href, rel in sorted(page.links):
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        span = Span(start + lead, start + max(lead, len(words.rstrip())))
        yield Link(span=span, href=href, rel=rel)


# --- blocks ----------------------------------------------------------------------


def blocks_of(text: str, page: Page, cues: Cues) -> Iterator[Block]:
    """Yield the blocks with the regions that elements, names and words tell."""
    mistaken = _mistaken(page.pieces)
    after: Region | None = None
    for piece in page.pieces:
        stripped = text[piece.start : piece.end].strip()
        if not stripped:
            continue
        start = text.index(stripped, piece.start)
        if piece.shape is Shape.FRONT_MATTER:
            yield Block(span=Span(start, start + len(stripped)), shape=piece.shape, region=piece.region)
            continue
        shape, level = piece.shape, piece.level
        if shape is Shape.TABLE_ROW and "\t" not in stripped and ends_sentence(stripped):
            shape = Shape.PARAGRAPH
        region = Region.MAIN if piece.origin in mistaken else piece.region
        if region is Region.BYLINE and _is_prose(stripped):
            region = Region.MAIN
        told = cues.region(stripped) if region in TOLD_BY_WORDS else None
        if told is Region.FOOTER and shape is Shape.HEADING:
            told = None
        if told is None and region is Region.MAIN and shape is not Shape.HEADING:
            told = after or (Region.BYLINE if cues.is_byline(stripped) else None)
        after = _after(after, told or region, shape, stripped, cues)
        yield Block(span=Span(start, start + len(stripped)), shape=shape, region=told or region, level=level)


TOLD_BY_WORDS: Final = frozenset({Region.MAIN, Region.FOOTER})


def _is_prose(words: str) -> bool:
    """Say whether what stands in a byline is the story of the author, or the first paragraph with its dateline."""
    return len(words) > (MAX_BYLINE_SENTENCE if ends_sentence(words) else MAX_BYLINE)


def _after(after: Region | None, region: Region, shape: Shape, words: str, cues: Cues) -> Region | None:
    """Return the region of the blocks that follow: comments go on, links to other articles end with the first prose."""
    if region is Region.COMMENTS:
        return Region.COMMENTS
    if shape is Shape.HEADING:
        return Region.NAVIGATION if region is Region.NAVIGATION and cues.related.match(words) else None
    if after is Region.NAVIGATION and (ends_sentence(words) or region is not after):
        return None
    return after if region is after else None


def _mistaken(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the elements whose label would put nearly the whole page aside."""
    lengths: dict[int, int] = defaultdict(int)
    for piece in pieces:
        lengths[piece.origin] += piece.end - piece.start
    total = sum(lengths.values())
    main = sum(piece.end - piece.start for piece in pieces if piece.region in {Region.MAIN, Region.TITLE})
    if main >= LEFT_OVER * total:
        return frozenset()
    return frozenset(origin for origin, length in lengths.items() if origin and length > SWALLOWED * total)


def titled(text: str, blocks: tuple[Block, ...], told: str) -> tuple[Block, ...]:
    """Label the title: the top heading that the metadata repeat, else the first, else what a class name says."""
    best = _title_index(text, blocks, told.casefold())
    found = []
    for index, block in enumerate(blocks):
        if index == best:
            found.append(replace(block, region=Region.TITLE, shape=Shape.HEADING, level=block.level or 1))
        elif block.region is Region.TITLE:
            found.append(replace(block, region=Region.MAIN))
        else:
            found.append(block)
    return tuple(found)


def _title_index(text: str, blocks: Sequence[Block], told: str) -> int:
    candidates = []
    for index, block in enumerate(blocks):
        if block.region in {Region.COMMENTS, Region.ADVERTISEMENT, Region.FOOTER}:
            continue
        words = block.span.of(text).casefold()
        repeats = len(words) > 2 and bool(told) and (words in told or told in words)  # noqa: PLR2004 (an initial is no title)
        top = block.shape is Shape.HEADING and block.level == 1
        named = block.region is Region.TITLE
        if top or named or (repeats and block.shape is Shape.HEADING):
            # A site's name stands in the page's title too; the article's makes up more of it.
            length = len(words) if repeats else 0
            candidates.append(
                (block.region is Region.NAVIGATION, not repeats, not top, not named, -length, index)
            )
    return min(candidates)[-1] if candidates else -1
