"""The words inside a Markdown block: emphasis, code, links, pictures, HTML, entities, each character with its place.

The scan is linear: what opens is kept on a stack, what closes takes the nearest opener, what finds no partner is
text. Difference from CommonMark: a run of `*` closes the nearest opener whatever its length (no "rule of three").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credaudit.readers.page import Page

# As CommonMark has it, stricter than a browser: "p <y, z> 5" holds no tag.
TAG: Final = (
    r"</?[A-Za-z][A-Za-z0-9-]*+"
    r"(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?+>"
)
MARK: Final = re.compile(
    rf"""
      (?P<escape>\\[!-/:-@\[-`{{-~])
    | (?P<hard>(?:\\|[ ]{{2,}})\n[ ]*)
    | (?P<code>`+)
    | (?P<auto><(?:https?://|mailto:|ftp://)[^\s<>]*>|<[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+>)
    | (?P<comment><!--)
    | (?P<html>{TAG})
    | (?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,31}});)
    | (?P<note>\[\^[^\]\[\s]{{1,100}}\])
    | (?P<open>!?\[)
    | (?P<close>\])
    | (?P<run>\*+|_+|~~+)
    """,
    re.VERBOSE,
)
TITLE: Final = r"""(?:\s+(?:"(?:[^"\\]|\\.){0,500}"|'(?:[^'\\]|\\.){0,500}'|\((?:[^()\\]|\\.){0,500}\)))?"""
NESTED: Final = r"\((?:[^\s()\\]|\\.)*+\)"
TARGET: Final = re.compile(
    rf"\(\s*(?:<(?P<angle>(?:[^<>\n\\]|\\.)*+)>|(?P<bare>(?!<)(?:[^\s()\\]|\\.|{NESTED})*+)){TITLE}\s*\)",
    re.DOTALL,
)
LABEL: Final = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
BACKSLASH: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
BLANK_RUN: Final = re.compile(r"\s+")
HTML_TAG: Final = re.compile(r"<(/?[A-Za-z][A-Za-z0-9-]*)(.*)>", re.DOTALL)
PUNCTUATION: Final = re.compile(r"[^\w\s]|_")

DROP: Final = "drop"
LITERAL: Final = "literal"


@dataclass(slots=True)
class _Mark:
    """A piece of markup, or what turned out to be none."""

    kind: str
    start: int
    end: int
    href: str = ""
    can_open: bool = False
    can_close: bool = False
    active: bool = True


@dataclass(slots=True)
class Inline:
    """One run of inline Markdown: its characters, and where its lines stand in the file."""

    content: str
    content_offsets: Sequence[int]
    source_offsets: Sequence[int]
    references: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def place(self, offset: int) -> int:
        """Return the offset in the file."""
        index = bisect_right(self.content_offsets, offset) - 1
        return self.source_offsets[index] + offset - self.content_offsets[index]

    def write(self, page: Page) -> None:
        """Add the words to `page`."""
        position, picture = 0, 0
        for mark in self._marks():
            if not picture and mark.start > position:
                self._text(page, position, mark.start)
            position = mark.end
            if mark.kind == "picture":
                picture += 1
            elif mark.kind == "/picture":
                picture -= 1
            elif not picture:
                self._write_mark(page, mark)
        if position < len(self.content):
            self._text(page, position, len(self.content))

    def _text(self, page: Page, start: int, end: int) -> None:
        """Add words line by line: only inside a line do text and file run in step."""
        index = bisect_right(self.content_offsets, start)
        while start < end:
            stop = min(end, self.content_offsets[index]) if index < len(self.content_offsets) else end
            page.words(self.content[start:stop], self.place(start))
            start, index = stop, index + 1

    def _write_mark(self, page: Page, mark: _Mark) -> None:
        written = self.content[mark.start : mark.end]
        at = self.place(mark.start)
        match mark.kind:
            case "literal":
                self._text(page, mark.start, mark.end)
            case "escape":
                page.words(written[1], at + 1)
            case "hard":
                page.tag("br", "", at)
            case "code":
                fence = len(written) - len(written.lstrip("`"))
                self._text(page, mark.start + fence, mark.end - fence)
            case "entity":
                page.text(written, at)
            case "note":
                page.words("[", at)
                page.words(written[2:], at + 2)
            case "html" if found := HTML_TAG.fullmatch(written):
                page.tag(found[1].lower(), found[2], at)
            case kind if kind in LINKS:
                _write_link(page, mark, written, at)

    # --- marks -------------------------------------------------------------------

    def _marks(self) -> list[_Mark]:
        """Return the markup in order; runs of emphasis are split into what is dropped and what stays."""
        marks: list[_Mark] = []
        brackets: list[_Mark] = []
        unclosed: set[int] = set()
        content, position = self.content, 0
        while found := MARK.search(content, position):
            kind, start, position = found.lastgroup or "", found.start(), found.end()
            if kind == "code":
                position = self._code(marks, start, position, unclosed)
            elif kind == "comment":
                position = self._comment(marks, start, position, unclosed)
            elif kind == "close":
                position = self._close(marks, brackets, start)
            else:
                mark = _Mark(kind, start, position)
                marks.append(mark)
                if kind == "open":
                    mark.kind = LITERAL
                    brackets.append(mark)
                elif kind == "run":
                    mark.href = content[start]
                    self._flank(mark)
        return list(_emphasis(marks))

    def _code(self, marks: list[_Mark], start: int, end: int, unclosed: set[int]) -> int:
        """Take a code span up to the next run of as many backticks; without one the run is text."""
        length = end - start
        if length not in unclosed:
            closing = (
                re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(self.content, end)
                if length < MAX_FENCE
                else None
            )
            if closing:
                marks.append(_Mark("code", start, closing.end()))
                return closing.end()
            unclosed.add(length)
        marks.append(_Mark(LITERAL, start, end))
        return end

    def _comment(self, marks: list[_Mark], start: int, end: int, unclosed: set[int]) -> int:
        """Drop a comment; without an end it is text."""
        close = -1 if COMMENT in unclosed else self.content.find("-->", start + 2)
        if close < 0:
            unclosed.add(COMMENT)
            marks.append(_Mark(LITERAL, start, end))
            return end
        marks.append(_Mark(DROP, start, close + 3))
        return close + 3

    def _close(self, marks: list[_Mark], brackets: list[_Mark], start: int) -> int:
        """End a link or picture at `]`, if an address or a known label follows or stands inside."""
        opener = brackets.pop() if brackets else None
        target = self._target(opener, start) if opener and opener.active else None
        if not opener or target is None:
            marks.append(_Mark(LITERAL, start, start + 1))
            return start + 1
        href, end = target
        picture = self.content[opener.start] == "!"
        opener.kind, opener.href = ("picture", "") if picture else ("link", href)
        marks.append(_Mark(f"/{opener.kind}", start, end))
        if not picture:
            for outer in brackets:
                # No link inside a link.
                outer.active = self.content[outer.start] == "!"
        return end

    def _target(self, opener: _Mark, close: int) -> tuple[str, int] | None:
        content = self.content
        if found := TARGET.match(content, close + 1):
            return _plain(found["angle"] if found["angle"] is not None else found["bare"]), found.end()
        if not self.references:
            return None
        inside = content[opener.end : close]
        if found := LABEL.match(content, close + 1):
            reference = self.references.get(_label(found[1] or inside))
            return (str(reference["href"]), found.end()) if reference else None
        reference = self.references.get(_label(inside)) if len(inside) < MAX_LABEL else None
        return (str(reference["href"]), close + 1) if reference else None

    def _flank(self, mark: _Mark) -> None:
        """Say whether a run of `*`, `_` or `~~` can open or close, by what stands beside it (CommonMark 6.2)."""
        before = self.content[mark.start - 1] if mark.start else " "
        after = self.content[mark.end] if mark.end < len(self.content) else " "
        space_before, space_after = before.isspace(), after.isspace()
        sign_before, sign_after = bool(PUNCTUATION.match(before)), bool(PUNCTUATION.match(after))
        left = not space_after and (not sign_after or space_before or sign_before)
        right = not space_before and (not sign_before or space_after or sign_after)
        if self.content[mark.start] == "_":
            mark.can_open, mark.can_close = (
                left and (not right or sign_before),
                right and (not left or sign_after),
            )
        else:
            mark.can_open, mark.can_close = left, right


COMMENT: Final = -1
LINKS: Final = frozenset({"auto", "link", "/link"})
MAX_FENCE: Final = 80
MAX_LABEL: Final = 1_000


def _write_link(page: Page, mark: _Mark, written: str, at: int) -> None:
    """Open or close a link, or add an address that is one."""
    if mark.kind == "/link":
        page.tag("/a", "", at)
        return
    address = written[1:-1]
    href = mark.href if mark.kind == "link" else address if ":" in address else f"mailto:{address}"
    page.tag("a", f'href="{escape(href)}"', at)
    if mark.kind == "auto":
        page.words(address, at + 1)
        page.tag("/a", "", at)


def _emphasis(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Yield the marks with every run that found a partner shortened by what it gave."""
    taken: dict[int, list[int]] = {}
    openers: list[tuple[int, str]] = []
    waiting: dict[str, int] = {}
    for index, mark in enumerate(marks):
        if mark.kind != "run":
            continue
        sign = mark.href
        taken[index] = [0, 0]
        left = mark.end - mark.start
        while mark.can_close and left and waiting.get(sign):
            opener, opener_sign = openers[-1]
            free = marks[opener].end - marks[opener].start - sum(taken[opener])
            if opener_sign != sign or not free:
                openers.pop()
                waiting[opener_sign] -= 1
                continue
            used = min(left, free)
            taken[opener][1] += used
            taken[index][0] += used
            left -= used
        if mark.can_open and left:
            openers.append((index, sign))
            waiting[sign] = waiting.get(sign, 0) + 1
    for index, mark in enumerate(marks):
        if index not in taken:
            yield mark
            continue
        head, tail = taken[index]
        yield _Mark(DROP, mark.start, mark.start + head)
        yield _Mark(LITERAL, mark.start + head, mark.end - tail)
        yield _Mark(DROP, mark.end - tail, mark.end)


def _plain(target: str) -> str:
    return unescape(BACKSLASH.sub(r"\1", target))


def _label(written: str) -> str:
    """Return a label as markdown-it keys it."""
    return BLANK_RUN.sub(" ", written.strip()).lower().upper()
