"""HTML -> `Document`: the words a browser shows, each block labelled with whose part of the page it is.

Nothing is taken away but markup: advertisement, menu and comments stay in the text under their label, and what the page
hides from its readers is kept as `hidden-text` in the metadata. In a table a row is a block and a tab parts its cells.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from credaudit.model import Block, Document, Link, Metadata, Positions, Region, Shape, Skipped, Source, Span
from credaudit.readers import Reader
from credaudit.readers.cues import SENTENCE_END, Cues, cues_for
from credaudit.readers.decoding import CHARSET, REPLACEMENT, Decoded, declared_charset, decode, line_starts
from credaudit.readers.labels import labels_for
from credaudit.readers.metadata import metadata_of
from credaudit.readers.page import Page, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credaudit.readers import Words

DECLARED_WITHIN: Final = 4096
"""Bytes at the start of a page in which its encoding may be declared (browsers: 1024)."""

META_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset[^>]{0,100}|<\?xml[^>]{0,100}encoding[^>]{0,60}", re.IGNORECASE
)
ENCODING: Final = re.compile(r"(?:charset|encoding)\s*=\s*[\"']?\s*([^\s\"';/>]{1,60})", re.IGNORECASE)

# The form feed is a blank in markup; all other controls become U+FFFD, one for one, so that offsets stay.
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

MAX_BYLINE: Final = 300
"""Characters; a longer block beside a byline is the story of the author."""

SWALLOWED: Final = 0.5
"""Above this share of all words, one element labelled as menu or the like holds the page, and its label is mistaken."""

LEFT_OVER: Final = 0.2
"""Below this share of words outside it."""

PAYWALL_SIGNS: Final = 2


def read(source: Source, words: Words) -> Document | Skipped:
    """Read an HTML or XHTML page; a page that shows no words is `Skipped`."""
    decoded = decode(source.data, declared_charset(source.media_type) or _declared(source.data))
    markup = CONTROL.sub(REPLACEMENT, decoded.source)
    xml = source.media_type.startswith("application/xhtml") or source.name.lower().endswith(".xhtml")
    page = _page(markup, words, xml=xml)
    text = "".join(page.parts)
    blocks = tuple(_blocks(text, page, words))
    if not blocks:
        return Skipped(uri=source.uri, reason=_nothing_shown(page))
    captured = [(name, text[start:end].strip()) for name, start, end in page.head.captured]
    metadata = metadata_of(page.head, captured)
    return Document(
        uri=source.uri,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="application/xhtml+xml" if xml else "text/html",
        text=text,
        blocks=_titled(text, blocks, metadata),
        links=tuple(_links(text, page)),
        metadata=replace(metadata, extra={**metadata.extra, **_hidden(page, decoded)}),
        positions=Positions(
            text_offsets=page.text_offsets,
            source_offsets=page.source_offsets,
            line_starts=line_starts(decoded.source),
        ),
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        limited=_limited(page, decoded),
        whole=page.structured and not page.broken[0],
        closed=not _cut_off(page, text, metadata, words),
    )


def _declared(data: bytes) -> str:
    for found in META_CHARSET.findall(data[:DECLARED_WITHIN]):
        if label := ENCODING.search(found.decode("ascii", "replace")):
            return label[1]
    return ""


def _page(markup: str, words: Words, *, xml: bool) -> Page:
    page = Page(labels_for(words))
    page.feed(markup, xml=xml)
    if page.hidden_length > page.length:
        # A page that fades in by script hides all of itself; then what it hides is what readers see.
        page = Page(labels_for(words), hide=False)
        page.feed(markup, xml=xml)
    return page


def _nothing_shown(page: Page) -> str:
    if page.broken[0]:
        return f"a page without readable text: it breaks off inside {page.broken[0]}"
    return "a page that shows no text by itself (its words may be loaded by a script)"


def _limited(page: Page, decoded: Decoded) -> tuple[str, ...]:
    what, _ = page.broken
    if not what:
        return ()
    line = decoded.source.count("\n") + 1
    return (f"the page breaks off inside {what} that never ends (read to line {line})",)


def _hidden(page: Page, decoded: Decoded) -> dict[str, str]:
    """Return what the page keeps from its readers' sight: how much, where it begins, its first words."""
    if not page.hidden_length:
        return {}
    line = decoded.source.count("\n", 0, page.hidden_at) + 1
    return {
        "hidden-text": f"{page.hidden_length} characters from line {line}: {' '.join(page.hidden_words)[:300]}"
    }


def _links(text: str, page: Page) -> Iterator[Link]:
    for start, end, href, rel in page.links:
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        span = Span(start + lead, start + max(lead, len(words.rstrip())))
        yield Link(span=span, href=href, rel=rel)


# --- blocks ----------------------------------------------------------------------


def _blocks(text: str, page: Page, words: Words) -> Iterator[Block]:
    """Yield the blocks with the regions that elements, names and words tell."""
    cues = cues_for(words)
    mistaken = _mistaken(page.pieces)
    after: Region | None = None
    for piece in page.pieces:
        stripped = text[piece.start : piece.end].strip()
        if not stripped:
            continue
        start = text.index(stripped, piece.start)
        shape, level = piece.shape, piece.level
        if shape is Shape.TABLE_ROW and "\t" not in stripped and SENTENCE_END.search(stripped):
            shape = Shape.PARAGRAPH
        region = Region.MAIN if piece.origin in mistaken else piece.region
        if region is Region.BYLINE and len(stripped) > MAX_BYLINE:
            region = Region.MAIN
        told = cues.region(stripped) if region in TOLD_BY_WORDS else None
        if told is None and region is Region.MAIN and shape is not Shape.HEADING:
            told = after or (Region.BYLINE if cues.is_byline(stripped) else None)
        after = _after(after, told or region, shape, stripped, cues)
        yield Block(span=Span(start, start + len(stripped)), shape=shape, region=told or region, level=level)


TOLD_BY_WORDS: Final = frozenset({Region.MAIN, Region.FOOTER})


def _after(after: Region | None, region: Region, shape: Shape, words: str, cues: Cues) -> Region | None:
    """Return the region of the plain blocks that follow: comments go on, links to other articles end with the first prose."""
    if region is Region.COMMENTS:
        return Region.COMMENTS
    if shape is Shape.HEADING:
        return Region.NAVIGATION if region is Region.NAVIGATION and cues.related.match(words) else None
    if after is Region.NAVIGATION and (SENTENCE_END.search(words) or region is not after):
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


def _titled(text: str, blocks: tuple[Block, ...], metadata: Metadata) -> tuple[Block, ...]:
    """Label the title: the top heading that the metadata repeat, else the first top heading, else what a class name says."""
    best = _title_index(text, blocks, metadata.title.casefold())
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


def _cut_off(page: Page, text: str, metadata: Metadata, words: Words) -> bool:
    """Say whether two signs agree that the rest of the text is for subscribers."""
    tail = text[-4000:].lower()
    signs = [
        metadata.extra.get("isaccessibleforfree") == "false",
        page.paywalled,
        any(phrase.lower() in tail for phrase in words.get("page-paywall-phrases", ())),
        metadata.extra.get("article:content_tier") in {"locked", "metered"},
    ]
    return sum(signs) >= PAYWALL_SIGNS


READER: Final = Reader(read=read)
