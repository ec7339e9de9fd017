"""Personal names with their degrees, as bylines, review notes and signatures write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from credaudit.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_NAMES = 40
"""Names read from one list; papers of large groups name hundreds."""

_LETTER = r"[^\W\d_]"
_WORD = (
    rf"(?:[dDlL]['’]|[ae]l-|[A-Z]l-|ben-)?[^\W\d_a-z](?:\.(?:-?[A-Z]\.)*|(?:{_LETTER}|['’-](?={_LETTER}))*)"
)
_PARTICLE = (
    r"(?:de|van|von|der|den|del|della|la|le|da|di|do|das|dos|du|des|bin|ibn|al|el|ten|ter|te|zu|zur|vom|af|av"
    r"|op|het|'t|y|e|ap)"
)
_FULL = (
    rf"{_WORD}(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}{_WORD}){{1,4}}"
    rf"|{_WORD}[ \t]+(?:{_PARTICLE}[ \t]+){{1,2}}{_WORD}"
)
_SIGNS = r"[\d*†‡§¶#✉\u00b9\u00b2\u00b3\u2070-\u2079]"
_MARKS = rf"(?:[ \t]?\([\d, ]{{1,12}}\))?{_SIGNS}*(?:[ \t]?,[ \t]?{_SIGNS}+)*"
_BETWEEN = re.compile(r"[ \t]*(?:[,;|&·•]|\band\b|\bwith\b)+(?:[ \t]*(?:\band\b|&))?[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name as written, with what stands before and after it."""

    name: str
    span: Span
    end: int
    """Where degrees and marks after the name end."""
    title: str = ""
    """`Dr`, `Prof`, …"""
    credentials: str = ""
    """Degrees as written, parted by commas."""
    group: bool = False
    """An editorial board, a firm or a staff rather than a person."""

    @property
    def qualified(self) -> bool:
        """Whether a degree or a doctor's or professor's title is given."""
        return bool(self.credentials or self.title)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns made from the lexicons of a rule book."""

    person: re.Pattern[str]
    degree: re.Pattern[str]
    groups: re.Pattern[str]

    def at(self, text: str, start: int, end: int) -> Person | None:
        """Read the name that begins at `start`, if one does."""
        found = self.person.match(text, start, end)
        if found is None or not (found["full"] or found["title"]):
            return None
        name = (found["full"] or found["last"]).rstrip(".") if found["full"] or found["last"] else ""
        span = Span(found.start("full" if found["full"] else "last"), 0)
        name, trailing = self._without_degrees(name)
        span = Span(span.start, span.start + len(name))
        degrees = [
            part.strip(" ,()") for part in (trailing, found["degrees"] or "") if part and part.strip(" ,()")
        ]
        return Person(
            name=" ".join(name.split()),
            span=span,
            end=found.end(),
            title=(found["title"] or "").strip(" ."),
            credentials=", ".join(degrees),
            group=bool(self.groups.search(name)),
        )

    def list_at(self, text: str, start: int, end: int) -> Iterator[Person]:
        """Read names parted by commas, “and” or the like, from `start` on."""
        for _ in range(MAX_NAMES):
            person = self.at(text, start, end)
            if person is None:
                return
            yield person
            between = _BETWEEN.match(text, person.end, end)
            if between is None:
                return
            start = between.end()

    def _without_degrees(self, name: str) -> tuple[str, str]:
        """Part “Anna Lund MD” into the name and its degrees."""
        words = name.split()
        kept = list(words)
        while len(kept) > 1 and self.degree.fullmatch(kept[-1].rstrip(".")):
            kept.pop()
        if len(kept) == len(words):
            return name, ""
        return " ".join(kept), ", ".join(words[len(kept) :])


def grammar(words: Mapping[str, tuple[str, ...]]) -> Grammar:
    """Return the patterns for the lexicons of `words`, compiled once."""
    names = ("page-credentials", "byline-degrees", "byline-titles", "byline-groups")
    return _grammar(*(tuple(words.get(name, ())) for name in names))


@lru_cache(maxsize=4)
def _grammar(
    degrees: tuple[str, ...], more: tuple[str, ...], titles: tuple[str, ...], groups: tuple[str, ...]
) -> Grammar:
    degree = choice((*degrees, *more))
    listed = rf"(?:{degree}|\({degree}\))(?![\w])\.?"
    person = (
        rf"(?:(?P<title>{choice(titles)})\.?[ \t]+)?(?:(?P<full>{_FULL})|(?P<last>{_WORD}))"
        rf"{_MARKS}(?P<degrees>(?:[ \t]*,?[ \t]*{listed})*){_MARKS}"
    )
    return Grammar(
        person=re.compile(person),
        degree=re.compile(degree),
        groups=re.compile(rf"\b{choice(groups)}\b", re.IGNORECASE),
    )


def choice(words: tuple[str, ...]) -> str:
    """Return a regular expression group for any of `words`, longest first, blanks and apostrophes of any kind."""
    if not words:
        return r"(?:(?!))"
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered)
        + ")"
    )
