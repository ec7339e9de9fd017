"""What holds over a stretch of a sentence: negation, quotation, attribution, question, supposition, hedge."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from credaudit.model import Region, Shape, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence

NEGATION_REACH = 60
"""Code points from a negation to what it can still negate inside one clause."""
_OPENERS = {"“": "”", "«": "»", "„": "“"}
_QUOTE_MARKS = re.compile(r"[“”«»„\"]")
_CLAUSE = re.compile(r"[;:—–]| - ")


class Scope:
    """Answers, for a span, whether a guard holds over it. Cues come from lexicons of the same names."""

    def __init__(self, reading: Reading) -> None:
        """Look at `reading`; nothing is computed before it is asked for."""
        self._reading = reading

    def holds(self, guard: str, span: Span, sentence: Sentence) -> bool:
        """Say whether the named guard (see `rulebook.rule.GUARDS`) holds over `span` of `sentence`."""
        return bool(getattr(self, guard)(span, sentence))

    def any_holds(self, guards: tuple[str, ...], span: Span, sentence: Sentence) -> bool:
        """Say whether one of the guards holds."""
        return any(self.holds(guard, span, sentence) for guard in guards)

    def own_voice(self, span: Span, sentence: Sentence | None) -> bool:
        """Say whether the document itself speaks here: no quotation, report, comment or navigation."""
        if sentence is None:
            return True
        if sentence.block.region in {Region.COMMENTS, Region.NAVIGATION} or sentence.block.shape is Shape.QUOTATION:
            return False
        return not self.any_holds(("quoted", "attributed"), span, sentence)

    def negated(self, span: Span, sentence: Sentence) -> bool:
        """Say whether a negation earlier in the clause reaches `span`, or one directly after it takes it back."""
        return any(self._reaches(cue, span, sentence) for cue in self._cues("negation", sentence)) or any(
            0 <= cue.start - span.end <= 3 for cue in self._cues("negation-after", sentence)
        )

    def _reaches(self, cue: Span, span: Span, sentence: Sentence) -> bool:
        if cue.end > span.start or span.start - cue.end > NEGATION_REACH:
            return False
        between = self._reading.text[cue.end : span.start]
        if _CLAUSE.search(between) or "," in between and between.count(",") > 2:
            return False
        return not any(cue.end <= stop.start < span.start for stop in self._cues("negation-end", sentence))

    def quoted(self, span: Span, sentence: Sentence) -> bool:
        """Say whether `span` stands in quotation marks or a quotation block."""
        if sentence.block.shape is Shape.QUOTATION:
            return True
        index = bisect_right(self._quotation_starts, span.start) - 1
        return index >= 0 and self.quotations[index].covers(span)

    def attributed(self, span: Span, sentence: Sentence) -> bool:
        """Say whether the sentence reports somebody else's words or a rejected belief."""
        return any(not cue.meets(span) for cue in self._cues("attribution", sentence)) or self.rejected(span, sentence)

    def rejected(self, span: Span, sentence: Sentence) -> bool:
        """Say whether the sentence calls the thing a myth, a false claim or an error."""
        return any(not cue.meets(span) for cue in self._cues("falsehood", sentence))

    def question(self, _span: Span, sentence: Sentence) -> bool:
        """Say whether the sentence asks."""
        return sentence.asks

    def hypothetical(self, span: Span, sentence: Sentence) -> bool:
        """Say whether `span` is supposed, sought or awaited rather than stated."""
        return any(cue.start < span.start for cue in self._cues("hypothetical", sentence))

    def hedged(self, span: Span, sentence: Sentence) -> bool:
        """Say whether a limiting word (“may”, “in a trial of 24”) stands within the sentence near `span`."""
        return any(abs(cue.start - span.start) <= 80 and not span.covers(cue) for cue in self._cues("hedges", sentence))

    def heading(self, _span: Span, sentence: Sentence) -> bool:
        """Say whether the words are a heading or title."""
        return sentence.block.shape is Shape.HEADING

    def reference(self, span: Span, _sentence: Sentence) -> bool:
        """Say whether the words stand in the list of references."""
        return self._reading.section_at(span.start) == "references"

    def statement(self, span: Span, _sentence: Sentence) -> bool:
        """Say whether the words stand in a statement of interests, funding or the like."""
        return any(statement.span.meets(span) for statement in self._reading.statements)

    def _cues(self, lexicon: str, sentence: Sentence) -> list[Span]:
        return self._reading.hits_in(f"@{lexicon}", sentence)

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Spans between quotation marks, block by block; an unclosed mark runs to the end of its block."""
        return tuple(self._quotations())

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [span.start for span in self.quotations]

    def _quotations(self) -> Iterator[Span]:
        text = self._reading.text
        for block in self._reading.document.blocks:
            opened: int | None = None
            closer = ""
            for match in _QUOTE_MARKS.finditer(text, block.span.start, block.span.end):
                mark = match.group()
                if opened is None:
                    if mark in "”»" or (mark == '"' and text[match.start() - 1 : match.start()].isdigit()):
                        continue  # a stray closing mark, or inches
                    opened, closer = match.start(), _OPENERS.get(mark, mark)
                elif mark == closer:
                    yield Span(opened, match.end())
                    opened = None
            if opened is not None and closer != '"':
                yield Span(opened, block.span.end)
