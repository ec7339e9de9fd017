"""Markdown -> `Document`: the words without their markup, each mapped to its place in the file.

markdown-it finds the blocks (CommonMark, tables, footnotes). It gives no columns, so the words inside a block are
read here. HTML in the file goes through the same page as a web page does. A footnote keeps its label: `[^1]` reads
`[1]`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from credaudit.model import Document, Metadata, Positions, Region, Shape, Skipped, Source
from credaudit.readers import Reader
from credaudit.readers.cues import cues_for
from credaudit.readers.decoding import declared_charset, decode, line_starts, text_of
from credaudit.readers.front_matter import AUTHOR_KEYS, PUBLISHED_KEYS, front_matter_of
from credaudit.readers.inline import Inline
from credaudit.readers.labels import labels_for
from credaudit.readers.page import Page
from credaudit.readers.regions import blocks_of, links_of, titled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from credaudit.readers import Words

CELL: Final = re.compile(r"(?:[^|\\]|\\.)+")
BEFORE_ROW: Final = re.compile(r"[\s>]*(?:[-*+]\s+|\d{1,9}[.)]\s+)?\|?")
"""What a line of a table may begin with: quotation marks, a list marker, the first bar."""

ELEMENTS: Final = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "table": "table",
}
MAX_NESTING: Final = 100
"""Levels of quotations and lists inside each other; what stands deeper is not read, and `limited` says so."""

FENCES: Final = {"fence": 1, "code_block": 0}
"""Lines before the code itself."""


def read(source: Source, words: Words) -> Document | Skipped:
    """Read a Markdown file, with its front matter."""
    decoded = decode(source.data, declared_charset(source.media_type))
    markdown = text_of(decoded.source)
    head = front_matter_of(markdown)
    page = Page(labels_for(words))
    if head:
        for start, end, key in head.entries:
            region = Region.BYLINE if key in {*AUTHOR_KEYS, *PUBLISHED_KEYS} else Region.MAIN
            page.add(markdown[start:end], start, Shape.FRONT_MATTER, region)
    writer = _Writer(page, markdown, head.end if head else 0)
    writer.write()
    text = "".join(page.parts)
    blocks = tuple(blocks_of(text, page, cues_for(words).within(text)))
    if not blocks:
        return Skipped(uri=source.uri, reason="; ".join(["a Markdown file without words", *writer.limits]))
    metadata = head.metadata if head else Metadata()
    return Document(
        uri=source.uri,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="text/markdown",
        text=text,
        blocks=titled(text, blocks, metadata.title),
        links=tuple(links_of(text, page)),
        metadata=replace(metadata, extra={**metadata.extra, **page.hidden(markdown)}),
        positions=Positions(
            text_offsets=page.text_offsets,
            source_offsets=page.source_offsets,
            line_starts=line_starts(markdown),
        ),
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        limited=(*page.limits(markdown), *writer.limits),
        whole=bool(head and head.understood) and not page.broken[0],
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Return a parser of blocks; what stands inside them is read in `inline.py`."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 (slow to import)
    from mdit_py_plugins.footnote.index import footnote_def  # noqa: PLC0415 (slow to import)

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    return parser


class _Writer:
    """Writes the blocks of one file on a page."""

    def __init__(self, page: Page, markdown: str, start: int) -> None:
        """Begin after the front matter, at offset `start`."""
        self.page = page
        self.markdown = markdown
        self.lines = line_starts(markdown)
        self.first = markdown.count("\n", 0, start)
        self.body = markdown[start:]
        self.references: Mapping[str, Mapping[str, Any]] = {}
        self.limits: tuple[str, ...] = ()

    def write(self) -> None:
        """Read the whole file."""
        environment: dict[str, Any] = {}
        tokens = _parser().parse(self.body, environment)
        self.references = environment.get("references", {})
        if any(token.level >= MAX_NESTING - 1 for token in tokens):
            self.limits = (f"what is nested deeper than {MAX_NESTING} levels was not read",)
        in_table = noted = False
        for token in tokens:
            kind = token.type.removesuffix("_open").removesuffix("_close")
            closing = "/" if token.type.endswith("_close") else ""
            if in_table and kind not in {"table", "tr"}:
                # The cells are read with their row.
                continue
            if kind == "paragraph" and noted:
                # The first paragraph of a footnote goes on behind its label.
                noted = not closing
                continue
            if kind == "footnote_reference":
                noted = not closing
            elif kind == "table":
                in_table = not closing
            self._write_token(token, kind, closing)
        self.page.finish()

    def _write_token(self, token: Token, kind: str, closing: str) -> None:
        if kind == "inline":
            self._inline(token)
        elif kind in ELEMENTS:
            self.page.tag(closing + ELEMENTS[kind], "", 0)
        elif kind in {"heading", "hr"}:
            self.page.tag(closing + token.tag, "", 0)
        elif kind == "footnote_reference":
            self._footnote(token, closing)
        elif kind == "tr" and not closing:
            self._row(token)
        elif kind in FENCES:
            self._code(token, FENCES[kind])
        elif kind == "html_block":
            start, end = self._span(token)
            self.page.feed(self.markdown[start:end], start)

    def _span(self, token: Token) -> tuple[int, int]:
        """Return the offsets of the lines that a token covers."""
        first, after = (line + self.first for line in token.map or (0, 0))
        end = self.lines[after] if after < len(self.lines) else len(self.markdown)
        return self.lines[first], end

    def _line(self, number: int) -> tuple[int, str]:
        """Return offset and characters of a line of the body."""
        start = self.lines[min(number + self.first, len(self.lines) - 1)]
        end = self.markdown.find("\n", start)
        return start, self.markdown[start : end if end >= 0 else len(self.markdown)]

    def _inline(self, token: Token) -> None:
        content_offsets, source_offsets, offset = [], [], 0
        first, after = token.map or (0, 0)
        lines = token.content.split("\n")
        # The parser strips lines of no-break spaces from the start, but counts them.
        while first + len(lines) < after and lines[0].strip() not in self._line(first)[1]:
            first += 1
        for number, line in enumerate(lines, first):
            start, raw = self._line(number)
            content_offsets.append(offset)
            source_offsets.append(start + _column(raw, line))
            offset += len(line) + 1
        Inline(token.content, content_offsets, source_offsets, self.references).write(self.page)

    def _row(self, token: Token) -> None:
        """Read the cells of a table row from its line."""
        start, raw = self._line((token.map or [0])[0])
        self.page.tag("tr", "", start)
        for found in CELL.finditer(raw, BEFORE_ROW.match(raw).end()):  # type: ignore[union-attr]
            words = found[0].strip()
            if not words and found.end() == len(raw):
                continue
            self.page.tag("td", "", start)
            at = start + raw.index(words, found.start())
            Inline(words, [0], [at], self.references).write(self.page)
            self.page.tag("/td", "", start)
        self.page.tag("/tr", "", start)

    def _code(self, token: Token, skipped: int) -> None:
        self.page.tag("pre", "", 0)
        first = (token.map or [0])[0] + skipped
        for number, line in enumerate(token.content.removesuffix("\n").split("\n"), first):
            start, raw = self._line(number)
            self.page.verbatim(line + "\n", start + _column(raw, line))
        self.page.tag("/pre", "", 0)

    def _footnote(self, token: Token, closing: str) -> None:
        """Begin the note with its label, as `[1]`, so that it can be found from the text."""
        self.page.tag(f"{closing}div", "" if closing else 'role="doc-footnote"', 0)
        if closing:
            return
        label = f"[^{token.meta['label']}]"
        start, raw = self._line((token.map or [0])[0])
        at = start + max(raw.find(label), 0)
        Inline(label, [0], [at]).write(self.page)
        self.page.words(" ", at + len(label))


def _column(raw: str, line: str) -> int:
    """Return where in its line the content of a block stands: at its end, but for blanks and the closing `#`."""
    words = line.strip()
    if not words:
        return 0
    lead = len(line) - len(line.lstrip())
    whole = raw.rstrip()
    for end in (len(whole), len(whole.rstrip("#").rstrip())):
        if raw.endswith(words, 0, end):
            return end - len(words) - lead
    return max(raw.rfind(words), 0) - lead


READER: Final = Reader(read=read)
