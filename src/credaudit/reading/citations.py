"""Citations in the text, the list of references, and which answers which.

The shapes are those of the common styles: Vancouver and IEEE numbers, APA and Harvard author–year, superscripts (also where the
superscript was lost in copying), identifiers, links, footnotes.
"""

# ruff: noqa: E501, RUF001 (patterns stay whole, dashes and marks as they occur)
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from credaudit.model import Region, Shape, Span
from credaudit.rulebook.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from credaudit.model import Block, Link
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceEntry:
    """One entry of the list of references."""

    span: Span
    number: int = 0
    """0 when the list is not numbered."""
    names: tuple[str, ...] = ()
    """Family names in order, lower case and folded."""
    year: int = 0
    suffix: str = ""
    """The letter of `2012a`."""
    title: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One citation in the running text."""

    span: Span
    style: str
    """`numeric`, `superscript`, `author-year`, `identifier`, `link`, `footnote`."""
    sentence: int
    numbers: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    year: int = 0
    suffix: str = ""
    identifier: str = ""
    """DOI, PMID or address."""
    formal: bool = True
    """Whether its form promises an entry in a list; “Smith's 2019 study” and a link do not."""
    resolved: tuple[int, ...] = ()
    """Indices into `Reading.references`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A DOI, PMID, PMCID or arXiv number as written, with what is wrong in its form."""

    span: Span
    kind: str
    """`DOI`, `PMID`, `PMCID`, `arXiv`."""
    value: str
    fault: str = ""
    """Empty when the form is sound."""


