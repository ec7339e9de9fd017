"""The equation every report rests on: a character of the text is the one at its place in the file."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credaudit.model import Document, Source
from credaudit.readers import read

if TYPE_CHECKING:
    from credaudit.readers import Words

LETTERS = st.text("abc İß😀é\u0301\u00a0.,!?'\"*_[]()<>&;#-|`~\\/=\n\t", min_size=1, max_size=12)
HTML = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<br>",
        "<b>",
        "<a href=x>",
        "</a>",
        "<td>",
        "<table><tr>",
        "<pre>",
        "&amp;",
        "&#x41;",
        "<li>",
        "\r\n",
        "<h1>",
    ]
)
MARKDOWN = st.sampled_from(
    [
        "\n\n",
        "# ",
        "- ",
        "> ",
        "**",
        "[a](b)",
        "`",
        "| a | b |\n|---|---|\n| c | d |\n",
        "[^1]",
        "[^1]: ",
        "\r\n",
        "<div>\n",
        "  \n",
    ]
)


def written(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(*pieces), max_size=16).map("".join)


def read_document(content: str, name: str, words: Words) -> Document | None:
    result = read(Source(uri=name, name=name, data=content.encode()), words)
    return result if isinstance(result, Document) else None


def lines_of(content: str) -> list[str]:
    return content.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def check_blocks(document: Document) -> None:
    """Blocks are in order, apart, and begin and end with words."""
    for before, after in pairwise(document.blocks):
        assert before.span.end <= after.span.start
    for block in document.blocks:
        words = block.span.of(document.text)
        assert words
        assert words == words.strip()


def check_places(document: Document, content: str, folded: str) -> None:
    """Every character inside a block stands at its place; `folded` may stand where blanks or entities did."""
    lines = lines_of(content)
    for block in document.blocks:
        for offset in range(block.span.start, block.span.end):
            line, column = document.positions.locate(offset)
            sign = document.text[offset]
            there = (lines[line - 1] + "\n")[column - 1 : column]
            assert there == sign or sign in folded


@given(content=written(LETTERS, st.sampled_from(["\r\n", "\r", "\n\n"])))
def test_plain_text_is_the_file(words: Words, content: str) -> None:
    document = read_document(content, "a.txt", words)
    if document:
        assert document.text == "\n".join(lines_of(content))
        check_blocks(document)
        check_places(document, content, "")


@given(content=written(LETTERS, HTML))
def test_in_a_page_only_blanks_and_entities_differ(words: Words, content: str) -> None:
    document = read_document(content, "a.html", words)
    if document:
        check_blocks(document)
        check_places(document, content, " \n\t&A")


@given(content=written(LETTERS, MARKDOWN))
def test_in_markdown_only_blanks_and_entities_differ(words: Words, content: str) -> None:
    document = read_document(content, "a.md", words)
    if document:
        check_blocks(document)
        check_places(document, content, " \n\t&")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_trailing_blanks_and_line_ends_change_offsets_only(words: Words, name: str) -> None:
    content = "# Pumps at home\n\nNine of twelve slept better.\n\nThe rest did not."
    plain = read_document(content, name, words)
    spaced = read_document(content.replace("\n", "  \r\n") + "\r\n", name, words)
    assert plain
    assert spaced
    assert [b.span.of(plain.text) for b in plain.blocks] == [b.span.of(spaced.text) for b in spaced.blocks]
