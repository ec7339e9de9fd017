"""HTML -> `Document`: the words a browser shows, each block labelled with whose part of the page it is.

Nothing is taken away but markup: advertisement, menu and comments stay in the text under their label, and what the
page hides from its readers is kept as `hidden-text` in the metadata. In a table a row is a block and a tab parts
its cells.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from credaudit.model import Document, Metadata, Positions, Skipped, Source
from credaudit.readers import Reader
from credaudit.readers.cues import cues_for
from credaudit.readers.decoding import declared_charset, decode, line_starts, text_of
from credaudit.readers.labels import labels_for
from credaudit.readers.metadata import metadata_of
from credaudit.readers.page import Page
from credaudit.readers.regions import blocks_of, links_of, titled

if TYPE_CHECKING:
    from credaudit.readers import Words

DECLARED_WITHIN: Final = 4096
"""Bytes at the start of a page in which its encoding may be declared (browsers: 1024)."""

META_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset[^>]{0,100}|<\?xml[^>]{0,100}encoding[^>]{0,60}", re.IGNORECASE
)
ENCODING: Final = re.compile(r"(?:charset|encoding)\s*=\s*[\"']?\s*([^\s\"';/>]{1,60})", re.IGNORECASE)

PAYWALL_SIGNS: Final = 2


def read(source: Source, words: Words) -> Document | Skipped:
    """Read an HTML or XHTML page; a page that shows no words is `Skipped`."""
    decoded = decode(source.data, declared_charset(source.media_type) or _declared(source.data))
    # Lines and columns do not change with the kind of line end; a form feed is a blank in markup.
    markup = text_of(decoded.source.replace("\f", " "))
    xml = source.media_type.startswith("application/xhtml") or source.name.lower().endswith(".xhtml")
    page = _page(markup, words, xml=xml)
    text = "".join(page.parts)
    blocks = tuple(blocks_of(text, page, cues_for(words).within(text)))
    if not blocks:
        return Skipped(uri=source.uri, reason=_nothing_shown(page))
    captured = [(name, text[start:end].strip()) for name, start, end in page.head.captured]
    metadata = metadata_of(page.head, captured)
    return Document(
        uri=source.uri,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="application/xhtml+xml" if xml else "text/html",
        text=text,
        blocks=titled(text, blocks, metadata.title),
        links=tuple(links_of(text, page)),
        metadata=replace(metadata, extra={**metadata.extra, **page.hidden(markup)}),
        positions=Positions(
            text_offsets=page.text_offsets,
            source_offsets=page.source_offsets,
            line_starts=line_starts(markup),
        ),
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        limited=page.limits(markup),
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
    page.finish()
    if page.hidden_length > page.length:
        # A page that fades in by script hides all of itself; then what it hides is what readers see.
        page = Page(labels_for(words), hide=False)
        page.feed(markup, xml=xml)
        page.finish()
    return page


def _nothing_shown(page: Page) -> str:
    if page.broken[0]:
        return f"a page without readable text: it begins {page.broken[0]} that never ends"
    return "a page that shows no text by itself (its words may be loaded by a script)"


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
