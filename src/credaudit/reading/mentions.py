"""Entities of the knowledge base in the text: longest match first, whole words only, and what stands for them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credaudit.reading.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credaudit.model import Span
    from credaudit.reading import Reading

LOOK_BACK = 2
"""Sentences before a pronoun in which its meaning is sought (then its own paragraph, if that names one thing only)."""
TREATMENTS = frozenset({"substance", "product", "device"})
PRONOUN, NOUN, FORM = "@anaphor-pronoun", "@anaphor-noun", "@anaphor-form"


@dataclass(frozen=True, slots=True)
class Mention:
    """One entity where it is named, or where a pronoun or “the nasal spray” stands for it."""

    entity: str
    """Id in the knowledge base."""
    span: Span
    sentence: int
    named: bool = True
    """False for an anaphor."""
    rivals: tuple[str, ...] = ()
    """For an anaphor: other entities that it may mean instead."""


def find(reading: Reading) -> Iterator[Mention]:
    """Yield the mentions in order; they are disjoint (esketamine is never read as ketamine)."""
    named = tuple(_named(reading))
    if not named:
        return
    starts = [mention.span.start for mention in named]
    stand_ins = tuple(_anaphors(reading, named, starts))
    wide = [one.span for one in stand_ins if one.span.of(reading.text).lower().count(" ") and not one.rivals]
    covering = Spans(wide)
    kept = [one for one in named if not covering.cover(one.span)]
    taken = Spans(one.span for one in kept)
    yield from sorted(
        (*kept, *(one for one in stand_ins if not taken.meet(one.span))),
        key=lambda mention: mention.span,
    )


def _named(reading: Reading) -> Iterator[Mention]:
    entries = reading.library.knowledge.entries
    hits = [
        (span.start, -span.end, key[1:], span)
        for key in reading.keys
        if key[0] == "=" and entries[key[1:]].kind != "study"
        for span in reading.hits(key)
    ]
    hits.sort(key=lambda hit: hit[:3])
    end = -1
    for start, _, entity, span in hits:
        if start < end:
            continue
        sentence = reading.sentence_at(start)
        if sentence is not None:
            end = span.end
            yield Mention(entity, span, sentence.index)


def _anaphors(reading: Reading, named: Sequence[Mention], starts: list[int]) -> Iterator[Mention]:
    for key in (PRONOUN, NOUN, FORM):
        for span in reading.hits(key):
            sentence = reading.sentence_at(span.start)
            if sentence is None:
                continue
            meant = _meant(reading, named, starts, span, sentence.index, of_form=key == FORM)
            if meant:
                yield Mention(meant[0], span, sentence.index, named=False, rivals=meant[1:])


def _meant(
    reading: Reading, named: Sequence[Mention], starts: list[int], span: Span, index: int, *, of_form: bool
) -> tuple[str, ...]:
    """Return the entity an anaphor stands for, then its rivals; empty when nothing fits."""
    stop = bisect_left(starts, span.start)
    entries = reading.library.knowledge.entries
    for back in range(LOOK_BACK + 1):
        if index - back < 0:
            break
        there = _entities(named, stop, index - back)
        there = [one for one in there if entries[one].kind in TREATMENTS]
        if there:
            return _younger(reading, there) if of_form else tuple(there)
    first = bisect_left(starts, reading.sentences[index].block.span.start)
    inside = dict.fromkeys(one.entity for one in named[first:stop] if entries[one.entity].kind in TREATMENTS)
    return tuple(inside) if len(inside) == 1 else ()


def _entities(named: Sequence[Mention], stop: int, index: int) -> list[str]:
    found: dict[str, None] = {}
    for mention in (named[place] for place in range(stop - 1, -1, -1)):
        if mention.sentence < index:
            break
        if mention.sentence == index:
            found[mention.entity] = None
    return list(reversed(found))


def _younger(reading: Reading, there: list[str]) -> tuple[str, ...]:
    """Return the younger relatives among them: “this form of ketamine” never means ketamine itself."""
    knowledge = reading.library.knowledge
    return tuple(one for one in there if knowledge.entries[one].relations)[:1]
