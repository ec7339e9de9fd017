"""A sentence as a string of word classes, one letter a word, on which the claim reader tells forms of English apart.

V, v, N, W acts of approval (past, present, noun, looser verb) · E, P treatments named or meant · F FDA, U in the US,
A “the agency”, G other regulators and places, B other bodies · I use · T date · Z designation · X other object (trial,
label) · D kin (“derived from”) · L second name · g gives, r receives · n not, m open (may, if) · b be, j isn't · h have
· o of, y by, f for, p other prepositions, i including, c and, k but, q which · H head or adverb, u use · w other words
· S the statement of safety or status that is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from credaudit.rulebook.phrases import Matcher, tabulate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Span
    from credaudit.reading import Reading
    from credaudit.reading.dates import DateMention
    from credaudit.reading.library import Library
    from credaudit.reading.mentions import Mention
    from credaudit.reading.sentences import Sentence

# Lexicon → class letter, strongest first: a word belongs to the first that claims it.
ACTS = {
    "claim-approved": ("V", "approved"),
    "claim-passed": ("W", "approved"),
    "claim-nod": ("N", "nodded"),
    "claim-approves": ("v", "approved"),
    "claim-approval": ("N", "approved"),
    "claim-cleared": ("V", "cleared"),
    "claim-clears": ("v", "cleared"),
    "claim-clearance": ("N", "cleared"),
    "claim-authorised": ("V", "authorised"),
    "claim-authorises": ("v", "authorised"),
    "claim-authorisation": ("N", "authorised"),
}
CLASSES = (
    ("claim-designation", "Z"),
    ("agency-fda", "F"),
    ("agency-us", "U"),
    ("agency-anaphor", "A"),
    ("agency-europe", "G"),
    ("agency-foreign", "G"),
    ("agency-unfit", "B"),
    ("agency-body", "B"),
    ("claim-not-approved", "n"),
    ("claim-negative", "n"),
    ("claim-blocker", "X"),
    ("claim-derived", "D"),
    ("claim-alias", "L"),
    ("claim-give", "g"),
    ("claim-receive", "r"),
    ("claim-open", "m"),
    ("form-home", "H"),
    ("form-nasal-spray", "H"),
    ("form-edible", "H"),
    ("form-lozenge", "H"),
)
GRAMMAR = (
    ("grammar-be", "b"),
    ("grammar-be-not", "j"),
    ("grammar-have", "h"),
    ("grammar-not", "n"),
    ("grammar-of", "o"),
    ("grammar-by", "y"),
    ("grammar-purpose", "f"),
    ("grammar-preposition", "p"),
    ("grammar-including", "i"),
    ("grammar-and", "c"),
    ("grammar-contrast", "k"),
    ("grammar-which", "q"),
    ("grammar-head", "H"),
    ("grammar-use", "u"),
)
LOCAL = (
    *(lexicon for lexicon, _ in CLASSES if lexicon.startswith("claim-") and lexicon != "claim-not-approved"),
    "agency-anaphor",
    "agency-body",
    "agency-unfit",
    "claim-bound",
    "claim-container",
    "claim-dismissed",
    "claim-person",
    "claim-reported",
    "claim-says",
    "claim-sits",
    "safety-limits",
)
"""Lexicons of common words that are looked for in the sentences read here, not in every text."""
MARKS = {",": ",", "(": "(", ")": ")", "[": "(", "]": ")", ";": ";", ":": ";", "-": ",", "--": ","}
_WORD = re.compile(r"[a-z0-9_]+(?:[.'&][a-z0-9_]+)*|'s\b|--|(?<= )-(?= )|[,;:()\[\]]")

REACH = 5
SPEAKER = 25
"""Code points in which “, Dr Who of Where” can stand before “said”."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase with its class and what it stands for; offsets are into the folded sentence."""

    letter: str
    start: int
    end: int
    word: str
    meaning: str = ""
    mention: Mention | None = None
    date: DateMention | None = None


