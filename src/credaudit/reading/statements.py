"""Statements of interests, funding, advertising, gifts and review: found, typed, with their parties.

A trigger word picks a sentence out and `stating` says what it states; here labels and headings, neighbours and the
authors of the document make statements of sentences. Policies, unfilled templates, questions and sentences on interests
as a topic are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from credaudit.model import Region, Shape, Span
from credaudit.reading import terms as term_module
from credaudit.reading.stating import LEAD, TRIGGERS, Line, allowed, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Party
    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence
    from credaudit.reading.terms import Terms

MAX_LABELLED_BLOCKS: Final = 6
MAX_REST: Final = 60
"""Code points after a label that tell whether it stands alone."""
SHORTEST_NIL: Final = 3
"""Letters beyond which a word for nothing may be followed by more (“None declared, except …”)."""
RULES: Final = LEAD + "–—=~|·<>"
"""What may stand before the label of an advertisement: “– Advertisement –”."""
QUOTES: Final = ('"', "“", "„", "«")
_DATED = re.compile(r"[ ,(]{1,3}[^:\n]{0,24}\d[^:\n]{0,12}:")
_AFTER_LABEL = re.compile(r"\s*(?:[:.|*–—-]|$|\n)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """One statement; `kind` is one of the kinds in the contract, section 2."""

    kind: str
    span: Span
    parties: tuple[Party, ...] = ()
    headed: bool = False
    """Whether it stands under a heading or label of its own."""
    negative: bool = False
    """A statement that there is nothing to declare, or no funding."""
    amounts: tuple[str, ...] = ()
    """Sums as written: “$500”, “€2 million”."""
    periods: tuple[str, ...] = ()
    """Times as written: “in the past three years”, “2019 to 2021”."""


def find(reading: Reading) -> Iterator[FoundStatement]:
    """Yield the statements in order; those of one kind that follow each other are one."""
    from credaudit.reading import interests  # noqa: PLC0415 (most texts hold no statement)

    terms = term_module.of(reading.library)
    marked = dict(_labelled(reading, terms))
    headed = frozenset(marked)
    for index, kinds in _unlabelled(reading, terms, headed):
        if kinds:
            marked[index] = tuple(dict.fromkeys((*marked.get(index, ()), *kinds)))
    found = [interests.with_parties(reading, one) for one in _merged(reading, marked, headed)]
    yield from _with_partial(reading, found)


def _with_partial(reading: Reading, found: list[FoundStatement]) -> Iterator[FoundStatement]:
    """Yield the statements; “A. and B. declare none” is partial where nothing is said of other authors."""
    from credaudit.reading.parties import same_person  # noqa: PLC0415 (most texts hold no statement)

    authors = {author.name for author in reading.byline.authors if not author.group}
    if reading.genre.name != "journal-article":
        authors = set()
    told = [one for one in found if one.kind in {"coi_none_declared", "coi_declared"}]
    people = {party.person for one in told for party in one.parties}
    spoken = {author for author in authors if any(same_person(person, author) for person in people)}
    others = {person for person in people if not any(same_person(person, author) for author in authors)}
    uncovered = (
        bool(spoken)
        and not others
        and spoken < authors
        and "coi_elsewhere" not in {one.kind for one in found}
    )
    for one in found:
        partial = (
            uncovered
            and one.kind == "coi_none_declared"
            and "coi_declared" not in {other.kind for other in told}
        )
        yield replace(one, kind="coi_partial") if partial else one


# Labelled statements -------------------------------------------------------------------------------------------------


def _labelled(reading: Reading, terms: Terms) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (sentence index, kinds) for what stands under a label: “Disclosure: …”, a heading and its text."""
    done = -1
    for hit, label in _labels(reading):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.index <= done or not allowed(reading, sentence):
            continue
        lines = [Line(reading, terms, one, label, label_span=hit) for one in _under(reading, sentence, hit)]
        kinds = _zone_kinds(lines, hit)
        if kinds:
            last = max(kinds)
            done = last
            for line in lines:
                if line.sentence.index <= last:
                    yield line.sentence.index, kinds.get(line.sentence.index, ("…",))


