"""The values that pass between the stages; imports nothing of ours but errors.

All offsets are code points into `Document.text`; lines and columns are 1-based, in code points, in the original file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Severity(StrEnum):
    """How grave a finding is."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Order: note 0, warning 1, error 2."""
        return list(Severity).index(self)


class Confidence(StrEnum):
    """How sure a finding is; low ones are shown on request only."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Order: low 0, medium 1, high 2."""
        return list(Confidence).index(self)


class Level(StrEnum):
    """What kind of record backs a fact, strongest first."""

    REGULATOR = "regulator"
    LABEL = "label"
    REGISTRY = "registry"
    PAPER = "paper"
    ABSTRACT = "abstract"
    SECONDARY = "secondary"

    @property
    def strong(self) -> bool:
        """Whether it can carry an error or a cap (contract, section 2)."""
        return self in {Level.REGULATOR, Level.LABEL, Level.REGISTRY, Level.PAPER}


class Zone(StrEnum):
    """The part of a source in which something is usually kept."""

    HEAD = "head"
    BODY = "body"
    END = "end"
    LINKED = "linked"


class ZoneState(StrEnum):
    """Whether the zone was there to be read."""

    READ = "read"
    NOT_IN_INPUT = "not_in_input"
    UNKNOWN = "unknown"


class Region(StrEnum):
    """Whose part of the page a block is."""

    MAIN = "main"
    TITLE = "title"
    BYLINE = "byline"
    ADVERTISEMENT = "advertisement"
    NAVIGATION = "navigation"
    FOOTER = "footer"
    COMMENTS = "comments"
    DISCLAIMER = "disclaimer"


class Shape(StrEnum):
    """What a block is made as."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    QUOTATION = "quotation"
    CAPTION = "caption"
    CODE = "code"
    FOOTNOTE = "footnote"
    FRONT_MATTER = "front_matter"


class Span(NamedTuple):
    """A half-open range of code points (a tuple: hundreds are made for every text)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words it covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-like piece of the text; blocks are disjoint and in order."""

    span: Span
    shape: Shape = Shape.PARAGRAPH
    region: Region = Region.MAIN
    level: int = 0
    """Heading level 1–6, list depth, else 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An anchor: the words it stands on and where it leads."""

    span: Span
    href: str
    rel: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the source says of itself outside its running text (front matter, JSON-LD, meta tags)."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    """ISO date, possibly partial (`2024`, `2024-05`)."""
    modified: str = ""
    publisher: str = ""
    site: str = ""
    """Host name, lower case, without `www.`."""
    description: str = ""
    url: str = ""
    language: str = ""
    kinds: tuple[str, ...] = ()
    """Schema.org types and og:type, as written."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Every other front-matter or meta value, key in lower case."""


@dataclass(frozen=True, kw_only=True)
class Positions:
    """Map offsets of the text back to line and column of the original file.

    `text_offsets[i]` corresponds to `source_offsets[i]`; between two entries both run in step.
    `line_starts` are offsets of line beginnings in the decoded source.
    """

    text_offsets: Sequence[int] = (0,)
    source_offsets: Sequence[int] = (0,)
    line_starts: Sequence[int] = (0,)

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of `offset` in the original."""
        index = bisect_right(self.text_offsets, offset) - 1
        source = self.source_offsets[index] + offset - self.text_offsets[index]
        line = bisect_right(self.line_starts, source) - 1
        return line + 1, source - self.line_starts[line] + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes to audit and where they came from."""

    uri: str
    """POSIX path relative to the base (contract, section 2), or a URL."""
    name: str
    """File name, for the suffix."""
    data: bytes
    media_type: str = ""
    """Empty: to be told from name and content."""
    explicit: bool = True
    """Named by the user, not met in a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source that was not audited, and why."""

    uri: str
    reason: str
    kind: str = "error"
    """`error` (could not be audited) or `skipped` (not a document to audit)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words in a document, resolved to line and column so that a report needs no document."""

    uri: str
    span: Span
    quote: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, kw_only=True)
