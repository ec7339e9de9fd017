"""Markdown: words without markup, each at its place; front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from credaudit.model import Region, Shape
from credaudit.readers.labels import labels_for
from credaudit.readers.markdown import READER
from credaudit.readers.page import Page

if TYPE_CHECKING:
    from credaudit.model import Document
    from tests.readers.conftest import Read


def plain(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a *b* __c__ ~~d~~ `e *f*`", ["a b c d e *f*"]),
        ("***a*** **b *c* d** un*b*able", ["a b c d unbable"]),
        ("snake_case_name, 2 * 3 * 4, 5 < 6, AT&T", ["snake_case_name, 2 * 3 * 4, 5 < 6, AT&T"]),
        (r"\*a\* \# b", ["*a* # b"]),
        ("a &amp; b &copy; &copy c", ["a & b © &copy c"]),
        ("[a *b*](http://x 'T') [c](<y z>) [d]( e )", ["a b c d"]),
        ("[a][x] [x] [X][] [y]\n\n[x]: http://x 'T'", ["a x X [y]"]),
        ("![alt *text*](a.png) b [![c](d)](e)", ["b"]),
        ("a<br>b<b>c</b><!-- d -->", ["a\nbc"]),
        ("p <y, z> and <.05", ["p <y, z> and <.05"]),
        ("<https://a.example> <me@a.example>", ["https://a.example me@a.example"]),
        ("a\nb\n  c", ["a b c"]),
        ("a  \nb\\\nc", ["a\nb\nc"]),
        ("# A #\n\nB\n===\n\n### C", ["A", "B", "C"]),
        ("> a *b*\n> c\n\nd", ["a b c", "d"]),
        ("- a\n  b\n\n  c\n- d\n  1. e", ["a b", "c", "d", "e"]),
        ("| a | b\\|c |\n|---|---|\n| *d* | |\n", ["a\tb|c", "d"]),
        ("```py\nx = *1*\n```\n\n    y\n", ["x = *1*", "y"]),
        ("```\nx", ["x"]),
        ("a[^1] b.\n\n[^1]: c *d*\n\n    e", ["a[1] b.", "[1] c d", "e"]),
        ("<!-- a -->\n\nb\n\n<div>\n\nc\n\n</div>\n\n<script>d</script>", ["b", "c"]),
        ("[a [b](c) d](e)", ["[a b d](e)"]),
        ("a\r\n\r\nb\rc", ["a", "b c"]),
    ],
)
def test_the_text_keeps_the_words_only(read_as: Read, markdown: str, expected: list[str]) -> None:
    assert plain(read_as(markdown, "a.md")) == expected


def test_every_word_is_located_in_the_file(read_as: Read) -> None:
    markdown = "---\ntitle: x\n---\n# **One** #\n\n> - *two* [three](http://x)\n>   four &amp;\n\n"
    markdown += "| a | `five` |\n|---|---|\n| b | six |\n"
    document = read_as(markdown, "a.md")
    lines = markdown.split("\n")
    for word in ("One", "two", "three", "four", "five", "six"):
        line, column = document.positions.locate(document.text.index(word))
        assert lines[line - 1][column - 1 :].startswith(word)


def test_shapes_and_levels_follow_the_markup(read_as: Read) -> None:
    document = read_as("## A\n\n- b\n  - c\n\n> d\n\n```\ne\n```\n\n[^f]: g\n", "a.md")
    assert [(block.shape, block.level) for block in document.blocks] == [
        (Shape.HEADING, 2),
        (Shape.LIST_ITEM, 1),
        (Shape.LIST_ITEM, 2),
        (Shape.QUOTATION, 0),
        (Shape.CODE, 0),
        (Shape.FOOTNOTE, 0),
    ]


def test_links_lead_where_they_say(read_as: Read) -> None:
    document = read_as("[a](http://x/?b=1&amp;c=2) <http://d> [e]\n\n[e]: /f\n", "a.md")
    assert [(link.span.of(document.text), link.href) for link in document.links] == [
        ("a", "http://x/?b=1&c=2"),
        ("http://d", "http://d"),
        ("e", "/f"),
    ]


def test_the_regions_of_a_page_hold_in_markdown_too(read_as: Read) -> None:
    document = read_as(
        "# Pumps at Home\n\nBy Mara Ellison, MD\n\nText.\n\n<div class='ad'>\n\nBuy **now**.\n\n</div>\n\n"
        "*Ad:* Buy more\n\n## Related posts\n\n- Ten pumps\n",
        "a.md",
    )
    assert [block.region for block in document.blocks] == [
        Region.TITLE,
        Region.BYLINE,
        Region.MAIN,
        Region.ADVERTISEMENT,
        Region.ADVERTISEMENT,
        Region.NAVIGATION,
        Region.NAVIGATION,
    ]


FRONT = """\
---
title: "Pumps: at home"
authors:
  - name: Mara Ellison, MD
    role: adviser
  - Bo Ek
