"""Facts against the record: the challenge table with its floors, and the reasons that findings give."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from credaudit.model import Finding, Severity, Skipped, Source
from credaudit.pipeline import Auditor, Options
from credaudit.readers import read
from credaudit.reading import Reading

if TYPE_CHECKING:
    import pytest

    from credaudit.reading.library import Library

CHALLENGE = Path(__file__).parents[1] / "challenge" / "facts.yaml"
FLOOR = 0.85
CEILING = 0.02


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the challenge table."""

    text: str
    expect: tuple[str, ...]
    note: bool
    published: str = ""


def _table() -> list[Sentence]:
    rows = yaml.safe_load(CHALLENGE.read_text(encoding="utf-8"))
    return [Sentence(row["text"], tuple(row["expect"]), bool(row.get("note"))) for row in rows]


def _findings(library: Library, text: str, published: str = "", genre: str = "web-article") -> list[Finding]:
    head = f"---\ndate: {published}\n---\n\n" if published else ""
    name = "text.md" if published else "text.txt"
    document = read(Source(uri=name, name=name, data=(head + text).encode()), library.words)
    assert not isinstance(document, Skipped)
    auditor = Auditor(Options(select=("facts", "studies"), genre=genre), library)
    results = auditor.results(Reading(document, library, genre=genre))
    return [one for one in results if isinstance(one, Finding)]


def _rules(library: Library, text: str, **options: str) -> list[str]:
    return [one.rule for one in _findings(library, text, **options)]


def test_wrong_sentences_are_found_and_right_ones_left(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    found: list[bool] = []
    alarmed: list[bool] = []
    for sentence in _table():
        given = _findings(library, sentence.text)
        if sentence.expect:
            found.append(any(one.rule in sentence.expect and _weighs(one, sentence) for one in given))
        else:
            alarmed.append(any(one.severity is not Severity.NOTE for one in given))
    recall, false_alarms = sum(found) / len(found), sum(alarmed) / len(alarmed)
    with capsys.disabled():
        sys.stdout.write(
            f" facts: {len(found)} wrong, recall {recall:.3f}; {len(alarmed)} right, alarms {false_alarms:.3f}\n"
        )
    assert recall - false_alarms >= FLOOR
    assert false_alarms <= CEILING


def _weighs(one: Finding, sentence: Sentence) -> bool:
    return sentence.note or one.severity is not Severity.NOTE


def test_the_table_is_large_and_balanced() -> None:
    table = _table()
    wrong = sum(bool(one.expect) for one in table)
    assert len(table) >= 200
    assert 0.4 <= wrong / len(table) <= 0.6


def test_the_near_miss_is_named_with_its_record(library: Library) -> None:
    (found,) = _findings(library, "In March 2019 the FDA approved ketamine for depression.")
    assert "esketamine (Spravato), NDA 211243, not ketamine" in found.message
    assert [one.id for one in found.evidence] == ["esketamine", "ketamine"]


def test_a_secondary_record_supports_a_note_only(library: Library) -> None:
    (found,) = _findings(library, "The FDA has approved NRX-100 for suicidal depression.")
    assert found.severity is Severity.NOTE


def test_without_an_agency_the_finding_is_less_sure(library: Library) -> None:
    (found,) = _findings(library, "Ketamine was approved for depression in 2019.")
    assert found.severity is Severity.WARNING


def test_a_document_newer_than_the_record_is_not_contradicted_by_absence(library: Library) -> None:
    (found,) = _findings(library, "The FDA has approved ketamine for PTSD.", published="2029-01-01")
    assert found.severity is Severity.NOTE
    assert "could not verify" in found.message


def test_a_pronoun_that_may_mean_two_things_is_read_kindly(library: Library) -> None:
    text = "Ketamine is given by infusion and esketamine as a spray. It was approved by the FDA in 2019."
    assert _rules(library, text) == []


def test_an_offer_with_its_status_is_in_order(library: Library) -> None:
    offer = "Book your session of ketamine therapy for depression today."
    assert _rules(library, offer) == ["facts/off-label-unstated"]
    assert _rules(library, f"{offer} This use is off-label.") == []


def test_an_offer_is_looked_for_on_sellers_pages_and_blogs_only(library: Library) -> None:
    offer = "Book your session of ketamine therapy for depression today."
    assert _rules(library, offer, genre="encyclopaedia") == []


def test_what_was_right_when_published_is_superseded(library: Library) -> None:
    text = "Paxlovid is not approved by the FDA."
    assert _rules(library, text, published="2022-05-01") == ["facts/superseded"]
    assert _rules(library, text, published="2024-05-01") == ["facts/wrong-status"]
    assert _rules(library, text) == []


def test_the_seeds_give_their_false_approvals_and_no_alarm_on_the_seventies(
    library: Library, seeds: Path
) -> None:
    blog = next(path for path in sorted(seeds.iterdir()) if path.name.startswith("002"))
    found = _findings(library, blog.read_text(encoding="utf-8"))
    assert [one.rule for one in found if one.rule == "facts/wrong-substance"] == ["facts/wrong-substance"] * 2
    assert [one.rule for one in found if one.rule == "facts/false-safety"] == ["facts/false-safety"]
    assert not [one for one in found if "1970" in one.context.quote]


def test_a_dated_claim_is_judged_by_the_record_of_its_date(library: Library) -> None:
    text = "Few people know that the FDA approved medical marijuana in 1985."
    (found,) = _findings(library, text, published="2026-03-01")
    assert found.severity is Severity.ERROR


def test_an_undated_claim_newer_than_the_record_is_only_a_note(library: Library) -> None:
    found = _findings(library, "The FDA has approved NRX-100 for depression.", published="2026-09-01")
    assert all(one.severity is Severity.NOTE for one in found)


def test_a_price_is_an_offer_on_the_page_of_a_clinic_only(library: Library) -> None:
    text = "Ketamine infusion series, six sessions, $2,400. Conditions are depression and PTSD."
    assert _rules(library, text, genre="clinic-page") == ["facts/off-label-unstated"]
    assert _rules(library, text, genre="news") == []
