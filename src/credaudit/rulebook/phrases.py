"""The small language of phrases: alternatives, open endings, and the matcher that finds all of them at once."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from credaudit.rulebook.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_BLANK = re.compile(r"\s+(?![^{]*\})")
_TOKENS = re.compile(r"\{[^{}]*\}|[^{}]+")
MANY = 24
"""Wordings from which a phrase is matched word by word."""
ADJACENT = 2
"""Reach between words of one phrase: white space only."""
_GAP = re.compile(r"\s+(\.\.\.?)\s+")
REACH = {"..": 30, "...": 75}
"""Code points that a gap may span: `..` about three words, `...` about eight; never past the end of a sentence."""
_STOP = re.compile(r"[.!?;](?:\s|$)|\s\s")
_BRACES = re.compile(r"\{([^{}]*)\}")
_WORDY = bytes(chr(code).isalnum() or chr(code) == "_" for code in range(128)) + b"\0" * 128
FREE, CLOSED, OPEN = range(3)
"""How a wording ends: anywhere, at the end of a word, or with the rest of the word."""
_SHORT = re.compile(r"\b\w{1,3}\b", re.ASCII)
_WORD = re.compile(r"\w", re.ASCII)
_WORD_REST = re.compile(r"[\w]*(?:'[\w]+)?", re.ASCII)
Hit = tuple[int, int]
"""Offsets of a hit in the folded text."""
Gapped = tuple[list[int], list[int], int]
"""A phrase in pieces: their numbers, the reach of the gap after each but the last, and which piece is rarest."""
Table = dict[str, Any]
"""What a Matcher is built from, as plain JSON values: names, stems, short, owners, starts, ends, pieces, gapped."""
MAX_ALTERNATIVES = 20_000  # of one word or one pattern's slot


def expand(phrase: str) -> Iterator[str]:
    """Yield every literal wording of `phrase`: `{a,b} c` gives `a c` and `b c`; an empty alternative is allowed.

    Raises ValueError when a brace is not closed or there are more than MAX_ALTERNATIVES wordings.
    """
    pieces = _BRACES.split(phrase)
    if any(mark in piece for piece in pieces[::2] for mark in "{}"):
        message = f"unbalanced brace in “{phrase}”"
        raise ValueError(message)
    choices = [[piece] if index % 2 == 0 else piece.split(",") for index, piece in enumerate(pieces)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MAX_ALTERNATIVES:
        message = f"more than {MAX_ALTERNATIVES} wordings in “{phrase}”; ` .. ` stands for up to three words"
        raise ValueError(message)
    for chosen in product(*choices):
        wording = " ".join("".join(chosen).split())
        if wording:
            yield wording


def parts(phrase: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Split a phrase at its gaps: the phrases between them, and the reach of each gap in code points.

    A phrase with many alternatives in a row is split between words too (reach ADJACENT), so that their numbers add
    instead of multiplying. Raises ValueError like `expand`.
    """
    pieces: list[str] = []
    reaches: list[int] = []
    for index, piece in enumerate(_GAP.split(" ".join(phrase.split()))):
        if index % 2:
            reaches.append(REACH[piece])
            continue
        words = _words(piece) if _count(piece) > MANY else [piece]
        pieces.extend(words)
        reaches.extend([ADJACENT] * (len(words) - 1))
    return tuple(pieces), tuple(reaches)


def _words(piece: str) -> list[str]:
    """Split at blanks outside braces; a word that may be empty stays with the next one."""
    words: list[str] = []
    for word in _BLANK.split(piece):
        if words and all("" in _choices(part) for part in _TOKENS.findall(words[-1])):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _choices(part: str) -> list[str]:
    return [choice.strip() for choice in part.strip("{}").split(",")] if part.startswith("{") else [part]


def _count(piece: str) -> int:
    count = 1
    for braces in _BRACES.findall(piece):
        count *= braces.count(",") + 1
    return count


def to_regex(phrases: Iterable[str]) -> str:
    """Return an RE2 alternation of all wordings, longest first, for use inside a pattern."""
    wordings = {fold(wording).text for phrase in phrases for wording in _joined(phrase)}
    ordered = sorted(wordings, key=lambda wording: (-len(wording), wording))
    return "(?:" + "|".join(_wording_regex(wording) for wording in ordered) + ")"


