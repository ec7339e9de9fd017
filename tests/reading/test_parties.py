"""Parties: one world of names for each document, who is tied to whom, and what is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit import readers
from credaudit.model import Document, Link, Source, Span
from credaudit.reading import Reading
from credaudit.reading.parties import host_stem, is_referral, key

if TYPE_CHECKING:
    from credaudit.reading.library import Library
    from credaudit.reading.parties import Parties


def parties(text: str, library: Library, form: str = "txt", genre: str = "web-article") -> Parties:
    document = readers.read(
        Source(uri=f"page.{form}", name=f"page.{form}", data=text.encode()), library.words
    )
    assert isinstance(document, Document)
    return Reading(document, library, genre=genre).parties


@pytest.mark.parametrize(
    "spelling", ["Lumen Health, Inc.", "LumenHealth", "Lumen Health’s", "LUMEN HEALTH", "Lumen Health Ltd"]
)
def test_spellings_of_one_firm_share_a_key(spelling: str) -> None:
    assert key(spelling) == "lumenhealth"


@pytest.mark.parametrize(
    ("host", "stem"),
    [
        ("www.lumen.com", "lumen"),
        ("shop.lumen.co.uk", "lumen"),
        ("lumen.example", "lumen"),
        ("lumen.health", "lumen"),
    ],
)
def test_the_telling_part_of_a_host_is_found(host: str, stem: str) -> None:
    assert host_stem(host) == stem


@pytest.mark.parametrize(
    ("href", "rel", "pays"),
    [
        ("https://www.amazon.com/dp/B01?tag=me-20", (), True),
        ("https://shop.example/p?ref=ruth20", (), True),
        ("https://shop.example/p", ("nofollow", "sponsored"), True),
        ("https://shop.example/p", ("nofollow",), False),
        ("https://news.example/story?ref=footer", (), False),
        ("https://blog.example/tagged?tag=sleep", (), False),
        ("/about?ref=menu", (), False),
        ("http://[broken", (), False),
    ],
)
def test_links_that_pay_are_told_from_others(href: str, rel: tuple[str, ...], pays: bool) -> None:  # noqa: FBT001
    assert is_referral(Link(span=Span(0, 1), href=href, rel=rel)) is pays


def test_a_biography_ties_its_author_to_a_firm(library: Library) -> None:
    text = (
        "Rest\n\nBy Tom Grelle\n\nSleep is a treatment.\n\nAbout the author\n\n"
        "Tom Grelle is the founder of Noctiva and lives in Graz."
    )
    ties = [(tie.subject, tie.relation, tie.object, tie.stated) for tie in parties(text, library).ties]
    assert ties == [("tomgrelle", "founded", "noctiva", False)]


def test_a_call_to_action_is_an_offer_of_the_named_firm(library: Library) -> None:
    text = "What panic is and how it passes\n\nPanic comes in waves.\n\nVisit Calmhouse to learn more."
    assert [(one.party, one.kind) for one in parties(text, library).offers] == [("calmhouse", "call")]


def test_a_labelled_call_is_an_advertisement(library: Library) -> None:
    text = "What panic is and how it passes\n\nPanic comes in waves.\n\nAd: Visit Calmhouse to learn more."
    assert [(one.party, one.kind) for one in parties(text, library).offers] == [
        ("calmhouse", "advertisement")
    ]


def test_public_bodies_and_doctors_sell_nothing(library: Library) -> None:
    text = (
        "What panic is and how it passes\n\n"
        "Visit your doctor. Call Samaritans on 116 123. Visit the University of Leeds."
    )
    assert parties(text, library).offers == ()


def test_a_clinic_speaks_on_its_own_page(library: Library) -> None:
    text = "Our clinic treats knees. Visit Kneewell to book."
    assert parties(text, library, genre="clinic-page").own_page


def test_a_page_that_is_paid_for_readers_sent_is_no_seller(library: Library) -> None:
    text = "# Pillows\n\nOur products page lists our store. [Cloudia](https://shop.example/c?aff=7) is soft."
    assert not parties(text, library, form="md").own_page
