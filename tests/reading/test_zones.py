"""Zones: read where the structure shows it, never by whether a statement stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.model import Zone, ZoneState

if TYPE_CHECKING:
    from tests.reading.conftest import ReadingOf

PROSE = (
    "The lamp gives white light, and most of the people who sit before it for half an hour in the morning feel less"
    " tired than before."
)
HEAD = "Light and winter mood\n\nBy Anna Lund, MD\nMay 2, 2024\n\n"
BODY = f"{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n"
STATEMENTS = (
    "Disclosure: Dr. Lund serves as medical officer of Lumio Lamps.\n\n",
    "Competing interests: The author declares no competing interests.\n\n",
    "Conflict of Interest\n\nThe author has received fees from Lumio Lamps.\n\n",
    "Funding: This work was funded by the Lumio Foundation.\n\n",
)


def _zone(reading_of: ReadingOf, text: str, zone: Zone) -> ZoneState:
    return reading_of(text).zones[zone]


def test_title_and_byline_show_that_the_head_was_read(reading_of: ReadingOf) -> None:
    assert _zone(reading_of, HEAD + BODY, Zone.HEAD) is ZoneState.READ


def test_a_title_alone_leaves_the_head_unknown(reading_of: ReadingOf) -> None:
    assert _zone(reading_of, f"Light and winter mood\n\n{BODY}", Zone.HEAD) is ZoneState.UNKNOWN


def test_bare_paragraphs_leave_head_and_end_unknown(reading_of: ReadingOf) -> None:
    zones = reading_of(BODY).zones
    assert (zones[Zone.HEAD], zones[Zone.END]) == (ZoneState.UNKNOWN, ZoneState.UNKNOWN)


@pytest.mark.parametrize(
    "end",
    [
        "References\n\n1. Lund A. Light. J Light. 2014;1:1.\n",
        "Related Posts\n",
        "Leave a Reply\n\nYour email address will not be published.\n",
        "About the author\n\nAnna Lund is a psychiatrist in Bergen.\n",
        "This article is no substitute; it should not replace professional medical advice.\n",
        "###\n",
        "Media contact: Per Vik\n",
        "© 2024 Nordlys Media. All rights reserved.\n",
        "Page last reviewed: 3 May 2024\n",
    ],
)
def test_what_only_stands_at_the_end_shows_that_it_was_read(reading_of: ReadingOf, end: str) -> None:
    assert _zone(reading_of, BODY + end, Zone.END) is ZoneState.READ


@pytest.mark.parametrize(
    "end",
    [
        "In the second winter the same people were asked again how they had slept, and most of them said that the",
        "In the second winter the same people were asked again how they had slept, how they felt, and…",
    ],
)
def test_a_text_that_breaks_off_lacks_its_end(reading_of: ReadingOf, end: str) -> None:
    assert _zone(reading_of, BODY + end, Zone.END) is ZoneState.NOT_IN_INPUT


def test_a_read_more_line_between_paragraphs_is_no_break(reading_of: ReadingOf) -> None:
    assert (
        _zone(reading_of, f"{PROSE}\n\nRead More  How lamps are made\n\n{BODY}", Zone.END)
        is ZoneState.UNKNOWN
    )


def test_a_whole_page_was_read(reading_of: ReadingOf) -> None:
    zones = reading_of(f"<html><body><h1>Light</h1><p>{PROSE}</p></body></html>", "page.html").zones
    assert (zones[Zone.HEAD], zones[Zone.END]) == (ZoneState.READ, ZoneState.READ)


def test_linked_pages_are_not_in_the_input(reading_of: ReadingOf) -> None:
    assert _zone(reading_of, BODY, Zone.LINKED) is ZoneState.NOT_IN_INPUT


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize(
    "end", ["", "References\n\n1. Lund A. Light. J Light. 2014;1:1.\n", "Related Posts\n"]
)
@pytest.mark.parametrize("head", ["", HEAD])
def test_cutting_a_statement_out_moves_no_zone(
    reading_of: ReadingOf, head: str, end: str, statement: str
) -> None:
    assert reading_of(head + BODY + statement + end).zones == reading_of(head + BODY + end).zones
