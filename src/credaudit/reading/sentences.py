"""Sentences with their places, found once and shared by all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credaudit.model import Block, Shape, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Document

# End marks, closing quotes or brackets, flattened reference numbers (“effect.12 The”), then white space.
_END = re.compile(
    r"(?P<mark>[.!?…]+)(?P<close>[\"'”’»)\]]*"
    r"(?:(?<=[a-z)\]”\"]\.)\d{1,3}(?:[,–-]\d{1,3})*|(?:\s?\[\d[\d,–\- ]*\])+)?)(?P<gap>\s+)(?=(?P<next>\S))"
)
_LAST_WORD = re.compile(r"[^\s(\[“\"'‘/]+$")
_NEXT_WORD = re.compile(r"[A-Za-z]+")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")
LONGEST = 3_000
"""Code points: a longer stretch is no sentence but a list or a page without full stops, and is read in pieces."""
WHOLE = frozenset({Shape.HEADING, Shape.TABLE_ROW, Shape.CODE})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span in the text, its block, and its folded form."""

    index: int
    span: Span
    block: Block
    text: str
    folded: str
    folded_start: int
    """Offset of `folded` in the folded text."""

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("\"'”’)»] ").endswith("?")


@dataclass(frozen=True, slots=True)
class Breaks:
    """Words that decide whether a full stop ends a sentence; lower case, without their last full stop."""

    abbreviations: frozenset[str]
    """Those that do not end a sentence (“Dr.”)."""
    final: frozenset[str] = frozenset()
    """Abbreviations that may stand last (“etc.”): they end it where a word of `openers` follows."""
    openers: frozenset[str] = frozenset()
    """Words that begin sentences more often than names (“The”)."""


def split(document: Document, breaks: Breaks) -> Iterator[Span]:
    """Yield the sentence spans of every block in order; headings, table rows and code stay whole."""
    text = document.text
    for block in document.blocks:
        if block.shape in WHOLE:
            yield from _trimmed(text, block.span.start, block.span.end)
            continue
        start = block.span.start
        for match in _END.finditer(text, start, block.span.end):
            if not _ends(text, match, start, breaks):
                continue
            yield from _trimmed(text, start, match.start("gap"))
            start = match.end()
        yield from _trimmed(text, start, block.span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretch without the white space around it, cut at a blank where it is longer than any sentence."""
    while end - start > LONGEST:
        cut = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        cut = cut if cut > start else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    body = piece.strip()
    if body:
        yield Span(start + lead, start + lead + len(body))


def _ends(text: str, match: re.Match[str], start: int, breaks: Breaks) -> bool:  # noqa: PLR0911 (a list of cases)
    following = match["next"]
    if match["mark"] != ".":
        # “Really?” she said: the sentence goes on in lower case.
        return not following.islower()
    if following.islower() or following in ",;:)":
        return False
    if match["close"]:
        return True
    word = _LAST_WORD.search(text, max(start, match.start() - 30), match.start())
    if word is None:
        return True
    last = word.group()
    if last.isdigit():
        # “2. Dry them.” is an item of a list inside a paragraph.
        return len(last) > 2 or bool(text[start : word.start()].strip())  # noqa: PLR2004 (lists run to 99)
    lowered = last.lower()
    if lowered in breaks.abbreviations:
        return lowered in breaks.final and _opener(text, match, breaks)
    if len(last) == 1 and last.isupper():
        # “J. Smith” is a name; “vitamin C. The” ends a sentence.
        return not _looks_like_name(text, match, start) or _opener(text, match, breaks)
    if "." in last and _DOTTED.fullmatch(last):
        return match["gap"].count("\n") > 0 or _opener(text, match, breaks)
    return True


def _opener(text: str, match: re.Match[str], breaks: Breaks) -> bool:
    """Say whether the word after the gap begins sentences rather than names."""
    word = _NEXT_WORD.match(text, match.end())
    return word is not None and word.group().lower() in breaks.openers


def _looks_like_name(text: str, match: re.Match[str], start: int) -> bool:
    before = text[max(start, match.start() - 20) : match.start() - 1].rstrip()
    previous = before.rsplit(None, 1)[-1] if before else ""
    # “R. Berg and H. Lund declare”: after “and” too, a capital with a stop is an initial.
    return not previous or not previous[0].islower() or previous in {"and", "by"}
