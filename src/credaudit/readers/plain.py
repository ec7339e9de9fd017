"""Plain text -> `Document`: paragraphs from blank lines, from wrapped lines, or from lines, whichever the file uses."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from credaudit.model import Block, Document, Positions, Region, Shape, Skipped, Source, Span
from credaudit.readers import Reader
from credaudit.readers.cues import Cues, cues_for, ends_sentence
from credaudit.readers.decoding import declared_charset, decode, line_starts, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credaudit.readers import Words

MAX_WRAP: Final = 140
"""Columns; text with longer lines was not wrapped by hand or by a mailer."""

MIN_WRAP: Final = 40
"""Columns; a shorter line may be a line of verse, an address or a list."""

STRAGGLERS: Final = 0.05
"""Share of lines (addresses, tables) that may be longer than the margin of a wrapped text."""

BROKEN_SENTENCES: Final = 0.25
"""Share of long lines that must run on in lower case before a text counts as wrapped."""

MAX_HEADING: Final = 110
MAX_TITLE: Final = 220
MAX_HEADING_WORDS: Final = 16
TITLE_WORDS: Final = 4
"""A first line of fewer words may be the name of the site; the next one is then tried."""

HEAD_BLOCKS: Final = 8
"""A title stands among so many first blocks."""

PROSE: Final = 120
"""Characters from which a block that is a sentence counts as running text."""

LINE: Final = re.compile(r"[^\n]+")
ITEM: Final = re.compile(r"\s*(?:[-*•‣◦▪·–]\s+|\(?(?:\d{1,3}|[a-z])[.)]\s+|\[\d{1,3}\]\s)")
NUMBERED: Final = re.compile(r"\s*(?:\d{1,2}\.)+\d{0,2}\s+\S")
UNDERLINE: Final = re.compile(r"\s*([=\-~_*#])\1{2,}\s*\Z")
CELL: Final = re.compile(r"\S\s*\|\s*\S|\S\t+\S")
FURNITURE: Final = " \t\u00a0|"
"""Blanks, and the bars that close the cell of a scraped table."""


@dataclass(slots=True)
class _Piece:
    """A block in the making."""

    span: Span
    words: str
    shape: Shape
    after_blank: bool
    before_blank: bool


def read(source: Source, words: Words) -> Document | Skipped:
    """Read a plain text file; the text is the file with line ends of one character."""
    decoded = decode(source.data, declared_charset(source.media_type))
    text = text_of(decoded.source)
    pieces = list(_pieces(text))
    if not pieces:
        return Skipped(uri=source.uri, reason="a file of blanks only")
    return Document(
        uri=source.uri,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="text/plain",
        text=text,
        blocks=tuple(_blocks(pieces, cues_for(words).within(text))),
        positions=Positions(line_starts=line_starts(text)),
        encoding=decoded.encoding,
        replaced=decoded.replaced,
    )


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the paragraphs with their trimmed spans."""
    found = [(line.start(), line[0]) for line in LINE.finditer(text)]
    lines = [(start, line) for start, line in found if not line.isspace()]
    margin = _margin([line for _, line in lines])
    first, after_blank = 0, True
    for index, (start, line) in enumerate(lines):
        end = start + len(line)
        before_blank = True
        if index + 1 < len(lines):
            following, next_line = lines[index + 1]
            before_blank = text.count("\n", end, following) > 1
            if margin and not before_blank and _runs_on(line, next_line, margin):
                continue
        shape, words = _shaped(text[lines[first][0] : end].strip(FURNITURE).strip(), index - first)
        if words:
            at = text.index(words, lines[first][0])
            yield _Piece(Span(at, at + len(words)), words, shape, after_blank, before_blank)
        first, after_blank = index + 1, before_blank


def _shaped(words: str, breaks: int) -> tuple[Shape, str]:
    """Return shape and words of a paragraph of `breaks` + 1 lines; no words for a rule or an underline."""
    if UNDERLINE.match(words):
        return Shape.PARAGRAPH, ""
    if not breaks and ("|" in words or "\t" in words) and CELL.search(words):
        return Shape.TABLE_ROW, words
    return (Shape.LIST_ITEM if ITEM.match(words) else Shape.PARAGRAPH), words


def _margin(lines: Sequence[str]) -> int:
    """Return the column at which the text was wrapped; 0 when each line is a paragraph of its own."""
    lengths = sorted(map(len, lines))
    if not lengths:
        return 0
    margin = lengths[-1]
    if margin > MAX_WRAP:
        margin = lengths[int((len(lengths) - 1) * (1 - STRAGGLERS))]
    if not MIN_WRAP <= margin <= MAX_WRAP:
        return 0
    long = [(line, after) for line, after in pairwise(lines) if len(line) >= MIN_WRAP]
    broken = sum(after.lstrip()[0].islower() and not ends_sentence(line) for line, after in long)
    return margin if broken > BROKEN_SENTENCES * len(long) else 0