def _labels(reading: Reading) -> list[tuple[Span, str]]:
    """Return the labels in order: hits that open a sentence and are followed by a colon, a stop, or nothing."""
    found: list[tuple[Span, str]] = []
    for name, label in (("statement-label", "interests"), ("funding-label", "funding")):
        for hit in reading.hits(f"@{name}"):
            sentence = reading.sentence_at(hit.start)
            if sentence is None or reading.text[sentence.span.start : hit.start].strip(LEAD):
                continue
            rest = reading.text[hit.end : sentence.block.span.end]
            alone = not reading.text[hit.end : sentence.span.end].strip(" :.*|_")
            opens = hit.start == sentence.block.span.start and " " in hit.of(reading.text)
            if _AFTER_LABEL.match(rest) or alone or (opens and _run_in(rest)):
                found.append((hit, label))
    return sorted(found)


def _run_in(rest: str) -> bool:
    # “Conflict of interest Tomasz Imiela and … have none”: a label that lost its colon, then a capital.
    return rest[:1] == " " and rest[1:2].isupper()


def _under(reading: Reading, sentence: Sentence, hit: Span) -> list[Sentence]:
    """Return the label's sentence and those that belong under it."""
    block = sentence.block
    rest = reading.text[hit.end : block.span.end].strip(" :.*|_\n–—-")
    own = [one for one in reading.sentences_in(block.span) if one.index >= sentence.index]
    if rest:
        return own
    blocks = reading.document.blocks
    index = next((i for i, one in enumerate(blocks) if one is block), len(blocks))
    for following in blocks[index + 1 : index + 1 + MAX_LABELLED_BLOCKS]:
        if following.shape is Shape.HEADING or following.region is Region.COMMENTS:
            break
        own.extend(reading.sentences_in(following.span))
    return own


def _zone_kinds(lines: list[Line], hit: Span) -> dict[int, tuple[str, ...]]:
    """Return sentence index → kinds, up to the first block that states nothing; empty where nothing is stated."""
    found: dict[int, tuple[str, ...]] = {}
    first = lines[0]
    stated_blocks: set[int] = set()
    for line in lines:
        block = line.sentence.block.span.start
        if line.has("statement-template") or line.has("statement-policy"):
            if not found:
                return {}
            continue
        bare = _bare(line, hit)
        if bare is None:
            continue
        kinds = bare or stated(line)
        if kinds:
            found[line.sentence.index] = kinds
            stated_blocks.add(block)
        elif block not in stated_blocks and block != first.sentence.block.span.start:
            break
    return found


def _bare(line: Line, hit: Span) -> tuple[str, ...] | None:
    """Return kinds for a bare “None.”; None where only the label stands; empty where there is more to read."""
    start = max(hit.end, line.sentence.span.start)
    if start >= line.sentence.span.end:
        return None
    rest = line.reading.text[start : line.sentence.span.end].strip(" :.*|_\n–—-")
    if not rest:
        return None
    for nil in line.reading.hits_between("@statement-nil", start, line.sentence.span.end):
        if not line.reading.text[start : nil.start].strip(" :.*|_\n–—-"):
            after = line.reading.text[nil.end : line.sentence.span.end].strip(" :.*|_")
            if not after or (nil.end - nil.start > SHORTEST_NIL and after[:1] in ",;"):
                return ("funding_none",) if line.label == "funding" else ("coi_none_declared",)
    return ()


# Sentences without a label -------------------------------------------------------------------------------------------