date: 2024-05-02 10:00
draft: no
tags: [pain, sleep]
disclosure: The author owns shares in PumpWorld.
canonical_url: https://www.pump.example/a
---
Text.
"""


def test_front_matter_gives_metadata_of_strings(read_as: Read) -> None:
    document = read_as(FRONT, "a.md")
    found = document.metadata
    assert (found.title, found.authors) == ("Pumps: at home", ("Mara Ellison, MD", "Bo Ek"))
    assert (found.published, found.site, found.extra["draft"]) == ("2024-05-02", "pump.example", "no")
    assert document.whole


def test_front_matter_stays_in_the_text_as_what_it_is(read_as: Read) -> None:
    document = read_as(FRONT, "a.md")
    front = [block for block in document.blocks if block.shape is Shape.FRONT_MATTER]
    assert front[-2].span.of(document.text) == "disclosure: The author owns shares in PumpWorld."
    assert [block.region for block in front[:3]] == [Region.MAIN, Region.BYLINE, Region.BYLINE]


def test_toml_front_matter_is_read_too(read_as: Read) -> None:
    document = read_as('+++\ntitle = "A"\ndate = 2024-05-02\n[params]\nauthor = "Bo"\n+++\nText.\n', "a.md")
    assert (document.metadata.title, document.metadata.published) == ("A", "2024-05-02")


@pytest.mark.parametrize(
    "inside",
    ["a: &x 1\nb: *x", "a: !!python/object:os.system x", "a: [1", "a: {b: " * 200, "a: b: c"],
)
def test_front_matter_that_is_broken_or_refused_stays_as_text(read_as: Read, inside: str) -> None:
    document = read_as(f"---\n{inside}\n---\nText.\n", "a.md")
    assert document.metadata.title == ""
    assert plain(document)[-1] == "Text."
    assert not document.whole


def test_two_rules_are_no_front_matter(read_as: Read) -> None:
    assert plain(read_as("---\n\nOnce upon a time.\n\n---\n\nText.\n", "a.md")) == [
        "Once upon a time.",
        "Text.",
    ]


def test_text_nested_too_deep_is_named(read_as: Read) -> None:
    document = read_as("a\n\n" + "> " * 300 + "b", "a.md")
    assert document.limited == ("what is nested deeper than 100 levels was not read",)


PIECES = [
    "*",
    "**",
    "_",
    "`",
    "[",
    "]",
    "(x)",
    "![",
    "\n",
    " ",
    "a",
    "b",
    "é",
    "\\",
    "&amp;",
    "<b>",
    "<i",
    ">",
    "- ",
    "# ",
    "> ",
    "|",
    "1. ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_letter_is_lost_or_made_up(markdown: str) -> None:
    """Letters are those of the page that markdown-it makes, read as a page."""
    from credaudit.model import Skipped, Source  # noqa: PLC0415

    ours = READER.read(Source(uri="a.md", name="a.md", data=markdown.encode()), {})
    page = Page(labels_for({}))
    page.feed(MarkdownIt("commonmark").enable("table").render(markdown))
    page.finish()
    letters = "" if isinstance(ours, Skipped) else "".join(filter(str.isalpha, ours.text))
    assert letters == "".join(filter(str.isalpha, "".join(page.parts)))
