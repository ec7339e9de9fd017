"""Whole documents that we wrote, against what their editors expect of the audit: `fixtures/*.expect.yaml`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.tables import table
from credaudit import readers
from credaudit.model import Confidence, Severity, Skipped, Source
from credaudit.pipeline import Auditor, Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credaudit.model import Audited, Document, Finding

FOLDER = Path(__file__).parent.parent / "fixtures"
SUFFIXES = (".txt", ".md", ".html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A finding that an editor names: a rule (or `family/*`) and its words; no words mean something missing."""

    rule: str
    quote: str = ""
    anywhere: bool = False
    """No quote was given: any finding of the rule is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A document and what should be said of it."""

    name: str
    path: Path
    genre: str
    authors: tuple[str, ...]
    published: str
    interests: str
    rank: int
    statements: tuple[tuple[str, str], ...]
    expect: tuple[Mark, ...]
    allow: tuple[Mark, ...]
    forbid: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A fixture, its document as read, and the audit of it."""

    fixture: Fixture
    document: Document
    audited: Audited


@dataclass(slots=True, kw_only=True)
class Tally:
    """What one family found and missed over all fixtures."""

    expected: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the expected findings that were found."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Share of the warnings and errors that an editor expects; allowed and low ones count for neither."""
        judged = self.right + len(self.false_alarms)
        return self.right / judged if judged else 1.0


def load(folder: Path = FOLDER) -> tuple[Fixture, ...]:
    """Return every fixture of `folder` that has its expectations beside it, in order of name."""
    return tuple(_fixture(path) for path in sorted(folder.glob("*.expect.yaml")))


def _fixture(path: Path) -> Fixture:
    name = path.name.removesuffix(".expect.yaml")
    (document,) = (
        path.with_name(name + suffix) for suffix in SUFFIXES if path.with_name(name + suffix).exists()
    )
    given: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return Fixture(
        name=name,
        path=document,
        genre=given["genre"],
        authors=tuple(given.get("authors") or ()),
        published=str(given.get("published") or ""),
        interests=given["interests"],
        rank=int(given["rank"]),
        statements=tuple((one["kind"], one["quote"]) for one in given.get("statements") or ()),
        expect=_marks(given.get("expect")),
        allow=_marks(given.get("allow")),
        forbid=_marks(given.get("forbid")),
    )


def _marks(given: Sequence[dict[str, str]] | None) -> tuple[Mark, ...]:
    return tuple(
        Mark(rule=one["rule"], quote=one.get("quote", ""), anywhere="quote" not in one) for one in given or ()
    )


def audit(fixture: Fixture, auditor: Auditor) -> Outcome:
    """Read and audit one fixture as a file of its own."""
    source = Source(uri=fixture.path.name, name=fixture.path.name, data=fixture.path.read_bytes())
    document = readers.read(source, auditor.library.words)
    assert not isinstance(document, Skipped), document
    return Outcome(fixture=fixture, document=document, audited=auditor.judge_document(document).audited)


def spans_of(quote: str, text: str) -> list[tuple[int, int]]:
    """Return where `quote` stands in `text`; any white space matches any, invisible characters may stand between."""
    words = r"[\s\u00ad\u200b-\u200d\u2060]*\s[\s\u00ad\u200b-\u200d\u2060]*".join(
        re.escape(word) for word in quote.split()
    )
    return [match.span() for match in re.finditer(words, text)]


def _covers(rule: str, found: Finding) -> bool:
    return rule in {found.rule, f"{found.family}/*"}


def meets(mark: Mark, found: Finding, text: str) -> bool:
    """Say whether `found` is what `mark` means: the rule, and words that share a character with the quote."""
    if not _covers(mark.rule, found):
        return False
    if mark.anywhere:
        return True
    if not mark.quote:
        return found.zone is not None or not found.place.quote
    places = [found.place, *(other.place for other in found.also if other.place.uri == found.place.uri)]
    return any(
        start < place.span.end and place.span.start < end
        for start, end in spans_of(mark.quote, text)
        for place in places
    )


def counts(found: Finding) -> bool:
    """Say whether a finding that nobody expected is a false alarm: a warning or error of at least medium confidence."""
    return found.severity is not Severity.NOTE and found.confidence is not Confidence.LOW


def forbidden(outcome: Outcome) -> Iterator[str]:
    """Yield every finding that the editors say must not be there (of low confidence: not shown, not counted)."""
    for mark in outcome.fixture.forbid:
        for found in outcome.audited.findings:
            if found.confidence is not Confidence.LOW and meets(mark, found, outcome.document.text):
                yield f"{outcome.fixture.name}: {found.rule} “{found.place.quote}” ({mark.rule} “{mark.quote}”)"


