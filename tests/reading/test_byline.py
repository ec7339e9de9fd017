"""Byline: who, when, for whom, reviewed by whom, and in what standing; from the page's words and its metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.reading.conftest import ReadingOf

TITLE = "Light before breakfast lifts winter mood"
PROSE = (
    "The lamp gives white light, and most of the people who sit before it for half an hour in the morning feel less"
    " tired than before, although nobody knows how long that lasts or for whom it works best."
)


def _page(*lines: str, end: str = "") -> str:
    return "\n".join((TITLE, "", *lines, "", PROSE, "", PROSE, "", PROSE, "", end)) + "\n"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Anna Lund", [("Anna Lund", "")]),
        ("By Anna Lund, MD", [("Anna Lund", "MD")]),
        ("BY ANNA LUND", [("ANNA LUND", "")]),
        ("Anna Lund, MD", [("Anna Lund", "MD")]),
        ("Anna Lund MD, PhD", [("Anna Lund", "MD, PhD")]),
        ("Dr. Anna Lund, MD, MPH", [("Anna Lund", "MD, MPH")]),
        ("By Dr. Anna Lund", [("Anna Lund", "Dr")]),
        ("Written by Anna Lund, RN, and Per Vik, PharmD", [("Anna Lund", "RN"), ("Per Vik", "PharmD")]),
        ("By Anna Lund and Per Vik", [("Anna Lund", ""), ("Per Vik", "")]),
        ("Authors: Anna Lund (1), Per Vik (1,2)", [("Anna Lund", ""), ("Per Vik", "")]),
        ("Anna Lund1, Per Vik2*, Eva M. Holm1", [("Anna Lund", ""), ("Per Vik", ""), ("Eva M. Holm", "")]),
        ("Anna Lund, MD (1), Per Vik, PhD (2)", [("Anna Lund", "MD"), ("Per Vik", "PhD")]),
        ("By Anna Lund, psychiatrist", [("Anna Lund", "psychiatrist")]),
        ("By Anna Lund | May 2, 2024 | 5 min read", [("Anna Lund", "")]),
        ("Posted by Anna Lund on May 2, 2024", [("Anna Lund", "")]),
        ("By María-José Núñez de la Vega, MD", [("María-José Núñez de la Vega", "MD")]),
        ("By Søren O'Brien", [("Søren O'Brien", "")]),
        ("By the Nordlys Editorial Team", [("Nordlys Editorial Team", "")]),
        ("Medically reviewed by Eva Holm, MD", []),
        ("By clicking on the lamp you can see its price", []),
        ("By then the lamp had been sold", []),
        ("Understanding Winter Depression", []),
    ],
)
def test_authors_are_read_with_their_degrees(
    reading_of: ReadingOf, line: str, authors: list[tuple[str, str]]
) -> None:
    assert [(one.name, one.credentials) for one in reading_of(_page(line)).byline.authors] == authors


def test_an_author_under_a_heading_is_read_with_affiliation(reading_of: ReadingOf) -> None:
    text = f"{TITLE}\n\nAuthors\n\nAnna Maria Lund * Department of Light, Bergen, Norway\n\nAbstract\n\n{PROSE}\n"
    author = reading_of(text).byline.authors[0]
    assert (author.name, author.affiliation) == (
        "Anna Maria Lund",
        "Department of Light, Bergen, Norway",
    )


@pytest.mark.parametrize(
    "end", ["-- Anna Lund", "Written by Anna Lund, MD", "About the author\n\nAnna Lund is a psychiatrist."]
)
def test_an_author_is_read_at_the_end(reading_of: ReadingOf, end: str) -> None:
    assert [one.name for one in reading_of(_page(end=end)).byline.authors] == ["Anna Lund"]


def test_a_name_in_a_reference_is_no_author(reading_of: ReadingOf) -> None:
    assert reading_of(_page(end="References\n\nAnna Lund, MD. Light. 2014.")).byline.authors == ()


def test_a_name_of_an_author_spans_exactly_the_name(reading_of: ReadingOf) -> None:
    reading = reading_of(_page("By Anna Lund, MD"))
    span = reading.byline.authors[0].span
    assert span is not None
    assert span.of(reading.text) == "Anna Lund"


def test_metadata_and_byline_name_an_author_once(reading_of: ReadingOf) -> None:
    page = (
        '<html><head><meta name="author" content="Anna Lund"></head><body><h1>Light</h1>'
        f'<p class="byline">By Anna Lund, MD</p><p>{PROSE}</p></body></html>'
    )
    assert [(one.name, one.credentials) for one in reading_of(page, "page.html").byline.authors] == [
        ("Anna Lund", "MD")
    ]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("May 2, 2024", "2024-05-02"),
        ("2 May 2024", "2024-05-02"),
        ("Published: 2024-05-02", "2024-05-02"),
        ("Published on Thursday, May 2nd, 2024", "2024-05-02"),
        ("Posted 13/05/2024", "2024-05-13"),
        ("Posted 05/13/2024", "2024-05-13"),
        ("Sept. 7, 2010", "2010-09-07"),
        ("By Anna Lund | 2 May 2024", "2024-05-02"),
        ("Received 1 March 2024. Accepted 4 April 2024. Published 2 May 2024.", "2024-05-02"),
        ("First published May 2024", "2024-05"),
        ("Updated May 2, 2024", "2024-05-02"),
        ("The lamp was first sold in 1984", ""),
    ],
)
def test_the_date_is_read_as_precisely_as_it_is_written(reading_of: ReadingOf, line: str, date: str) -> None:
    assert reading_of(_page(line)).byline.published == date


def test_a_dateline_dates_a_release(reading_of: ReadingOf) -> None:
    text = f"{TITLE}\n\nOSLO, Norway (June 3, 2021): {PROSE}\n\n{PROSE}\n"
    assert reading_of(text).byline.published == "2021-06-03"


def test_a_date_of_change_is_no_date_of_publication_where_both_stand(reading_of: ReadingOf) -> None:
    byline = reading_of(_page("Published May 2, 2024", "Updated June 4, 2024")).byline
    assert (byline.published, byline.modified) == ("2024-05-02", "2024-06-04")


def test_the_title_stands_under_the_name_of_the_site(reading_of: ReadingOf) -> None:
    byline = reading_of(
        f"Lamp Blog\nThoughts in the dark\n\n{TITLE}\n\nAnna Lund, MD\nMay 2, 2024\n{PROSE}\n"
    ).byline
    assert (byline.title, byline.publisher) == (TITLE, "Lamp Blog")


def test_the_title_stands_under_the_name_of_the_journal(reading_of: ReadingOf) -> None:
    text = (
        f"Western Journal of Winter Medicine\nVolume 3\n\n{TITLE}\n\nAnna Lund, MD; Per Vik, RN\n\n{PROSE}\n"
    )
    assert reading_of(text).byline.title == TITLE


def test_paragraphs_without_a_title_have_none(reading_of: ReadingOf) -> None:
    assert reading_of(f"{PROSE}\n\n{PROSE}\n").byline.title == ""


@pytest.mark.parametrize(
    ("line", "reviewers"),
    [
        ("Medically reviewed by Eva Holm, MD", [("Eva Holm", "MD")]),
        ("Medically reviewed on May 3, 2024 by Dr. Eva Holm", [("Eva Holm", "Dr")]),
        ("By Anna Lund | Medically reviewed by Eva Holm, PharmD", [("Eva Holm", "PharmD")]),
        ("Medically reviewed", [("", "")]),
        ("Medically reviewed by our medical team", [("", "")]),
        ("This article was medically reviewed.", [("", "")]),
        ("Charts were medically reviewed by two nurses.", []),
        ("The plan was reviewed by an ethics board.", []),
    ],
)
def test_review_notes_are_read_with_whom_they_name(
    reading_of: ReadingOf, line: str, reviewers: list[tuple[str, str]]
) -> None:
    assert [(one.name, one.credentials) for one in reading_of(_page(line)).byline.reviewers] == reviewers


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"RETRACTED: {TITLE}\n\n{PROSE}\n\n{PROSE}\n", ["retracted"]),
        (f"Retraction notice: {TITLE}\n\n{PROSE}\n", ["retracted"]),
        (_page("[WITHDRAWN]"), ["withdrawn"]),
        (
            _page("Expression of concern (12 October 2022): The editors look at its data."),
            ["concern"],
        ),
        (_page(end="Correction: The lamp was sold in Oslo, not in Bergen."), ["corrected"]),
        (_page("Status: Accepted"), ["accepted"]),
        (_page("This article is a preprint and has not been peer-reviewed."), ["preprint"]),
        (_page("ARCHIVED CONTENT: This page is no longer updated."), ["archived"]),
        (
            "Why papers are retracted\n\nMost retracted papers are cited again; this is what editors do about it.\n",
            [],
        ),
        (_page("The trial by Holm has been retracted."), []),
        (_page("“This article has been retracted,” said the screen when we looked."), []),
        (
            _page(
                end="References\n\n1. RETRACTED: Holm E. Lamps. J Light. 2010;1:1.\n2. Vik P. Light. J Light. 2011;2:2."
            ),
            [],
        ),
        (_page("Grants are accepted on Mondays, and the archive is open on Tuesdays."), []),
    ],
)
def test_standing_is_what_the_source_says_of_itself(
    reading_of: ReadingOf, text: str, kinds: list[str]
) -> None:
    assert [one.kind for one in reading_of(text).byline.standings] == kinds