YEAR = r"(?:1[6-9]|20)\d\d"
MAX_RANGE = 300
"""Most numbers that one range (“[3–7]”) may stand for."""
MAX_NUMBER = 1500
"""A bracketed number above this is a year, not the number of a reference."""
PAIR = 2
INITIALS = 3
"""Capitals up to this number are initials, not a name."""
HEADLESS_RUN = 2
"""Fewest entry-like blocks in a row that are taken for a list although no heading says so."""
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĠĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŹŻŽ"
_PARTICLE = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[nrl]?|[Dd]ella|[Dd][iau]|[Dd]os|[Ll][ae]|[Ee]l|[Aa]l|[Tt]e[nr]|bin|zu|St\.?)[ -]){0,3}"
_INITIALS = rf"(?:[{_UPPER}]\.[ -]?){{0,3}}"
_NAME = rf"{_INITIALS}{_PARTICLE}(?:[{_UPPER}]['’]|Mc|Mac)?[{_UPPER}][\w'’‐-]+(?: (?:[Jj]r|[Ss]r|II|III)\.?)?"
_GROUP = r"(?:,? et al\b\.?|,? and (?:colleagues|co-?workers|others|associates|collaborators))"
_JOINED = rf"(?:(?:,? (?:and|&|und|y) |, ){_NAME}){{0,6}}"
_PEOPLE = rf"{_NAME}{_JOINED}{_GROUP}?"
_BODY = rf"(?:[Tt]he )?[{_UPPER}][\w&.’'-]+(?: (?:of|for|the|and|on|in|de|[{_UPPER}][\w&.’'-]+)){{1,9}}"
_YEARS = rf"{YEAR}[a-z]?(?:(?:,| and|;) ?(?:{YEAR}[a-z]?|[a-z]\b))*"
_PAGES = r"(?:[,:] ?(?:pp?\. ?|p )?\d[\d–, -]*|, (?:[a-z]+\.? ?)+\d[\d–-]*)?"
_PAREN = re.compile(r"[(\[]([^()\[\]]{5,700})[)\]]")
_PIECE = re.compile(
    rf"(?:[a-z.,:’'\"-]+ ){{0,7}}(?P<who>{_PEOPLE}|{_BODY})(?:['’]s)?(?P<comma>,|:)? ?\(?(?P<years>{_YEARS}|in press|n\.d\.|forthcoming)(?P<pages>{_PAGES})\.?"
)
_NARRATIVE_YEAR = re.compile(rf"[(\[](?P<years>{_YEARS}|in press)(?P<pages>{_PAGES})[)\]]")
_NARRATIVE_WHO = re.compile(rf"(?P<who>\b{_PEOPLE}|\b{_BODY})(?:['’]s?)?,? ?$")
_POSSESSIVE = re.compile(rf"['’]s? (?P<years>{YEAR})[a-z]? (?=[a-z])")
_OWNER = re.compile(rf"\b(?P<who>{_NAME})$")
_STRONG = re.compile(r" et al\b|\band\b|&|\bund\b")
_BRACKET = re.compile(
    r"\[\s*(\^?\d{1,4}[a-z]?(?:\s*[,;–—−-]\s*\d{1,4}[a-z]?)*)(?:,? ?(?:pp?\.|ch\.|:) ?[\d–-]+)?\s*\]"
)
_ROUND = re.compile(r"(?<=[\w”\"’)]) ?\((\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*)\)")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,˒ʼ⁻–-] ?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")
_FLAT = re.compile(r"[.,;?!](\d{1,3}(?:[,–-]\d{1,3})*)(?=\s+[A-Z“\"(]|\s*$|(?<=,\d)\s[a-z])", re.MULTILINE)
_FLAT_WORD = re.compile(r"[A-Za-z]{2,}[)\]”\"’]*[.,;?!]$|[)\]”\"’%][.,;?!]$")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒ʼ−—", "0123456789–,,––")
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[A-Za-zµμχη]|[cmdk]m|in|ft|yd|mi|sec|min|hr|cells|log\d*)$|\d$")
_INTERVAL_BEFORE = re.compile(
    r"(?:\bC[rI]?I|\bintervals?|\bIQR|\branges?|\bHPD|\bbetween|\bmedian|\bLoA|[=:±<>])[ ,:;=of]*$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(r"(?:\d\.\d+|%|\d ?[a-zµ]{1,4}) ?$")
_ENUMERATED = re.compile(
    r"(?:^|[:;,.]|\b(?:and|or|are|is|to|by|eq\w*\.?|fig\w*\.?|tables?|step|question|item|n|age[ds]?|grade|phase|type|level))\s*$",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:\bdoi(?:\.org/|\s*[:=]?\s*)(?:https?://(?:dx\.)?doi\.org/)?|\b)(?P<value>10\.\d{4,9}/[^\s\"“”]+)|\bdoi(?:\.org/|:\s?)(?P<bad>(?=[^\s,;<>\"”]*\d)[^\s,;<>\"”]+)",
    re.IGNORECASE,
)
_DOI_PREFIX = re.compile(r"10\.\d{4}")
_PMID = re.compile(r"\bPMID:?\s*(?P<value>[\w.-]+)|pubmed(?:\.ncbi\.nlm\.nih\.gov|/)/?(?P<path>\d+)")
_PMCID = re.compile(r"\bPMCID:?\s*(?P<value>\w+)")
_ARXIV = re.compile(r"\barxiv:\s?(?P<value>[\w./-]+)", re.IGNORECASE)
_ARXIV_NEW = re.compile(r"\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?")
_ARXIV_OLD = re.compile(r"[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"”)\]]+")
_ENTRY_NUMBER = re.compile(
    r"\s*(?:\[\^?(\d{1,4})\]:?|\((\d{1,4})\)|(\d{1,4})[.)](?=\s|[A-Z])|(\d{1,3})\s+(?=[A-Z“\"]))\s*|\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*"
)
_BULLET = re.compile(r"\s*(?:[•*–—-]\s+|[↑^]+\s*)")
_ENTRY_YEAR = re.compile(
    rf"\(\s*(?P<round>{YEAR})(?P<a>[a-z])?[^()]{{0,25}}\)|(?<![\d/–.:-])(?P<plain>{YEAR})(?P<b>[a-z])?(?![\d/–-]|\.\d)"
)
_BRACKETED_LINK = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$")
_AUTHOR_START = re.compile(
    rf"\s*(?:{_PARTICLE}[{_UPPER}][\w'’‐-]+(?:,? (?:[{_UPPER}]\.? ?-?){{1,4}}(?:[,.;&(]|\s|$)|, [{_UPPER}])|[{_UPPER}][\w .&'’-]{{2,80}}[.,(])"
)
_CITED_YEAR_START = re.compile(
    rf"\s*{_PARTICLE}[{_UPPER}][\w'’‐-]+,? (?:[{_UPPER}]\.?[ ,-]?){{1,4}}.{{0,400}}?(?:\b{YEAR}\b|in press)",
    re.DOTALL,
)
_LOWER_WORD = re.compile(r"\b[a-z][a-z]+\b")
_FAMILY = re.compile(rf"(?:[{_UPPER}]['’])?[{_UPPER}][\w'’‐-]+")
_PARTICLES = frozenset(
    {
        "van",
        "von",
        "de",
        "den",
        "der",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "ten",
        "ter",
        "et",
        "and",
        "bin",
        "zu",
        "jr",
        "the",
        "of",
        "for",
    }
)


