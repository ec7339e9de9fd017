"""The words we read from a page are those that a browser's parser (lexbor) keeps, on well-formed and on broken pages.

Left out of the comparison, as documented in `page.py` and `tokens.py`: the contents of `select`; list items with
another block between them; hidden elements mixed up with unclosed `<a>` and `<b>`, whose contents a browser moves
about; the order of text that stands in a table but in no cell, and whether it is hidden there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from credaudit.readers.labels import labels_for
from credaudit.readers.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_SHOWN = (
    "script, style, template, noscript, svg, iframe, noembed, noframes, canvas, video, audio, datalist, title"
    ", head"
)
BLOCK_TAGS = [
    "p",
    "div",
    "section",
    "article",
    "nav",
    "aside",
    "ul",
    "ol",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "blockquote",
    "pre",
    "form",
    "figure",
    "figcaption",
]
PLAIN_TAGS = [
    "p",
    "div",
    "section",
    "article",
    "nav",
    "aside",
    "ul",
    "ol",
    "h1",
    "h2",
    "blockquote",
    "pre",
    "form",
    "figure",
    "figcaption",
]
INLINE_TAGS = ["a", "b", "i", "em", "strong", "code", "font"]
OTHER_TAGS = ["li", "label", "span", "button", "hr", "br", "script", "style", "x-y"]
ODDITIES = [
    "<!-- c -->",
    "<!---->",
    "<!-->",
    "<!--->",
    "<!--",
    "<!-",
    "--!>",
    "-->",
    "<?x?>",
    "</>",
    "</ x>",
    "<",
    ">",
    "<![CDATA[",
    "]]>",
    "<a href='a>b'>",
    '<p a=">">',
    '<p =">',
    '<p a="b"c>',
    "<p a=b/>",
    "<p/>",
    "<div/ x>",
    "<br/>",
    "<P CLASS=x>",
    "<img alt=z>",
    "<svg><path/><text>t</text></svg>",
    "<title>t</title>",
    "<textarea><p>u</textarea>",
    "<script>'<p>'</script>",
    "<style><!-- </style>",
    "&amp;",
    "&lt",
    "&notit;",
    "&#65;",
    "&#x41",
    "&#0;",
    "&#1114112;",
    "&copy=1",
    "&nosuch;",
    "&",
    "&#",
    '"',
    "'",
    "=",
    "/",
]


def pages(tags: Iterable[str], *more: str) -> st.SearchStrategy[str]:
    """Return pages made of the start and end tags, oddities, and short texts."""
    tag = st.sampled_from([form.format(name) for name in tags for form in ("<{}>", "</{}>")])
    piece = st.one_of(
        tag, tag, st.sampled_from([*ODDITIES, *more]), st.text("ab \n.1é", min_size=1, max_size=4)
    )
    return st.lists(piece, max_size=25).map(lambda pieces: "<!DOCTYPE html><body>" + "".join(pieces))


def shown_by_a_browser(page: str) -> str:
    body = LexborHTMLParser(page).body
    assert body is not None
    for node in body.css(f"{NOT_SHOWN}, [hidden]"):
        node.decompose()
    return body.text(deep=True)


def read_by_us(page: str) -> str:
    built = Page(labels_for({}))
    built.feed(page)
    built.finish()
    return "".join(built.parts)


def characters(text: str, page: str) -> list[str]:
    """Return what is not blank, in order; without order where text may stand in a table but in no cell."""
    found = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", "\ufffd", re.sub(r"[ \t\n\f\r]", "", text))
    return sorted(found) if re.search("<t(able|body|head|r|d|h)", page) else list(found)


@given(pages([*BLOCK_TAGS, *INLINE_TAGS, *OTHER_TAGS]))
def test_we_read_the_words_that_a_browser_shows(page: str) -> None:
    assert characters(read_by_us(page), page) == characters(shown_by_a_browser(page), page)


@given(pages([*PLAIN_TAGS, *OTHER_TAGS[1:]], "<p hidden>", "<span hidden>", "<div hidden>"))
def test_we_leave_out_the_words_that_a_browser_hides(page: str) -> None:
    assert characters(read_by_us(page), page) == characters(shown_by_a_browser(page), page)
