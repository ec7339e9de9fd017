"""Lexicons as finders: each compiled once to one RE2 alternation, for sentences that a trigger word picked out.

A lexicon of this kind says `scan: false`: its many wordings are not searched for in every text, and alternatives need
not be spelt out one by one. `…` inside a phrase is a gap of at most GAP code points within the clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from credaudit.rulebook.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credaudit.reading.library import Library

GAP = 60
_PARTS = re.compile(r"(\{[^{}]*\}|\.\.\.|\*| +)")
_NARROW = rf"[^.;]{{0,{GAP}}}?"
_WIDE = "[^.;]*"
_WORD = re.compile(r"[a-z0-9_{]")


class Terms:
    """The finders of one library, by lexicon id."""

    def __init__(self, library: Library) -> None:
        """Read the lexicons of `library`; each is compiled when first asked for."""
        self._words = library.words
        self._finders: dict[str, Any] = {}
        self._sets: dict[str, frozenset[str]] = {}

    def finder(self, *names: str) -> Any:  # noqa: ANN401 (google-re2 has no types)
        """Return one RE2 over bytes that finds any wording of the lexicons; group names are their ids with `_`."""
        key = "|".join(names)
        found = self._finders.get(key)
        if found is None:
            groups = (f"(?P<{name.replace('-', '_')}>{alternation(self._words[name])})" for name in names)
            found = self._finders[key] = _compile("|".join(groups))
        return found

    def gate(self, *names: str) -> Any:  # noqa: ANN401 (google-re2 has no types)
        """Return one RE2 that finds whatever `finder` finds, and wider gaps too: a small automaton, for most lines."""
        key = ">".join(names)
        found = self._finders.get(key)
        if found is None:
            wide = "|".join(alternation(self._words[name]) for name in names).replace(_NARROW, _WIDE)
            found = self._finders[key] = _compile(wide)
        return found

    def words(self, name: str) -> frozenset[str]:
        """Return the words of a lexicon of single words."""
        known = self._sets.get(name)
        if known is None:
            known = self._sets[name] = frozenset(self._words[name])
        return known

    def within(self, name: str, line: bytes) -> bool:
        """Say whether `line` holds a wording of the lexicon."""
        return self.finder(name).search(line) is not None

    def spans(self, name: str, line: bytes) -> list[tuple[int, int]]:
        """Return the (start, end) of each wording of the lexicon in `line`."""
        return [match.span() for match in self.finder(name).finditer(line)]

    def kinds(self, names: tuple[str, ...], line: bytes) -> Iterator[tuple[str, int, int]]:
        """Yield (lexicon, start, end) for each wording of any of the lexicons in `line`, leftmost first, disjoint."""
        for match in self.finder(*names).finditer(line):
            yield match.lastgroup.decode("ascii").replace("_", "-"), *match.span()


_OF: WeakKeyDictionary[Library, Terms] = WeakKeyDictionary()


def of(library: Library) -> Terms:
    """Return the finders of `library`, made once."""
    found = _OF.get(library)
    if found is None:
        found = _OF[library] = Terms(library)
    return found


def alternation(phrases: Iterable[str]) -> str:
    """Return a regular expression for any of `phrases`, without spelling out their alternatives."""
    return "|".join(_regex(fold(phrase).text) for phrase in phrases)


def _regex(phrase: str) -> str:
    left = r"\b" if _WORD.match(phrase) else ""
    right = r"\b" if phrase[-1].isalnum() or phrase[-1] == "}" else ""
    return left + _inside(phrase) + right


def _inside(phrase: str) -> str:
    pieces: list[str] = []
    for part in _PARTS.split(phrase):
        if part.startswith("{"):
            pieces.append("(?:" + "|".join(_inside(choice) for choice in part[1:-1].split(",")) + ")")
        elif part == "...":
            pieces.append(_NARROW)
        elif part == "*":
            pieces.append(r"\w*")
        elif part.isspace():
            pieces.append(" +")
        else:
            pieces.append(re.escape(part))
    return "".join(pieces)


def _compile(pattern: str) -> Any:  # noqa: ANN401 (google-re2 has no types)
    import re2  # noqa: PLC0415 (15 ms; only texts with a trigger word need it)

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    options.encoding = re2.Options.Encoding.LATIN1
    return re2.compile(pattern.encode("ascii"), options)
