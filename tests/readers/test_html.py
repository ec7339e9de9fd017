"""Web pages: words, blocks, regions, links, metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.model import Region, Shape, Skipped, Source
from credaudit.readers import read

if TYPE_CHECKING:
    from credaudit.model import Document
    from credaudit.readers import Words
    from tests.readers.conftest import Read

WORDPRESS = """\
<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="UTF-8">
<title>Five Facts About the Lumo Pump - Ellison Pain Blog</title>
<link rel="canonical" href="https://www.ellisonpain.example/five-facts/">
<meta property="og:site_name" content="Ellison Pain Blog">
<meta property="article:modified_time" content="2024-06-01T09:00:00+00:00">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"Article","headline":"Five Facts About the Lumo Pump","datePublished":"2024-05-02T08:00:00+00:00",
 "author":{"@id":"https://x/#p"},"publisher":{"@type":"Organization","name":"Ellison Pain"}},
{"@type":"Person","@id":"https://x/#p","name":"Mara Ellison","jobTitle":"Chief Medical Officer",
 "worksFor":{"@type":"Organization","name":"PumpWorld"}},
{"@type":"BreadcrumbList"}]}</script>
<style>.hidden{display:none}</style>
</head>
<body class="post-template single has-sidebar ads-enabled elementor-widget">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><h1 class="site-title"><a href="/">Ellison Pain Blog</a></h1>
<nav><ul id="primary-menu"><li class="menu-item"><a href="/about">About</a></li>
<li><a href="/shop">Shop</a></li></ul></nav></header>
<main><article class="post-12 tag-ads">
<header class="entry-header"><h1 class="entry-title">Five Facts About the Lumo&nbsp;Pump</h1>
<div class="entry-meta">By <a rel="author" href="/mara">Mara Ellison, MD</a> on
<time datetime="2024-05-02">May 2, 2024</time></div></header>
<div class="entry-content">
<p>The pump is <em>small</em>&mdash;and, in one trial<sup>1</sup>,
   it helped 9&nbsp;of 12 patients.</p>
