"""What kind of text it is, with the words that say so; cues are data in rules/genres/.

A genre's points are the sum of its cues: words that stand in the text (at the head, at the end, or anywhere), shapes
that this module counts, and what the metadata say. No wording of a statement of interests or funding is a cue, so
that cutting one out changes no expectation (contract, section 3). The genre with most points wins; its margin over the
next makes the confidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from credaudit.model import Confidence, GenreGuess, Region, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from credaudit.model import Span
    from credaudit.reading import Reading
    from credaudit.rulebook import Genre

DEFAULT = "web-article"
HEAD = 900
"""Code points that count as the head of a text when cues are looked for."""
END = 2200
"""Code points that count as its end; press releases carry long notes about their sender."""
ENOUGH = 4.0
"""Points below which no guess is more than likely."""
LEAST = 1.5
"""Points below which nothing tells."""
CLEAR = 2.5
"""Margin over the next genre from which a guess with ENOUGH points is of high confidence."""
SLIGHT = 1.0
"""Margin below which a guess is of low confidence."""
MASTHEAD_BLOCKS = 3
MASTHEAD_LENGTH = 90
FEW_WORDS = 400
"""A shorter text counts as this long when shares are taken, so that two quotations make no news story."""
FEW_ENTRIES = 5
"""Entries of a list of references, or brackets, that are too few to tell anything."""
PARAGRAPH = 140
"""Code points from which a block is a paragraph rather than a label."""
SHORT_LINE = 90
MAX_REASON = 40
"""Code points of a wording that is still given as a reason as it stands."""
REASONS = 4
"""How many reasons a guess names."""

_CITATION = re.compile(
    r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]"
    r"|\((?:[A-Z][\w'’-]+[^()]{0,60}?,? (?:19|20)\d\d[a-z]?)(?:;[^()]{1,200})?\)"
)
_BRACKETS = re.compile(r"(?<=[.,\w])\[\d{1,3}\]")
_PRICE = re.compile(r"[$€£]\s?\d|\d\s?[€£]")
# The first class of characters lets the search skip nearly every place.
_TELEPHONE = re.compile(
    r"[(+\d](?:(?<=\()\d{3}\)\s?\d{3}[-.\s]\d{4}|(?<=\d)(?<!\w\d)\d{2}[-.]\d{3}[-.]\d{4}\b|(?<=\+)\d[\d\s().-]{8,16}\d)"
)
_DASH = r"\s{0,2}(?:--+|[–—-])\s"
_PLACE = r"[A-Z][A-Z.'’-]{2,}(?:[ ,/]+[A-Z][A-Za-z.'’-]*){0,5}"
_AGENCY = re.compile(r"^[^\n]{0,60}\((?:AP|AFP|UPI|CNN|[A-Z][\w ]{2,25})\)" + _DASH, re.MULTILINE)
_DATELINE = re.compile(
    rf"^\(?(?:{_PLACE}|[A-Z][\w.'’ ]{{2,30}}, [A-Z][\w.]{{1,15}})\)?[,.]?\s{{0,2}}"
    r"(?:\(?(?:[A-Z][a-z]{2,8}\.?,?\s)?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:st|nd|rd|th)?(?:,?\s\d{4})?\)?)?"
    r"\s{0,2}(?:/[\w -]{4,30}/)?(?:\([A-Z][\w ]{4,30}\))?\s{0,2}(?:--+|[–—:-])\s",
    re.MULTILINE,
)
_HASH_END = re.compile(r"^\W{0,3}(?:#\s?#\s?#|-\s?30\s?-|-?\s?ENDS?\s?-?)\W{0,3}$", re.MULTILINE)
_ASKING = re.compile(
    r"^(?:what|how|when|why|who|is|are|can|do|does|should|where|which)\b.*", re.IGNORECASE | re.DOTALL
)
_DEFINITION = re.compile(
    r"^[^\n.]{2,90}?(?:,[^\n]{2,200}?,| \([^\n]{2,200}\))? (?:is|are|was|were) (?:an?|the|any|one of)\b",
    re.MULTILINE,
)
_LISTED = re.compile(r"^\W{0,2}\d{1,3}[.)\]]?\s+\S.{30,}(?:19|20)\d\d", re.MULTILINE)
_ENTRY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CITATION_LINE = re.compile(
    r"(?:19|20)\d\d;\s?\d+(?:\(\d+\))?:\s?[eE]?\d+"
    r"|\bVol(?:ume|\.)\s\d+|\b[Pp]ages?\s\d+\s?[–-]\s?\d+|\bReceived\b.{3,40}\bAccepted\b"
)
IMRAD = ("introduction", "methods", "results", "discussion", "conclusion", "abstract")
_BY = re.compile(r"^\s*(?:By|Written by|BY)\s+[A-Z][\w.'’-]+ [A-Z]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    genre: str
    points: float
    because: str


class _Shapes:
    """What can be counted about a text as a whole; every shape is a strength from 0 to 1."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.head = self.text[:HEAD]
        self.end = self.text[-END:]

    @cached_property
    def words(self) -> int:
        """A quick count of words."""
        return self.text.count(" ") + self.text.count("\n") + 1

    def per_thousand(self, lexicon: str) -> float:
        """Return how often the words of a lexicon stand in a thousand words."""
        return 1000 * len(self.reading.hits(f"@{lexicon}")) / max(FEW_WORDS, self.words)

    def imrad(self) -> float:
        kinds = {section.kind for section in self.reading.sections}
        return _share(len(kinds.intersection(IMRAD)), 2, 3)

    def sectioned(self) -> float:
        kinds = {
            section.kind
            for section in self.reading.sections
            if (block := self.reading.document.block_at(section.heading.start)) is not None
            and block.shape is Shape.HEADING
        }
        return _share(len(kinds.intersection((*IMRAD, "references"))), 2, 4)

    def citation_line(self) -> float:
        head = self.head
        likely = any(mark in head for mark in ("Vol", "age", "Received", ";"))
        return 1.0 if likely and _CITATION_LINE.search(head) else 0.0

    def list_of_references(self) -> float:
        listed = 0
        for section in self.reading.sections:
            if section.kind == "references":
                listed = max(
                    listed, len(_ENTRY_YEAR.findall(self.text, section.span.start, section.span.end))
                )
        if listed < FEW_ENTRIES and self.words > FEW_WORDS:
            listed = max(listed, len(_LISTED.findall(self.text[len(self.text) // 2 :])))
        return _share(listed, 2, 6)

    def dense_citations(self) -> float:
        text = self.text[:60_000]
        found = (
            sum(1 for _ in _CITATION.finditer(text))
            if text.count("[") + text.count("(") >= FEW_ENTRIES
            else 0
        )
        return _share(found, 2, 8) if found * 250 > min(self.words, 9_000) else 0.0

    def bracket_citations(self) -> float:
        return (
            _share(len(_BRACKETS.findall(self.text[:20_000])), 1, 5)
            if "[1]" in self.text or "[2]" in self.text
            else 0.0
        )

    def long(self) -> float:
        return _share(self.words, 1_500, 3_500)

    def single_block(self) -> float:
        blocks = [
            block for block in self.reading.document.blocks if block.span.end - block.span.start > PARAGRAPH
        ]
        return 1.0 if len(blocks) == 1 and self.words > SHORT_LINE else 0.0

    def speech(self) -> float:
        return _share(self.per_thousand("genre-speech"), 1.5, 8)

    def second_person(self) -> float:
        return _share(self.per_thousand("genre-you"), 4, 20)

    def hash_end(self) -> float:
        return 1.0 if _HASH_END.search(self.end) else 0.0

    def release_dateline(self) -> float:
        match = _DATELINE.search(self.head)
        return 1.0 if match and not _AGENCY.search(self.head) else 0.0

    def news_dateline(self) -> float:
        return 1.0 if _AGENCY.search(self.head) else 0.0

    def byline(self) -> float:
        return 1.0 if _BY.search(self.head) else 0.0

    def prices(self) -> float:
        if not any(mark in self.text for mark in "$€£"):
            return 0.0
        return _share(
            sum(1 for _ in _PRICE.finditer(self.text[:20_000])) * 700 / max(350, self.words), 0.9, 4
        )

    def telephone(self) -> float:
        return 1.0 if _TELEPHONE.search(self.head) or _TELEPHONE.search(self.end) else 0.0

    def advice_headings(self) -> float:
        asking = 0
        for block in self.reading.document.blocks:
            start, end = block.span.start, block.span.end
            if end - start < SHORT_LINE and (block.shape is Shape.HEADING or self.text[end - 1 : end] == "?"):
                asking += _ASKING.match(self.text[start:end].lstrip("# 0123456789.)")) is not None
        return _share(asking, 1, 4)

    def definition(self) -> float:
        for block in self.reading.document.blocks[:6]:
            if block.span.end - block.span.start > PARAGRAPH:
                return 1.0 if _DEFINITION.match(self.text[block.span.start : block.span.start + 320]) else 0.0
        return 0.0

    def strength(self, name: str) -> float:
        """Return the strength of the shape of that name; raises KeyError when there is none."""
        shape: Callable[[_Shapes], float] = _SHAPES[name]
        known = self._known
        if name not in known:
            known[name] = shape(self)
        return known[name]

    @cached_property
    def _known(self) -> dict[str, float]:
        return {}


_SHAPES: Mapping[str, Callable[[_Shapes], float]] = {
    name.replace("_", "-"): getattr(_Shapes, name)
    for name in (  # noqa: SIM905 (a list of these would be a column)
        "imrad sectioned citation_line list_of_references dense_citations bracket_citations "
        "long single_block speech second_person hash_end "
        "release_dateline news_dateline byline prices telephone advice_headings definition"
    ).split()
}


def _share(value: float, nothing: float, full: float) -> float:
    return min(1.0, max(0.0, (value - nothing) / (full - nothing)))


def guess(reading: Reading) -> GenreGuess:
    """Return the likeliest genre; `web-article` with low confidence when nothing tells."""
    cues = list(_cues(reading))
    totals: dict[str, float] = dict.fromkeys(reading.library.rulebook.genres, 0.0)
    for cue in cues:
        totals[cue.genre] += cue.points
    if not totals:
        return GenreGuess(name=DEFAULT, confidence=Confidence.LOW)
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0] != DEFAULT, item[0]))
    name, points = ranked[0]
    margin = points - max(0.0, ranked[1][1]) if len(ranked) > 1 else points
    own = sorted((cue for cue in cues if cue.genre == name and cue.points > 0), key=lambda cue: -cue.points)
    because = tuple(dict.fromkeys(cue.because for cue in own if cue.because))[:REASONS]
    if not because or points < LEAST:
        return GenreGuess(name=DEFAULT, confidence=Confidence.LOW)
    return GenreGuess(name=name, confidence=_confidence(points, margin), because=because)


def points(reading: Reading) -> dict[str, float]:
    """Return every genre's points, for measuring."""
    totals: dict[str, float] = dict.fromkeys(reading.library.rulebook.genres, 0.0)
    for cue in _cues(reading):
        totals[cue.genre] += cue.points
    return totals


def _confidence(points: float, margin: float) -> Confidence:
    if points >= ENOUGH and margin >= CLEAR:
        return Confidence.HIGH
    return Confidence.MEDIUM if margin >= SLIGHT and points >= ENOUGH / 2 else Confidence.LOW


def _cues(reading: Reading) -> Iterator[_Cue]:
    shapes = _Shapes(reading)
    masthead = _masthead(reading)
    for genre in reading.library.rulebook.genres.values():
        cues = genre.cues
        if "base" in cues:
            yield _Cue(genre=genre.id, points=float(cues["base"]), because="")
        if shapes.words > int(cues.get("most", 10**9)) or shapes.words < int(cues.get("fewest", 0)):
            yield _Cue(genre=genre.id, points=-100.0, because="length")
        yield from _word_cues(reading, genre)
        for name, worth in cues.get("shapes", {}).items():
            strength = shapes.strength(name)
            if strength:
                yield _Cue(genre=genre.id, points=float(worth) * strength, because=name.replace("-", " "))
        yield from _metadata_cues(reading, genre)
        yield from _masthead_cues(masthead, genre)


def _word_cues(reading: Reading, genre: Genre) -> Iterator[_Cue]:
    keys = reading.keys
    for index, cue in enumerate(genre.cues.get("words", ())):
        key = f"%{genre.id}#{index}"
        if key not in keys:
            continue
        found = reading.hits(key)
        hits = list(_placed(reading, cue, found))
        wordings = {reading.text[hit.start : hit.end].casefold() for hit in hits}
        if not hits or len(hits) < int(cue.get("least", 1)):
            continue
        worth = float(cue["points"]) * min(int(cue.get("most", 1)), len(wordings))
        yield _Cue(genre=genre.id, points=worth, because=_reason(reading, hits, cue))


def _reason(reading: Reading, hits: Sequence[Span], cue: Mapping[str, Any]) -> str:
    words = " ".join(reading.text[hits[0].start : hits[0].end].split())
    return f"“{words}”" if len(words) <= MAX_REASON and "least" not in cue else str(cue["says"])


def _placed(reading: Reading, cue: Mapping[str, Any], hits: Sequence[Span]) -> Iterator[Span]:
    """Yield the hits that stand where the cue is looked for."""
    where = cue.get("where", "any")
    length = len(reading.text)
    head, end = min(HEAD, length), max(0, length - END)
    for hit in hits:
        if (where == "head" and hit.start > head) or (where == "end" and hit.start < end):
            continue
        if where == "edges" and head < hit.start < end:
            continue
        if (cue.get("lines") and not _alone(reading, hit)) or (cue.get("opens") and not _opens(reading, hit)):
            continue
        yield hit


def _opens(reading: Reading, hit: Span) -> bool:
    """Say whether the words begin a line."""
    return not reading.text[reading.text.rfind("\n", 0, hit.start) + 1 : hit.start].strip(" \t#*|–—-(")


def _alone(reading: Reading, hit: Span) -> bool:
    """Say whether the words are a line of their own."""
    text = reading.text
    before = text[text.rfind("\n", 0, hit.start) + 1 : hit.start]
    stop = text.find("\n", hit.end)
    after = text[hit.end : stop if stop >= 0 else len(text)]
    return not (before + after).strip(" \t#=*:.|[]edit0123456789")


def _masthead(reading: Reading) -> str:
    """Return, in lower case, the names that a page puts over and under its text: site, journal, hospital, paper."""
    document, metadata = reading.document, reading.document.metadata
    title = reading.byline.title_span
    site = re.split(r"\s[|–—·-]\s", metadata.title)[1:]
    extra = (metadata.extra.get(name, "") for name in ("og:site_name", "citation_journal_title"))
    named = [metadata.publisher, *extra, *site]
    for index, block in enumerate(document.blocks):
        words = reading.text[block.span.start : min(block.span.end, block.span.start + 160)]
        footer = block.region is Region.FOOTER
        is_title = title.meets(block.span) if title else block.region is Region.TITLE
        if footer or (index < MASTHEAD_BLOCKS and not is_title and len(words) < MASTHEAD_LENGTH):
            named.append(words)
    return " \n ".join(named).casefold()


def _masthead_cues(masthead: str, genre: Genre) -> Iterator[_Cue]:
    known = genre.cues.get("masthead", {})
    for word in known.get("of", ()):
        if word in masthead:
            yield _Cue(
                genre=genre.id, points=float(known["points"]), because=f"published as “{word.strip()}”"
            )
            return


def _metadata_cues(reading: Reading, genre: Genre) -> Iterator[_Cue]:
    metadata = reading.document.metadata
    cues = genre.cues
    known = cues.get("kinds", {})
    for kind in metadata.kinds:
        if kind.lower().rpartition("/")[2] in known.get("of", ()):
            yield _Cue(genre=genre.id, points=float(known["points"]), because=f"marked as {kind}")
            break
    known = cues.get("sites", {})
    for site in known.get("of", ()):
        if metadata.site.endswith(site):
            yield _Cue(genre=genre.id, points=float(known["points"]), because=metadata.site)
            break
    known = cues.get("extra", {})
    for name in known.get("of", ()):
        if name in metadata.extra:
            yield _Cue(genre=genre.id, points=float(known["points"]), because=f"metadata “{name}”")
            break
