"""The text as characters: what cannot be seen, what only looks like a letter, what could not be decoded."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, finding
from credaudit.model import Also, Span
from credaudit.rulebook.fold import LOOK_ALIKES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Finding
    from credaudit.reading import Reading
    from credaudit.rulebook import Rule

MAX_PLACES: Final = 20
"""Places that one finding lists; the message gives the whole number."""
# Zero width space, joiners, invisible operators, byte order mark: nothing between two Latin letters needs them.
_INVISIBLE = re.compile(
    r"[A-Za-z\u00c0-\u024f]*(?:(?<=[A-Za-z\u00c0-\u024f])[\u180e\u200b-\u200f\u2060-\u2064\ufeff\u3164\u115f]+[A-Za-z\u00c0-\u024f]+)+"
)
# Overrides turn the order of reading; tag characters outside a flag (U+1F3F4) spell text that nobody sees.
_OVERRIDE = re.compile(
    r"[\u202d\u202e][^\u202c\n]{0,80}\u202c?|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0020-\U000e007f]+"
)
_SUSPECT = re.compile(
    r"[\u180e\u200b-\u200f\u202d\u202e\u2060-\u2064\u3164\u115f\ufeff\U000e0020-\U000e007f]"
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_SMALL: Final = ascii_lowercase
_GREEK_TWINS: Final = frozenset(
    "\u03bf\u03b9\u03c5\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
"""Omicron, iota, upsilon and the capitals that look Latin: no symbol of science uses them inside a Latin word."""
_SYMBOL_NEIGHBOURS: Final = 3
"""Latin letters from which a word with a Greek twin is no symbol (`Αβ`, `kΩ`)."""


def hidden_characters(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for invisible characters inside Latin words and for marks that turn the reading order."""
    text = reading.text
    if text.isascii() or not _SUSPECT.search(text):
        return
    spans = sorted(
        Span(*match.span()) for pattern in (_INVISIBLE, _OVERRIDE) for match in pattern.finditer(text)
    )
    if not spans:
        return
    first = _SUSPECT.search(text, spans[0].start)
    code = f"{ord(first.group()):04X}" if first else "200B"
    yield finding(reading, rule, spans[0], also=_more(reading, spans), n=len(spans), code=code)


def mixed_script(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for words that mix Latin letters with Cyrillic or Greek look-alikes (UTS 39, confusables)."""
    text = reading.text
    if text.isascii():
        return
    spans: list[Span] = []
    end = -1
    for foreign in _FOREIGN.finditer(text):
        if foreign.start() < end:
            continue
        word = _word_around(text, foreign.start())
        end = word.end
        if _mixed(word.of(text)):
            spans.append(word)
    if spans:
        yield finding(reading, rule, spans[0], also=_more(reading, spans), n=len(spans))


def _more(reading: Reading, spans: list[Span]) -> tuple[Also, ...]:
    return tuple(Also(place=reading.place(span), why="the same words again") for span in spans[1:MAX_PLACES])


def _word_around(text: str, offset: int) -> Span:
    start = offset
    while start and offset - start < _LONGEST and text[start - 1].isalpha():
        start -= 1
    match = _WORD.match(text, start)
    return Span(start, min(match.end(), offset + _LONGEST) if match else offset + 1)


_LONGEST: Final = 60
"""Letters looked at on either side: no word is longer."""


def _mixed(word: str) -> bool:
    latin = len(_LATIN.findall(word))
    foreign = [char for char in word if _FOREIGN.match(char)]
    if not latin or any("\u0400" <= char <= "\u052f" and char not in LOOK_ALIKES for char in foreign):
        return False  # no Latin letters, or letters that look like no Latin one: a foreign word with a Latin ending
    return any(_out_of_place(word, index) for index, char in enumerate(word) if char in foreign)


def _out_of_place(word: str, index: int) -> bool:
    char = word[index]
    if "\u0400" <= char <= "\u052f":
        return True
    before, after = word[:index], word[index + 1 :]
    if char in _GREEK_TWINS:
        return len(_LATIN.findall(word)) >= _SYMBOL_NEIGHBOURS
    return before[-1:] in _SMALL and after[:1] in _SMALL and bool(before and after)


def hidden_text(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a note where the reader of the format met text that the page does not show."""
    kept = reading.document.metadata.extra.get("hidden-text", "")
    length = re.match(r"\d+", kept)
    if length is None or int(length.group()) < int(rule.settings["characters"]):
        return
    yield finding(reading, rule, Span(len(reading.text), len(reading.text)), sample=_sample(kept))


def _sample(kept: str) -> str:
    about, _, words = kept.partition(": ")
    return f"{about} (“{words[:_SAMPLE].rstrip()}…”)"


_SAMPLE: Final = 40
"""Code points of the unseen text that the message quotes."""


def undecoded(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a note at the first character that could not be decoded."""
    at = reading.text.find("\ufffd")
    number = max(reading.document.replaced, reading.text.count("\ufffd"))
    if at >= 0 and number:
        yield finding(reading, rule, Span(at, at + 1), n=number)


ANALYZER: Final = Analyzer(
    family="text",
    checks={
        "hidden_characters": hidden_characters,
        "mixed_script": mixed_script,
        "hidden_text": hidden_text,
        "undecoded": undecoded,
    },
)