<div class="code-block ad-slot"><p>Order the pump today!</p>
<a href="https://pump.example/?a=1&amp;ref=7&copy=2" rel="sponsored nofollow"
><img src="x.png" alt="Pump"></a></div>
<h2>Side effects</h2>
<ul><li>None were seen.</li><li>Sleep got better<ul><li>by an hour</li></ul></li></ul>
<table><thead><tr><th>Arm</th><th>N</th></tr></thead><tbody><tr><td>Pump</td><td><p>12</p></td></tr></tbody></table>
<blockquote><p>I can walk again!</p></blockquote>
<figure><img src="y.png"><figcaption>The pump at work.</figcaption></figure>
<p style="display: none">Dr. Ellison owns shares in PumpWorld.</p>
<p class="medical-disclaimer">Ask somebody else.</p>
<p>Read more about it in the paper.</p>
</div>
<footer class="entry-footer"><span class="tags-links">Tagged pain</span></footer>
</article>
<div id="comments" class="comments-area"><h2>2 thoughts on this</h2>
<ol><li class="comment"><p>It cured me.</p></li></ol></div>
</main>
<aside class="widget-area"><h2>Recent Posts</h2><ul><li><a href="/a">Another pump</a></li></ul></aside>
<footer class="site-footer"><p>&copy; 2024 Ellison Pain</p>
<p>These statements have not been evaluated by the Food and Drug Administration.</p></footer>
</body></html>
"""

JOURNAL = """\
<html><head><title>Journal of Pumps - A trial of pumps</title>
<meta name="citation_title" content="A trial of pumps"><meta name="citation_author" content="Lund, Anna">
<meta name="citation_author" content="Ek, Bo"><meta name="citation_publication_date" content="2023/11/05">
<meta name="citation_publisher" content="Open Pump Press"><meta name="citation_doi" content="10.1234/pumps.5">
<meta name="dc.type" content="Research Article"></head>
<body><article><h1>A trial of pumps</h1><div class="contributors">Anna Lund, PhD; Bo Ek, MD</div>
<section id="abstract"><h2>Abstract</h2><p>Pumps did nothing.</p></section>
<section><h2>References</h2><ol class="references"><li>Ek B. Pumps. 2020.</li></ol></section>
<section class="fn-group"><h2>Competing interests</h2><p>None declared.</p></section></article></body></html>
"""

SHOP = """\
<html><head><title>Lumo Pump | PumpWorld</title><meta property="og:type" content="product"></head><body>
<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Lumo Pump</h1>
<p><span itemprop="price" content="99">$99</span> <button>Add to cart</button></p>
<div itemprop="review"><span itemprop="author">Jo K.</span><p>Best pump ever.</p></div></div>
<dl><dt>Weight</dt><dd>2 kg</dd></dl></body></html>
"""


def blocks(document: Document) -> list[tuple[str, str, str]]:
    return [
        (block.region.value, block.shape.value, block.span.of(document.text)) for block in document.blocks
    ]


def plain(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


def of_region(document: Document, region: Region) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.region is region]


@pytest.fixture
def wordpress(read_as: Read) -> Document:
    return read_as(WORDPRESS, "page.html")


def test_the_title_is_the_articles_not_the_sites(wordpress: Document) -> None:
    assert of_region(wordpress, Region.TITLE) == ["Five Facts About the Lumo\xa0Pump"]


def test_the_main_text_is_the_articles(wordpress: Document) -> None:
    assert of_region(wordpress, Region.MAIN) == [
        "The pump is small—and, in one trial1, it helped 9\xa0of 12 patients.",
        "Side effects",
        "None were seen.",
        "Sleep got better",
        "by an hour",
        "Arm\tN",
        "Pump\t12",
        "I can walk again!",
        "The pump at work.",
        "Read more about it in the paper.",
    ]


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (Region.BYLINE, ["By Mara Ellison, MD on May 2, 2024"]),
        (Region.ADVERTISEMENT, ["Order the pump today!"]),
        (Region.COMMENTS, ["2 thoughts on this", "It cured me."]),
        (
            Region.DISCLAIMER,
            [
                "Ask somebody else.",
                "These statements have not been evaluated by the Food and Drug Administration.",
            ],
        ),
        (Region.FOOTER, ["Tagged pain", "© 2024 Ellison Pain"]),
        (
            Region.NAVIGATION,
            ["Skip to content", "Ellison Pain Blog", "About", "Shop", "Recent Posts", "Another pump"],
        ),
    ],
)
def test_what_stands_beside_the_article_keeps_its_words_under_a_label(
    wordpress: Document, region: Region, expected: list[str]
) -> None:
    assert of_region(wordpress, region) == expected


def test_blocks_have_the_shape_of_their_element(wordpress: Document) -> None:
    shapes = {block.span.of(wordpress.text): (block.shape, block.level) for block in wordpress.blocks}
    assert shapes["Side effects"] == (Shape.HEADING, 2)
    assert shapes["Sleep got better"] == (Shape.LIST_ITEM, 1)
    assert shapes["by an hour"] == (Shape.LIST_ITEM, 2)
    assert shapes["Pump\t12"] == (Shape.TABLE_ROW, 0)
    assert shapes["I can walk again!"] == (Shape.QUOTATION, 0)
    assert shapes["The pump at work."] == (Shape.CAPTION, 0)


def test_hidden_words_are_kept_out_of_the_text_and_named(wordpress: Document) -> None:
    assert "owns shares" not in wordpress.text
    assert (
        wordpress.metadata.extra["hidden-text"]
        == "37 characters from line 37: Dr. Ellison owns shares in PumpWorld."
    )


def test_a_page_that_hides_most_of_itself_is_read_as_if_it_did_not(read_as: Read) -> None:
    document = read_as(
        "<p style='opacity:0'>The pump cured nine of twelve patients in a week.</p><p>Hi.</p>", "a.html"
    )
    assert plain(document)[0].startswith("The pump cured")


def test_a_link_around_a_picture_keeps_where_it_leads(wordpress: Document) -> None:
    link = next(link for link in wordpress.links if "pump.example" in link.href)
    assert (link.href, link.rel) == ("https://pump.example/?a=1&ref=7&copy=2", ("sponsored", "nofollow"))
    assert link.span.start == link.span.end


def test_a_link_covers_its_words(wordpress: Document) -> None:
    assert [link.span.of(wordpress.text) for link in wordpress.links][:3] == [
        "Skip to content",
        "Ellison Pain Blog",
        "About",
    ]


def test_metadata_come_from_json_ld_and_meta_tags(wordpress: Document) -> None:
    found = wordpress.metadata
    assert found.title == "Five Facts About the Lumo Pump"
    assert found.authors == ("Mara Ellison",)
    assert (found.published, found.modified) == ("2024-05-02", "2024-06-01")
    assert (found.publisher, found.site, found.language) == ("Ellison Pain", "ellisonpain.example", "en-US")
    assert found.kinds == ("Article", "Person")
    assert found.extra["author-jobtitle"] == "Chief Medical Officer"
    assert found.extra["author-worksfor"] == "PumpWorld"


def test_a_journal_page_gives_its_citation_tags(read_as: Read) -> None:
    found = read_as(JOURNAL, "a.html").metadata
    assert (found.title, found.authors, found.published) == (
        "A trial of pumps",
        ("Lund, Anna", "Ek, Bo"),
        "2023-11-05",
    )
    assert (found.publisher, found.extra["citation_doi"]) == ("Open Pump Press", "10.1234/pumps.5")
    assert found.kinds == ("Research Article",)


def test_a_journals_references_and_interests_are_main_text(read_as: Read) -> None:
    main = of_region(read_as(JOURNAL, "a.html"), Region.MAIN)
    assert main[-4:] == ["References", "Ek B. Pumps. 2020.", "Competing interests", "None declared."]


def test_the_author_of_a_review_is_read_from_microdata(read_as: Read) -> None:
    document = read_as(SHOP, "a.html")
    assert document.metadata.authors == ("Jo K.",)
    assert ("main", "paragraph", "$99 Add to cart") in blocks(document)


def test_lines_and_columns_are_those_of_the_markup(read_as: Read) -> None:
    document = read_as("<html>\r\n<p>One &amp; two\r\n  three</p>", "a.html")
    assert document.text == "One & two three"
    located = [document.positions.locate(document.text.index(word)) for word in ("One", "&", "two", "three")]
    assert located == [(2, 4), (2, 8), (2, 14), (3, 3)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a<br>b", ["a\nb"]),
        ("<p>a<br><br>b", ["a", "b"]),
        ("<p>one<p>two", ["one", "two"]),
        ("<div>a<b>b</b>c</div>d", ["abc", "d"]),
        ("a <!-- b --> c", ["a c"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("x<script>y</script>z<style>w</style>", ["xz"]),
        ("<p>AT&T &lt;5 &notit; &#x41; &nosuch;", ["AT&T <5 ¬it; A &nosuch;"]),
        ("<table><tr><td><p>One. Two three.</p><p>Four.</p></td></tr></table>", ["One. Two three.", "Four."]),
        ("5 < 6 and 7 > 2", ["5 < 6 and 7 > 2"]),
        ("<p>a</p><svg><text>b</text></svg><p>c", ["a", "c"]),
        ("<p title='>'>a", ["a"]),
        ("<P CLASS=X>a</P >b", ["a", "b"]),
        ("<template><p>a</template>b", ["b"]),
        ("<a href=x>a<p>b</a>c", ["a", "bc"]),
    ],
)
def test_words_are_cut_into_blocks_as_a_browser_shows_them(
    read_as: Read, markup: str, expected: list[str]
) -> None:
    assert plain(read_as(markup, "a.html")) == expected


@pytest.mark.parametrize(
    "wrapper", ["<body class='has-menu ads'>", "<div class='menu-and-content'>", "<div id=sidebar-page>"]
)
def test_an_ordinary_page_is_not_thrown_into_navigation(read_as: Read, wrapper: str) -> None:
    document = read_as(
        f"<html>{wrapper}<h1>Pumps</h1>" + "<p>Nine of the twelve patients slept better.</p>" * 8, "a.html"
    )
    assert len(of_region(document, Region.MAIN)) == 8


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("display:none", True),
        ("color:red; visibility : hidden", True),
        ("font-size:0", True),
        ("opacity:0.0;", True),
        ("position:absolute;left:-9999px", True),
        ("opacity:0.5", False),
        ("font-size:0.8em", False),
        ("margin-left:-10px", False),
        ("display:block", False),
    ],
)
def test_only_a_style_that_hides_hides(read_as: Read, style: str, hidden: bool) -> None:  # noqa: FBT001
    document = read_as(f"<p>Words that every reader sees.</p><p style='{style}'>Maybe.</p>", "a.html")
    assert ("Maybe." not in document.text) is hidden


def test_an_unclosed_tag_is_a_limit_and_never_silent(read_as: Read) -> None:
    document = read_as("<html><body><p>One.</p>\n<a href='x <p>Two.</p>", "a.html")
    assert document.limited == ("read to line 2, where a tag begins that never ends",)
    assert not document.whole


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("windows-1251", "cp1251")],
)
def test_the_encoding_may_be_declared_in_a_meta_tag(read_as: Read, charset: str, encoding: str) -> None:
    sign = "й" if encoding == "cp1251" else "é"
    data = f"<html><meta charset={charset}><p>na{sign}ve".encode(encoding)
    document = read_as(data, "a.html")
    assert (document.text, document.encoding) == (f"na{sign}ve", encoding)


def test_two_signs_of_a_barrier_say_that_text_is_cut_off(read_as: Read) -> None:
    page = (
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
        "<article><p>The first lines.</p></article><div class='paywall-prompt'>Subscribe to continue reading</div>"
    )
    assert not read_as(page, "a.html").closed
    assert read_as(
        page.replace("paywall-prompt", "x").replace("Subscribe to continue reading", "x"), "a.html"
    ).closed


@pytest.mark.parametrize(
    "script", ["{", "[" * 5000, "null", "[1,2]", '{"@graph":"x"}', '{"author":[[{}]]}', "1" * 5000]
)
def test_broken_json_ld_is_passed_over(read_as: Read, script: str) -> None:
    page = f'<script type="application/ld+json">{script}</script><title>T</title><p>x'
    assert read_as(page, "a.html").metadata.title == "T"


def test_xhtml_closes_elements_by_a_slash(read_as: Read) -> None:
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><script src='x'/><p>Words</p></html>"
    assert read_as(page, "a.xhtml").text == "Words"


def test_a_page_with_only_hidden_script_is_skipped(words: Words) -> None:
    result = read(Source(uri="a.html", name="a.html", data=b"<script>x()"), words)
    assert isinstance(result, Skipped)
