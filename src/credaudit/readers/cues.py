"""Whose part of the page a block is, told from its own words by the `page-*` lexicons.

A short line is a cue only as a whole or by its first words, so that an ordinary sentence is never taken for
furniture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from credaudit.model import Region

if TYPE_CHECKING:
    from collections.abc import Callable

    from credaudit.readers import Words

MAX_LINE: Final = 160
"""Characters; a longer block is prose, not a label, a byline or a teaser."""

MAX_NOTE: Final = 1_200
"""Characters; a longer block may hold a disclaimer but is not one."""

MAX_BYLINE_WORDS: Final = 24
MAX_SENTENCE_WORDS: Final = 8

SHORT_DEGREE: Final = 2
"""Letters; a degree this short is told from other capitals by the comma before it."""

FIRST_WORD: Final = re.compile(r"\w+|©")
NEVER: Final = re.compile(r"(?!)")
SENTENCE_ENDS: Final = (".", "!", "?", "…")
CLOSING_SIGNS: Final = "\"'”’)]"

# "Safa Rubaye, MD", "Dr. A. van Lund PhD, MPH"; the credential is filled in from the lexicon.
NAME: Final = (
    r"(?:[^\W\d_a-z][\w.'’-]*\s+|(?:de|van|von|der|den|la|le|da|di|bin|al)\s+){1,5}?[^\W\d_a-z][\w'’-]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Patterns made from the lexicons, and the regions they tell."""

    first_words: frozenset[str]
    """In lower case: a line that begins otherwise is no cue."""
    lines: tuple[tuple[re.Pattern[str], Region], ...]
    teaser: re.Pattern[str]
    related: re.Pattern[str]
    disclaimer: re.Pattern[str]
    disclaimer_phrases: tuple[str, ...]
    byline: re.Pattern[str]
    byline_heading: re.Pattern[str]
    call: re.Pattern[str]

    def within(self, text: str) -> Cues:
        """Return the cues for the blocks of `text`, with only those phrases that occur in it."""
        lowered = text.lower()
        return replace(self, disclaimer_phrases=tuple(filter(lowered.__contains__, self.disclaimer_phrases)))

    def region(self, words: str) -> Region | None:
        """Return the region that a block of these words belongs to, or None when they do not tell."""
        if len(words) > MAX_LINE:
            return Region.DISCLAIMER if self._disclaims(words) else None
        if first_word(words) in self.first_words:
            for pattern, region in self.lines:
                if pattern.match(words):
                    return region
            if self.teaser.match(words) and not words.rstrip().endswith("."):
                return Region.NAVIGATION
        return Region.DISCLAIMER if self._disclaims(words) else None

    def is_byline(self, words: str) -> bool:
        """Say whether the block only names who wrote, reviewed or published it, and when."""
        if len(words) > MAX_LINE:
            return False
        # "Written by hand, the first charts were lost within a year of the fire." is prose.
        most = MAX_SENTENCE_WORDS if words.rstrip().endswith(".") else MAX_BYLINE_WORDS
        return len(words.split()) <= most and bool(self.byline.match(words))

    def _disclaims(self, words: str) -> bool:
        if len(words) > MAX_NOTE:
            return False
        if first_word(words) in self.first_words and self.disclaimer.match(words):
            return True
        if not self.disclaimer_phrases:
            return False
        # Offsets are not taken from this copy, so that its length may change.
        lowered = words.lower()
        return any(phrase in lowered for phrase in self.disclaimer_phrases)


def ends_sentence(words: str) -> bool:
    """Say whether the words end as a sentence does, quotation marks and brackets aside."""
    return words.rstrip().rstrip(CLOSING_SIGNS).endswith(SENTENCE_ENDS)


def first_word(words: str) -> str:
    """Return the first word in lower case, or the first sign where there is no word."""
    found = FIRST_WORD.search(words)
    return found[0].lower() if found else words[:1]


def cues_for(words: Words) -> Cues:
    """Return the patterns for these lexicons, compiled once."""
    return _compiled(tuple((name, tuple(words.get(name, ()))) for name in LEXICONS))