def _unlabelled(
    reading: Reading, terms: Terms, headed: frozenset[int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    picked: dict[int, set[str]] = {}
    for trigger in TRIGGERS:
        for hit in reading.hits(f"@trigger-{trigger}"):
            sentence = reading.sentence_at(hit.start)
            if sentence is not None and sentence.index not in headed and not _spoken(reading, hit, sentence):
                picked.setdefault(sentence.index, set()).add(trigger)
    for index, triggers in picked.items():
        sentence = reading.sentences[index]
        if not allowed(reading, sentence):
            continue
        line = Line(reading, terms, sentence, triggers=frozenset(triggers))
        kinds = stated(line)
        if kinds and not line.has("statement-template"):
            yield index, kinds
    yield from _labels_of_advertising(reading, headed)


def _spoken(reading: Reading, hit: Span, sentence: Sentence) -> bool:
    """Say whether a sentence that opens with a quotation mark gives the words to somebody else."""
    opens = sentence.text.lstrip()[:1] in QUOTES
    return opens and reading.scope.any_holds(("quoted",), hit, sentence)


def _labels_of_advertising(reading: Reading, headed: frozenset[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield blocks that are, or begin with, the label of an advertisement or a correction."""
    for lexicon, kind in (("advertisement-label", "advertisement_label"), ("correction-label", "correction")):
        for hit in reading.hits(f"@{lexicon}"):
            sentence = reading.sentence_at(hit.start)
            if (
                sentence is None
                or sentence.index in headed
                or sentence.block.region in {Region.COMMENTS, Region.NAVIGATION}
            ):
                continue
            block = sentence.block.span
            if reading.text[block.start : hit.start].strip(RULES):
                continue
            rest = reading.text[hit.end : min(block.end, hit.end + MAX_REST)].lstrip("])*_ ")
            if kind == "correction" and _DATED.match(rest):
                yield sentence.index, (kind,)
                continue
            if not rest.strip(" .:*_–—-\n") or (rest[:1] in ":|" or rest.startswith((" – ", "– ", "— "))):
                if kind == "correction" and not rest.strip(" .:*_–—-\n"):
                    continue
                yield sentence.index, (kind,)


# Merging -------------------------------------------------------------------------------------------------------------


def _merged(
    reading: Reading, marked: dict[int, tuple[str, ...]], headed: frozenset[int]
) -> Iterator[FoundStatement]:
    """Yield statements: neighbours of one kind in one block, or under one label, are one; strays go along."""
    terms = term_module.of(reading.library)
    open_: dict[str, FoundStatement] = {}
    last: dict[str, int] = {}
    done: list[FoundStatement] = []
    for index in sorted(marked):
        sentence = reading.sentences[index]
        kinds = marked[index]
        if kinds == ("…",):
            continue
        for kind in kinds:
            before = open_.get(kind)
            if before is not None and _continues(reading, last[kind], index, headed, marked):
                open_[kind] = replace(before, span=Span(before.span.start, sentence.span.end))
            else:
                if before is not None:
                    done.append(before)
                start = _label_start(reading, index, headed, marked)
                open_[kind] = FoundStatement(
                    kind=kind, span=Span(start, sentence.span.end), headed=index in headed
                )
            last[kind] = index
    done.extend(open_.values())
    for found in sorted(done, key=lambda one: (one.span.start, one.span.end, one.kind)):
        end = _with_continuation(reading, terms, found, marked)
        yield replace(
            found,
            span=Span(found.span.start, end),
            negative=found.kind in {"coi_none_declared", "funding_none"},
        )


def _label_start(
    reading: Reading, index: int, headed: frozenset[int], marked: dict[int, tuple[str, ...]]
) -> int:
    """Return where the statement begins: at its label, if only the label stands before it."""
    while index - 1 in headed and index in headed and marked.get(index - 1) == ("…",):
        index -= 1
    return reading.sentences[index].span.start


def _continues(
    reading: Reading, last: int, index: int, headed: frozenset[int], marked: dict[int, tuple[str, ...]]
) -> bool:
    between = range(last + 1, index)
    if last in headed and index in headed:
        return all(one in headed and marked[one] == ("…",) for one in between)
    return not between and reading.sentences[last].block is reading.sentences[index].block


def _with_continuation(
    reading: Reading, terms: Terms, found: FoundStatement, marked: dict[int, tuple[str, ...]]
) -> int:
    """Return the end of the statement with the sentences that go on with it."""
    sentence = reading.sentence_at(found.span.end - 1)
    end = found.span.end
    while sentence is not None and sentence.index + 1 < len(reading.sentences):
        following = reading.sentences[sentence.index + 1]
        if following.block is not sentence.block or (
            following.index in marked and marked[following.index] != ("…",)
        ):
            break
        first = terms.finder("statement-continuation").search(following.folded.encode("ascii"))
        if first is None or first.start() > 1:
            break
        sentence, end = following, following.span.end
    return end
