"""Lines that name who wrote a text without “By” before the name: shapes of names, callings, desks and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from credaudit.reading.names import choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credaudit.reading.names import Grammar, Person

MAX_CREDIT = 160
"""Code points of the longest line that names an author without “By”."""
MAX_REST = 60
"""Code points that may stand beside names and a date."""
MAX_DESK = 9
"""Words of the longest name of an office or staff."""
MAX_YEAR_LINE = 50
"""Code points of a line whose last word is a year and that dates the text (“Spring 2022”)."""
NUMERALS = (*range(1, 21), *range(30, 100, 10))
"""What the words of the lexicon of numerals mean, in its order."""
CENTURY, THOUSAND = 100, 1000
OLDEST = 1900
"""Year from which a date in words may be that of a text."""

_TRIM = " \t,;.|·•–—-/()[]:*_"
_PIECES = re.compile(r"\s+[|·•–—/]\s+|\s-\s")
_SEPARATED = re.compile(r"\s*[|·•–—,:;/-]\s*")
_SENTENCE = re.compile(r"[a-z]{3,}[.!?]\s+[A-Z]")
_INLINE_BY = re.compile(r"(?:^|[|·•–—,;:)\d])\s*(?:and\s+)?by\s+", re.IGNORECASE)
_TITLE_BY = re.compile(r"(?:[,:]|\s[|–—-])?\s+by\s+(?=[^\W\d_a-z])")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_a-z]\.")
_LAST_YEAR = re.compile(r"(?:,|\b[A-Z][a-z]+|\d)\s+(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns made from the lexicons that tell a credit from a heading."""

    names: Grammar
    desks: re.Pattern[str]
    labels: re.Pattern[str]
    not_names: frozenset[str]
    given: frozenset[str]
    callings: re.Pattern[str]
    affiliations: re.Pattern[str]
    closings: re.Pattern[str]
    said: re.Pattern[str]
    written_out: re.Pattern[str]
    numerals: tuple[str, ...]
    ordinals: tuple[str, ...]


def words_of(words: Mapping[str, tuple[str, ...]], names: Grammar, months: tuple[str, ...]) -> Words:
    """Return the patterns for the lexicons of `words`, compiled once."""
    lists = (
        "author-labels desks not-names given-names professions affiliations closings published modified numerals"
        " ordinals"
    )
    return _words(names, months, *(tuple(words.get(f"byline-{name}", ())) for name in lists.split()))


@lru_cache(maxsize=4)
def _words(names: Grammar, months: tuple[str, ...], *lists: tuple[str, ...]) -> Words:
    (
        labels,
        desks,
        not_names,
        given,
        callings,
        affiliations,
        closings,
        published,
        modified,
        numerals,
        ordinals,
    ) = lists
    number = choice(numerals)
    year = rf"(?P<tops>two thousand|{number})(?:[\s-]+(?:and\s+)?(?P<tens>{number})(?:[\s-]+(?P<ones>{number}))?)?"
    day = rf"(?:the\s+)?(?:(?P<day>{choice(ordinals)})|(?P<number>\d{{1,2}})(?:st|nd|rd|th)?)"
    flags = re.IGNORECASE
    return Words(
        names=names,
        desks=re.compile(rf"{choice(desks)}(?!\w)", flags),
        labels=re.compile(rf"{choice(labels)}\s*:\s*", flags),
        not_names=frozenset(not_names),
        given=frozenset(given),
        callings=re.compile(rf"\b{choice(callings)}(?!\w)", flags),
        affiliations=re.compile(rf"\b{choice(affiliations)}", flags),
        closings=re.compile(rf"{choice(closings)}\s*[,.:!]?$", flags),
        said=re.compile(rf"(?<!\w){choice((*published, *modified))}(?!\w)[\s:]*(?:on\s+)?", flags),
        written_out=re.compile(
            rf"{day}\s+(?:of\s+)?(?P<month>{choice(months)}),?\s+(?:in\s+the\s+year\s+)?{year}(?!\w)", flags
        ),
        numerals=numerals,
        ordinals=ordinals,
    )


def is_name(person: Person, words: Words) -> bool:
    """Say whether it is a person's whole name rather than a heading or a body."""
    if (
        not person.name
        or person.group
        or (" " not in person.name and not person.title and person.name.isascii())
    ):
        return False
    if words.affiliations.match(person.name):
        return False
    return person.qualified or not any(part.casefold() in words.not_names for part in person.name.split())


def rest_of(line: str, start: int, date: re.Match[str] | None, words: Words) -> str:
    """Return what stands after `start` besides the date and the words that introduce it."""
    rest = line[start:]
    if date is not None and date.start() >= start:
        rest = line[start : date.start()] + " " + line[date.end() :]
        rest = words.said.sub(" ", rest)
    return rest.strip(_TRIM)