class Reduced:
    """A sentence as a string of classes with its tokens; slots are looked up by place."""

    def __init__(
        self, reading: Reading, sentence: Sentence, mentions: list[Mention], statement: Span | None = None
    ) -> None:
        """Reduce `sentence` with its `mentions`; `statement` are words to be read as one (class S)."""
        self.reading = reading
        self.sentence = sentence
        self._mentions = mentions
        self._statement = statement
        self.local = _local(reading.library).scan(sentence.folded)
        """Hits of the lexicons that only such sentences need; offsets are into the folded sentence."""
        self.tokens = tuple(self._tokens())
        self.letters = "".join(token.letter for token in self.tokens)

    def _tokens(self) -> Iterator[Token]:
        marked = self._marked()
        at = 0
        lexicon = _grammar(self.reading.library)
        folded = self.sentence.folded
        position = 0
        while True:
            match = _WORD.search(folded, position)
            while at < len(marked) and marked[at].end <= (match.start() if match else len(folded)):
                yield marked[at]
                position = max(position, marked[at].end)
                at += 1
                match = _WORD.search(folded, position)
            if match is None:
                return
            if at < len(marked) and marked[at].start < match.end():
                position = marked[at].end
                yield marked[at]
                at += 1
                continue
            word = match.group()
            letter = MARKS.get(word) or ("s" if word == "'s" else lexicon.get(word.removesuffix("'s"), "w"))
            if letter == "w" and word.endswith("ly"):
                letter = "H"  # adverbs stand where heads may: between a treatment and its verb
            yield Token(letter, match.start(), match.end(), word)
            position = match.end()

    def _marked(self) -> list[Token]:
        """Return the tokens that lexicons, entities and dates make, disjoint and in order; the strongest class wins."""
        taken: list[Token] = []
        for token in self._candidates():
            if not any(token.start < other.end and other.start < token.end for other in taken):
                taken.append(token)
        return sorted(taken, key=lambda token: token.start)

    def _candidates(self) -> Iterator[Token]:
        reading, sentence = self.reading, self.sentence
        if self._statement is not None:
            yield self._token("S", self._statement)
        for mention in self._mentions:
            yield self._token("E" if mention.named else "P", mention.span, mention=mention)
        for lexicon, (letter, value) in ACTS.items():
            for span in reading.hits_in(f"@{lexicon}", sentence):
                yield self._token(letter, span, value)
        for date in reading.dates:
            if sentence.span.covers(date.span):
                yield self._token("T", date.span, date=date)
        for span, meaning in sorted(self._uses(), key=lambda one: (one[0].start - one[0].end, one[0])):
            yield self._token("I", span, meaning)
        yield from self._cues()

    def _cues(self) -> Iterator[Token]:
        folded = self.sentence.folded
        for lexicon, letter in CLASSES:
            if lexicon in LOCAL:
                meaning = "unfit" if lexicon == "agency-unfit" else ""
                for start, end in self.local.of(lexicon):
                    yield Token(letter, start, end, folded[start:end], meaning)
                continue
            meaning = "EC" if lexicon == "agency-europe" else ""
            for span in self.reading.hits_in(f"@{lexicon}", self.sentence):
                yield self._token(letter, span, meaning)

    def _uses(self) -> Iterator[tuple[Span, str]]:
        for key in self.reading.keys:
            if key.startswith("@indication-"):
                for span in self.reading.hits_in(key, self.sentence):
                    yield span, key.removeprefix("@indication-")

    def _token(
        self,
        letter: str,
        span: Span,
        meaning: str = "",
        mention: Mention | None = None,
        date: DateMention | None = None,
    ) -> Token:
        start, end = (
            self.reading.folded.folded(at) - self.sentence.folded_start for at in (span.start, span.end)
        )
        return Token(letter, start, end, self.sentence.folded[start:end], meaning, mention, date)

    def span(self, first: int, last: int) -> Span:
        """Return the span of the text from token `first` to token `last`."""
        start = self.sentence.folded_start + self.tokens[first].start
        return self.reading.unfold(start, self.sentence.folded_start + self.tokens[last].end)

    @cached_property
    def reported(self) -> bool:
        """Whether the sentence gives its matter to somebody other than the agency, or calls it wrong."""
        reading, sentence = self.reading, self.sentence
        if self.local.of("claim-reported") or reading.hits_in("@falsehood", sentence):
            return True
        agencies = [token for token in self.tokens if token.letter in "FA"]
        got = [token for token in self.tokens if token.letter == "r"]
        cues = [
            (cue.start, cue.end)
            for cue in map(self._cue, reading.hits_in("@attribution", sentence))
            if not any(one.start < cue.end and cue.start < one.end for one in got)
        ]  # “sold with FDA approval” tells no name
        return any(
            not any(abs(start - one.end) <= REACH or abs(one.start - end) <= REACH for one in agencies)
            for start, end in (*cues, *filter(self._speaks_for, self.local.of("claim-says")))
        )

    def _speaks_for(self, said: tuple[int, int]) -> bool:
        """Say whether a verb of speech governs the act: it stands before it, or behind a comma (“…, she said”).

        “Whatever they tell you” gives the matter to nobody else.
        """
        if any(0 <= said[0] - end <= SPEAKER for _, end in self.local.of("claim-dismissed")):
            return False
        first = min((token.start for token in self.tokens if token.letter in "VvNW"), default=0)
        return said[0] < first or "," in self.sentence.folded[max(0, said[0] - SPEAKER) : said[0]]

    def _cue(self, span: Span) -> Token:
        return self._token("", span)

    def next_to_hyphen(self, index: int) -> bool:
        """Say whether the token is tied to the one before it by a hyphen (“FDA-approved”)."""
        start = self.tokens[index].start
        return start > 0 and self.sentence.folded[start - 1] == "-"


_LOCAL: WeakKeyDictionary[Library, Matcher] = WeakKeyDictionary()


def _local(library: Library) -> Matcher:
    known = _LOCAL.get(library)
    if known is None:
        known = _LOCAL[library] = Matcher(tabulate({name: library.words.get(name, ()) for name in LOCAL}))
    return known


_GRAMMAR: WeakKeyDictionary[Library, dict[str, str]] = WeakKeyDictionary()


def _grammar(library: Library) -> dict[str, str]:
    known = _GRAMMAR.get(library)
    if known is None:
        known = {}
        for lexicon, letter in GRAMMAR:
            for word in library.words.get(lexicon, ()):
                known.setdefault(word, letter)
        _GRAMMAR[library] = known
    return known