class Document:
    """A source as text with its structure; `text[start:end]` is what every offset means."""

    uri: str
    sha256: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    positions: Positions = field(default_factory=Positions)
    encoding: str = "utf-8"
    replaced: int = 0
    """Characters that could not be decoded and became U+FFFD."""
    limited: tuple[str, ...] = ()
    """What was cut, and at which limit; not empty means state `partial`."""
    whole: bool = False
    """Whether the format shows that the source is complete (an HTML page, a file with front matter)."""
    closed: bool = True
    """False where there is evidence that text is cut off (pay-wall stub)."""

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds `offset`, if any."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or self.blocks[index].span.end < offset:
            return None
        return self.blocks[index]

    def place(self, span: Span) -> Place:
        """Resolve `span` to quote, line and column."""
        line, column = self.positions.locate(span.start)
        end_line, end_column = (line, column) if span.end == span.start else self._end(span)
        return Place(
            uri=self.uri,
            span=span,
            quote=span.of(self.text),
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
        )

    def _end(self, span: Span) -> tuple[int, int]:
        # One past the last character, counted on that character's own line.
        line, column = self.positions.locate(span.end - 1)
        return line, column + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """A second place that belongs to a finding, and why."""

    place: Place
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The record behind a finding."""

    id: str
    title: str
    record: str
    """Application number, register id, DOI: printed before any address."""
    level: Level
    url: str = ""
    valid_as_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a reader should look at, with its words and its reason."""

    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    plain_message: str
    """The same without personal names."""
    place: Place
    context: Place
    """The sentence around it, at most 400 characters; the place itself for an absence."""
    also: tuple[Also, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    zone: Zone | None = None
    """Set for an absence: where it was looked for."""
    zone_state: ZoneState | None = None
    own_voice: bool = True
    """False in quotation, report, correction, comment or navigation: never a cap."""
    fingerprint: str = ""

    @property
    def family(self) -> str:
        """The part of the rule id before the slash."""
        return self.rule.partition("/")[0]

    @property
    def costs(self) -> bool:
        """Whether it may cost points: an absence does so only where its zone was read."""
        return self.zone is None or self.zone_state is ZoneState.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A check that applied and found the text in order: the only thing that raises a score."""

    rule: str
    because: str
    """What was found, in a few words for the report."""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work that a rule rests on."""

    title: str
    doi: str = ""
    url: str = ""
    citation: str = ""
    """Register or law citation (`16 CFR 255.5`) where there is no DOI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One interest inside a statement."""

    person: str = ""
    role: str = ""
    organisation: str = ""
    interest: str = ""
    """An ICMJE kind (`grants`, `consulting-fees`, `stock`, …), or `employment`, `ownership`, `founder`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A disclosure, funding, advertising or review statement that was found; never a finding."""

    kind: str
    """One of the kinds in the contract, section 2."""
    place: Place
    position: float
    """Share of the text before it, 0–1."""
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreGuess:
    """What kind of text it is, and the words that say so."""

    name: str
    confidence: Confidence
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Points taken (or, in `credits`, given), with the findings behind them."""

    dimension: str
    points: float
    rule: str
    fingerprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One of the five parts of the score, 0–100; not `printed` when fewer than two checks found anything."""

    value: float
    checked: int
    possible: int
    printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A cap on the whole score, to be confirmed by a reader."""

    cap: int
    because: str
    fingerprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A help for triage, 0–100, higher is better; None when it abstains."""

    value: int | None
    band: str
    confidence: Confidence
    coverage: float
    validated: bool = False
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    credits: tuple[Deduction, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    limits: tuple[Limit, ...] = ()
    reason: str = ""
    """Why there is no value, when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """Something this run could not know."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """Everything the reports say of one document."""

    uri: str
    sha256: str
    media_type: str
    language: str
    genre: GenreGuess
    title: str
    authors: tuple[str, ...]
    published: str
    status: tuple[str, ...]
    words: int
    sentences: int
    limited: tuple[str, ...]
    zones: Mapping[Zone, ZoneState]
    score: Score
    findings: tuple[Finding, ...]
    statements: tuple[Statement, ...]
    interests: str
    """`declared`, `none_declared`, `partial`, `elsewhere`, `evident` (seller's own page), `not_found`."""
    readability: Mapping[str, float]
    support: Mapping[str, int] = field(default_factory=dict)
    """Numbers of `citations`, of those `resolved` by the list, and of `references` in the list."""
    checklists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    not_checked: tuple[NotChecked, ...] = ()
    text: str = ""
    """The whole text when asked to embed it, else empty."""

    @property
    def state(self) -> str:
        """`ok`, or `partial` when a limit cut something."""
        return "partial" if self.limited else "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """What a report needs to say of a rule, so that it renders without the rule folder."""

    title: str
    why: str
    fix: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """What made the report."""

    name: str
    version: str
    rulebook: str
    knowledge_as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one run; documents and skipped are in order of their uri."""

    tool: Tool
    documents: tuple[Audited, ...]
    skipped: tuple[Skipped, ...] = ()
    rules: Mapping[str, RuleCard] = field(default_factory=dict)
    between_documents: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def incomplete(self) -> bool:
        """Whether any input is partial or in error."""
        return any(one.kind == "error" for one in self.skipped) or any(one.limited for one in self.documents)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, document by document, then those between documents."""
        return (
            tuple(found for document in self.documents for found in document.findings)
            + self.between_documents
        )
