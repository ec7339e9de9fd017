"""Which reader takes a source, and what is refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credaudit.model import Document, Skipped, Source
from credaudit.readers import claims, read, reader_for


def source(data: bytes, name: str = "page.txt", media_type: str = "") -> Source:
    return Source(uri=name, name=name, data=data, media_type=media_type)


@pytest.mark.parametrize("name", ["a.txt", "a.TEXT", "a.md", "a.markdown", "a.html", "a.HTM", "dir/a.xhtml"])
def test_a_folder_contributes_texts_markdown_and_pages(name: str) -> None:
    assert claims(name)


@pytest.mark.parametrize("name", ["a.pdf", "a", "txt", "a.txt.gz", ".html.py"])
def test_a_folder_contributes_nothing_else(name: str) -> None:
    assert not claims(name)


@pytest.mark.parametrize(
    ("data", "name", "media_type", "reader"),
    [
        (b"Plain words.", "notes.rst", "", "plain"),
        (b"Plain words.", "", "", "plain"),
        (b"# Heading\n\nWords.", "", "", "markdown"),
        (b"---\ntitle: A\n---\nWords.", "README", "", "markdown"),
        (b"# not a heading but a comment", "a.txt", "", "plain"),
        (b"<!DOCTYPE html><p>x", "a.txt", "", "html"),
        (b"\xef\xbb\xbf  <html><p>x", "page", "", "html"),
        ("<html><p>x".encode("utf-16"), "page", "", "html"),
        (b"<p>one</p><p>two</p><p>three</p>", "", "", "html"),
        (b"If a <p> is left open, x < y.", "", "", "plain"),
        (b"words", "index.php", "text/html; charset=utf-8", "html"),
        (b"words", "README", "text/markdown", "markdown"),
        (b"words", "a.md", "text/plain", "markdown"),
        (b"<?xml version='1.0'?><article/>", "a.nxml", "", ""),
        (b"<?xml version='1.0'?><html><p>x", "a", "", "html"),
    ],
)
def test_the_reader_is_chosen_by_media_type_suffix_and_content(
    data: bytes, name: str, media_type: str, reader: str
) -> None:
    assert reader_for(source(data, name, media_type)) == reader


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\nwords", "a PDF file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive or an office document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", "a program"),
        (bytes(range(256)) * 4, "a binary file"),
        (b"{\\rtf1 words}", "an RTF document"),
        (b"", "an empty file"),
        (b" \r\n\t\n", "a file of blanks only"),
        (b"\xef\xbb\xbf\n", "a file of blanks only"),
        ("\u00a0\n".encode(), "a file of blanks only"),
    ],
)
def test_what_is_no_text_is_refused_in_plain_words(data: bytes, reason: str) -> None:
    result = read(source(data), {})
    assert isinstance(result, Skipped)
    assert result.reason.startswith(reason)
    assert result.kind == "error"


def test_a_page_without_words_is_refused_with_the_likely_cause() -> None:
    result = read(source(b"<html><body><div id=root></div><script>app()</script>", "app.html"), {})
    assert isinstance(result, Skipped)
    assert "script" in result.reason


@pytest.mark.parametrize(
    "data", [b"ID3 is what sound files begin with.", b"GIF89a opens a picture.", b"wOFF"]
)
def test_a_text_that_begins_like_a_picture_is_read(data: bytes) -> None:
    assert isinstance(read(source(data), {}), Document)


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    result = read(source(b"The dose was 5\0mg."), {})
    assert isinstance(result, Document)
    assert result.text == "The dose was 5\ufffdmg."


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "a.html", "a.xhtml", ""]))
def test_no_bytes_raise(data: bytes, name: str) -> None:
    assert isinstance(read(source(data, name), {}), Document | Skipped)
