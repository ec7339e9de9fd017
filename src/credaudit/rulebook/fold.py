"""The folded copy of a text that all matching runs on, with the way back to the original offsets.

Folded text is ASCII and lower case: compatibility forms and accents are dropped, typographic quotes and dashes made
plain, look-alike letters of other scripts read as what they look like, invisible characters and soft hyphens removed,
white space made blanks. Other letters become `_`, which is a word character, so that word boundaries hold.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPECIAL = re.compile(r"[^\x00-\x7f]|[a-z]-\n(?=[a-z])|(?<=\S)(?:[ \t]{2,}|[ \t]*\n[ \t]+|[ \t]+\n)(?=\S)")
_WIDE = re.compile(r"-\n|[ \t][ \t]|\n[ \t]|[ \t]\n")
_TO_BLANK = {ord(char): " " for char in "\t\n\r\x0b\x0c"}
_PLAIN = {
    **dict.fromkeys("‘’‛′ʼ＇", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    "…": "...",
    "×": "x",
    "•": "*",
    "®": "",
    "™": "",
    "©": "",
    "\ufffd": "?",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "€": "$",
    "£": "$",
    "·": ".",
    "μ": "u",
}
# Letters of Cyrillic and Greek that no reader can tell from Latin ones: Unicode Technical Standard 39, confusables.txt.
LOOK_ALIKES = dict(
    zip(
        "абвеиікмнорстухѕјԁԛԝһɡαοιυνρτκАВЕІКМНОРСТУХЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "abbeuikmhopctyxsjdqwhgaoiuvptkABEIKMHOPCTYXSJABEZHIKMNOPTYX",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `back` holds the original offset of every folded character, or None when the two run in step."""

    text: str
    back: Sequence[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of a folded range."""
        if self.back is None:
            return start, end
        if start == end:
            return self.back[start], self.back[start]
        return self.back[start], self.back[end - 1] + 1

    def folded(self, offset: int) -> int:
        """Return the folded offset of the first folded character at or after the original `offset`."""
        if self.back is None:
            return offset
        return bisect_left(self.back, offset)


def fold(text: str) -> Folded:
    """Fold `text`; linear in its length."""
    if text.isascii() and not _WIDE.search(text):
        return Folded(text.translate(_TO_BLANK).lower(), None)
    pieces: list[str] = []
    back: list[int] = []
    last = 0
    stepwise = True
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        found = match.group()
        if found[0] in " \t\n":  # a run of white space inside a paragraph
            replacement = " "
        elif len(found) > 1:  # a word broken over two lines: drop hyphen and line end
            start, replacement = start + 1, ""
        else:
            replacement = _plain(found)
        pieces.append(text[last:start])
        pieces.append(replacement)
        if stepwise and len(replacement) != end - start:
            stepwise = False
            back.extend(range(start))
        elif not stepwise:
            back.extend(range(last, start))
        if not stepwise:
            back.extend([start] * len(replacement))
        last = end
    pieces.append(text[last:])
    folded = "".join(pieces).translate(_TO_BLANK).lower()
    if stepwise:
        return Folded(folded, None)
    back.extend(range(last, len(text) + 1))
    return Folded(folded, back)


@cache
def _plain(char: str) -> str:
    known = _PLAIN.get(char) if char in _PLAIN else LOOK_ALIKES.get(char)
    if known is not None:
        return known
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me", "Cc"}:
        return ""
    if category.startswith("Z"):
        return " "
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    plain = "".join(LOOK_ALIKES.get(part, _PLAIN.get(part, part)) for part in plain)
    if plain.isascii():
        return plain
    lowered = plain.lower()
    if lowered != plain:
        return _plain(lowered) if len(lowered) == 1 else "_"
    return "_" if category[0] in "LN" else " "