def _joined(phrase: str) -> Iterator[str]:
    pieces = _GAP.split(phrase)
    if len(pieces) > 1:
        message = f"“{phrase}” has a gap and cannot be part of a pattern"
        raise ValueError(message)
    yield from expand(pieces[0])


def _wording_regex(wording: str) -> str:
    stem = wording.removesuffix("*")
    left = r"\b" if _WORD.match(stem) else ""
    right = r"\w*" if wording.endswith("*") else (r"\b" if _WORD.match(stem[-1]) else "")
    return left + re.escape(stem).replace(r"\ ", r"\s+") + right


def tabulate(phrases: Mapping[str, Iterable[str]]) -> Table:
    """Expand `phrases` (key → phrases; keys share wordings freely) into the plain table that a Matcher works from."""
    names: dict[str, int] = {}
    owners: dict[str, list[int]] = {}
    gapped: dict[str, list[Gapped]] = {}
    pieces: dict[int, list[str]] = {}
    for key, own in phrases.items():
        for phrase in own:
            split, gaps = parts(fold(phrase).text)
            if gaps:
                numbers = [names.setdefault(f"\0{piece}", len(names)) for piece in split]
                for number, piece in zip(numbers, split, strict=True):
                    pieces.setdefault(number, [one for one in expand(piece) if one != "*"])
                gapped.setdefault(key, []).append((numbers, list(gaps), _rarest(numbers, pieces)))
                continue
            number = names.setdefault(key, len(names))
            for wording in expand(split[0]):
                if wording != "*":  # “©” alone folds to nothing
                    owners.setdefault(wording, []).append(number)
    anchors = {numbers[rarest] for found in gapped.values() for numbers, _gaps, rarest in found}
    for number, wordings in pieces.items():
        for wording in wordings:
            owners.setdefault(wording, []).extend([number] if number in anchors else [])
    short = [wording for wording in owners if _SHORT.fullmatch(wording)]
    long = [wording for wording in owners if not _SHORT.fullmatch(wording)]
    place = {wording: index for index, wording in enumerate([*long, *short])}
    stems = [wording.removesuffix("*") for wording in long]
    return {
        "names": list(names),
        "stems": stems,
        "short": short,
        "owners": [sorted(set(owners[wording])) for wording in [*long, *short]],
        "starts": [int(bool(_WORD.match(stem))) for stem in stems],
        "ends": [
            OPEN if wording.endswith("*") else CLOSED if _WORD.match(stem[-1]) else FREE
            for stem, wording in zip(stems, long, strict=True)
        ],
        "pieces": [
            [place[one] for one in pieces[number]] if number in pieces and number not in anchors else []
            for number in range(len(names))
        ],
        "gapped": gapped,
    }


def _rarest(numbers: Sequence[int], pieces: Mapping[int, list[str]]) -> int:
    """Return which piece of a phrase is likely to be met least: the one whose shortest wording is longest."""
    shortest = [min((len(wording) for wording in pieces[number]), default=0) for number in numbers]
    return max(range(len(numbers)), key=lambda index: (shortest[index], -len(pieces[numbers[index]])))