def _runs_on(this: str, that: str, margin: int) -> bool:
    """Say whether a paragraph goes on in the following line of a wrapped text."""
    this = this.rstrip()
    if ITEM.match(that) or UNDERLINE.match(that) or UNDERLINE.match(this):
        return False
    # A first line set in, without a blank line above it, opens a paragraph; a list item hangs instead.
    if _indent(that) > _indent(this) and ends_sentence(this) and not ITEM.match(this):
        return False
    if that.lstrip()[0].islower() and not ends_sentence(this):
        return True
    # Whoever wraps at a margin breaks a line only where the next word would cross it.
    return len(this) + 1 + len(that.split(maxsplit=1)[0]) > margin - margin // 8


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _blocks(pieces: Sequence[_Piece], cues: Cues) -> Iterator[Block]:
    """Label the paragraphs with shape and region."""
    headings = [_is_heading(pieces, index) for index in range(len(pieces))]
    title = _title(pieces, headings, cues)
    prose = False
    after: Region | None = None
    for index, piece in enumerate(pieces):
        told = cues.region(piece.words)
        region = Region.TITLE if index == title else told
        is_prose = len(piece.words) >= PROSE and ends_sentence(piece.words)
        if (
            region is None
            and after is Region.NAVIGATION
            and (is_prose or ends_sentence(piece.words) or cues.call.match(piece.words))
        ):
            after = None
        region = region or after
        if region is None and (cues.is_byline(piece.words) or _follows_byline_heading(pieces, index, cues)):
            region = Region.BYLINE
        prose = prose or (len(piece.words) >= PROSE // 2 and ends_sentence(piece.words))
        if told is Region.COMMENTS and prose:
            # What readers write goes on to the end of the page; before any article there is nothing to reply to.
            after = Region.COMMENTS
        elif after is not Region.COMMENTS and told is Region.NAVIGATION and cues.related.match(piece.words):
            after = Region.NAVIGATION
        if region is Region.FOOTER and headings[index]:
            region = None
        labelled = region in {Region.BYLINE, Region.ADVERTISEMENT} or (
            region is Region.NAVIGATION and after is None
        )
        shape = Shape.HEADING if index == title or (headings[index] and not labelled) else piece.shape
        level = 0 if shape is not Shape.HEADING else 1 if index == title else 2
        yield Block(span=piece.span, shape=shape, region=region or Region.MAIN, level=level)


def _follows_byline_heading(pieces: Sequence[_Piece], index: int, cues: Cues) -> bool:
    return (
        index > 0
        and len(pieces[index].words) < 4 * PROSE
        and bool(cues.byline_heading.match(pieces[index - 1].words))
    )


def _could_head(words: str) -> bool:
    if len(words) > MAX_HEADING or not any(map(str.isalpha, words)):
        return False
    return words[-1] not in ".!…,;:" and not words[0].islower() and len(words.split()) <= MAX_HEADING_WORDS


def _is_heading(pieces: Sequence[_Piece], index: int) -> bool:
    """Say whether a paragraph is a short line that stands over longer text."""
    piece = pieces[index]
    if index + 1 == len(pieces) or not _could_head(piece.words):
        return False
    if piece.shape is Shape.LIST_ITEM and not (
        NUMBERED.match(piece.words) and piece.after_blank and piece.before_blank
    ):
        return False
    following = pieces[index + 1]
    if piece.shape is Shape.TABLE_ROW or following.shape is Shape.TABLE_ROW or _could_head(following.words):
        return False
    if len(following.words) > max(PROSE // 2, len(piece.words)):
        return piece.before_blank or len(following.words) > 2 * len(piece.words)
    return False


def _title(pieces: Sequence[_Piece], headings: Sequence[bool], cues: Cues) -> int:
    """Return the number of the paragraph that is the title, or -1."""
    candidates = []
    for index, piece in enumerate(pieces[:HEAD_BLOCKS]):
        if len(piece.words) > MAX_TITLE or (ends_sentence(piece.words) and len(piece.words) > MAX_HEADING):
            break
        if _could_title(piece, cues):
            candidates.append(index)
        elif cues.is_byline(piece.words) and (over := _over_byline(pieces, index, candidates)) is not None:
            return over
    if not candidates or len(pieces) == 1:
        return -1
    # The name and motto of a blog stand above its title, a heading of the text below it.
    above = next((at for at, index in enumerate(candidates) if headings[index]), len(candidates))
    long = [index for index in candidates[: above + 1] if len(pieces[index].words.split()) >= TITLE_WORDS]
    alone = [index for index in long if pieces[index].after_blank and pieces[index].before_blank]
    return (alone or long or candidates)[0]


def _over_byline(pieces: Sequence[_Piece], byline: int, candidates: Sequence[int]) -> int | None:
    """Return the line over a byline: names of site, journal and issue stand above the title, of authors below it."""
    over = byline - 1
    if over not in candidates:
        return None
    if pieces[byline].after_blank:
        while over - 1 in candidates and not pieces[over].after_blank:
            over -= 1
    return over if len(pieces[over].words.split()) >= TITLE_WORDS else None


def _could_title(piece: _Piece, cues: Cues) -> bool:
    words = piece.words
    if piece.shape is not Shape.PARAGRAPH or words[-1] in ".…,;:" or words[0].islower():
        return False
    return cues.region(words) is None and not cues.is_byline(words) and not cues.byline_heading.match(words)


READER: Final = Reader(read=read)
