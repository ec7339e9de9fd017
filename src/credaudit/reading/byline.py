"""Title, authors with credentials, dates, publisher, reviewer and standing: from metadata and the page's own words."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from credaudit.model import Region, Shape, Span
from credaudit.reading import credits as crediting
from credaudit.reading import standing
from credaudit.reading.names import Grammar, Person, choice, grammar
from credaudit.reading.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credaudit.model import Block
    from credaudit.reading import Reading

__all__ = ["Author", "Byline", "Reviewer", "Standing", "read"]

HEAD_LINES = 30
"""Lines in which a byline is looked for; two paragraphs of prose end the head sooner."""
PROSE = 200
"""Code points from which a line is a paragraph of prose."""
HEAD_PROSE = 2
FIRST_LINES = 2
END_LINES = 14
"""Lines at the end in which a signature is looked for."""
NEAR = 3
"""Lines under the title in which a name alone may be the author's."""
MAX_LINE = 400
"""Code points; a longer line is no byline."""
OWN_REACH = 30
"""Code points from “this article” to a review note that belongs to it."""
DATELINE = 110
MIN_TITLE = 2
"""Words; a first line of one word is the name of a site."""
AROUND_DATE = 16
"""Code points that may stand beside a date in a line that is nothing but a date."""
BESIDE_DATE = 30
"""Code points that may stand beside a date of publication without a label."""
MAX_GROUP = 6
"""Words in the name of a staff, an agency or a site."""
MAX_BY = 120
SIGNATURE = 60
"""Code points of the longest signature after a dash."""
MONTHS = 12
"""Code points at the start of the first paragraph in which the date of a dateline stands."""
MAX_TITLE = 300
MASTHEAD_WORDS = 12
TITLE_BLANKS = 3
MAX_PUBLISHER = 80

_NOT_HEAD = frozenset({Region.NAVIGATION, Region.COMMENTS, Region.ADVERTISEMENT})
_NOT_SIGNED = frozenset(
    {
        "references",
        "further-reading",
        "comments",
        "disclosure",
        "funding",
        "contributions",
        "acknowledgements",
    }
)
"""Sections in which a name is that of no author."""
_MARKS = " \t#*_>|•·-–—[]()"
_CLOSERS = re.compile(
    r"\s*[|•·–—(/]|\s-\s|\bon\s|\bfor\s|\bis\s|\bat\s|\bof\s|\.\s|\bUpdated\b|\bPublished\b|\bMedically\b|\bReviewed\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\s*(?:all rights|inc\b|\||\.\s|\.$|,|[-–—]\s|\d{4}|\n)", re.IGNORECASE)