class Matcher:
    """All phrases of a run in one automaton; one pass over a folded text finds every hit with its place.

    Aho and Corasick 1975, doi:10.1145/360825.360855: time linear in text and hits, however many phrases there are.
    """

    def __init__(self, table: Table) -> None:
        """Build the automaton from a table that `tabulate` made, now or when the rules were packed."""
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 (6 ms; --help does without)

        self._table = table
        self._numbers = {name: number for number, name in enumerate(table["names"])}
        self._starts, self._ends = table["starts"], table["ends"]
        self._short = {word: index for index, word in enumerate(table["short"], len(table["stems"]))}
        self._automaton = AhoCorasick(table["stems"]) if table["stems"] else None

    def scan(self, folded: str) -> Hits:
        """Return every hit of every key in `folded`: whole words, the longest of a key's overlapping hits."""
        found = self._long_hits(folded)
        self._short_hits(folded, found)
        owners = self._table["owners"]
        owned: dict[int, list[list[Hit]]] = {}
        for index, hits in found.items():
            for number in owners[index]:
                if number in owned:
                    owned[number].append(hits)
                else:
                    owned[number] = [hits]
        return Hits(folded, found, owned, self._numbers, self._table)

    def _long_hits(self, folded: str) -> dict[int, list[Hit]]:
        found: dict[int, list[Hit]] = {}
        if self._automaton is None:
            return found
        starts, ends = self._starts, self._ends
        # One byte a character, 1 for word characters; padded, so that wordy[i] is the character before offset i.
        wordy = b"\0" + folded.encode("ascii", "replace").translate(_WORDY) + b"\0"
        for index, start, stop in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if starts[index] and wordy[start]:
                continue
            end = stop
            if wordy[stop + 1] and ends[index] != FREE:
                if ends[index] == CLOSED:
                    continue
                rest = _WORD_REST.match(folded, stop)
                end = rest.end() if rest else stop
            if index in found:
                found[index].append((start, end))
            else:
                found[index] = [(start, end)]
        return found

    def _short_hits(self, folded: str, found: dict[int, list[Hit]]) -> None:
        """Look short words up word by word: the automaton would meet “a” inside every other word."""
        short = self._short
        for match in _SHORT.finditer(folded) if short else ():
            index = short.get(match.group())
            if index is not None:
                if index in found:
                    found[index].append(match.span())
                else:
                    found[index] = [match.span()]


class Hits:
    """The hits of one text, put together for a key when it is asked for."""

    def __init__(
        self,
        folded: str,
        found: Mapping[int, list[Hit]],
        owned: Mapping[int, list[list[Hit]]],
        numbers: Mapping[str, int],
        table: Table,
    ) -> None:
        """Take the hits of each wording, and those under the numbers of the keys and rarest pieces that own it."""
        self._folded, self._found, self._owned, self._numbers = folded, found, owned, numbers
        self._names, self._wordings, self._gapped = table["names"], table["pieces"], table["gapped"]
        self._pieces: dict[int, list[Hit]] = {}

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that may have a hit: of its own, or of the rarest piece of one of its phrases."""
        owned = self._owned
        own = {name for name in map(self._names.__getitem__, owned) if name[0] != "\0"}
        for key, phrases in self._gapped.items():
            if any(numbers[rarest] in owned for numbers, _gaps, rarest in phrases):
                own.add(key)
        return frozenset(own)

    def of(self, key: str) -> list[Hit]:
        """Return the offsets of `key` in order."""
        owned = self._owned
        hits = [hit for own in owned.get(self._numbers.get(key, -1), ()) for hit in own]
        for numbers, gaps, rarest in self._gapped.get(key, ()):
            if numbers[rarest] in owned and all(map(self._piece, numbers)):
                hits.extend(_join([self._pieces[number] for number in numbers], gaps, self._folded))
        return _longest(hits) if len(hits) > 1 else hits

    def _piece(self, number: int) -> list[Hit]:
        known = self._pieces.get(number)
        if known is None:
            found = self._found
            lists = self._owned.get(number) or [found[one] for one in self._wordings[number] if one in found]
            known = lists[0] if len(lists) == 1 else [hit for own in lists for hit in own]
            if len(lists) > 1:
                known.sort(key=_first_and_longest)
            self._pieces[number] = known
        return known


def _first_and_longest(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


def _join(pieces: list[list[Hit]], gaps: Sequence[int], folded: str) -> list[Hit]:
    """Chain the hits of one gapped phrase's pieces, each within reach of the one before, in one sentence."""
    chains = pieces[0]
    for starts, reach in zip(pieces[1:], gaps, strict=True):
        reached = []
        for start, end in chains:
            index = bisect_left(starts, end, key=_start)
            while index < len(starts) and starts[index][0] - end <= reach:
                if _bridged(folded, end, starts[index][0], reach):
                    reached.append((start, starts[index][1]))
                    break
                index += 1
        chains = reached
    return chains


def _bridged(folded: str, end: int, start: int, reach: int) -> bool:
    if reach == ADJACENT:
        return start > end and folded[end:start].isspace()
    return not _STOP.search(folded, end, start)


def _start(hit: Hit) -> int:
    return hit[0]


def _longest(hits: list[Hit]) -> list[Hit]:
    hits.sort(key=_first_and_longest)
    kept: list[Hit] = []
    for hit in hits:
        if kept and hit[1] <= kept[-1][1]:
            continue
        kept.append(hit)
    return kept
