"""The values a rule folder holds: rules, lexicons, genres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from credaudit.model import Confidence, Reference, Region, Severity

AUDITED_REGIONS = (Region.MAIN, Region.TITLE, Region.ADVERTISEMENT, Region.BYLINE, Region.DISCLAIMER)
GUARDS = (
    "negated",
    "quoted",
    "attributed",
    "reported",
    "cautioned",
    "question",
    "hypothetical",
    "hedged",
    "heading",
    "reference",
    "statement",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that a rule must flag at its `[[marks]]`, or must leave alone."""

    text: str
    format: str = "txt"
    genre: str = ""
    published: str = ""
    as_of: str = ""
    zones: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Both kinds of examples of a rule or a fact."""

    flag: tuple[str | Example, ...] = ()
    clear: tuple[str | Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as its file says it."""

    id: str
    title: str
    severity: Severity
    confidence: Confidence
    since: str
    message: str
    why: str
    fix: str
    references: tuple[Reference, ...] = ()
    examples: Examples = field(default_factory=Examples)
    phrases: tuple[str, ...] = ()
    """Literal wording: `{a,b}` alternatives, `word*` any ending, ` .. ` about three words, ` ... ` about eight."""
    patterns: tuple[str, ...] = ()
    """RE2 over one folded sentence; `{{lexicon}}` inserts a lexicon, group `mark` is the span."""
    when: tuple[str, ...] = ()
    """Phrases of which a sentence must hold one before a pattern is tried (speed); needed with `patterns`."""
    spare: tuple[str, ...] = ()
    """Longer wordings that are innocent: a match that meets one is dropped."""
    unless: tuple[str, ...] = ()
    """Guards of the sentence (see GUARDS) under which a match is dropped."""
    not_before: tuple[str, ...] = ()
    """Wordings that must not follow the match directly."""
    not_after: tuple[str, ...] = ()
    """Wordings that must not stand directly before the match."""
    needs: tuple[str, ...] = ()
    """Wordings of which the sentence must hold one, apart from the match."""
    genres: tuple[str, ...] = ()
    """Only for these genres; empty means all."""
    not_genres: tuple[str, ...] = ()
    regions: tuple[Region, ...] = AUDITED_REGIONS
    check: str = ""
    """`analyzer.function` for what phrases cannot say."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Named word lists that the check reads; matched like phrases under `id#name`."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Named numbers and switches that the check reads."""

    @property
    def family(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words that the reading needs, under one name."""

    id: str
    about: str
    words: tuple[str, ...]
    scan: bool = True
    """Whether every text is searched for them; words that only a reader of markup needs are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """A kind of text: the cues that tell it and what readers may expect of it."""

    id: str
    title: str
    cues: Mapping[str, Any] = field(default_factory=dict)
    expects: Mapping[str, str] = field(default_factory=dict)
    """What is expected (disclosure, funding, references, author, date, …) → zone that keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All that was loaded, checked, with a digest that names it."""

    rules: Mapping[str, Rule]
    lexicons: Mapping[str, Lexicon]
    genres: Mapping[str, Genre]
    scoring: Mapping[str, Any]
    checklists: Mapping[str, Mapping[str, Any]]
    knowledge: tuple[Mapping[str, Any], ...]
    """Raw, shape-checked entries of `knowledge/`; `credaudit.knowledge` makes them values."""
    digest: str
    raw: Mapping[str, Any]
    """The checked plain values that all of it was built from."""
