"""The JSON report and JSON Lines."""
# ruff: noqa: E501 (a message is as long as it is)

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import pytest
from inline_snapshot import snapshot

from credaudit.errors import UsageError
from credaudit.reports import View, find, schema
from credaudit.reports.json import parse

if TYPE_CHECKING:
    from credaudit.model import Report


def test_the_parts_of_a_report_in_their_order(report: Report) -> None:
    plain = json.loads(find("json").render(report, View()))
    (document,) = plain["documents"]
    assert list(plain) == snapshot(
        [
            "schema_version",
            "tool",
            "documents",
            "rules",
            "between_documents",
            "skipped",
            "incomplete",
            "not_checked",
            "summary",
        ]
    )
    assert list(document) == snapshot(
        [
            "uri",
            "sha256",
            "media_type",
            "language",
            "genre",
            "title",
            "authors",
            "published",
            "status",
            "words",
            "sentences",
            "state",
            "limited",
            "zones",
            "score",
            "findings",
            "statements",
            "interests",
            "support",
            "checklists",
            "readability",
            "not_checked",
        ]
    )
    assert list(document["findings"][0]) == snapshot(
        [
            "rule",
            "family",
            "severity",
            "confidence",
            "uri",
            "message",
            "plain_message",
            "quote",
            "start",
            "end",
            "context",
            "line",
            "column",
            "end_line",
            "end_column",
            "also",
            "evidence",
            "zone",
            "zone_state",
            "own_voice",
            "fingerprint",
        ]
    )


def test_a_finding_in_full(report: Report) -> None:
    (document,) = json.loads(find("json").render(report, View()))["documents"]
    assert document["findings"][0] == snapshot(
        {
            "rule": "facts/wrong-substance",
            "family": "facts",
            "severity": "error",
            "confidence": "high",
            "uri": "blog/page.html",
            "message": "The record names esketamine (Spravato); this sentence names ketamine. Check which product was meant.",
            "plain_message": "The record names esketamine (Spravato); this sentence names ketamine. Check which was meant.",
            "quote": "the FDA approved ketamine for depression",
            "start": 114,
            "end": 154,
            "context": {
                "text": "In March 2019 the FDA approved ketamine for depression.",
                "start": 100,
                "end": 155,
            },
            "line": 12,
            "column": 15,
            "end_line": 12,
            "end_column": 55,
            "also": [],
            "evidence": [
                {
                    "id": "esketamine",
                    "title": "Spravato (esketamine) nasal spray",
                    "record": "NDA 211243",
                    "level": "regulator",
                    "url": "https://www.accessdata.fda.gov/",
                    "valid_as_of": "2026-11-20",
                }
            ],
            "zone": None,
            "zone_state": None,
            "own_voice": True,
            "fingerprint": "f1",
        }
    )


def test_a_score_in_full(report: Report) -> None:
    (document,) = json.loads(find("json").render(report, View()))["documents"]
    assert document["score"] == snapshot(
        {
            "value": 41,
            "band": "review-first",
            "confidence": "medium",
            "coverage": 0.71,
            "validated": False,
            "reason": "",
            "dimensions": {
                "neutrality": {"value": 50.0, "checked": 5, "possible": 6, "printed": True},
                "independence": {"value": 36.0, "checked": 5, "possible": 6, "printed": True},
                "evidence": {"value": 50.0, "checked": 1, "possible": 6, "printed": False},
                "accuracy": {"value": 20.0, "checked": 2, "possible": 6, "printed": True},
                "provenance": {"value": 58.3, "checked": 5, "possible": 6, "printed": True},
            },
            "credits": [
                {
                    "dimension": "provenance",
                    "points": 8.33,
                    "rule": "provenance/no-author",
                    "fingerprints": [],
                }
            ],
            "deductions": [
                {
                    "dimension": "independence",
                    "points": 14.0,
                    "rule": "disclosure/late",
                    "fingerprints": ["f2"],
                },
                {
                    "dimension": "accuracy",
                    "points": 30.0,
                    "rule": "facts/wrong-substance",
                    "fingerprints": ["f1"],
                },
            ],
            "limits": [{"cap": 50, "because": "facts/wrong-substance", "fingerprints": ["f1"]}],
        }
    )


def test_the_rest_of_a_report(report: Report) -> None:
    plain = json.loads(find("json").render(report, View()))
    del plain["documents"], plain["rules"]
    assert plain == snapshot(
        {
            "schema_version": "1",
            "tool": {
                "name": "credaudit",
                "version": "0.1.0",
                "rulebook": "sha256:0",
                "knowledge_as_of": "2026-11-20",
            },
            "between_documents": [],
            "skipped": [
                {
                    "uri": """\
blog/bro
ken.pdf\
""",
                    "reason": "a PDF file, not text that credaudit can read",
                    "kind": "error",
                }
            ],
            "incomplete": True,
            "not_checked": [
                {"what": "retracted references", "why": "no retraction file configured"},
                {"what": "linked “Terms” page", "why": "not in the input"},
            ],
            "summary": {
                "documents": 1,
                "skipped": 1,
                "findings": {"error": 1, "warning": 1, "note": 2},
                "suppressed": 0,
                "baselined": 0,
            },
        }
    )


def test_it_validates(report: Report) -> None:
    jsonschema.validate(json.loads(find("json").render(report, View())), schema.build())


def test_it_reads_back(report: Report) -> None:
    text = find("json").render(report, View())
    assert find("json").render(parse(text), View()) == text


def test_no_raw_control_character_is_in_it(report: Report) -> None:
    assert not set(find("json").render(report, View())) & {"\x1b", "\x00", "\r", "\t"}


def test_without_persons_no_name_is_left_in_what_we_say(report: Report) -> None:
    (document,) = json.loads(find("json").render(report, View(persons=False)))["documents"]
    assert document["authors"] == []
    assert [one["person"] for one in document["statements"][0]["parties"]] == [""]
    assert not any("A. Example" in one["message"] for one in document["findings"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not a credaudit JSON report"),
        ("[]", "not a credaudit JSON report"),
        ("{}", "not a credaudit JSON report"),
        ('{"schema_version": "2"}', "not a credaudit JSON report of version 1"),
        ('{"schema_version": "1", "tool": 3}', "not a credaudit JSON report"),
    ],
)
def test_another_file_is_refused_in_one_line(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_json_lines_hold_a_source_a_line_and_the_run_last(report: Report) -> None:
    lines = [json.loads(line) for line in find("jsonl").render(report, View()).splitlines()]
    assert [(line["type"], line.get("uri")) for line in lines] == [
        ("skipped", "blog/bro\nken.pdf"),
        ("document", "blog/page.html"),
        ("run", None),
    ]
    assert list(lines[-1]) == snapshot(
        [
            "type",
            "schema_version",
            "tool",
            "rules",
            "between_documents",
            "incomplete",
            "not_checked",
            "summary",
        ]
    )


def test_the_text_is_embedded_when_it_is_there(report: Report) -> None:
    (one,) = report.documents
    held = replace(report, documents=(replace(one, text="The whole text."),))
    (document,) = json.loads(find("json").render(held, View()))["documents"]
    assert document["text"] == "The whole text."
    assert parse(find("json").render(held, View())).documents[0].text == "The whole text."