_YEARS = re.compile(
    r"[\s:,.]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?[\s,.:]*(?:by\s+)?(?:the\s+)?", re.IGNORECASE
)
_AGENCY = re.compile(
    r"\((AP|Reuters|AFP|UPI|CNN|Reuters Health|HealthDay|Associated Press|PRNewswire|BUSINESS WIRE|"
    r"[A-Z][\w ]{3,30} News)\)"
    r"\s{0,2}(?:--?|[–—])|/(PRNewswire|PRNewswire-USNewswire)/"
)
_ARTICLE = re.compile(r"(?:the|our)\s+(?=[A-Z])", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DEGREE_LIKE = re.compile(r",\s*[A-Z][A-Za-z., -]{0,10}")
_PLACE = re.compile(
    r"\(?[^\W\d_a-z][\w.'’ -]{1,30}(?:, [^\W\d_a-z][\w. ]{1,20})?,\s*(?:on\s+)?(?:\w+day,?\s+)?(?:the\s+)?"
)
_AFTER_DATE = re.compile(r"[\s).,]{0,4}(?:/[\w -]+/|\([\w ]+\))?\s*(?:--?|[–—:]|\()")
_SIGNED = re.compile(r"\s*(?:--|—|–)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person or group named as author."""

    name: str
    credentials: str = ""
    """As written: `MD, PhD`; else the title or calling that the byline or biography gives."""
    affiliation: str = ""
    span: Span | None = None
    """Where the name stands in the text; None when only metadata names it."""
    group: bool = False
    """A staff, board or agency rather than a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A medical or editorial review note."""

    name: str
    """Empty when nobody is named."""
    credentials: str = ""
    date: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The head of a document."""

    title: str = ""
    title_span: Span | None = None
    authors: tuple[Author, ...] = ()
    published: str = ""
    """ISO date, possibly partial; the date of the last change where no other stands."""
    published_span: Span | None = None
    modified: str = ""
    publisher: str = ""
    reviewers: tuple[Reviewer, ...] = ()
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    span: Span
    words: str
    """Without the marks around them; `span` covers exactly these."""
    block: Block
    index: int


@dataclass(frozen=True, slots=True)
class _Wording:
    """Patterns made from the lexicons of a rule book."""

    names: Grammar
    authors: re.Pattern[str]
    not_authors: re.Pattern[str]
    professions: re.Pattern[str]
    affiliations: re.Pattern[str]
    published: re.Pattern[str]
    modified: re.Pattern[str]
    publishers: re.Pattern[str]
    mastheads: re.Pattern[str]
    date: re.Pattern[str]
    months: tuple[str, ...]
    credits: crediting.Words


def _wording(words: Mapping[str, tuple[str, ...]]) -> _Wording:
    names = (
        "authors",
        "not-authors",
        "professions",
        "affiliations",
        "published",
        "modified",
        "publishers",
        "mastheads",
    )
    known, months = grammar(words), tuple(words.get("page-months", ()))
    lists = tuple(tuple(words.get(f"byline-{name}", ())) for name in names)
    return _compiled(known, lists, months, crediting.words_of(words, known, months))


@lru_cache(maxsize=4)
def _compiled(
    names: Grammar, lists: tuple[tuple[str, ...], ...], months: tuple[str, ...], credited: crediting.Words
) -> _Wording:
    authors, not_authors, professions, affiliations, published, modified, publishers, mastheads = lists
    month = choice(months)
    date = (
        rf"(?P<iso>(?:19|20)\d\d(?:-\d\d(?:-\d\d)?|/\d\d/\d\d|\.\d\d\.\d\d))(?!\d)|(?P<month>{month})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
        rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month2>{month})\.?,?[\s-]+(?P<year2>(?:19|20)\d\d)"
        rf"|(?P<month3>{month})\.?,?\s+(?P<year3>(?:19|20)\d\d)"
        r"|(?P<first>\d{1,2})(?P<cut>[/.])(?P<second>\d{1,2})(?P=cut)(?P<year4>(?:19|20)\d\d)|(?P<year5>(?:19|20)\d\d)"
    )
    flags = re.IGNORECASE
    return _Wording(
        names=names,
        authors=re.compile(rf"{choice(authors)}(?:\(s\))?(?!\w)\s*[:|]?\s*", flags),
        not_authors=re.compile(rf"{choice(not_authors)}(?!\w)", flags),
        professions=re.compile(rf"\b{choice(professions)}(?!\w)", flags),
        affiliations=re.compile(rf"\b{choice(affiliations)}", flags),
        published=re.compile(rf"(?<!\w){choice(published)}(?!\w)[\s:|,]*(?:on\s+)?(?:\w+day,?\s+)?", flags),
        modified=re.compile(rf"(?<!\w){choice(modified)}(?!\w)[\s:|,]*(?:on\s+)?(?:\w+day,?\s+)?", flags),
        publishers=re.compile(rf"{choice(publishers)}(?!\w)", flags),
        mastheads=re.compile(rf"\b{choice(mastheads)}(?!\w)", flags),
        date=re.compile(rf"(?<!\d)(?:{date})(?!\d)", flags),
        months=months,
        credits=credited,
    )


def read(reading: Reading) -> Byline:
    """Read the head of the document, and what its last lines say of it."""
    wording = _wording(reading.library.words)
    lines = list(_head(reading))
    last = list(_last(reading, lines))
    metadata = reading.document.metadata
    title = _title(reading, lines, wording)
    authors = tuple(_authors(reading, lines, last, wording, title))
    published, published_span = _published(lines, last, wording, _credited(lines, authors, title))
    modified = metadata.modified or _modified(lines, last, wording)
    title_words = title.of(reading.text) if title else ""
    return Byline(
        title=" ".join((title_words or metadata.title).split()),
        title_span=title,
        authors=authors,
        published=metadata.published or published or modified,
        published_span=published_span,
        modified=modified,
        publisher=_publisher(reading, lines, last, title, wording),
        reviewers=tuple(_reviewers(reading, wording)),
        standings=tuple(standing.find(reading, title)),
    )


def _head(reading: Reading) -> Iterator[_Line]:
    """Yield the lines of the head: up to the second paragraph of prose, and every byline block."""
    prose = count = 0
    for index, block in enumerate(reading.document.blocks):
        if block.region in _NOT_HEAD or block.shape is Shape.FRONT_MATTER:
            continue
        inside = prose < HEAD_PROSE and count < HEAD_LINES
        late = block.region in {Region.BYLINE, Region.TITLE} and reading.document.whole
        if not inside and not late:
            continue
        for line in _lines(reading.text, block, index):
            count += 1
            prose += len(line.words) > PROSE
            yield line


def _last(reading: Reading, head: Sequence[_Line]) -> Iterator[_Line]:
    """Yield the last lines; in a short text some of the head are among them, but not the first."""
    blocks = reading.document.blocks
    first = head[FIRST_LINES].index if len(head) > FIRST_LINES else len(blocks)
    for index in range(max(first, len(blocks) - END_LINES), len(blocks)):
        if blocks[index].region not in _NOT_HEAD and blocks[index].shape is not Shape.FRONT_MATTER:
            yield from _lines(reading.text, blocks[index], index)


def _lines(text: str, block: Block, index: int) -> Iterator[_Line]:
    start = block.span.start
    for piece in text[block.span.start : block.span.end].split("\n"):
        words = piece.strip(_MARKS)
        if words:
            begin = start + piece.index(words)
            yield _Line(span=Span(begin, begin + len(words)), words=words, block=block, index=index)
        start += len(piece) + 1


def _title(reading: Reading, lines: Sequence[_Line], wording: _Wording) -> Span | None:
    """Find the title: the block that the reader labelled, the first heading, or a short first line over longer text."""
    for position, line in enumerate(lines):
        if line.block.region is Region.TITLE or (line.block.shape is Shape.HEADING and line.block.level <= 1):
            below = _below_masthead(lines, position, wording)
            return (
                below.span if below else line.block.span if line.block.region is Region.TITLE else line.span
            )
    for position, line in enumerate(lines[:4]):
        if len(line.words) > MAX_TITLE or line.words[-1] in ".,;:" or line.words.startswith("("):
            return None
        if (
            line.block.region is Region.BYLINE
            or _bare_date(line, wording)
            or len(line.words.split()) < MIN_TITLE
        ):
            continue
        longer = any(len(later.words) > 1.5 * len(line.words) for later in lines[position + 1 : position + 6])
        return line.span if longer and len(reading.document.blocks) > 1 else None
    return None


def _below_masthead(lines: Sequence[_Line], position: int, wording: _Wording) -> _Line | None:
    """Return the line that is the title where the one labelled so only names the journal, meeting or authority."""
    if (
        not wording.mastheads.search(lines[position].words)
        or lines[position].words.count(" ") > MASTHEAD_WORDS
    ):
        return None
    for line in lines[position + 1 : position + 6]:
        if (
            len(line.words) > PROSE
            or line.words.endswith(".")
            or wording.authors.match(line.words)
            or _bare_date(line, wording)
        ):
            return None
        if (
            line.words.count(" ") >= TITLE_BLANKS
            and not wording.mastheads.search(line.words)
            and not _YEAR.search(line.words)
        ):
            people = wording.names.at(line.words, 0, len(line.words))
            return None if people and people.credentials else line
    return None


def _bare_date(line: _Line, wording: _Wording) -> bool:
    found = wording.date.search(line.words)
    return found is not None and len(line.words) - len(found.group()) < AROUND_DATE


# Authors


def _authors(
    reading: Reading, lines: Sequence[_Line], last: Sequence[_Line], wording: _Wording, title: Span | None
) -> Iterator[Author]:
    """Yield authors, those in the text first, each name once."""
    seen: dict[str, Author] = {}
    for author in (*_named(reading, lines, wording, title), *_signed(reading, last, wording)):
        key = _key(author.name)
        known = seen.get(key)
        if known is None:
            seen[key] = author
        elif author.credentials and not known.credentials:
            seen[key] = replace(known, credentials=author.credentials)
    for name in reading.document.metadata.authors:
        if not name.strip() or name.startswith(("http", "@", "www")):
            continue
        person = wording.names.at(name.strip(), 0, len(name))
        whole = person is not None and (
            person.end >= len(name.strip()) - 1 or _DEGREE_LIKE.fullmatch(name.strip(), person.end)
        )
        plain = person.name if whole and person and person.name else name.strip()
        if any(not author.group for author in seen.values()) and (
            " " not in plain or wording.names.groups.search(plain)
        ):
            continue  # the site itself, beside a person
        if _key(plain) not in seen:
            seen[_key(plain)] = Author(
                name=plain,
                credentials=(person.credentials or person.title) if whole and person else "",
                group=bool(wording.names.groups.search(plain)),
            )
    yield from seen.values()


def _key(name: str) -> str:
    words = name.casefold().replace(".", "").split()
    return f"{words[0]} {words[-1]}" if words else ""


def _named(
    reading: Reading, lines: Sequence[_Line], wording: _Wording, title: Span | None
) -> Iterator[Author]:
    """Yield the authors that the lines of the head name."""
    under_heading = False
    below = -1
    for position, line in enumerate(lines):
        if title is not None and title.meets(line.span):
            below = position
            yield from _in_title(line, wording)
            continue
        if len(line.words) > MAX_LINE:
            continue
        opened = wording.authors.match(line.words) or wording.credits.labels.match(line.words)
        if opened:
            if opened.end() == len(line.words):
                under_heading = True
                continue
            found = list(_after_by(line, opened.end(), wording))
            yield from found
            under_heading = under_heading and not found
            continue
        if under_heading and line.block.shape is not Shape.HEADING:
            yield from _people(line, 0, wording)
            under_heading = False
            continue
        credited = list(_credits(lines, position, wording, near=position - below <= NEAR))
        if credited and reading.section_at(line.span.start) not in _NOT_SIGNED:
            yield from credited
    yield from _agency(reading)


def _in_title(line: _Line, wording: _Wording) -> Iterator[Author]:
    person = crediting.named_in_title(line.words, wording.date.search(line.words), wording.credits)
    if person is not None:
        yield _author(line, person, wording)


def _credits(lines: Sequence[_Line], position: int, wording: _Wording, *, near: bool) -> Iterator[Author]:
    """Yield the authors of a line that names them without opening with “By”."""
    line = lines[position]
    if len(line.words) > PROSE or not line.words[0].isalnum():
        return
    following = lines[position + 1] if position + 1 < len(lines) else None
    previous = lines[position - 1] if position else None
    if _is_name_line(line, previous, following, wording):
        yield from _people(line, 0, wording)
        return
    date = wording.date.search(line.words) if _YEAR.search(line.words) else None
    heading = line.block.shape is Shape.HEADING
    people = crediting.named_by(line.words, date, wording.credits, near=near, heading=heading)
    if people:
        yield from (_author(line, person, wording) for person in people)
        return
    start = crediting.opened_by(line.words) if near or date else 0
    if start:
        yield from _after_by(line, start, wording)
        return
    group = crediting.desk(line.words, date, wording.credits, near=near)
    if group:
        start = max(0, line.words.find(group))
        yield Author(name=group, span=_within(line, start, start + len(group)), group=True)


def _after_by(line: _Line, start: int, wording: _Wording) -> Iterator[Author]:
    """Read what follows “By”: names with degrees, or a staff or agency."""
    article = _ARTICLE.match(line.words, start)
    if article and wording.names.groups.search(line.words[article.end() :]):
        start = article.end()
    rest = line.words[start:]
    desk = wording.credits.desks.match(rest)
    if desk:
        yield Author(name=desk.group(), span=_within(line, start, start + desk.end()), group=True)
        return
    if wording.not_authors.match(rest) or not rest[:1].isalpha():
        return
    if rest[0].islower():
        yield from _unnamed(line, start, wording)
        return
    found = list(_people(line, start, wording))
    if found:
        yield from found
        return
    stop = _CLOSERS.search(line.words, start)
    words = line.words[start : stop.start() if stop else len(line.words)].strip(" ,.:;")
    if words and len(words.split()) <= MAX_GROUP and len(line.words) <= MAX_BY:
        yield Author(name=words, span=_within(line, start, start + len(words)), group=True)


def _unnamed(line: _Line, start: int, wording: _Wording) -> Iterator[Author]:
    """Read “by a nurse in Leeds” and “by bread_nurse, 4 May 2021”: an author without a name in capitals."""
    stop = _CLOSERS.search(line.words, start)
    date = wording.date.search(line.words, start)
    ends = [found.start() for found in (stop, date) if found is not None and found.start() > start]
    words = line.words[start : min(ends, default=len(line.words))].strip(" ,.:;")
    called = words.startswith(("a ", "an ", "our ", "one of ")) and wording.professions.search(words)
    if len(line.words) <= MAX_BY and (called or (date is not None and 0 < len(words.split()) <= FIRST_LINES)):
        yield Author(name=words, span=_within(line, start, start + len(words)), group=True)


def _people(line: _Line, start: int, wording: _Wording) -> Iterator[Author]:
    for person in wording.names.list_at(line.words, start, len(line.words)):
        if not person.name or (" " not in person.name and not person.title):
            return
        if wording.affiliations.match(person.name) or (person.group and person.span.start > start):
            return
        yield _author(line, person, wording)


def _author(line: _Line, person: Person, wording: _Wording) -> Author:
    rest = line.words[person.end :]
    calling = wording.professions.search(rest[:120])
    affiliation = wording.affiliations.search(rest)
    credentials = person.credentials or person.title or (calling.group() if calling else "")
    return Author(
        name=person.name,
        credentials=credentials,
        affiliation=rest.strip(" *,;|")[:160] if affiliation else "",
        span=_within(line, person.span.start, person.span.end),
        group=person.group,
    )


def _within(line: _Line, start: int, end: int) -> Span:
    return Span(line.span.start + start, line.span.start + end)


def _is_name_line(line: _Line, previous: _Line | None, following: _Line | None, wording: _Wording) -> bool:  # noqa: PLR0911
    """Say whether a line without “By” names authors: “Anna Lund, MD”, a byline block, or a list of names with marks."""
    people = list(wording.names.list_at(line.words, 0, len(line.words)))
    if not people or people[0].group or any(not person.name for person in people[:1]):
        return False
    rest = line.words[people[-1].end :].strip(" ,.;*|")
    if wording.affiliations.match(people[0].name):
        return False
    full = [person for person in people if " " in person.name]
    if people[0].credentials and (not rest or (len(rest) < PROSE // 2 and not line.words.endswith("."))):
        return True
    if line.block.region is Region.BYLINE and full and len(rest) < PROSE // 2:
        return True
    if rest or len(full) < len(people):
        return False
    marked = any(
        any(char.isdigit() or char in "*†‡" for char in line.words[p.span.end : p.end]) for p in people
    )
    initials = any(re.search(r"\b[A-Z]\.", person.name) for person in people)
    if len(people) > 1 and (marked or initials or len(people) > FIRST_LINES):
        return marked or initials or line.block.shape is not Shape.HEADING
    dated = any(near is not None and _bare_date(near, wording) for near in (previous, following))
    return dated and len(people) == 1 and line.block.shape is not Shape.HEADING


def _agency(reading: Reading) -> Iterator[Author]:
    found = _AGENCY.search(reading.text, 0, 600)
    if found and found[1]:
        yield Author(name=found[1], span=Span(*found.span(1)), group=True)


def _signed(reading: Reading, last: Sequence[_Line], wording: _Wording) -> Iterator[Author]:
    """Yield the authors named at the end: a signature, “Written by …”, a biography."""
    biography = closing = False
    for line in last:
        section = reading.section_at(line.span.start)
        if section in _NOT_SIGNED:
            continue
        before = reading.text[max(line.block.span.start, line.span.start - 4) : line.span.start]
        opened = wording.authors.match(line.words)
        if opened and opened.end() < len(line.words) and len(line.words) < PROSE:
            yield from _after_by(line, opened.end(), wording)
            continue
        if wording.credits.closings.match(line.words):
            closing = True
            continue
        desk = wording.credits.desks.match(line.words)
        if desk and desk.end() >= len(line.words) - 1:
            yield Author(name=desk.group(), span=_within(line, *desk.span()), group=True)
            continue
        people = list(wording.names.list_at(line.words, 0, len(line.words)))
        if not people or people[0].group or " " not in people[0].name:
            biography = biography or section == "about-author"
            continue
        alone = len(line.words) - people[-1].end < SIGNATURE and not line.words.endswith((".", "?", "!"))
        signed = _SIGNED.fullmatch(before) is not None and alone and len(line.words) < SIGNATURE
        if (
            signed
            or (closing and alone)
            or (section == "about-author")
            or (alone and people[0].credentials and len(line.words) < SIGNATURE + BESIDE_DATE)
        ):
            yield _author(line, people[0], wording)


# Dates


def _credited(lines: Sequence[_Line], authors: Sequence[Author], title: Span | None) -> frozenset[int]:
    """Return the starts of the lines that name an author, and of the few that follow the title."""
    spans = [author.span for author in authors if author.span is not None]
    starts = {line.span.start for line in lines if any(line.span.covers(span) for span in spans)}
    below = next((at for at, line in enumerate(lines) if title is not None and title.meets(line.span)), -1)
    for line in lines[below + 1 : below + 1 + NEAR]:
        if len(line.words) > MAX_BY or line.words.endswith((".", "?", "!")):
            break
        starts.add(line.span.start)
    return frozenset(starts)


def _published(
    lines: Sequence[_Line], last: Sequence[_Line], wording: _Wording, credited: frozenset[int]
) -> tuple[str, Span | None]:
    """Find the date of publication: a label, a byline, a date of its own, a dateline."""
    dated = [line for line in lines if _YEAR.search(line.words, 0, PROSE)]
    for line in (*dated, *last):
        for opened in wording.published.finditer(line.words) if len(line.words) < PROSE else ():
            if found := wording.date.match(line.words, opened.end()):
                return _iso(found, wording), _within(line, *found.span())
    iso, span = _unlabelled(dated, wording, credited)
    return (iso, span) if iso else _in_words(lines, wording)


def _unlabelled(
    lines: Sequence[_Line], wording: _Wording, credited: frozenset[int]
) -> tuple[str, Span | None]:
    """Find a date without a label: beside the author's name, in a line of its own, or in the dateline."""
    for line in lines:
        if wording.modified.search(line.words) or len(line.words) > PROSE:
            continue
        found = wording.date.search(line.words)
        beside = line.span.start in credited
        if found is None:
            continue
        if (
            found["year5"]
            and line.words != found.group()
            and not (beside and crediting.ends_with_year(line.words))
        ):
            continue
        byline = beside or line.block.region is Region.BYLINE or wording.authors.match(line.words)
        if byline or len(line.words) - len(found.group()) < BESIDE_DATE:
            return _iso(found, wording), _within(line, *found.span())
    for line in lines:
        found = wording.date.search(line.words, 0, DATELINE)
        if found is None or found["year5"] or found["month3"]:
            continue
        placed = _PLACE.fullmatch(line.words, 0, found.start()) and line.words[found.end() :][:1] in {
            ".",
            ")",
        }
        if placed or _AFTER_DATE.match(line.words, found.end()):
            return _iso(found, wording), _within(line, *found.span())
    return "", None


def _in_words(lines: Sequence[_Line], wording: _Wording) -> tuple[str, Span | None]:
    """Find a date that is written out in words."""
    for line in lines:
        if len(line.words) > PROSE:
            continue
        found = crediting.day_written_out(line.words, wording.credits)
        if found is not None:
            year, month, day, start, end = found
            return _valid(year, str(_month(month, wording)), day), _within(line, start, end)
    return "", None


def _modified(lines: Sequence[_Line], last: Sequence[_Line], wording: _Wording) -> str:
    for line in (*lines, *last):
        dated = len(line.words) < PROSE and _YEAR.search(line.words)
        for opened in wording.modified.finditer(line.words) if dated else ():
            if found := wording.date.match(line.words, opened.end()):
                return _iso(found, wording)
    return ""


def _iso(found: re.Match[str], wording: _Wording) -> str:
    """Return a date as ISO, as precise as it is written; day before month where numbers or full stops say so."""
    if found["iso"]:
        return _valid(*re.split(r"[-/.]", found["iso"]))
    year = next(found[name] for name in ("year", "year2", "year3", "year4", "year5") if found[name])
    if found["year4"]:
        first, second = found["first"], found["second"]
        month, day = (second, first) if int(first) > MONTHS or found["cut"] == "." else (first, second)
        return _valid(year, month, day)
    name = found["month"] or found["month2"] or found["month3"]
    if not name:
        return year
    return _valid(year, str(_month(name, wording)), found["day"] or found["day2"] or "")


def _month(name: str, wording: _Wording) -> int:
    # The lexicon holds the months in order, first whole, then short.
    order = [word.casefold()[:3] for word in wording.months]
    return order.index(name.casefold()[:3]) % MONTHS + 1


def _valid(year: str, month: str = "", day: str = "") -> str:
    """Return the ISO date, less precise where the calendar has no such month or day."""
    if not month or not 1 <= int(month) <= MONTHS:
        return year
    if not day or not 1 <= int(day) <= monthrange(int(year), int(month))[1]:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"


# Publisher and reviewer


def _publisher(
    reading: Reading, lines: Sequence[_Line], last: Sequence[_Line], title: Span | None, wording: _Wording
) -> str:
    metadata = reading.document.metadata
    for known in (
        metadata.publisher,
        metadata.extra.get("og:site_name", ""),
        metadata.extra.get("citation_journal_title", ""),
    ):
        if known:
            return known
    for line in (*lines, *last, *_footer(reading)):
        opened = wording.publishers.match(line.words)
        if opened and len(line.words) < PROSE:
            words = line.words[_YEARS.match(line.words, opened.end()).end() :]  # type: ignore[union-attr]
            name = _RIGHTS.split(words, maxsplit=1)[0].strip(" .,:|")
            if name[:1].isupper() and len(name) <= MAX_PUBLISHER:
                return name
    found = _AGENCY.search(reading.text, 0, 600)
    if found:
        return found[1] or found[2]
    return _site_name(reading, lines, title, wording) or _sender(reading) or metadata.site


def _footer(reading: Reading) -> Iterator[_Line]:
    for index, block in enumerate(reading.document.blocks):
        if block.region is Region.FOOTER:
            yield from _lines(reading.text, block, index)


def _site_name(reading: Reading, lines: Sequence[_Line], title: Span | None, wording: _Wording) -> str:
    """Return the first line when it stands over the title and is short: the name of the site or journal."""
    if title is None or not lines or lines[0].span.start >= title.start:
        return ""
    line = lines[0]
    if (
        len(line.words.split()) > MAX_GROUP
        or line.words[-1] in ".?!:"
        or line.block.region is Region.BYLINE
        or _bare_date(line, wording)
    ):
        return ""
    if wording.authors.match(line.words) or any(hit.meets(line.span) for hit in reading.hits("@zone-head")):
        return ""
    return line.words


def _sender(reading: Reading) -> str:
    """Return whom the closing “About …” of a press release describes."""
    hits = reading.hits("@byline-sender")
    for hit in reversed(hits):
        block = reading.document.block_at(hit.start)
        if block is None or reading.text[block.span.start : hit.start].strip(_MARKS):
            continue
        rest = reading.text[hit.end : block.span.end].split("\n", 1)[0].strip(" :.*|")
        if (
            rest[:1].isupper()
            and len(rest) <= MAX_PUBLISHER
            and not rest.casefold().startswith(("the author", "this"))
        ):
            return rest
    return ""


def _reviewers(reading: Reading, wording: _Wording) -> Iterator[Reviewer]:
    """Yield review notes: a line that begins with one, or words that speak of this very text."""
    last = -1
    for hit in reading.hits("@byline-reviewed"):
        block = reading.document.block_at(hit.start)
        if block is None or hit.start < last or block.region in {Region.COMMENTS, Region.NAVIGATION}:
            continue
        if reading.section_at(hit.start) in {"references", "further-reading"}:
            continue
        line_start = max(block.span.start, reading.text.rfind("\n", 0, hit.start) + 1)
        if not _is_note(reading, reading.text[line_start : hit.start], hit):
            continue
        last = hit.end + 90
        yield _reviewer(reading, block, hit, wording)


def _is_note(reading: Reading, before: str, hit: Span) -> bool:
    """Say whether the words are a note on this text, not a remark on how charts or cases were reviewed."""
    own = reading.hits_between("@byline-this-text", max(0, hit.start - 60), hit.start)
    if any(one.end <= hit.start and hit.start - one.end < OWN_REACH for one in own):
        return True
    led = before.rstrip(" \t*_#✓✔")
    opens = not led or led[-1] in "|·•,;/)–—" or led.casefold().endswith(" and")
    if not opens or len(led) > MAX_LINE // 5:
        return False
    words = reading.text[hit.start : hit.end].casefold()
    follows = reading.text[hit.end : hit.end + 4].lstrip(" :|-–—*")
    return (
        words.endswith("by")
        or not follows
        or follows[0].isupper()
        or follows[0] in "\n."
        or follows[:2].casefold() in {"by", "on"}
    )


def _reviewer(reading: Reading, block: Block, hit: Span, wording: _Wording) -> Reviewer:
    text = reading.text
    index = reading.document.blocks.index(block)
    stop = block.span.end
    if not text[hit.end : stop].strip(" :|") or text[hit.end : stop].strip(" :|").casefold() == "by":
        stop = (
            reading.document.blocks[index + 1].span.end if index + 1 < len(reading.document.blocks) else stop
        )
    tail = text[hit.end : min(stop, hit.end + 200)]
    start = hit.end
    by = re.search(r"\bby\b[:\s]*", tail[:60], re.IGNORECASE)
    start += by.end() if by else len(tail) - len(tail.lstrip(" :|,-–—\n"))
    found = wording.date.search(tail)
    person = wording.names.at(text, start, min(stop, start + 120))
    named = person is not None and not person.group and (" " in person.name or person.title != "")
    end = person.end if named and person else max(hit.end, min(stop, hit.end + (found.end() if found else 0)))
    return Reviewer(
        name=person.name if named and person else "",
        credentials=(person.credentials or person.title) if named and person else "",
        date=_iso(found, wording) if found else "",
        span=Span(hit.start, end),
    )
