"""Statements: what is told, by whom, about whom, and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credaudit import readers
from credaudit.model import Document, Source
from credaudit.reading import Reading

if TYPE_CHECKING:
    from credaudit.reading.library import Library
    from credaudit.reading.statements import FoundStatement


def read(text: str, library: Library, genre: str = "web-article") -> Reading:
    document = readers.read(Source(uri="page.txt", name="page.txt", data=text.encode()), library.words)
    assert isinstance(document, Document)
    return Reading(document, library, genre=genre)


def statements(text: str, library: Library, genre: str = "web-article") -> tuple[FoundStatement, ...]:
    return read(text, library, genre).statements


def told(text: str, library: Library) -> list[tuple[str, str, str]]:
    return [
        (party.person, party.organisation, party.interest)
        for one in statements(text, library)
        for party in one.parties
    ]


def test_an_officer_is_a_party_with_role_and_firm(library: Library) -> None:
    (found,) = statements(
        "Disclosure: Dr. Ana Reyes serves as the Chief Medical Officer at Lumenova.", library
    )
    (party,) = found.parties
    assert (found.kind, party.person, party.role, party.organisation, party.interest) == (
        "coi_declared",
        "Ana Reyes",
        "chief medical officer",
        "Lumenova",
        "employment",
    )


def test_each_firm_of_a_list_is_a_party(library: Library) -> None:
    text = "J.S. has received speaker fees from Lundbeck, Otsuka and Janssen."
    assert told(text, library) == [
        ("J.S.", "Lundbeck", "honoraria"),
        ("J.S.", "Otsuka", "honoraria"),
        ("J.S.", "Janssen", "honoraria"),
    ]


def test_each_author_keeps_their_own_interest(library: Library) -> None:
    text = "Competing interests: AB has received honoraria from Lilly; CD holds stock in Sage."
    assert told(text, library) == [("AB", "Lilly", "honoraria"), ("CD", "Sage", "stock")]


def test_a_heading_belongs_to_its_statement(library: Library) -> None:
    reading = read("The dose was low.\n\nConflict of interest\n\nNone declared.", library)
    (found,) = reading.statements
    assert found.headed
    assert found.negative
    assert found.span.of(reading.text).startswith("Conflict of interest")


def test_sums_and_times_are_kept(library: Library) -> None:
    (found,) = statements(
        "I was paid $5,000 by the company in the past three years, as a consultant to it.", library
    )
    assert found.amounts == ("$5,000",)
    assert found.periods == ("in the past three years",)


def test_a_journal_statement_for_some_authors_is_partial(library: Library) -> None:
    text = (
        "Heel pain in runners\n\nAnna Berg, Hugo Lund, Ida Moss\n\nMethods\n\nWe followed 30 runners.\n\n"
        "Conflict of interest: Anna Berg declares no conflict of interest."
    )
    assert [one.kind for one in statements(text, library, "journal-article")] == ["coi_partial"]


def test_comments_and_references_hold_no_statements(library: Library) -> None:
    text = (
        "The dose was low.\n\nReferences\n\n"
        "1. Bero L. Conflict of interest: the authors declare no competing interests. J Foot. 2011;3:1-9."
    )
    assert statements(text, library, "journal-article") == ()


def test_a_policy_and_a_template_are_no_statements(library: Library) -> None:
    assert statements("All authors must declare any conflict of interest.", library) == ()
    assert statements("Conflict of interest: [insert statement here]", library) == ()
