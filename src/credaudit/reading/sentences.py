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
    r"(?P<mark>[.!?…]+)(?P<close>[\"'”’»)\]]*(?:(?<=[a-z)\]”\"]\.)\d{1,3}(?:[,–-]\d{1,3})*|(?:\s?\[\d[\d,–\- ]*\])+)?)(?P<gap>\s+)(?=(?P<next>\S))"
)
_LAST_WORD = re.compile(r"[^\s(\[“\"'‘/]+$")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")
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


def split(document: Document, abbreviations: frozenset[str]) -> Iterator[Span]:
    """Yield the sentence spans of every block in order; headings, table rows and code stay whole.

    `abbreviations` are lower-case and without their final full stop.
    """
    text = document.text
    for block in document.blocks:
        if block.shape in WHOLE:
            yield from _trimmed(text, block.span.start, block.span.end)
            continue
        start = block.span.start
        for match in _END.finditer(text, start, block.span.end):
            if not _ends(text, match, start, abbreviations):
                continue
            yield from _trimmed(text, start, match.start("gap"))
            start = match.end()
        yield from _trimmed(text, start, block.span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    body = piece.strip()
    if body:
        yield Span(start + lead, start + lead + len(body))


def _ends(text: str, match: re.Match[str], start: int, abbreviations: frozenset[str]) -> bool:
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
    if last.lower() in abbreviations:
        return last.lower() in {"etc", "inc", "ltd", "co", "jr", "sr", "al"} and following.isupper() and last.lower() != "al"
    if len(last) == 1 and _INITIAL.fullmatch(last):
        # “J. Smith” is a name; “vitamin C. The” ends a sentence.
        return not _looks_like_name(text, match, start, last)
    return not (_DOTTED.fullmatch(last) and "." in last and last.lower() not in {"u.s", "u.k", "a.m", "p.m", "e.u"}) or (
        match["gap"].count("\n") > 0
    )


def _looks_like_name(text: str, match: re.Match[str], start: int, initial: str) -> bool:
    before = text[max(start, match.start() - 20) : match.start() - len(initial)].rstrip()
    previous = before.rsplit(None, 1)[-1] if before else ""
    return not previous or not previous[0].islower()