def references(reading: Reading) -> Iterator[ReferenceEntry]:
    """Yield the entries of the list of references, with a heading or without; further reading is no such list."""
    links = reading.document.links
    for pieces in _lists(reading):
        for number, span in pieces:
            yield _entry(reading, number, span, [link for link in links if span.covers(link.span)])


def find(reading: Reading) -> Iterator[Citation]:
    """Yield the citations in order, each resolved where the list allows."""
    listed = _listed(reading)
    found = [*_numeric(reading), *_superscripts(reading), *_author_year(reading), *_identified(reading)]
    resolver = _Resolver(reading.references)
    resolved = [
        replace(citation, resolved=resolver.resolve(citation))
        for citation in found
        if not any(span.meets(citation.span) for span in listed)
    ]
    by_number = sum(bool(citation.numbers and citation.resolved) for citation in resolved) > 0
    last = -1
    for citation in sorted(resolved, key=lambda one: (one.span, one.year, one.suffix)):
        if citation.span.start < last and citation.style != "author-year":
            continue
        last = citation.span.end
        if by_number and citation.names and not citation.resolved:
            yield replace(citation, formal=False)  # a taxon's author, a maker: this text cites by number
        elif not _beyond(citation, len(reading.references)):
            yield citation


def _beyond(citation: Citation, entries: int) -> bool:
    """Say whether a pair of numbers is an interval: “[5, 120]” in a text with 53 references."""
    return (
        bool(entries)
        and len(citation.numbers) == PAIR
        and citation.style != "superscript"
        and max(citation.numbers) > 1.4 * entries + 5
    )


def identifiers(reading: Reading) -> Iterator[Identifier]:
    """Yield every DOI, PMID, PMCID and arXiv number in the text, in order of kind, with the fault of its form."""
    text = reading.text
    if "doi" in reading.folded.text or _DOI_PREFIX.search(text):
        for match in _DOI.finditer(text):
            yield _doi(match)
    if "PMID" in text:
        for match in _PMID.finditer(text):
            value = match["value"]
            if value is None:
                continue
            bare = value.rstrip(".-")
            fault = "" if bare.isdigit() and len(bare) <= 8 else "a PMID is a number of at most eight digits"  # noqa: PLR2004
            yield Identifier(
                span=Span(match.start(), match.start("value") + len(bare)),
                kind="PMID",
                value=bare,
                fault=fault,
            )
    for match in _PMCID.finditer(text) if "PMCID" in text else ():
        fault = (
            ""
            if re.fullmatch(r"(?:PMC){0,2}\d{3,9}", match["value"], re.IGNORECASE)
            else "a PMCID is PMC and a number"
        )
        yield Identifier(span=Span(*match.span()), kind="PMCID", value=match["value"], fault=fault)
    for match in _ARXIV.finditer(text) if "rXiv" in text or "arxiv" in text else ():
        value = match["value"].rstrip(".-")
        sound = _ARXIV_NEW.fullmatch(value) or _ARXIV_OLD.fullmatch(value)
        yield Identifier(
            span=Span(match.start(), match.start("value") + len(value)),
            kind="arXiv",
            value=value,
            fault="" if sound else "an arXiv number is YYMM.NNNNN",
        )


def _doi(match: re.Match[str]) -> Identifier:
    if match["value"] is not None:
        value = _trim(match["value"])
        return Identifier(
            span=Span(match.start(), match.start("value") + len(value)), kind="DOI", value=value.lower()
        )
    value = match["bad"].rstrip(".)")
    decoded = unquote(value)
    sound = re.match(r"10\.\d{4,9}(?:\.\d+)*/\S", decoded)
    return Identifier(
        span=Span(match.start(), match.start("bad") + len(value)),
        kind="DOI",
        value=decoded.lower(),
        fault="" if sound else "a DOI is 10., four or more digits, a slash and a suffix",
    )


