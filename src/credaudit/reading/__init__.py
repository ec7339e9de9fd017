"""What a document says, each thing computed once and shared by every check; reading never blames."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from credaudit.model import Confidence, GenreGuess, Place, Span, Zone, ZoneState
from credaudit.reading import sections as section_module
from credaudit.reading.scope import Scope
from credaudit.reading.sentences import Sentence, split
from credaudit.rulebook.fold import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from credaudit.model import Document
    from credaudit.reading.byline import Byline
    from credaudit.reading.citations import Citation, ReferenceEntry
    from credaudit.reading.claims import Claim
    from credaudit.reading.dates import DateMention
    from credaudit.reading.library import Library
    from credaudit.reading.mentions import Mention
    from credaudit.reading.numbers import NumberMention
    from credaudit.reading.parties import Parties
    from credaudit.reading.sections import Section
    from credaudit.reading.statements import FoundStatement
    from credaudit.rulebook.phrases import Hits


class Reading:
    """One document, read. Every property is lazy and computed once."""

    def __init__(
        self,
        document: Document,
        library: Library,
        *,
        genre: str = "",
        as_of: str = "",
        zones: Mapping[Zone, ZoneState] | None = None,
        published: str = "",
    ) -> None:
        """Read `document` with `library`.

        `genre`, `zones` and `published` (ISO date) override what would be guessed; `as_of` is what “today” is.
        """
        self.document = document
        self.library = library
        self.as_of = as_of or library.knowledge.as_of
        self._genre = genre
        self._zones = zones
        self._published = published
        self._hits: dict[str, list[Span]] = {}

    @property
    def text(self) -> str:
        """The text that every offset refers to."""
        return self.document.text

    @cached_property
    def folded(self) -> Folded:
        """The folded copy that matching runs on."""
        return fold(self.document.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        spans = split(self.document, self.library.breaks)
        return tuple(self._sentence(index, span) for index, span in enumerate(spans))

    def _sentence(self, index: int, span: Span) -> Sentence:
        block = self.document.block_at(span.start)
        assert block is not None  # noqa: S101 (sentences are made from blocks)
        start, end = self.folded.folded(span.start), self.folded.folded(span.end)
        return Sentence(index, span, block, span.of(self.document.text), self.folded.text[start:end], start)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds `offset`."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index < 0 or self.sentences[index].span.end <= offset:
            return None
        return self.sentences[index]

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """Return the sentences that begin inside `span`."""
        return self.sentences[
            bisect_left(self._sentence_starts, span.start) : bisect_left(self._sentence_starts, span.end)
        ]

    @cached_property
    def _scan(self) -> Hits:
        return self.library.matcher.scan(self.folded.text)

    def unfold(self, start: int, end: int) -> Span:
        """Return the span of the text for a range of the folded text."""
        return Span(*self.folded.original(start, end))

    def hits(self, key: str) -> list[Span]:
        """Return every hit of a key in order: a rule id, `id#part`, `@lexicon`, or `=entity`."""
        known = self._hits.get(key)
        if known is None:
            known = [self.unfold(start, end) for start, end in self._scan.of(key)]
            self._hits[key] = known
        return known

    @property
    def keys(self) -> Collection[str]:
        """All keys that were hit."""
        return self._scan.keys

    def hits_between(self, key: str, start: int, end: int) -> list[Span]:
        """Return the hits of `key` that begin in [start, end)."""
        hits = self.hits(key)
        if not hits:
            return hits
        return hits[bisect_left(hits, (start, -1)) : bisect_left(hits, (end, -1))]

    def hits_in(self, key: str, sentence: Sentence) -> list[Span]:
        """Return the hits of `key` inside one sentence."""
        return self.hits_between(key, sentence.span.start, sentence.span.end)

    def place(self, span: Span) -> Place:
        """Resolve `span` to line and column."""
        return self.document.place(span)

    @cached_property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())

    @cached_property
    def scope(self) -> Scope:
        """Guards over spans: negated, quoted, attributed and the like."""
        return Scope(self)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Sections in order."""
        return tuple(section_module.find(self))

    def section_at(self, offset: int) -> str:
        """Return the kind of the section that holds `offset`, or empty."""
        index = bisect_right(self._section_starts, offset) - 1
        return self.sections[index].kind if index >= 0 else ""

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.span.start for section in self.sections]

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code of the text's language, or `und`."""
        from credaudit.reading import language

        return language.tell(self)

    @cached_property
    def genre(self) -> GenreGuess:
        """The kind of text."""
        from credaudit.reading import genre

        if self._genre:
            return GenreGuess(name=self._genre, confidence=Confidence.HIGH, because=("given",))
        return genre.guess(self)

    @property
    def expects(self) -> Mapping[str, str]:
        """What the genre keeps, and in which zone: `{"disclosure": "end", …}`."""
        known = self.library.rulebook.genres.get(self.genre.name)
        return known.expects if known else {}

    @cached_property
    def zones(self) -> Mapping[Zone, ZoneState]:
        """Which parts of the source were there to be read."""
        from credaudit.reading import zones

        return self._zones if self._zones is not None else zones.tell(self)

    @cached_property
    def byline(self) -> Byline:
        """Title, authors, dates, publisher, reviewer, standing."""
        from credaudit.reading import byline

        found = byline.read(self)
        return replace(found, published=self._published) if self._published else found

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Dates in the running text with their precision."""
        from credaudit.reading import dates

        return tuple(dates.find(self))

    @cached_property
    def numbers(self) -> tuple[NumberMention, ...]:
        """Counts, percentages, intervals and measures in the running text."""
        from credaudit.reading import numbers

        return tuple(numbers.find(self))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Entities of the knowledge base, longest match first, disjoint and in order."""
        from credaudit.reading import mentions

        return tuple(mentions.find(self))

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Citations in the running text, resolved against the list."""
        from credaudit.reading import citations

        return tuple(citations.find(self))

    @cached_property
    def references(self) -> tuple[ReferenceEntry, ...]:
        """Entries of the list of references."""
        from credaudit.reading import citations

        return tuple(citations.references(self))

    @cached_property
    def statements(self) -> tuple[FoundStatement, ...]:
        """Statements of interests, funding, advertising, review."""
        from credaudit.reading import statements

        return tuple(statements.find(self))

    @cached_property
    def parties(self) -> Parties:
        """Persons, organisations and products of this document and who is tied to whom."""
        from credaudit.reading import parties

        return parties.resolve(self)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Claim frames."""
        from credaudit.reading import claims

        return tuple(claims.read(self))

    @cached_property
    def memory(self) -> dict[str, Any]:
        """Room for a check to keep what another rule of the same analyzer needs again."""
        return {}
