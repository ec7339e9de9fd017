"""Different values for one attribute of one subject in different documents; copies count as one voice.

Values are aligned by subject, attribute and time point, never by the likeness of sentences: likeness ranks
contradictions above paraphrases. Likeness only decides which documents may be about the same study.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from credaudit.comparers import Comparer, between
from credaudit.comparers.copies import copies, likeness
from credaudit.model import Also

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credaudit.comparers import Frames, Value
    from credaudit.model import Finding
    from credaudit.rulebook import Rule

RATE: Final = 10.0
"""Percentage points that two rates of one treatment may differ between sources without a word."""
TIMES: Final = 3.0
"""Factor that two times may differ."""
SAME_STUDY: Final = 0.6
"""Cosine from which two texts may be about the same study."""
SHARED_RUNS: Final = 2
"""Runs of words that two texts about one study share at least; without them nothing is imported or compared."""


def compare(kept: Sequence[Frames], rule: Rule) -> Iterator[Finding]:
    """Yield one finding for every attribute to which documents give different values."""
    copied = copies(kept)
    voices = [frames for index, frames in enumerate(kept) if index not in copied]
    grouped: dict[tuple[str, ...], list[Value]] = {}
    for frames in voices:
        for key, values in _own(frames).items():
            grouped.setdefault(key, []).extend(values)
    for key, values in sorted(grouped.items()):
        if key[0]:
            yield from _differing(key, values, rule)
    yield from _of_one_study(voices, rule)


def _own(frames: Frames) -> dict[tuple[str, ...], list[Value]]:
    """Return the values of a document by key; an attribute to which it gives two values itself is not compared."""
    found: dict[tuple[str, ...], list[Value]] = {}
    for value in frames.values:
        found.setdefault(value.key, []).append(value)
    return {
        key: values[:1]
        for key, values in found.items()
        if not any(_differ(values[0], other) for other in values[1:])
    }


def _differ(one: Value, other: Value) -> bool:
    if one.unit != other.unit and not {one.unit, other.unit} <= {"yes", "no"}:
        return False
    if one.unit == "%":
        return one.low - other.high > RATE or other.low - one.high > RATE
    if one.unit == "hours":
        return one.low > TIMES * other.high or other.low > TIMES * one.high
    return one.low > other.high or other.low > one.high


def _differing(key: tuple[str, ...], values: Sequence[Value], rule: Rule) -> Iterator[Finding]:
    first = values[0]
    others = [value for value in values[1:] if _differ(first, value)]
    if not others:
        pairs = [(one, other) for one, other in combinations(values, 2) if _differ(one, other)]
        if not pairs:
            return
        first, others = pairs[0][0], [other for one, other in pairs if one is pairs[0][0]]
    also = tuple(Also(place=value.place, why=f"gives {value.words}") for value in others)
    subject = " ".join(part for part in (key[0], key[1].replace("-", " "), key[2]) if part)
    yield between(
        rule, first.place, first.context, also, subject=subject, value=first.words, other=others[0].words
    )


def _of_one_study(voices: Sequence[Frames], rule: Rule) -> Iterator[Finding]:
    """Compare sizes, ages and rates that bear no subject between documents about the same study."""
    holding = [frames for frames in voices if any(not value.key[0] for value in frames.values)]
    suspects = (
        [
            (one, other)
            for one, other in combinations(range(len(holding)), 2)
            if _may_be_one(holding[one], holding[other]) and any(_conflicts(holding[one], holding[other]))
        ]
        if len(holding) <= MAX_ALL_PAIRS
        else []
    )
    unsure = [pair for pair in suspects if not set(holding[pair[0]].studies) & set(holding[pair[1]].studies)]
    near = likeness([frames.gist for frames in holding]) if unsure else {}
    for pair in suspects:
        if pair in unsure and near.get(pair, 0.0) < SAME_STUDY:
            continue
        for mine, theirs in _conflicts(holding[pair[0]], holding[pair[1]]):
            also = (Also(place=theirs.place, why=f"gives {theirs.words}"),)
            yield between(
                rule,
                mine.place,
                mine.context,
                also,
                subject=mine.key[1],
                value=mine.words,
                other=theirs.words,
            )


MAX_ALL_PAIRS: Final = 400
"""Documents with such values up to which each is laid beside each."""


def _may_be_one(one: Frames, other: Frames) -> bool:
    if set(one.studies) & set(other.studies):
        return True
    return len(set(one.sketch) & set(other.sketch)) >= SHARED_RUNS


def _conflicts(one: Frames, other: Frames) -> Iterator[tuple[Value, Value]]:
    mine, theirs = _own(one), _own(other)
    for key in sorted(mine.keys() & theirs.keys()):
        if not key[0] and mine[key][0].low != theirs[key][0].low:
            yield mine[key][0], theirs[key][0]


COMPARER: Final = Comparer(compare=compare)