def _trim(value: str) -> str:
    """Drop punctuation that belongs to the sentence, not to the identifier."""
    while value and (
        value[-1] in ".,;:'’”>"
        or (value[-1] in ")]" and value.count("(["["])".index(value[-1])]) < value.count(value[-1]))
    ):
        value = value[:-1]
    return value


# --- the list ---------------------------------------------------------------------------------------------------------


def _lists(reading: Reading) -> Iterator[list[tuple[int, Span]]]:
    found = False
    for start, end in _listed_ranges(reading):
        pieces = _pieces(reading, start, end)
        if pieces:
            found = True
            yield pieces
    notes = list(_footnotes(reading))
    if notes:
        found = True
        yield notes
    if not found:
        pieces = _headless(reading)
        if pieces:
            yield pieces


def _listed_ranges(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the ranges under a heading of references; a heading of no known kind inside may be an entry."""
    sections = reading.sections
    index = 0
    while index < len(sections):
        section = sections[index]
        index += 1
        if section.kind != "references":
            continue
        end = section.span.end
        while (
            index < len(sections)
            and not sections[index].kind
            and _goes_on(reading.text, sections[index].heading)
        ):
            end = sections[index].span.end
            index += 1
        yield section.heading.end, end


def _listed(reading: Reading) -> list[Span]:
    """Return the stretches that are lists: a citation inside them is none."""
    entries = reading.references
    spans = [Span(start, end) for start, end in _listed_ranges(reading)]
    return [*spans, *(entry.span for entry in entries if not any(span.covers(entry.span) for span in spans))]


def _goes_on(text: str, heading: Span) -> bool:
    """Say whether what looks like a heading is part of a list: made like an entry, or followed by a numbered one."""
    if _entry_like(heading.of(text)):
        return True
    return _number(text[heading.end : heading.end + 40].lstrip()[:12]) > 1


def _entry_like(line: str) -> bool:
    return bool(_ENTRY_YEAR.search(line) or "doi" in line.lower() or _ADDRESS.search(line)) and len(line) > 20  # noqa: PLR2004


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        if text[position:stop].strip(" \t:.*#|"):
            yield Span(position, stop)
        position = stop + 1


def _pieces(reading: Reading, start: int, end: int) -> list[tuple[int, Span]]:
    """Cut a list into entries: by its numbers where most lines that begin an entry have one, else by its lines."""
    text = reading.text
    lines = list(_lines(text, start, end))
    numbers = [_number(text[line.start : line.start + 12]) for line in lines]
    counted = sum(number > 0 for number in numbers)
    if counted and (counted * 3 >= len(lines) or (numbers[0] in {1, 2} and counted > 2)):  # noqa: PLR2004
        return _trimmed(text, _numbered(text, lines, numbers))
    return _trimmed(text, [(0, span) for span in _unnumbered(reading, lines)])


def _number(lead: str) -> int:
    match = _ENTRY_NUMBER.match(lead)
    if match is None:
        return 0
    value = int(next(part for part in match.groups() if part).translate(_PLAIN_DIGITS))
    return value if 0 < value < MAX_NUMBER else 0


def _numbered(text: str, lines: Sequence[Span], numbers: Sequence[int]) -> list[tuple[int, Span]]:
    """Join lines without a number to the entry before; a paragraph below a list of one-line entries is no part of it."""
    pieces: list[tuple[int, Span]] = []
    previous = 0
    wrapped = False
    for line, number in zip(lines, numbers, strict=True):
        if number and (
            not pieces or previous < number <= previous + 25 or number == previous == pieces[-1][0]
        ):
            pieces.append((number, line))
            previous = number
        elif pieces:
            last = pieces[-1][1]
            if len(pieces) > 1 and not wrapped and "\n" in text[last.end + 1 : line.start]:
                break
            wrapped = True
            pieces[-1] = (pieces[-1][0], Span(last.start, line.end))
    return pieces


def _unnumbered(reading: Reading, lines: Sequence[Span]) -> list[Span]:
    """Join wrapped lines: a line goes on with the entry before it when it is indented or begins unlike an entry."""
    text = reading.text
    pieces: list[Span] = []
    for line in lines:
        words = line.of(text)
        block = reading.document.block_at(line.start)
        if block is not None and block.region in {Region.NAVIGATION, Region.FOOTER, Region.COMMENTS}:
            continue
        fresh = (
            block is not None
            and block.span.start >= line.start - 4
            and (block.shape is Shape.LIST_ITEM or "\n" not in block.span.of(text))
        )
        begins = fresh or (
            not words[:1].isspace() and bool(_AUTHOR_START.match(words) or _BULLET.match(words))
        )
        if pieces and not begins:
            pieces[-1] = Span(pieces[-1].start, line.end)
        elif _looks_cited(reading, line) or _listed_item(block):
            pieces.append(line)
        elif len(pieces) > 1:
            break
    return pieces


def _listed_item(block: Block | None) -> bool:
    """Say whether a line is an item of the list itself: a label or a page has neither author nor year."""
    return block is not None and block.shape is Shape.LIST_ITEM and block.region is Region.MAIN


def _looks_cited(reading: Reading, line: Span) -> bool:
    words = line.of(reading.text)
    if _ENTRY_YEAR.search(words) or _ADDRESS.search(words) or "doi" in words.lower() or "in press" in words:
        return True
    return any(line.meets(link.span) for link in reading.document.links)


def _trimmed(text: str, pieces: Iterable[tuple[int, Span]]) -> list[tuple[int, Span]]:
    kept = []
    for number, span in pieces:
        words = span.of(text)
        lead = len(words) - len(words.lstrip())
        kept.append((number, Span(span.start + lead, span.start + len(words.rstrip()))))
    return kept


def _footnotes(reading: Reading) -> Iterator[tuple[int, Span]]:
    for block in reading.document.blocks:
        if block.shape is Shape.FOOTNOTE:
            number = _number(reading.text[block.span.start : block.span.start + 12])
            yield number, block.span


def _headless(reading: Reading) -> list[tuple[int, Span]]:
    """Return the last run of lines near the end that are made like entries, numbered or by author and year."""
    text = reading.text
    lines = list(_lines(text, len(text) // 4, len(text)))
    runs: list[list[tuple[int, Span]]] = [[]]
    for line in lines:
        words = line.of(text)
        number = _number(words[:12])
        numbered = number > 0 and _entry_like(words) and number == (runs[-1][-1][0] + 1 if runs[-1] else 1)
        by_year = bool(_CITED_YEAR_START.match(words)) and len(words) < 600 and _ENTRY_YEAR.search(words)  # noqa: PLR2004
        if numbered or (by_year and (not runs[-1] or not runs[-1][-1][0])):
            runs[-1].append((number if numbered else 0, line))
        elif runs[-1]:
            runs.append([])
    long = [run for run in runs if len(run) >= HEADLESS_RUN]
    return _trimmed(text, long[-1]) if long else []


def _entry(reading: Reading, number: int, span: Span, links: Sequence[Link]) -> ReferenceEntry:
    text = span.of(reading.text)
    marker = _ENTRY_NUMBER.match(text) if number else _BULLET.match(text)
    body = text[marker.end() :] if marker else text
    year = _year(body)
    names, rest = _names(body, year)
    doi = next((_trim(match["value"]).lower() for match in _DOI.finditer(body) if match["value"]), "")
    pmid = next((match["value"] or match["path"] for match in _PMID.finditer(body)), "")
    address = _ADDRESS.search(body)
    url = _trim(address.group()) if address else next((link.href for link in links), "")
    plain = year.group("round") or year.group("plain") if year else ""
    suffix = (year.group("a") or year.group("b") or "") if year else ""
    return ReferenceEntry(
        span=span,
        number=number,
        names=names,
        year=int(plain) if plain else 0,
        suffix=suffix,
        title=_title(rest),
        doi=doi,
        pmid=pmid,
        url=url,
    )


def _year(body: str) -> re.Match[str] | None:
    """Return the year of publication: one in brackets near the names, else the first that stands alone outside an address."""
    without = _ADDRESS.sub(lambda found: " " * len(found.group()), body)
    first = None
    for match in _ENTRY_YEAR.finditer(without):
        if match["round"]:
            return match
        first = first or match
    return first


def _names(body: str, year: re.Match[str] | None) -> tuple[tuple[str, ...], str]:
    """Return the family names before the title, folded, and what follows them."""
    head = body[: year.start()] if year else body
    end = len(head)
    for word in _LOWER_WORD.finditer(head):
        if word.group() not in _PARTICLES:
            end = head.rfind(" ", 0, max(word.start() - 1, 0)) if word.start() else 0
            break
    names = [
        fold(name.group()).text
        for name in _FAMILY.finditer(head[: max(end, 0)] or head[:40])
        if not name.group().isupper() or len(name.group()) > INITIALS
    ]
    rest = body[year.end() :] if year and year.end() < len(body) * 0.6 else body[max(end, 0) :]
    return tuple(names), rest


def _title(rest: str) -> str:
    cleaned = rest.lstrip(" .,;:)(“\"'\n")
    stop = re.search(r"[.?!”\"](?=\s)", cleaned)
    return " ".join((cleaned[: stop.start()] if stop else cleaned[:200]).split())


# --- the citations ----------------------------------------------------------------------------------------------------


def _sentence(reading: Reading, offset: int) -> int:
    sentence = reading.sentence_at(offset)
    return sentence.index if sentence is not None else -1


def _citable(reading: Reading, offset: int) -> bool:
    block = reading.document.block_at(offset)
    return block is None or (
        block.region not in {Region.NAVIGATION, Region.COMMENTS}
        and block.shape not in {Shape.CODE, Shape.FRONT_MATTER}
    )


def _expand(numbers: str) -> tuple[int, ...]:
    """Return the numbers that `3–5,7` stands for."""
    found: list[int] = []
    for part in re.split(r"[,;]", numbers.translate(_PLAIN_DIGITS).replace("-", "–")):
        ends = [int(digits.group()) for digits in re.finditer(r"\d+", part)]
        if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + MAX_RANGE:  # noqa: PLR2004
            found.extend(range(ends[0], ends[1] + 1))
        else:
            found.extend(ends)
    return tuple(found)


def _numeric(reading: Reading) -> Iterator[Citation]:
    """Yield [12], [3–7] and footnote marks; round ones only where a numbered list answers them and no square ones do."""
    text = reading.text
    squares = 0
    for match in _BRACKET.finditer(text) if "[" in text else ():
        numbers = _expand(match[1].lstrip("^"))
        if not _is_reference(text, match, numbers) or not _citable(reading, match.start()):
            continue
        squares += 1
        style = "footnote" if match[1].startswith("^") else "numeric"
        yield Citation(
            span=Span(*match.span()), style=style, sentence=_sentence(reading, match.start()), numbers=numbers
        )
    if not squares:
        yield from _rounds(reading)


def _is_reference(text: str, match: re.Match[str], numbers: tuple[int, ...]) -> bool:
    if not numbers or min(numbers) < 1 or max(numbers) >= MAX_NUMBER:
        return False
    if match.start() and not text[match.start() - 1].isspace() and text[match.start() - 1] in "=_/":
        return False
    if (
        text[match.end() : match.end() + 1] == ":"
        and text[match.start() - 1 : match.start()] in {"\n", ""}
        and match[1].startswith("^")
    ):
        return False  # the footnote itself
    before = text[max(0, match.start() - 24) : match.start()]
    if _INTERVAL_BEFORE.search(before):
        return False
    return not (len(numbers) > 1 and _NUMBER_BEFORE.search(before))


def _rounds(reading: Reading) -> Iterator[Citation]:
    known = {entry.number for entry in reading.references if entry.number}
    if not known:
        return
    text = reading.text
    found = []
    for match in _ROUND.finditer(text):
        numbers = _expand(match[1])
        before = text[max(0, match.start() - 24) : match.start() + 1]
        after = text[match.end() : match.end() + 1]
        if (
            not numbers
            or min(numbers) < 1
            or _INTERVAL_BEFORE.search(before.rstrip())
            or _ENUMERATED.search(before.rstrip())
        ):
            continue
        if after.isalnum() or len(numbers) > 40 or _NUMBER_BEFORE.search(before):  # noqa: PLR2004
            continue
        found.append((match, numbers))
    cited = [number for _, numbers in found for number in numbers]
    if not cited or min(cited) > 3 or 2 * sum(number in known for number in cited) < len(cited):  # noqa: PLR2004
        return
    for match, numbers in found:
        span = Span(match.start() + match.group().index("("), match.end())
        if _citable(reading, span.start) and max(numbers) <= max(known) + 10:
            yield Citation(
                span=span, style="numeric", sentence=_sentence(reading, span.start), numbers=numbers
            )


def _superscripts(reading: Reading) -> Iterator[Citation]:
    """Yield raised numbers and, where enough of them run upwards, numbers glued to a full stop (“effect.12 The”)."""
    text = reading.text
    raised = not text.isascii() and any(digit in text for digit in "¹²³⁴⁵⁶⁷⁸⁹")
    for match in _SUPERSCRIPT.finditer(text) if raised else ():
        numbers = _expand(match.group())
        before = text[max(0, match.start() - 6) : match.start()]
        if (
            not before
            or before[-1].isspace()
            or _UNIT.search(before)
            or 0 in numbers
            or not _citable(reading, match.start())
        ):
            continue
        yield Citation(
            span=Span(*match.span()),
            style="superscript",
            sentence=_sentence(reading, match.start()),
            numbers=numbers,
        )
    yield from _flattened(reading)


def _flattened(reading: Reading) -> Iterator[Citation]:
    text = reading.text
    abbreviations = reading.library.abbreviations
    found = []
    for match in _FLAT.finditer(text):
        if (
            not text[match.start() - 1 : match.start()].islower()
            and text[match.start() - 1 : match.start()] not in ')]”"’%'
        ):
            continue
        before = text[max(0, match.start() - 20) : match.start(1)]
        word = re.search(r"([A-Za-z]+)\W+$", before)
        if not _FLAT_WORD.search(before) or (word and word[1].lower() in abbreviations):
            continue
        numbers = _expand(match[1])
        if numbers and min(numbers) > 0 and _citable(reading, match.start()):
            found.append(
                Citation(span=Span(*match.span(1)), style="superscript", sentence=-1, numbers=numbers)
            )
    known = {entry.number for entry in reading.references if entry.number}
    cited = [number for citation in found for number in citation.numbers]
    trusted = any(number in known for number in cited) or (len(found) > 1 and min(cited, default=9) < 4)  # noqa: PLR2004
    for citation in found if trusted else ():
        yield replace(citation, sentence=_sentence(reading, citation.span.start - 1))


def _author_year(reading: Reading) -> Iterator[Citation]:
    """Yield author–year citations; a lone name counts only where the list, a second one or a reporting verb vouches for it."""
    text = reading.text
    sure: list[Citation] = []
    weak: list[Citation] = []
    for match in _PAREN.finditer(text):
        if re.search(YEAR, match[1]) or "in press" in match[1]:
            for citation, strong in _bracketed(reading, match):
                (sure if strong else weak).append(citation)
    for match in _NARRATIVE_YEAR.finditer(text):
        for citation, strong in _narrative(reading, match):
            (sure if strong else weak).append(citation)
    resolver = _Resolver(reading.references)
    many = len({(citation.names, citation.year) for citation in weak if citation.formal}) > 1
    for citation in weak:
        if resolver.resolve(citation):
            sure.append(replace(citation, formal=True))
        else:
            sure.append(replace(citation, formal=citation.formal and (bool(sure) or many)))
    yield from sure
    for match in _POSSESSIVE.finditer(text):
        owner = _OWNER.search(text[max(0, match.start() - 40) : match.start()])
        if owner:
            span = Span(match.start() - len(owner["who"]), match.end())
            yield _by_name(reading, span, owner["who"], int(match["years"]), "", formal=False)


def _bracketed(reading: Reading, match: re.Match[str]) -> Iterator[tuple[Citation, bool]]:
    pieces = [piece for piece in re.finditer(r"[^;]+", match[1]) if piece.group().strip()]
    for piece in pieces:
        words = piece.group()
        lead = len(words) - len(words.lstrip())
        found = _PIECE.fullmatch(" ".join(words.split()))
        if found is None or not _citable(reading, match.start()):
            continue
        person = not re.search(r" (?:of|for|the|on|in) ", found["who"])
        strong = bool(_STRONG.search(found["who"]) and person) or bool(
            found["pages"] and found["comma"] and person
        )
        start = match.start(1) + piece.start() + lead
        span = Span(start, start + len(words.strip()))
        likely = person and bool(found["comma"] or strong)
        for year, suffix in _split_years(found["years"]):
            yield _by_name(reading, span, found["who"], year, suffix, formal=likely), strong and year > 0


def _narrative(reading: Reading, match: re.Match[str]) -> Iterator[tuple[Citation, bool]]:
    text = reading.text
    window = max(0, match.start() - 130)
    before = text[window : match.start()]
    found = None
    for found in _NARRATIVE_WHO.finditer(before):
        if found.end() == len(before):
            break
    if found is None or found.end() != len(before) or not _citable(reading, match.start()):
        return
    who = found["who"]
    person = not re.search(r" (?:of|for|the|on|in) ", who)
    strong = bool(re.search(r" et al\b| and (?:colleagues|co-?workers|others|associates|collab)", who))
    joined = bool(_STRONG.search(who)) and person
    cued = _cued(reading, window + found.start("who"), match.end())
    span = Span(window + found.start("who"), match.end())
    for year, suffix in _split_years(match["years"]):
        yield (
            _by_name(reading, span, who, year, suffix, formal=strong or (person and (cued or joined))),
            strong or (joined and cued),
        )


def _cued(reading: Reading, start: int, end: int) -> bool:
    """Say whether a word of reporting stands directly before the name (“study by”) or after the year (“found”)."""
    before = any(
        hit.end <= start <= hit.end + 2
        for hit in reading.hits_between("@citation-before-name", start - 40, start)
    )
    return before or bool(reading.hits_between("@citation-after-name", end, end + 3))


def _split_years(years: str) -> Iterator[tuple[int, str]]:
    last = 0
    for match in re.finditer(rf"({YEAR})?([a-z])?(?:\W|$)", years):
        if match[1]:
            last = int(match[1])
            yield last, match[2] or ""
        elif match[2] and last:
            yield last, match[2]
    if not last:
        yield 0, ""


def _by_name(reading: Reading, span: Span, who: str, year: int, suffix: str, *, formal: bool) -> Citation:
    return Citation(
        span=span,
        style="author-year",
        sentence=_sentence(reading, span.start),
        names=_folded_names(who),
        year=year,
        suffix=suffix,
        formal=formal,
    )


@cache
def _folded_names(who: str) -> tuple[str, ...]:
    bare = re.sub(rf"{_GROUP}|['’]s?(?=\s|$)", "", who)
    return tuple(fold(name.group()).text for name in _FAMILY.finditer(bare))


def _identified(reading: Reading) -> Iterator[Citation]:
    """Yield DOIs, PMIDs, addresses and outward links in the running text."""
    for identifier in identifiers(reading):
        if not identifier.fault:
            yield _pointing(reading, identifier.span, "identifier", f"{identifier.kind}:{identifier.value}")
    text = reading.text
    for match in _ADDRESS.finditer(text) if "www." in text or "http" in text else ():
        address = _trim(match.group())
        yield _pointing(reading, Span(match.start(), match.start() + len(address)), "link", address)
    own = reading.document.metadata.site
    for link in reading.document.links:
        if (
            link.href.startswith("http")
            and link.span.end > link.span.start
            and _citable(reading, link.span.start)
        ):
            host = (urlsplit(link.href).hostname or "").removeprefix("www.")
            if host and host != own:
                yield _pointing(reading, link.span, "link", link.href)


def _pointing(reading: Reading, span: Span, style: str, target: str) -> Citation:
    return Citation(
        span=span, style=style, sentence=_sentence(reading, span.start), identifier=target, formal=False
    )


class _Resolver:
    """Finds the entries that answer a citation."""

    def __init__(self, entries: Sequence[ReferenceEntry]) -> None:
        self._entries = entries
        self._numbers: dict[int, int] = {}
        self._years: dict[int, list[int]] = {}
        for index, entry in enumerate(entries):
            self._numbers.setdefault(entry.number or index + 1, index)
            self._years.setdefault(entry.year, []).append(index)

    def resolve(self, citation: Citation) -> tuple[int, ...]:
        """Return the indices of the entries meant."""
        if not self._entries:
            return ()
        if citation.numbers:
            return tuple(self._numbers[number] for number in citation.numbers if number in self._numbers)
        if citation.names:
            return tuple(self._named(citation))
        wanted = citation.identifier.partition(":")[2].lower()
        return tuple(
            index
            for index, entry in enumerate(self._entries)
            if wanted
            and (
                wanted in {entry.doi, entry.pmid}
                or (entry.url and entry.url.lower() == citation.identifier.lower())
            )
        )

    def _named(self, citation: Citation) -> Iterator[int]:
        first = _key(citation.names[0])
        for index in self._years.get(citation.year, ()):
            entry = self._entries[index]
            if citation.suffix and entry.suffix and citation.suffix != entry.suffix:
                continue
            if any(_key(name) == first for name in entry.names):
                yield index


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", name)
