"""One small report that every format is shown on."""

from __future__ import annotations

import pytest

from credaudit.model import (
    Also,
    Audited,
    Confidence,
    Deduction,
    Dimension,
    Evidence,
    Finding,
    GenreGuess,
    Level,
    Limit,
    NotChecked,
    Party,
    Place,
    Reference,
    Report,
    RuleCard,
    Score,
    Severity,
    Skipped,
    Span,
    Statement,
    Tool,
    Zone,
    ZoneState,
)

URI = "blog/page.html"
APPROVED = "In March 2019 the FDA approved ketamine for depression."
LATE = "A. Example is medical officer of Lumenova."


def place(quote: str, start: int, line: int, column: int = 1) -> Place:
    return Place(
        uri=URI,
        span=Span(start, start + len(quote)),
        quote=quote,
        line=line,
        column=column,
        end_line=line,
        end_column=column + len(quote),
    )


def wrong_substance() -> Finding:
    return Finding(
        rule="facts/wrong-substance",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message="The record names esketamine (Spravato); this sentence names ketamine. Check which product was meant.",
        plain_message="The record names esketamine (Spravato); this sentence names ketamine. Check which was meant.",
        place=place("the FDA approved ketamine for depression", 114, 12, 15),
        context=place(APPROVED, 100, 12),
        evidence=(
            Evidence(
                id="esketamine",
                title="Spravato (esketamine) nasal spray",
                record="NDA 211243",
                level=Level.REGULATOR,
                url="https://www.accessdata.fda.gov/",
                valid_as_of="2026-11-20",
            ),
        ),
        fingerprint="f1",
    )


def late() -> Finding:
    return Finding(
        rule="disclosure/late",
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message="The interest of A. Example in Lumenova is stated after 3 mentions. Move it above the first.",
        plain_message="The interest of the author in Lumenova is stated after 3 mentions. Move it above the first.",
        place=place(LATE, 900, 88),
        context=place(LATE, 900, 88),
        also=(Also(place=place("Try Lumenova today", 210, 14, 3), why="offered before it"),),
        fingerprint="f2",
    )


def no_date() -> Finding:
    nowhere = place("", 950, 90)
    return Finding(
        rule="provenance/no-date",
        severity=Severity.NOTE,
        confidence=Confidence.MEDIUM,
        message="No date was found in the text read. Say when it was written and last reviewed.",
        plain_message="No date was found in the text read. Say when it was written and last reviewed.",
        place=nowhere,
        context=nowhere,
        zone=Zone.HEAD,
        zone_state=ZoneState.UNKNOWN,
        fingerprint="f3",
    )


def unsure() -> Finding:
    return Finding(
        rule="promotion/bandwagon",
        severity=Severity.NOTE,
        confidence=Confidence.LOW,
        message="“\x1b[31mmany\u202e people” counts heads. Give the effect.",
        plain_message="“\x1b[31mmany\u202e people” counts heads. Give the effect.",
        place=place("\x1b[31mmany\u202e people", 400, 30, 7),
        context=place("\x1b[31mmany\u202e people", 400, 30, 7),
        fingerprint="f4",
    )


def score() -> Score:
    def part(points: float, *, checked: int = 5, printed: bool = True) -> Dimension:
        return Dimension(value=points, checked=checked, possible=6, printed=printed)

    return Score(
        value=41,
        band="review-first",
        confidence=Confidence.MEDIUM,
        coverage=0.71,
        dimensions={
            "neutrality": part(50.0),
            "independence": part(36.0),
            "evidence": part(50.0, checked=1, printed=False),
            "accuracy": part(20.0, checked=2),
            "provenance": part(58.3),
        },
        credits=(Deduction(dimension="provenance", points=8.33, rule="provenance/no-author"),),
        deductions=(
            Deduction(dimension="independence", points=14.0, rule="disclosure/late", fingerprints=("f2",)),
            Deduction(dimension="accuracy", points=30.0, rule="facts/wrong-substance", fingerprints=("f1",)),
        ),
        limits=(Limit(cap=50, because="facts/wrong-substance", fingerprints=("f1",)),),
    )


def page() -> Audited:
    return Audited(
        uri=URI,
        sha256="0" * 64,
        media_type="text/html",
        language="en",
        genre=GenreGuess(name="clinic-page", confidence=Confidence.HIGH, because=("prices", "“Book”")),
        title="A new dawn",
        authors=("A. Example",),
        published="2024-05-02",
        status=(),
        words=912,
        sentences=48,
        limited=(),
        zones={
            Zone.HEAD: ZoneState.UNKNOWN,
            Zone.BODY: ZoneState.READ,
            Zone.END: ZoneState.READ,
            Zone.LINKED: ZoneState.NOT_IN_INPUT,
        },
        score=score(),
        findings=(wrong_substance(), unsure(), late(), no_date()),
        statements=(
            Statement(
                kind="coi_declared",
                place=place(LATE, 900, 88),
                position=0.92,
                parties=(
                    Party(
                        person="A. Example",
                        role="medical officer",
                        organisation="Lumenova",
                        interest="employment",
                    ),
                ),
            ),
        ),
        interests="declared",
        readability={"flesch_kincaid_grade": 13.2},
        support={"citations": 6, "resolved": 0, "references": 0},
        not_checked=(NotChecked(what="linked “Terms” page", why="not in the input"),),
    )


def card(title: str) -> RuleCard:
    return RuleCard(
        title=title,
        why="Why a reader should care.",
        fix="What the author can do.",
        references=(Reference(title="A work it rests on", doi="10.1000/1"),),
    )


@pytest.fixture
def report() -> Report:
    """Return a report on one page and one file that could not be read."""
    return Report(
        tool=Tool(name="credaudit", version="0.1.0", rulebook="sha256:0", knowledge_as_of="2026-11-20"),
        documents=(page(),),
        skipped=(Skipped(uri="blog/bro\nken.pdf", reason="a PDF file, not text that credaudit can read"),),
        rules={
            "disclosure/late": card("Interest stated late"),
            "facts/wrong-substance": card("Approval of another substance"),
            "promotion/bandwagon": card("Heads counted"),
            "provenance/no-author": card("No author"),
            "provenance/no-date": card("No date"),
        },
        not_checked=(
            NotChecked(what="retracted references", why="no retraction file configured"),
            NotChecked(what="linked “Terms” page", why="not in the input"),
        ),
    )
