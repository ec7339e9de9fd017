"""The stages joined: what selects rules, what a fingerprint is made of, what a run keeps apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from credaudit.errors import RuleBookError
from credaudit.model import Confidence, Finding, Place, Severity, Skipped, Source, Span, Zone, ZoneState
from credaudit.pipeline import (
    Auditor,
    Judged,
    Options,
    audit,
    fingerprinted,
    make_report,
    with_confidence,
)

if TYPE_CHECKING:
    from pathlib import Path

    from credaudit.reading.library import Library

PRAISE = "Our groundbreaking drip is a miracle cure for every kind of pain you have. "
PLAIN = "The library on the corner opens at nine and closes at six. "


def judge(auditor: Auditor, text: str, name: str = "a.txt") -> Judged:
    outcome = auditor.judge(Source(uri=name, name=name, data=text.encode()))
    assert isinstance(outcome, Judged), outcome
    return outcome


def prints(judged: Judged) -> set[str]:
    return {one.fingerprint for one in judged.audited.findings if one.zone is None}


def found(sentence: str, quote: str, start: int, rule: str = "promotion/cure") -> Finding:
    def place(words: str, at: int) -> Place:
        span = Span(at, at + len(words))
        return Place(uri="a.txt", span=span, quote=words, line=1, column=1, end_line=1, end_column=1)

    return Finding(
        rule=rule,
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message="m",
        plain_message="m",
        place=place(quote, start + sentence.index(quote)),
        context=place(sentence, start),
    )


def test_a_fingerprint_survives_an_edit_elsewhere(auditor: Auditor) -> None:
    before = judge(auditor, f"{PLAIN * 4}\n\n{PRAISE}\n\n{PLAIN * 4}")
    after = judge(auditor, f"{PLAIN * 9}\n\nA new line.\n\n{PRAISE}\n\n{PLAIN}")
    assert prints(before)
    assert prints(before) == prints(after)


def test_a_fingerprint_survives_other_white_space_and_quotation_marks() -> None:
    one = fingerprinted([found("It is a “true” cure.", "cure", 0)])
    two = fingerprinted([found('It  is a\n"true" cure.', "cure", 50)])
    assert one[0].fingerprint == two[0].fingerprint


def test_equal_findings_are_told_apart_by_their_order() -> None:
    both = fingerprinted([found("A cure.", "cure", 0), found("A cure.", "cure", 90)])
    assert len({one.fingerprint for one in both}) == 2
    assert both[0].fingerprint == fingerprinted([found("A cure.", "cure", 0)])[0].fingerprint


def test_findings_come_in_order_of_place_and_rule() -> None:
    given = [
        found("A cure.", "cure", 90),
        found("A cure.", "cure", 0, "promotion/z"),
        found("A cure.", "cure", 0),
    ]
    ordered = [(one.place.span.start, one.rule) for one in fingerprinted(given)]
    assert ordered == [(2, "promotion/cure"), (2, "promotion/z"), (92, "promotion/cure")]


@pytest.mark.parametrize("part", ["select", "ignore", "named"])
def test_an_unknown_rule_is_an_error(library: Library, part: str) -> None:
    with pytest.raises(RuleBookError, match="did you mean “promotion/cure”"):
        Auditor(Options(**{part: ("promotion/cur",)}), library)  # type: ignore[arg-type]


def test_an_unknown_genre_is_an_error(library: Library) -> None:
    with pytest.raises(RuleBookError, match="did you mean “press-release”"):
        Auditor(Options(genre="press-relase"), library)


def test_a_given_genre_is_taken_and_says_so(library: Library) -> None:
    guess = judge(Auditor(Options(genre="leaflet"), library), PLAIN * 10).audited.genre
    assert (guess.name, guess.because) == ("leaflet", ("given",))


def test_an_absence_in_an_unread_zone_goes_to_what_was_not_checked(library: Library) -> None:
    zones = dict.fromkeys(Zone, ZoneState.NOT_IN_INPUT) | {Zone.BODY: ZoneState.READ}
    audited = judge(Auditor(Options(zones=zones), library), PRAISE * 10).audited
    absent = [one.rule for one in audited.findings if one.zone in {Zone.HEAD, Zone.END}]
    assert absent == []
    assert any(gap.what.startswith("provenance/") for gap in audited.not_checked)


def test_an_absence_in_an_uncertain_zone_is_a_note_that_costs_nothing(library: Library) -> None:
    zones = dict.fromkeys(Zone, ZoneState.UNKNOWN)
    audited = judge(Auditor(Options(zones=zones), library), PRAISE * 10).audited
    absent = [one for one in audited.findings if one.zone is not None]
    assert absent
    assert {one.severity for one in absent} == {Severity.NOTE}
    charged = {print_ for part in audited.score.deductions for print_ in part.fingerprints}
    assert charged.isdisjoint(one.fingerprint for one in absent)


def test_a_text_in_another_language_is_named_and_not_scored(auditor: Auditor) -> None:
    text = "El magnesio es un mineral que el cuerpo necesita para los músculos y los nervios. " * 20
    audited = judge(auditor, text).audited
    assert (audited.language, audited.score.value) == ("es", None)
    assert any("es" in gap.what for gap in audited.not_checked)
    assert {one.family for one in audited.findings} <= {"text"}


def test_an_exception_costs_one_document(auditor: Auditor, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_arguments: object) -> None:
        raise RecursionError

    monkeypatch.setattr(Auditor, "judge_document", explode)
    outcome = auditor.judge(Source(uri="a.txt", name="a.txt", data=PLAIN.encode()))
    assert isinstance(outcome, Skipped)
    assert outcome.reason == "the audit of this document stopped (RecursionError); --debug shows where"


def test_an_exception_is_shown_when_asked_for(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_arguments: object) -> None:
        raise RecursionError

    monkeypatch.setattr(Auditor, "judge_document", explode)
    with pytest.raises(RecursionError):
        Auditor(Options(debug=True), library).judge(Source(uri="a.txt", name="a.txt", data=PLAIN.encode()))


def test_a_document_never_changes_anothers_outcome(auditor: Auditor) -> None:
    alone = judge(auditor, PRAISE * 8, "b.txt").audited
    among = [
        judge(auditor, text, name).audited for name, text in (("a.txt", PLAIN * 30), ("b.txt", PRAISE * 8))
    ]
    assert among[1] == alone


def test_the_report_is_in_order_of_uri_whatever_came_first(auditor: Auditor) -> None:
    outcomes = [judge(auditor, PLAIN * 9 + name, name) for name in ("b.txt", "c.txt", "a.txt")]
    skipped = [Skipped(uri=name, reason="x") for name in ("z", "y")]
    one = make_report(auditor, [*outcomes, *skipped])
    assert one == make_report(auditor, [*skipped[::-1], *outcomes[::-1]])
    assert [document.uri for document in one.documents] == ["a.txt", "b.txt", "c.txt"]


def test_a_report_carries_a_card_for_every_rule_it_names(auditor: Auditor) -> None:
    made = make_report(auditor, [judge(auditor, PRAISE * 8)])
    named = {one.rule for one in made.findings}
    assert named <= set(made.rules)
    assert all(card.title and card.why and card.fix for card in made.rules.values())


def test_leaving_out_unsure_findings_moves_no_score(auditor: Auditor) -> None:
    made = make_report(auditor, [judge(auditor, PRAISE * 8)])
    sure = with_confidence(made, Confidence.HIGH)
    assert {one.confidence for one in sure.findings} == {Confidence.HIGH}
    assert sure.documents[0].score == made.documents[0].score


def test_the_text_is_in_the_report_only_when_asked_for(library: Library) -> None:
    plain = judge(Auditor(Options(), library), PLAIN * 9).audited
    embedded = judge(Auditor(Options(embed_text=True), library), PLAIN * 9).audited
    assert plain.text == ""
    assert embedded == replace(
        plain, text=(PLAIN * 9).strip() if embedded.text == (PLAIN * 9).strip() else PLAIN * 9
    )


def test_a_folder_is_audited_in_workers_as_in_one_process(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(f"Number {number}. {PRAISE * 3}", "utf-8")
    assert audit([str(tmp_path)], Options(jobs=2)) == audit([str(tmp_path)], Options())