def named_by(
    line: str, date: re.Match[str] | None, words: Words, *, near: bool, heading: bool
) -> list[Person]:
    """Return the persons whom a line names as authors, none where it names none.

    `near`: the line follows the title; `heading`: the reader took it for one.
    """
    if len(line) > MAX_CREDIT or (line[0].isascii() and line[0].islower()):
        return []
    start = 0
    if date is not None and not words.said.sub("", line[: date.start()]).strip(_TRIM):
        lead = _SEPARATED.match(line, date.end())
        start = lead.end() if lead else 0
    people = list(words.names.list_at(line, start, len(line)))
    full = [person for person in people if is_name(person, words)]
    if not full or full[0] is not people[0] or len(full) < len(people) - 1:
        return []
    rest = rest_of(line, people[len(full) - 1].end, date, words)
    if _SENTENCE.search(rest):
        return []
    if date is not None and len(rest) <= MAX_REST:
        return full
    opened = line[people[len(full) - 1].end :].lstrip()[:1]
    return full if _undated_credit(line, full, rest, opened, words, near=near, heading=heading) else []


def _undated_credit(  # noqa: PLR0913 (each is a part of the line)
    line: str, people: list[Person], rest: str, opened: str, words: Words, *, near: bool, heading: bool
) -> bool:
    """Say whether a line without a date names authors: by a calling, a title, or names alone under the title."""
    if line.endswith((".", "?", "!")) and not line.endswith("Jr."):
        return False
    calling = words.callings.search(rest[:MAX_REST])
    if calling and opened in {",", "|", "·", "–", "—", "-", "("}:
        return True
    if near and people[0].title and (not rest or words.affiliations.search(rest) or calling):
        return True
    return near and not rest and _plainly_named(people, words, heading=heading)


def _plainly_named(people: list[Person], words: Words, *, heading: bool) -> bool:
    """Say whether names that stand alone under a title are surely those of people."""
    if any(_INITIAL.search(person.name) for person in people):
        return True
    first = people[0].name.split(maxsplit=1)[0]
    known = first in words.given or not people[0].name.isascii()
    return known or (len(people) > 1 and not heading)


def named_in_title(title: str, date: re.Match[str] | None, words: Words) -> Person | None:
    """Return the author whom the line of the title names after a mark or “by”."""
    for opened in _TITLE_BY.finditer(title):
        person = words.names.at(title, opened.end(), len(title))
        if person and is_name(person, words) and len(rest_of(title, person.end, date, words)) <= MAX_REST:
            return person
    last = None
    for last in _PIECES.finditer(title):
        person = words.names.at(title, last.end(), len(title))
        if person is None or not is_name(person, words):
            continue
        rest = rest_of(title, person.end, date, words)
        known = person.qualified or person.name.split(maxsplit=1)[0] in words.given
        if len(rest) <= MAX_REST and (known or words.callings.search(rest)):
            return person
    return None


def desk(line: str, date: re.Match[str] | None, words: Words, *, near: bool) -> str:
    """Return the office, staff or agency that a short line names as author, else an empty string."""
    if len(line) > MAX_CREDIT or _SENTENCE.search(line) or words.said.match(line):
        return ""
    dated = date is not None and (date.end() > len(line) - MAX_REST // 2 or date.start() < MAX_REST // 4)
    whole = rest_of(line, 0, date, words) if dated else line.strip(_TRIM)
    named = words.desks.match(whole)
    if named and (len(whole) == named.end() or whole[named.end()] in ",|·–—(" or dated):
        return whole if len(whole.split()) <= MAX_DESK else ""
    if not (near and dated) or not whole or len(whole.split()) > MAX_DESK or whole[0].islower():
        return ""
    return whole if words.names.groups.search(whole) else ""


def opened_by(line: str) -> int:
    """Return where the name begins after a “by” inside a line (“Posted 3 March by …”); 0 where there is none."""
    found = _INLINE_BY.search(line) if len(line) <= MAX_CREDIT else None
    return found.end() if found else 0


def day_written_out(line: str, words: Words) -> tuple[str, str, str, int, int] | None:
    """Read a date in words: year, name of the month, day, start and end; None where there is none."""
    found = words.written_out.search(line)
    if found is None:
        return None
    value = dict(zip(words.numerals, NUMERALS, strict=False))
    top = found["tops"].casefold()
    tens, ones = (value.get((found[name] or "").casefold(), 0) for name in ("tens", "ones"))
    year = 2 * THOUSAND if " " in top else value.get(top, 0) * CENTURY
    if year < OLDEST or (" " not in top and not tens):
        return None
    day = found["number"] or str(words.ordinals.index(found["day"].casefold()) + 1)
    return str(year + tens + ones), found["month"], day, found.start(), found.end()


def ends_with_year(line: str) -> bool:
    """Say whether a short line closes with a year (“Spring 2022”, “Issue 14, 2021”)."""
    return len(line) <= MAX_YEAR_LINE and _LAST_YEAR.search(line) is not None
