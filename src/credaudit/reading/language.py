"""The language of a text, by the share of each language's commonest small words (lexicons `language-xx`).

Cavnar and Trenkle 1994 rank n-grams; for whole texts the shares of small words tell as much at a fraction of the cost.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credaudit.reading import Reading

SAMPLE = 3_000
"""Code points of the middle of a long text that are looked at."""
MIN_WORDS = 12
"""Fewer words tell no language."""
MIN_SHARE = 0.12
"""Share of small words that running text of any of the languages exceeds; tables and lists do not."""
PLAIN_ENGLISH = 0.25
"""Share of small English words that no text in another language reaches; the other lists are then left alone."""
MARGIN = 1.15
"""How much more often the first language's words must stand there than the second's."""
PREFIX = "language-"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7af]"), "ko"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[\u0600-\u06ff]"), "ar"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u0400-\u04ff]"), "ru"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u0900-\u097f]"), "hi"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
)
SCRIPT_SHARE = 0.2
"""Share of the sample in a script of its own from which the script tells the language (or its commonest one)."""


def tell(reading: Reading) -> str:
    """Return the ISO 639-1 code, or `und` for a text too short or too mixed to tell."""
    text = reading.text
    start = max(0, (len(text) - SAMPLE) // 2) if len(text) > 2 * SAMPLE else 0
    sample = text[start : start + SAMPLE]
    if not sample.isascii() and (script := _by_script(sample)):
        return script
    words = [word.lower() for word in _WORD.findall(sample)]
    declared = reading.document.metadata.language.lower()[:2]
    if len(words) < MIN_WORDS:
        return declared or ("en" if _english(words, reading.library.words) else "und")
    lists = small_words(reading.library.words)
    english = dict(lists).get("en", frozenset())
    if sum(map(english.__contains__, words)) >= PLAIN_ENGLISH * len(words):
        return "en"
    counts = _counts(words, lists)
    if not counts:
        return declared or "und"
    (code, most), second = counts[0], counts[1][1] if len(counts) > 1 else 0
    if most < MIN_SHARE * len(words):
        return declared or "und"
    return code if most >= MARGIN * second else (declared or "und")


def _by_script(sample: str) -> str:
    letters = sum(map(str.isalpha, sample)) or 1
    return next(
        (code for script, code in _SCRIPTS if len(script.findall(sample)) > SCRIPT_SHARE * letters), ""
    )


def _english(words: list[str], lexicons: Mapping[str, tuple[str, ...]]) -> bool:
    """Say whether a few words hold a small English word and none that only other languages have."""
    lists = dict(small_words(lexicons))
    english = lists.get("en", frozenset())
    others = frozenset[str]().union(*(listed for code, listed in lists.items() if code != "en")) - english
    return any(word in english for word in words) and not any(word in others for word in words)


def _counts(words: list[str], lists: tuple[tuple[str, frozenset[str]], ...]) -> list[tuple[str, int]]:
    counts = [(code, sum(map(listed.__contains__, words))) for code, listed in lists]
    return sorted(counts, key=lambda count: (-count[1], count[0]))


def small_words(lexicons: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return language code → its commonest small words."""
    return _compiled(
        tuple((name, tuple(words)) for name, words in lexicons.items() if name.startswith(PREFIX))
    )


@lru_cache(maxsize=4)
def _compiled(lexicons: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name.removeprefix(PREFIX), frozenset(words)) for name, words in lexicons)
