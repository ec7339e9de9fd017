"""Reading time grows with the length of a document, whatever is repeated in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from credaudit.model import Source
from credaudit.readers import read
from credaudit.readers.tokens import tokens

if TYPE_CHECKING:
    from credaudit.readers import Words

SHORT = 20_000
TIMES = 8
MOST = 5 * TIMES
"""A square would take 64 times as long; the margin is for collecting garbage and for busy machines."""
UNMEASURABLE = 0.2
"""Seconds of CPU below which a ratio says nothing."""

OPENERS = [
    "<a ",
    "<!--",
    "<![CDATA[",
    "<div>",
    "&",
    "<script>",
    '"',
    '<a href="',
    "<a x='\"",
    "</",
    "<",
    "<p ",
    "</a ",
    "&#",
    "<a =",
]
HTML = [
    *OPENERS,
    "<li><div>",
    "<b><p>x",
    "<i><b></i>",
    "<table><tr><td>",
    "<svg>",
    "<title>",
    "<span hidden>x",
    "<pre>x",
    "<a>x",
    "<div></span>",
    "<dl><dt>x<dd>",
    '<div style="',
    "<h1>x",
    "<button>x",
    "<a><div></a>",
    "<table><tr><td><div></tr>",
]
MARKDOWN = [
    "<a ",
    "x <!--",
    "[",
    "![",
    "[x](",
    "`",
    "``a`",
    "*a _b ",
    "~~",
    '[x](a "',
    "[a][b]",
    "> ",
    "- a\n",
    "|a|\n|-|\n",
    "[^a]: ",
    "<a x='",
]
PLAIN = ["x\n", "x ", "a|b\n", "1. a\n", "By A B C D E F G H ", "a b c d e f g h\n", "\u00a0", "= "]


def seconds(content: str, name: str, words: Words) -> float:
    source = Source(uri=name, name=name, data=content.encode())
    begun = time.process_time()
    read(source, words)
    return time.process_time() - begun


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        *((piece, "a.html") for piece in HTML),
        *((piece, "a.md") for piece in MARKDOWN),
        *((piece, "a.txt") for piece in PLAIN),
    ],
)
def test_eight_times_the_length_is_no_square(words: Words, piece: str, name: str) -> None:
    short = piece * (SHORT // len(piece))
    long = seconds(short * TIMES, name, words)
    assert long < UNMEASURABLE or long < MOST * min(seconds(short, name, words) for _ in range(3))


@pytest.mark.parametrize("piece", OPENERS)
def test_a_megabyte_of_unclosed_openers_is_cut_in_one_pass(piece: str) -> None:
    content = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    assert sum(1 for _ in tokens(content)) <= len(content)
    assert time.process_time() - begun < 10


def test_ends_without_beginnings_cost_no_search(words: Words) -> None:
    """Each of these ends is looked up in a count, not down the stack."""
    short = "<section>" * 2_000 + "</div>" * 2_000
    long = "<section>" * 16_000 + "</div>" * 16_000
    assert seconds(long, "a.html", words) < max(UNMEASURABLE, MOST * seconds(short, "a.html", words))
