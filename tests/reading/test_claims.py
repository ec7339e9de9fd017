"""Claim frames: every way of saying that an agency approved something, slot by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from credaudit.reading.claims import Claim
    from tests.reading.conftest import ReadingOf


def _claims(reading_of: ReadingOf, text: str) -> list[Claim]:
    return [claim for claim in reading_of(text).claims if claim.attribute == "approval"]


@pytest.mark.parametrize(
    "text",
    [
        "The FDA approved ketamine for depression.",
        "The FDA has approved the use of ketamine for depression.",
        "Ketamine was approved by the FDA for depression.",
        "Ketamine has been FDA-approved for depression.",
        "Ketamine is an FDA-approved treatment for depression.",
        "FDA-approved ketamine for depression is here.",
        "Ketamine, approved by the FDA for depression, is here.",
        "Ketamine, which the FDA approved for depression, is here.",
        "FDA approval of ketamine for depression is here.",
        "Ketamine's FDA approval for depression is here.",
        "Ketamine won FDA approval for depression.",
        "The FDA gave ketamine the green light for depression.",
        "Ketamine got the nod from the FDA for depression.",
        "FDA Approves Ketamine for Depression",
        "Ketamine is old. The FDA approved it for depression.",
        "Ketamine is old. Its use was approved by the FDA for depression.",
    ],
)
def test_one_act_is_read_in_all_its_forms(reading_of: ReadingOf, text: str) -> None:
    (claim,) = _claims(reading_of, text)
    assert (claim.subject, claim.agency, claim.polarity, claim.modality) == (
        "ketamine",
        "FDA",
        True,
        "asserted",
    )
    assert claim.indications == ("depression",)


@pytest.mark.parametrize(
    "text",
    [
        "The FDA approved a trial of ketamine.",
        "The FDA approved a derivative of ketamine.",
        "The review board approved ketamine.",
        "Patients on ketamine were approved by the insurer.",
        "Lawmakers approved ketamine clinics.",
        "Ketamine is cheap. The FDA approved a stent.",
        "The FDA approved a ketamine-like drug.",
    ],
)
def test_other_things_that_are_approved_are_no_claim(reading_of: ReadingOf, text: str) -> None:
    assert [claim for claim in _claims(reading_of, text) if claim.agency == "FDA"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The FDA has not approved ketamine.",
        "Ketamine is not FDA-approved.",
        "Ketamine isn't approved by the FDA.",
        "Ketamine has never been approved by the FDA.",
        "Ketamine lacks FDA approval.",
        "Without FDA approval, ketamine is off-label.",
        "The FDA revoked its approval of ketamine.",
    ],
)
def test_a_denial_is_no_assertion(reading_of: ReadingOf, text: str) -> None:
    assert [claim for claim in _claims(reading_of, text) if claim.polarity] == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("If the FDA approves ketamine, prices fall.", "hypothetical"),
        ("The firm seeks FDA approval of ketamine.", "hypothetical"),
        ("Ketamine could be approved by the FDA.", "hypothetical"),
        ("The FDA was asked to approve ketamine.", "hypothetical"),
        ("Was ketamine approved by the FDA?", "asked"),
    ],
)
def test_what_is_sought_or_asked_is_not_asserted(reading_of: ReadingOf, text: str, modality: str) -> None:
    assert {claim.modality for claim in _claims(reading_of, text)} <= {modality}


@pytest.mark.parametrize(
    "text",
    [
        "Some sites claim that the FDA approved ketamine.",
        "It is a myth that the FDA approved ketamine.",
        "“The FDA approved ketamine,” says the leaflet.",
        "The idea that the FDA approved ketamine is false.",
    ],
)
def test_a_report_is_not_the_documents_own_voice(reading_of: ReadingOf, text: str) -> None:
    assert [claim for claim in _claims(reading_of, text) if claim.own_voice] == []


def test_the_slots_belong_to_their_own_clause(reading_of: ReadingOf) -> None:
    text = (
        "In 1970 the FDA approved ketamine for anesthesia, and in 2019 it approved esketamine for depression."
    )
    first, second = _claims(reading_of, text)
    assert (first.subject, [one.first for one in first.dates], first.indications) == (
        "ketamine",
        ["1970-01-01"],
        ("anaesthesia",),
    )
    assert (second.subject, [one.first for one in second.dates], second.indications) == (
        "esketamine",
        ["2019-01-01"],
        ("depression",),
    )


def test_the_derivative_named_beside_its_parent_is_the_subject(reading_of: ReadingOf) -> None:
    (claim,) = _claims(reading_of, "The FDA approved esketamine, a ketamine derivative, in March 2019.")
    assert claim.subject == "esketamine"


def test_a_list_gives_a_claim_for_each(reading_of: ReadingOf) -> None:
    claims = _claims(reading_of, "The FDA approved Prozac, Lexapro and Celexa.")
    assert [claim.subject for claim in claims] == ["prozac", "escitalopram", "citalopram"]


def test_forms_and_patients_are_slots(reading_of: ReadingOf) -> None:
    (claim,) = _claims(
        reading_of, "Spravato is approved by the FDA as a nasal spray for adults with depression."
    )
    assert (claim.forms, claim.populations) == (("nasal-spray",), ("adults",))


def test_other_agencies_are_told_apart(reading_of: ReadingOf) -> None:
    (europe,) = _claims(reading_of, "The European Commission approved Spravato for depression.")
    assert europe.agency == "EC"
    assert _claims(reading_of, "Australia approved MDMA for PTSD.") == []


def test_references_make_no_claims(reading_of: ReadingOf) -> None:
    text = "A text on drugs.\n\nReferences\n\n1. Smith J. FDA approved ketamine for depression. J Drugs 2020;1:1."
    assert _claims(reading_of, text) == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ketamine has no side effects.", "any"),
        ("Ketamine is non-addictive.", "dependence"),
        ("Ketamine does not affect the heart.", "heart"),
        ("Ketamine leaves breathing untouched.", "breathing"),
    ],
)
def test_absolutes_of_safety_are_claims(reading_of: ReadingOf, text: str, topic: str) -> None:
    (claim,) = [claim for claim in reading_of(text).claims if claim.attribute == "safety"]
    assert (claim.subject, claim.value, claim.modality) == ("ketamine", topic, "asserted")