LINE_LEXICONS: Final = (
    "page-advertisement-lines",
    "page-advertisement-openers",
    "page-comment-lines",
    "page-disclaimer-openers",
    "page-footer-lines",
    "page-footer-openers",
    "page-navigation-lines",
    "page-navigation-openers",
    "page-related-headings",
)
LEXICONS: Final = (
    "page-advertisement-lines",
    "page-advertisement-openers",
    "page-byline-headings",
    "page-byline-openers",
    "page-byline-people",
    "page-call-lines",
    "page-comment-lines",
    "page-credentials",
    "page-disclaimer-openers",
    "page-disclaimer-phrases",
    "page-footer-lines",
    "page-footer-openers",
    "page-months",
    "page-navigation-lines",
    "page-navigation-openers",
    "page-related-headings",
)


@lru_cache(maxsize=4)
def _compiled(lexicons: tuple[tuple[str, tuple[str, ...]], ...]) -> Cues:
    found = dict(lexicons)

    def line(name: str) -> str:
        return rf"\W*{choice(found[name])}\W*\Z" if found[name] else NEVER.pattern

    def opener(name: str) -> str:
        return rf"\W{{0,3}}{choice(found[name])}(?!\w)" if found[name] else NEVER.pattern

    related = _any(line("page-related-headings"))
    return Cues(
        first_words=frozenset(first_word(word) for name in LINE_LEXICONS for word in found[name]),
        lines=(
            (
                _any(line("page-advertisement-lines"), opener("page-advertisement-openers")),
                Region.ADVERTISEMENT,
            ),
            (_any(line("page-comment-lines")), Region.COMMENTS),
            (_any(line("page-navigation-lines")), Region.NAVIGATION),
            (related, Region.NAVIGATION),
            (_any(line("page-footer-lines"), opener("page-footer-openers")), Region.FOOTER),
        ),
        teaser=_any(opener("page-navigation-openers")),
        related=related,
        disclaimer=_any(opener("page-disclaimer-openers")),
        disclaimer_phrases=tuple(phrase.lower() for phrase in found["page-disclaimer-phrases"]),
        byline=_byline(found, opener),
        byline_heading=_any(line("page-byline-headings")),
        call=_any(opener("page-call-lines")),
    )


def _byline(found: dict[str, tuple[str, ...]], opener: Callable[[str], str]) -> re.Pattern[str]:
    month = choice(found["page-months"])
    date = rf"(?:{month}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{month}\.?,?\s+\d{{4}}"
    date += rf"|{month}\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})"
    day = rf"\W*(?:\w+day,\s+)?{date}(?:\W+\d{{1,2}}:\d\d.{{0,20}})?\W*\Z"
    # The comma tells "Anna Lund, MS" from "Living With MS".
    degrees = found["page-credentials"]
    degree = (
        rf"(?:,\s*{choice(degrees)}|\s+{choice(tuple(word for word in degrees if len(word) > SHORT_DEGREE))})"
    )
    named = rf"(?:Dr\.?\s+)?(?-i:{NAME}{degree})(?!\w)(?:[,\s]+(?-i:[A-Z])[\w.-]*){{0,6}}\W*\Z"
    # "By Anna Lund" but not "By Monday the firm had withdrawn the drug."
    several = rf"(?-i:{NAME}{degree})(?!\w)[^.!?]{{0,120}}(?-i:{degree})(?!\w)\W*(?:\d\W*)?\Z"
    before = choice(found["page-byline-people"])
    people = rf"\W{{0,3}}{before}:?\s+(?-i:(?:Dr\.?\s+)?{NAME})[^.!?]{{0,80}}(?:[A-Z]\.?)?\W*\Z"
    return _any(opener("page-byline-openers"), day, named, several, people)


def choice(words: tuple[str, ...]) -> str:
    """Return a regular expression group for any of `words`: longest first, any blanks, either apostrophe."""
    if not words:
        return NEVER.pattern
    ordered = sorted(words, key=lambda word: (-len(word), word))
    parts = (re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered)
    return f"(?:{'|'.join(parts)})"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
