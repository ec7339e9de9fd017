"""Bytes -> `Document`: one module per format, chosen by name, media type and content.

A reader says where each block of words stands and whose part of the page it is; it leaves nothing out but markup,
and what it keeps out of the running text it names in the metadata.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from credaudit.model import Document, Skipped, Source
from credaudit.readers.decoding import SAMPLE, binary_kind

Words: TypeAlias = Mapping[str, tuple[str, ...]]
"""Lexicon id -> its words (`rules/lexicons/page-*.yaml`)."""

READERS_BY_SUFFIX: Final[Mapping[str, str]] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}

READERS_BY_MEDIA_TYPE: Final[Mapping[str, str]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}

LOOKS_LIKE_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
LOOKS_LIKE_MARKUP: Final = re.compile(
    rb"<(?:p|div|h[1-6]|article|section|main|span|a\s[^<>]{0,200}href)\b[^<>]{0,400}>", re.IGNORECASE
)
LOOKS_LIKE_XML: Final = re.compile(rb"\s*<\?xml\b")
LOOKS_LIKE_MARKDOWN: Final = re.compile(
    rb"\A---[ \t]*\r?\n(?:[^\n]*\n){1,200}?---[ \t]*(?:\r?\n|\Z)|^#{1,6}[ \t]+\S|\[[^\]\n]{1,200}\]\(https?:|^```",
    re.MULTILINE,
)
MARKS_OF_MARKUP: Final = 3
"""So many tags make an unnamed text a piece of HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What a reader module offers under the name `READER`."""

    read: Callable[[Source, Words], Document | Skipped]


def claims(name: str) -> bool:
    """Say whether some reader takes files called `name`, by suffix."""
    return PurePosixPath(name).suffix.lower() in READERS_BY_SUFFIX


def read(source: Source, words: Words) -> Document | Skipped:
    """Read `source` with the reader for its format.

    `words` are the lexicons of page regions; a missing one only leaves blocks unlabelled. What holds no text comes
    back as `Skipped` with the reason in plain words; nothing is raised for any bytes.
    """
    if kind := binary_kind(source.data):
        return Skipped(uri=source.uri, reason=f"{kind}, not text that credaudit can read")
    if not source.data.strip(b" \t\r\n\f\v\0\xef\xbb\xbf\xff\xfe"):
        return Skipped(uri=source.uri, reason="an empty file" if not source.data else "a file of blanks only")
    name = reader_for(source)
    if not name:
        return Skipped(uri=source.uri, reason="an XML file; credaudit reads text, Markdown and HTML")
    reader: Reader = import_module(f"{__name__}.{name}").READER
    return reader.read(source, words)


def reader_for(source: Source) -> str:
    """Return the name of the module that reads `source`; empty when its content belongs to none."""
    named = READERS_BY_SUFFIX.get(PurePosixPath(source.name).suffix.lower(), "")
    served = READERS_BY_MEDIA_TYPE.get(source.media_type.partition(";")[0].strip().lower(), "")
    if served or named == "html":
        return served or named
    # A page saved under the name of a text is a page.
    head = source.data[:SAMPLE].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if LOOKS_LIKE_HTML.match(head):
        return "html"
    return named or _sniffed(head)


def _sniffed(head: bytes) -> str:
    if LOOKS_LIKE_XML.match(head):
        return ""
    if len(LOOKS_LIKE_MARKUP.findall(head)) >= MARKS_OF_MARKUP:
        return "html"
    return "markdown" if LOOKS_LIKE_MARKDOWN.search(head) else "plain"
