"""How hard the text is to read: measures for the report, never blame.

All come from one pass over the words of the running text. Syllables are counted by rule, in microseconds: a hyphenation
dictionary takes a third of a second to load and a tenth of a millisecond a word, one of pronunciation is a download.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, Final

from credaudit.model import Region, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credaudit.reading import Reading

MIN_WORDS: Final = 100
"""Fewer words give no measure: grade formulas were made for passages of 100 words and more."""
MIN_SMOG_SENTENCES: Final = 30
"""Sentences that SMOG needs (McLaughlin 1969, Journal of Reading 12:639–646)."""
WORDS_PER_MINUTE: Final = 238
"""Silent reading of non-fiction by adults (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""
LONG_WORD: Final = 6
"""LIX and RIX count words of more letters than this (Björnsson 1968; Anderson 1983)."""
POLYSYLLABLE: Final = 3
"""Syllables from which SMOG counts a word."""
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.LIST_ITEM, Shape.QUOTATION})
_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are two syllables: media, radio, serious, champion, medium, usual, video, diet, being, idea.
_HIATUS = re.compile(
    r"ia|io(?![un])|(?<=[^ctxg])iou|(?<=[^ctsxg])ion|iu|(?<=[^gq])ua(?=[^aeiou])|(?:^|[dghnrt])eo(?!u)|iet|[rdl]ien|scien|[aeiou]ing|creat|real[i]|(?<=...)ea$"
)
# One syllable less than that: special, physician, essential; actively; stopped, lives.
_MERGED = re.compile(
    r"[ct]ia[ln]|ely$|(?<=[^aeioutdl])ed$|(?<=[aeiouy]l)ed$|(?<=[^aeiouyszxcghl])es$|(?<=[aeiouy]l)es$"
)
_SPOKEN_END = re.compile(r"(?:[^aeiouy]l|ism|isms)$")


def measures(reading: Reading) -> Mapping[str, float]:
    """Return measures of the running text by name; empty under MIN_WORDS words.

    `words`, `sentences`, `words_per_sentence`, `reading_minutes`; grades `flesch_kincaid` (Kincaid 1975), `smog`
    (McLaughlin 1969), `automated_readability` (Smith and Senter 1967), `coleman_liau` (1975); and `lix`, `rix`.
    """
    sentences = [
        words
        for sentence in reading.sentences
        if sentence.block.region is Region.MAIN
        and sentence.block.shape in _SHAPES
        and (words := _WORD.findall(sentence.folded))
    ]
    tokens = [word for words in sentences for word in words]
    if len(tokens) < MIN_WORDS:
        return {}
    return {name: round(value, 2) for name, value in _formulas(tokens, len(sentences)).items()}


def _formulas(tokens: list[str], sentences: int) -> dict[str, float]:
    words = len(tokens)
    syllables = [count_syllables(token) for token in tokens]
    joined = "".join(tokens)
    letters = len(joined) - joined.count("'") - joined.count("-")
    long_words = sum(length > LONG_WORD for length in map(len, tokens))
    per_sentence = words / sentences
    found = {
        "words": float(words),
        "sentences": float(sentences),
        "words_per_sentence": per_sentence,
        "reading_minutes": words / WORDS_PER_MINUTE,
        "flesch_kincaid": 0.39 * per_sentence + 11.8 * sum(syllables) / words - 15.59,
        "automated_readability": 4.71 * letters / words + 0.5 * per_sentence - 21.43,
        "coleman_liau": 5.88 * letters / words - 29.6 * sentences / words - 15.8,
        "lix": per_sentence + 100 * long_words / words,
        "rix": long_words / sentences,
    }
    if sentences >= MIN_SMOG_SENTENCES:
        polysyllables = sum(number >= POLYSYLLABLE for number in syllables)
        found["smog"] = 1.043 * sqrt(30 * polysyllables / sentences) + 3.1291
    return found


@lru_cache(maxsize=1 << 16)
def count_syllables(word: str) -> int:
    """Return the syllables of a lower-case English word by its vowel groups; right in about nine words of ten."""
    if "-" in word:
        return sum(count_syllables(part) for part in word.split("-"))
    if not word.isalpha():
        word = word.partition("'")[0] if "'" in word else word
        if any(char.isdigit() for char in word):
            return max(1, sum(char.isdigit() for char in word))
    stem = word.removesuffix("e")
    count = len(_VOWELS.findall(stem)) + len(_HIATUS.findall(stem)) - len(_MERGED.findall(word))
    if (stem != word or stem.endswith(("m", "ms"))) and _SPOKEN_END.search(stem):
        count += 1  # little, people; prism
    return max(1, count)
