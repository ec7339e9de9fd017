"""What every reading of a run shares: rule book, knowledge, and the matcher compiled from both."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from credaudit.reading.sentences import Breaks
from credaudit.rulebook.loading import compile_pattern
from credaudit.rulebook.phrases import Matcher, tabulate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credaudit.knowledge import Knowledge
    from credaudit.rulebook import Rule, RuleBook
    from credaudit.rulebook.phrases import Table

_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
MATCHED_PARTS = ("when", "spare", "not_before", "not_after", "needs")


class Library:
    """Rule book and knowledge with everything compiled once."""

    def __init__(self, rulebook: RuleBook, knowledge: Knowledge, table: Table | None = None) -> None:
        """Hold both; compiling waits until the first text. `table` is the matcher's, where the rules came packed."""
        self.rulebook = rulebook
        self._table = table
        self.knowledge = knowledge
        self._patterns: dict[str, tuple[Any, ...]] = {}
        self._screens: dict[str, Any] = {}

    @cached_property
    def matcher(self) -> Matcher:
        """The automaton of all phrases: rules, their parts, `@lexicon`, `%genre#n` (cues), `=entity`."""
        return Matcher(self.table)

    @property
    def table(self) -> Table:
        """All phrases, expanded."""
        if self._table is None:
            self._table = tabulate(dict(self._phrases()))
        return self._table

    def _phrases(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for rule in self.rulebook.rules.values():
            yield rule.id, rule.phrases
            for part in MATCHED_PARTS:
                yield f"{rule.id}#{part}", getattr(rule, part)
            for name, words in rule.words.items():
                yield f"{rule.id}#{name}", words
        for lexicon in self.rulebook.lexicons.values():
            if lexicon.scan:
                yield f"@{lexicon.id}", lexicon.words
        for genre in self.rulebook.genres.values():
            for index, cue in enumerate(genre.cues.get("words", ())):
                yield f"%{genre.id}#{index}", cue["words"]
        for entity, aliases in self.knowledge.aliases.items():
            yield f"={entity}", aliases

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Lexicon id → words, as the readers take them."""
        return {lexicon.id: lexicon.words for lexicon in self.rulebook.lexicons.values()}

    @cached_property
    def breaks(self) -> Breaks:
        """The words that decide whether a full stop ends a sentence."""
        lists = ("abbreviations", "abbreviations-final", "sentence-openers")
        return Breaks(
            *(
                frozenset(word.lower().removesuffix(".") for word in self.words.get(name, ()))
                for name in lists
            )
        )

    @property
    def abbreviations(self) -> frozenset[str]:
        """Abbreviations that do not end a sentence, lower case, without the last full stop."""
        return self.breaks.abbreviations

    def screen(self, rule: Rule) -> Any:  # noqa: ANN401 (an RE2 pattern)
        """Return all patterns of `rule` as one without groups: that none matches is seen in a tenth of the time."""
        known = self._screens.get(rule.id)
        if known is None:
            nameless = "|".join(
                f"(?:{_NAMED_GROUP.sub('(?:', pattern.strip())})" for pattern in rule.patterns
            )
            known = self._screens[rule.id] = compile_pattern(nameless, self.words)
        return known

    def patterns(self, rule: Rule) -> tuple[Any, ...]:
        """Return the compiled patterns of `rule`; each is compiled when first needed."""
        known = self._patterns.get(rule.id)
        if known is None:
            known = tuple(compile_pattern(pattern, self.words) for pattern in rule.patterns)
            self._patterns[rule.id] = known
        return known
