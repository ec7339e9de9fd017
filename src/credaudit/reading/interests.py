"""The parties inside one statement: person, role, organisation and kind of interest, clause by clause."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from credaudit.model import Party, Span
from credaudit.reading import stating
from credaudit.reading import terms as term_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.reading import Reading
    from credaudit.reading.statements import FoundStatement
    from credaudit.reading.terms import Terms

MAX_PARTIES: Final = 60
"""Rows one statement may give; journals print lists of hundreds."""
MAX_NAME: Final = 12
"""Code points of capitals that may be a name (“NOVARTIS AG”); longer ones are a shouted sentence."""
MAX_NAME_WORDS: Final = 8
WITH_PARTIES: Final = frozenset(
    {"coi_declared", "coi_partial", "coi_none_declared", "funding_declared", "ownership", "sponsored", "gifted_product",
     "writing_support", "medical_review"}
)  # fmt: skip
_CLAUSE = re.compile(r";|(?<=[a-z)])\.\s+(?=[A-Z])|\n")
_JOINED = r"(?:of|for|&|the|de|la|di|du|der|des|für|voor|y|et|e|und|and|on|in)"
_CAP = r"[A-Z0-9ÄÖÜÉÅØ][\w&'’.+/-]*"
_NAME = re.compile(rf"(?<![\w@/.]){_CAP}(?:(?: {_JOINED}){{1,2}} {_CAP}| {_CAP})*")
_BETWEEN_NAMES = re.compile(
    r"(?:[\s,;/&()]|\band\b|\bor\b|\bthe\b|\bas well as\b|\bfrom\b|\bby\b|\bboth\b|\b[A-Z]\w*\b)*"
)
_AND = re.compile(r" (?:and|&|y|et|und|e) ")
_OF = re.compile(r" (?:of|for|on|de|für) ")
_PERSON_TITLED = re.compile(r"\.?\s*((?:[A-Z][\w'’.-]*)(?:\s+[A-Z][\w'’.-]*){0,3})")
_INITIALS = re.compile(r"(?<![\w.])(?:(?:[A-Z]\.[ -]?){2,4}|[A-Z]{2,4})(?![\w.])")
_OPENING_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z]\.)*(?: [A-Z][\w'’-]+){0,3}")
_AMOUNT = re.compile(
    r"(?:US|AU|CA)?[$€£]\s?\d[\d,.]*\d?(?:\s?(?:million|billion|thousand|bn|m|k)\b)?", re.IGNORECASE
)
_PERIOD = re.compile(
    r"\b(?:in|during|over|within|for) the (?:past|last|previous) (?:\w+ )?(?:years?|months?)\b"
    r"|\b(?:19|20)\d\d\s?(?:[-–—]|to|and)\s?(?:(?:19|20)\d\d|\d\d|present)\b|\bsince (?:19|20)\d\d\b",
    re.IGNORECASE,
)
_OUTPUT = {"officer": "employment", "testimony": "expert-testimony"}


def with_parties(reading: Reading, found: FoundStatement) -> FoundStatement:
    """Return the statement with its parties, sums and times."""
    text = found.span.of(reading.text)
    amounts = tuple(dict.fromkeys(match.group().strip() for match in _AMOUNT.finditer(text)))
    periods = tuple(dict.fromkeys(match.group() for match in _PERIOD.finditer(text)))
    if found.kind not in WITH_PARTIES:
        return replace(found, amounts=amounts, periods=periods)
    parties = tuple(dict.fromkeys(_parties(reading, found)))[:MAX_PARTIES]
    return replace(found, parties=parties, amounts=amounts, periods=periods)


def parties_of(reading: Reading, found: FoundStatement, authors: tuple[str, ...]) -> tuple[Party, ...]:
    """Return the ties that a sentence of a biography states; where it names nobody, its subject is the one author."""
    clauses = _Clauses(reading, found)
    if len(authors) == 1:
        clauses.subjects = authors
    return tuple(
        dict.fromkeys(party for span in clauses.spans() for party in clauses.interests(span, none=False))
    )


def names_in(reading: Reading, found: FoundStatement) -> tuple[str, ...]:
    """Return the names of firms in a stretch of text, in order."""
    return _Clauses(reading, found).organisations(found.span)


def _parties(reading: Reading, found: FoundStatement) -> Iterator[Party]:
    clauses = _Clauses(reading, found)
    if found.kind.startswith("funding"):
        for span in clauses.spans():
            yield from (Party(organisation=name, interest="funding") for name in clauses.organisations(span))
        return
    if not found.kind.startswith("coi"):
        for span in clauses.spans():
            yield from (Party(organisation=name, interest=found.kind) for name in clauses.organisations(span))
        return
    for span in clauses.spans():
        yield from clauses.interests(span, none=found.kind in {"coi_none_declared", "coi_partial"})


class _Clauses:
    """Walks a statement clause by clause and remembers who was the subject and which firm was named last."""

    def __init__(self, reading: Reading, found: FoundStatement) -> None:
        self.reading = reading
        self.found = found
        self.terms: Terms = term_module.of(reading.library)
        self.stop = self.terms.words("organisation-stop")
        self.subjects: tuple[str, ...] = ()
        self.last_organisation = ""

    def spans(self) -> Iterator[Span]:
        text = self.found.span.of(self.reading.text)
        start = 0
        for cut in _CLAUSE.finditer(text):
            if cut.start() > start:
                yield Span(self.found.span.start + start, self.found.span.start + cut.start())
            start = cut.end()
        if start < len(text):
            yield Span(self.found.span.start + start, self.found.span.end)

    def words(self, span: Span) -> str:
        """Return the words of a span; capitals throughout are read as capitalised words."""
        text = span.of(self.reading.text)
        return text.title() if text.isupper() and len(text) > MAX_NAME else text

    def folded(self, span: Span) -> bytes:
        start, end = self.reading.folded.folded(span.start), self.reading.folded.folded(span.end)
        return self.reading.folded.text[start:end].encode("ascii")

    def interests(self, span: Span, *, none: bool) -> Iterator[Party]:
        """Yield who has which interest in whom in one clause."""
        base = self.reading.folded.folded(span.start)
        hits = [
            (name, self.reading.unfold(base + start, base + end))
            for name, start, end in self.terms.kinds(stating.INTERESTS, self.folded(span))
        ]
        first = hits[0][1].start if hits else span.end
        named = self.persons(Span(span.start, max(first, span.start)))
        if named or not self.subjects:
            self.subjects = named or self.persons(span)
        if none or stating.denies(self.terms, self.folded(span)):
            yield from (Party(person=person, interest="none") for person in self.subjects)
            return
        for index, (name, hit) in enumerate(hits):
            stop = hits[index + 1][1].start if index + 1 < len(hits) else span.end
            yield from self.interest(name, hit, Span(hit.end, max(stop, hit.end)), span)
        if not hits:
            for organisation in self.organisations(span):
                yield from (
                    Party(person=person, organisation=organisation) for person in self.subjects or ("",)
                )

    def interest(self, name: str, hit: Span, after: Span, clause: Span) -> Iterator[Party]:
        kind = name.removeprefix("interest-")
        role = hit.of(self.reading.text).strip() if name in stating.ROLES else ""
        found = self.listed(after) or self.listed(Span(hit.start, after.end), skip=hit.of(self.reading.text))
        if not found and name in stating.ROLES:
            found = self.organisations(Span(clause.start, hit.start))[-1:]
        if not found:
            found = (self.last_organisation,)
        for organisation in found:
            self.last_organisation = organisation or self.last_organisation
            for person in self.subjects or ("",):
                yield Party(
                    person=person,
                    role=_role(role),
                    organisation=organisation,
                    interest=_OUTPUT.get(kind, kind),
                )

    def persons(self, span: Span) -> tuple[str, ...]:
        """Return the persons named in a span: titled names, authors, initials, “the author”, “I”."""
        words = self.words(span)
        folded = self.folded(span)
        found: list[str] = []
        base = self.reading.folded.folded(span.start)
        for _, end in self.terms.spans("person-title", folded):
            offset = self.reading.unfold(base + end - 1, base + end).end - span.start
            match = _PERSON_TITLED.match(words, offset)
            if match:
                found.append(match.group(1).removesuffix("'s").removesuffix("’s").rstrip("."))
        single = words.replace("’s", "").replace("'s", "").split()
        found.extend(
            author.name
            for author in self.reading.byline.authors
            if author.name in words or _surname(author.name) in single
        )
        known = self.terms.words("statement-not-initials")
        if not span.of(self.reading.text).isupper():
            found.extend(
                match.group().strip()
                for match in _INITIALS.finditer(words)
                if match.group().strip(" .").lower() not in known
            )
        if not found:
            found.extend(self._opening(words))
        if not found and self.terms.within("statement-author", folded):
            found.append("the author" if b"authors" not in folded else "the authors")
        elif not found and self.terms.within("statement-first-person", folded):
            found.append("the author")
        return tuple(dict.fromkeys(one for one in found if one))

    def _opening(self, words: str) -> Iterator[str]:
        lead = words.rsplit(":", maxsplit=1)[-1] if ":" in words[:60] else words
        match = _OPENING_NAME.match(lead.strip(" *†"))
        if match and match.group().split()[0].lower() not in self.stop:
            yield match.group()

    def organisations(self, span: Span) -> tuple[str, ...]:
        """Return the capitalised names in a span that are no persons."""
        return tuple(dict.fromkeys(name for _, _, name in self._names(self.words(span))))

    def listed(self, span: Span, skip: str = "") -> tuple[str, ...]:
        """Return the first name in a span and those that follow it in one list (“Lilly, Janssen and Pfizer”)."""
        words = self.words(span)
        if skip:
            words = words.replace(skip, " " * len(skip), 1)
        found: list[str] = []
        last = 0
        for start, end, name in self._names(words):
            if found and start > last and _BETWEEN_NAMES.fullmatch(words, last, start) is None:
                break
            found.append(name)
            last = end
        return tuple(dict.fromkeys(found))

    def _names(self, words: str) -> Iterator[tuple[int, int, str]]:
        persons = {*self.subjects, *(author.name for author in self.reading.byline.authors)}
        for match in _NAME.finditer(words):
            for name in self._split(match.group()):
                if not any(name in person for person in persons):
                    yield match.start(), match.end(), name

    def _split(self, name: str) -> Iterator[str]:
        """Yield the single names in “Lilly and Janssen”, but leave “Institute of Disorders and Stroke” whole."""
        pieces = [name] if _OF.search(name) else _AND.split(name)
        if "&" in name and " and " not in name:
            pieces = [name]
        for piece in pieces:
            words = piece.split()
            while words and (words[0].lower().rstrip(".,") in self.stop or words[0][0].isdigit()):
                words.pop(0)
            while words and words[-1].lower() in {"of", "and", "for", "the"}:
                words.pop()
            clean = " ".join(words).rstrip(".,'’/")
            clean = clean.removesuffix("'s").removesuffix("’s")
            if len(clean) > 1 and len(words) <= MAX_NAME_WORDS and not _is_initials(clean, self.terms):
                yield clean


def _is_initials(name: str, terms: Terms) -> bool:
    if re.fullmatch(r"(?:[A-Z]\.[ -]?){2,4}|[A-Z]{2}", name) is None:
        return False
    return name.lower().strip(".") not in terms.words("statement-not-initials")


def _surname(name: str) -> str:
    parts = name.replace(",", " ").split()
    return parts[-1] if parts else "\0"


def _role(words: str) -> str:
    """Return “Chief Medical Officer at” as “chief medical officer”."""
    return re.sub(r"\s+(?:of|at|for|by|to|with|and|in)$", "", " ".join(words.split()).lower())
