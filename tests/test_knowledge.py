"""The knowledge base: shape, relations, dates, and the sentences that every entry brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from credaudit import knowledge
from credaudit.knowledge import period
from credaudit.model import Finding, Severity, Skipped, Source, Span
from credaudit.pipeline import Auditor, Options
from credaudit.readers import read
from credaudit.reading import Reading
from credaudit.rulebook.rule import Example
from credaudit.selftest import unmark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.knowledge import Denial, Entry, Event
    from credaudit.reading.library import Library


def _entry(**parts: Any) -> dict[str, Any]:  # noqa: ANN401 (plain YAML values)
    return {
        "id": "aspirin",
        "kind": "substance",
        "name": "aspirin",
        "records": {"label": {"title": "Label", "record": "NDA 1", "level": "label"}},
        "examples": {"clear": ["Aspirin is old."]},
        **parts,
    }


def _findings(library: Library, example: str | Example) -> tuple[tuple[Finding, ...], tuple[str, ...], str]:
    text, marks = unmark(example.text if isinstance(example, Example) else example)
    document = read(Source(uri="example.txt", name="example.txt", data=text.encode()), library.words)
    assert not isinstance(document, Skipped)
    auditor = Auditor(Options(select=("facts", "studies"), genre="web-article"), library)
    found = tuple(
        one
        for one in auditor.results(Reading(document, library, genre="web-article"))
        if isinstance(one, Finding)
    )
    return found, marks, document.text


def _mismatches(library: Library, entry: Entry) -> Iterator[str]:
    for example in entry.examples.flag:
        found, marks, text = _findings(library, example)
        for mark in marks:
            span = Span(text.index(mark), text.index(mark) + len(mark))
            if not any(one.place.span.meets(span) for one in found):
                yield f"{entry.id}: nothing found at “{mark}” of “{text}”"
    for example in entry.examples.clear:
        found, _, text = _findings(library, example)
        yield from (
            f"{entry.id}: {one.rule} in “{text}”" for one in found if one.severity is not Severity.NOTE
        )


def test_every_entry_flags_its_wrong_sentences_and_leaves_its_right_ones(library: Library) -> None:
    entries = library.knowledge.entries.values()
    assert [fault for entry in entries for fault in _mismatches(library, entry)] == []


def test_every_relation_leads_to_an_entry(library: Library) -> None:
    entries = library.knowledge.entries
    lost = [(one.id, relation.target) for one in entries.values() for relation in one.relations]
    assert [pair for pair in lost if pair[1] not in entries] == []


def test_every_denial_names_a_rule_of_the_book(library: Library) -> None:
    rules = {denial.rule for entry in library.knowledge.entries.values() for denial in entry.denials}
    assert {f"facts/{rule}" for rule in rules} <= set(library.rulebook.rules)


def _slotted(entry: Entry) -> Iterator[Event | Denial]:
    yield from entry.events
    yield from entry.denials


def test_every_use_and_form_of_an_entry_is_a_lexicon(library: Library) -> None:
    known = set(library.rulebook.lexicons)
    named = {
        f"{kind}-{name}"
        for entry in library.knowledge.entries.values()
        for part in _slotted(entry)
        for kind, names in (
            ("indication", part.indications),
            ("form", part.forms),
            ("population", part.populations),
        )
        for name in names
    }
    assert named - {"indication-therapy"} <= known


def test_the_base_holds_the_ketamine_family_and_its_studies(library: Library) -> None:
    family = {"ketamine", "esketamine", "arketamine", "norketamine", "nrx-100", "compounded-ketamine"}
    assert family <= set(library.knowledge.entries)
    assert len(library.knowledge.studies) >= 27


def test_mirror_images_are_relatives_in_both_directions(library: Library) -> None:
    base = library.knowledge
    assert "esketamine" in {one.id for one in base.relatives("ketamine")}
    assert "ketamine" in {one.id for one in base.relatives("esketamine")}


def test_two_brands_of_one_substance_are_the_same_substance(library: Library) -> None:
    assert library.knowledge.same_substance("ozempic", "wegovy")
    assert not library.knowledge.same_substance("ketamine", "esketamine")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019-03-05", "2019-03-05", "2019-03-05"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1970", "1970-01-01", "1970-12-31"),
        ("1970s", "1970-01-01", "1979-12-31"),
        ("before 1982", "1900-01-01", "1981-12-31"),
    ],
)
def test_a_partial_date_is_a_period(written: str, first: str, last: str) -> None:
    assert period(written) == (first, last)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"kind": "pill"}, "kind: “pill” is none of"),
        ({"colour": "white"}, "colour: no such key"),
        ({"aliases": "aspirin"}, "aliases: expected a list"),
        ({"events": [{"action": "blessed", "record": "label"}]}, "events[0].action: “blessed” is none of"),
        ({"events": [{"action": "approved"}]}, "events[0].record: missing"),
        ({"events": [{"action": "approved", "record": "lable"}]}, "events[0].record: no record “lable”"),
        (
            {"events": [{"action": "approved", "record": "label", "dates": ["soon"]}]},
            "events[0].dates: “soon” is no date",
        ),
        ({"dates": "some"}, "dates: “some” is none of"),
        ({"examples": {}}, "examples: an entry needs sentences"),
    ],
)
def test_a_fault_names_the_entry_and_the_part(parts: dict[str, Any], said: str) -> None:
    (fault,) = knowledge.faults(_entry(**parts))
    assert fault.startswith(f"knowledge/{parts.get('kind', 'substance')}/aspirin.yaml: {said}")


def test_a_sound_entry_has_no_fault() -> None:
    assert list(knowledge.faults(_entry())) == []


def test_the_base_is_as_new_as_its_newest_record() -> None:
    records = {"a": {"title": "A", "record": "A", "level": "label", "valid_as_of": "2020"}}
    assert knowledge.build([_entry(records=records)]).as_of == "2020-12-31"
