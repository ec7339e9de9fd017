"""What holds over a stretch of a sentence: negation, quotation, attribution, question, supposition, hedge.

Every question is answered from a bounded window around the span: a text without full stops costs no more than another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final

from credaudit.model import Region, Shape, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence

NEGATION_REACH: Final = 60
"""Code points from a negation to what it can still negate inside one clause."""
RELATIVE_REACH: Final = 25
"""The same for a negation inside “who do not …”: the main clause comes soon after."""
TAKEN_BACK_REACH: Final = 45
"""Code points from a span to the words that take it back (“a cure for the disease does not exist”)."""
REPORT_REACH: Final = 320
"""Code points on either side in which a reporting or rejecting word speaks of the span."""
HEDGE_REACH: Final = 80
"""Code points on either side in which a limiting word is about the span."""
_LIST_STEP: Final = 3
"""Words after a comma that can still be the next item of a negated list (“not a cure, a panacea”)."""
_SPEECH_WORDS: Final = 5
"""Blanks inside quotation marks from which they hold speech and not a term."""
_OPENERS = {"“": "”", "«": "»", "„": "“", "‘": "’"}
# Curly single marks and straight ones count only where they cannot be apostrophes.
_QUOTE_MARKS = re.compile(
    r"[“”«»„\"]|(?<![\w’])‘(?=\w)|(?<=[\w.,!?…])’(?!\w)|(?<![\w'\"])'(?=[A-Za-z])|(?<=[\w.,!?])'(?!\w)"
)
_SINGLE = "‘’'"
MAX_SINGLE: Final = 160
"""Code points that single quotation marks may hold before they are taken for apostrophes."""
_CLAUSE = re.compile(r"[;:—–!?]| - |\.\s")
# What follows one of these is no longer said of the words before it.
_ELSEWHERE = re.compile(
    _CLAUSE.pattern + r"|,|\b(?:who|that|which|and|but|because|when|whose|where)\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?:who|that|which)\s+(?:(?:still|simply|just|have|has|had|do|does|did|could|can)\s+){0,2}$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r",\s*(?:or|nor)\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(
    r"\b(?:we|our|my|i|he|she|it|they|you|your|this|these|his|her|their|who|which|is|are|was|were|has|have|will)\b",
    re.IGNORECASE,
)


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
        if (
            sentence.block.region in {Region.COMMENTS, Region.NAVIGATION}
            or sentence.block.shape is Shape.QUOTATION
        ):
            return False
        return not self.any_holds(("quoted", "attributed"), span, sentence)

    def negated(self, span: Span, sentence: Sentence) -> bool:
        """Say whether a negation earlier in the clause reaches `span`, or words after it take it back."""
        cues = self._cues("negation", sentence, span.start - NEGATION_REACH - 20, span.start)
        if any(self._reaches(cue, span, sentence) for cue in cues):
            return True
        close = self._cues("negation-after", sentence, span.end, span.end + 4)
        return bool(close) or self._taken_back(span, sentence)

    def _taken_back(self, span: Span, sentence: Sentence) -> bool:
        later = self._cues("negation-later", sentence, span.end, span.end + TAKEN_BACK_REACH)
        return any(not _ELSEWHERE.search(self._reading.text[span.end : cue.start]) for cue in later)

    def _reaches(self, cue: Span, span: Span, sentence: Sentence) -> bool:
        if cue.end > span.start or span.start - cue.end > NEGATION_REACH or self._affirms(cue, sentence):
            return False
        text = self._reading.text
        between = text[cue.end : span.start]
        if _CLAUSE.search(between):
            return False
        stops = self._cues("negation-end", sentence, cue.end, span.start)
        if any(stop.end < span.start and not _parenthesis(text, stop) for stop in stops):
            return False
        before = text[max(sentence.span.start, cue.start - 24) : cue.start]
        if span.start - cue.end > RELATIVE_REACH and _RELATIVE.search(before):
            return False
        return _same_clause(cue.of(text).casefold(), between)

    def _affirms(self, cue: Span, sentence: Sentence) -> bool:
        """Say whether the negation is part of a set phrase that affirms (“nothing short of”, “don't miss”)."""
        return any(
            phrase.covers(cue) for phrase in self._cues("negation-spare", sentence, cue.start - 30, cue.end)
        )

    def quoted(self, span: Span, sentence: Sentence) -> bool:
        """Say whether `span` stands in quotation marks or a quotation block."""
        return sentence.block.shape is Shape.QUOTATION or self.quotation(span) is not None

    def quotation(self, span: Span) -> Span | None:
        """Return the stretch between quotation marks that covers `span`, marks included."""
        index = bisect_right(self._quotation_starts, span.start) - 1
        return self.quotations[index] if index >= 0 and self.quotations[index].covers(span) else None

    def attributed(self, span: Span, sentence: Sentence) -> bool:
        """Say whether the sentence reports somebody else's words or a rejected belief."""
        window = (span.start - REPORT_REACH, span.end + REPORT_REACH)
        for cue in self._cues("attribution", sentence, *window):
            if not cue.meets(span) and not self._own_report(cue, sentence):
                return True
        return self.rejected(span, sentence)

    def _own_report(self, cue: Span, sentence: Sentence) -> bool:
        """Say whether the reporting word reports the writer (“we say”) or nobody (“that said”)."""
        return any(
            own.meets(cue) for own in self._cues("attribution-spare", sentence, cue.start - 40, cue.end)
        )

    def reported(self, span: Span, sentence: Sentence) -> bool:
        """Say whether somebody other than the issuer says it.

        A press release chooses the words it quotes: speech in it is the issuer's own, a quoted single word is not.
        """
        if self._reading.genre.name == "press-release":
            found = self.quotation(span)
            if found is None:
                return self.rejected(span, sentence)
            return found.of(self._reading.text).count(" ") < _SPEECH_WORDS or self.rejected(span, sentence)
        return self.quoted(span, sentence) or self.attributed(span, sentence)

    def rejected(self, span: Span, sentence: Sentence) -> bool:
        """Say whether the sentence calls the thing a myth, a false claim or an error."""
        window = (span.start - REPORT_REACH, span.end + REPORT_REACH)
        return any(not cue.meets(span) for cue in self._cues("falsehood", sentence, *window))

    def cautioned(self, span: Span, sentence: Sentence) -> bool:
        """Say whether the sentence warns of such wording, forbids it, or speaks of the words themselves."""
        window = (span.start - REPORT_REACH, span.end + REPORT_REACH)
        cues = self._cues("caution", sentence, *window)
        return any(not cue.meets(span) for cue in cues) or self.rejected(span, sentence)

    def question(self, _span: Span, sentence: Sentence) -> bool:
        """Say whether the sentence asks."""
        return sentence.asks

    def hypothetical(self, span: Span, sentence: Sentence) -> bool:
        """Say whether `span` is supposed, sought or awaited rather than stated."""
        return bool(self._cues("hypothetical", sentence, span.start - REPORT_REACH, span.start))

    def hedged(self, span: Span, sentence: Sentence) -> bool:
        """Say whether a limiting word (“may”, “in a trial of 24”) stands within the sentence near `span`."""
        cues = self._cues("hedges", sentence, span.start - HEDGE_REACH, span.start + HEDGE_REACH + 1)
        return any(not span.covers(cue) for cue in cues)

    def heading(self, _span: Span, sentence: Sentence) -> bool:
        """Say whether the words are a heading or title."""
        return sentence.block.shape is Shape.HEADING

    def reference(self, span: Span, _sentence: Sentence) -> bool:
        """Say whether the words stand in the list of references."""
        return self._reading.section_at(span.start) == "references"

    def statement(self, span: Span, _sentence: Sentence) -> bool:
        """Say whether the words stand in a statement of interests, funding or the like."""
        return any(statement.span.meets(span) for statement in self._reading.statements)

    def _cues(self, lexicon: str, sentence: Sentence, start: int, end: int) -> list[Span]:
        """Return the hits of a lexicon that begin in [start, end) and in the sentence."""
        return self._reading.hits_between(
            f"@{lexicon}", max(start, sentence.span.start), min(end, sentence.span.end)
        )

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
                mark, at = match.group(), match.start()
                if opened is not None and closer in _SINGLE and (mark != closer or at - opened > MAX_SINGLE):
                    opened = None  # it was an apostrophe, or a double mark opens inside
                if opened is None:
                    before = text[at - 1 : at]
                    if (
                        mark in "”»’"
                        or (mark == '"' and before.isdigit())
                        or (mark == "'" and before.isalnum())
                    ):
                        continue  # a stray closing mark, or inches
                    opened, closer = at, _OPENERS.get(mark, mark)
                elif mark == closer:
                    yield Span(opened, match.end())
                    opened = None
            if opened is not None and (
                closer not in "\"’'" or (closer == '"' and opened == block.span.start)
            ):
                # Speech over several paragraphs opens each one and closes only the last.
                yield Span(opened, block.span.end)


def _parenthesis(text: str, stop: Span) -> bool:
    """Say whether the word stands between commas (“is not, however, a cure”) and so ends nothing."""
    return (
        text[max(0, stop.start - 2) : stop.start].rstrip(" ")[-1:] == ","
        and text[stop.end : stop.end + 1] == ","
    )


def _same_clause(cue: str, between: str) -> bool:
    """Say whether commas in `between` leave the span in the clause of the negation.

    “not, as some hope, a cure” and “not a cure, a panacea or a miracle” do; “no needles, guaranteed results” and
    “for those who do not respond, our groundbreaking drip” do not.
    """
    if "," not in between:
        return True
    if between.lstrip(" ").startswith(","):
        return between.count(",") > 1 and len(between.rsplit(",", 1)[1].split()) <= _LIST_STEP
    if cue in {"no", "without", "zero"}:
        return bool(_COORDINATED.search(between)) or " or " in between
    last = between.rsplit(",", 1)[1]
    return len(last.split()) <= _LIST_STEP and not _NEW_CLAUSE.search(last)