def tallies(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """Return family → tally over all fixtures."""
    made: dict[str, Tally] = {}
    for outcome in outcomes:
        _count(outcome, made)
    return dict(sorted(made.items()))


def _count(outcome: Outcome, made: dict[str, Tally]) -> None:
    fixture, text = outcome.fixture, outcome.document.text
    for mark in fixture.expect:
        tally = made.setdefault(mark.rule.partition("/")[0], Tally())
        tally.expected += 1
        if any(meets(mark, found, text) for found in outcome.audited.findings):
            tally.found += 1
        else:
            tally.missed.append(f"{fixture.name}: {mark.rule} “{mark.quote}”")
    for found in outcome.audited.findings:
        tally = made.setdefault(found.family, Tally())
        if any(meets(mark, found, text) for mark in fixture.expect):
            tally.right += 1
        elif counts(found) and not any(meets(mark, found, text) for mark in fixture.allow):
            tally.false_alarms.append(f"{fixture.name}: {found.rule} “{found.place.quote}”")


def statements(outcomes: Sequence[Outcome]) -> Tally:
    """Return which of the statements an editor marked were found with their kind, and which nobody marked."""
    tally = Tally()
    for outcome in outcomes:
        text, marked = outcome.document.text, outcome.fixture.statements
        held = [(one.kind, one.place.span.start, one.place.span.end) for one in outcome.audited.statements]
        spans = [(kind, start, end) for kind, quote in marked for start, end in spans_of(quote, text)]
        for kind, quote in marked:
            tally.expected += 1
            if any(
                k == kind and s < end and start < e
                for k, s, e in held
                for start, end in spans_of(quote, text)
            ):
                tally.found += 1
            else:
                tally.missed.append(f"{outcome.fixture.name}: {kind} “{quote}”")
        for kind, start, end in held:
            if any(s < end and start < e for _, s, e in spans):
                tally.right += 1
            else:
                tally.false_alarms.append(f"{outcome.fixture.name}: {kind} “{text[start:end]}”")
    return tally


def agreement(outcomes: Sequence[Outcome], part: str) -> Tally:
    """Return how often the audit names the same `genre`, `interests`, `published` or `authors` as the editor."""
    tally = Tally()
    for outcome in outcomes:
        wanted = getattr(outcome.fixture, part)
        got = outcome.audited.genre.name if part == "genre" else getattr(outcome.audited, part)
        tally.expected += 1
        if wanted == got:
            tally.found += 1
            tally.right += 1
        else:
            tally.missed.append(f"{outcome.fixture.name}: wanted {wanted}, got {got}")
    return tally


def rank_correlation(outcomes: Sequence[Outcome]) -> float:
    """Return Spearman's correlation of the score with the editors' rank, over the fixtures that have a score."""
    from scipy.stats import spearmanr  # type: ignore[import-untyped]  # noqa: PLC0415 (the tests import this too)

    rated = [
        (one.fixture.rank, one.audited.score.value) for one in outcomes if one.audited.score.value is not None
    ]
    return float(spearmanr([rank for rank, _ in rated], [value for _, value in rated]).statistic)


def run(*, verbose: bool = False) -> None:
    """Print the tables; `verbose` also lists every miss and false alarm."""
    auditor = Auditor(Options())
    outcomes = [audit(fixture, auditor) for fixture in load()]
    families = tallies(outcomes)
    parts = {part: agreement(outcomes, part) for part in ("genre", "interests", "published", "authors")}
    parts["statements"] = statements(outcomes)
    print(
        f"{len(outcomes)} documents of our own, {sum(one.expected for one in families.values())} expected findings\n"
    )
    rows = [
        (
            name,
            one.expected,
            one.found,
            f"{one.recall:.2f}",
            one.right,
            len(one.false_alarms),
            f"{one.precision:.2f}",
        )
        for name, one in families.items()
    ]
    print(table(("family", "expected", "found", "recall", "right", "false alarms", "precision"), rows), "\n")
    told = [(name, one.expected, one.found, f"{one.recall:.2f}") for name, one in parts.items()]
    print(table(("part", "expected", "same", "share"), told), "\n")
    print(f"score and editor's rank 1–5: Spearman {rank_correlation(outcomes):.2f}\n")
    wrong = [line for outcome in outcomes for line in forbidden(outcome)]
    print(f"forbidden findings: {len(wrong)}")
    if verbose:
        _list_all(families | parts, wrong)


def _list_all(made: dict[str, Tally], wrong: Sequence[str]) -> None:
    for line in wrong:
        print(f"forbidden  {line}")
    for one in made.values():
        for line in one.missed:
            print(f"missed     {line}")
        for line in one.false_alarms:
            print(f"false      {line}")
    alarms = Counter(
        line.split(": ", 1)[1].split(" ", 1)[0] for one in made.values() for line in one.false_alarms
    )
    print(alarms.most_common(20))
