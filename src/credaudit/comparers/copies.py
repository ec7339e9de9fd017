"""Copies and reprints: texts that share so many runs of words that they are one voice."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Final

from credaudit.comparers import Comparer, between
from credaudit.model import Also

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credaudit.comparers import Frames
    from credaudit.model import Finding
    from credaudit.rulebook import Rule

CERTAIN: Final = 0.5
"""Share of the shorter text's sampled runs from which the two are copies."""
GREY: Final = 0.15
"""Share from which the likeness of all their words decides."""
ALIKE: Final = 0.8
"""Cosine of TF-IDF vectors from which a grey pair counts as a reprint with changes."""
WORDS: Final = r"[a-z]{4,}"
"""What counts as a word of a folded text."""
FEWEST: Final = 5
"""Sampled runs that two texts must share: less is a common phrase or a disclaimer."""
COMMON: Final = 50
"""A run in more documents than this is boilerplate of a site and says nothing."""


def compare(kept: Sequence[Frames], rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every document that is largely the same as an earlier one."""
    for later, (earlier, share) in sorted(copies(kept).items()):
        first, second = kept[earlier], kept[later]
        if first.head is not None and second.head is not None:
            also = (Also(place=first.head, why="the same text"),)
            yield between(rule, second.head, second.head, also, other=first.uri, share=f"{100 * share:.0f}")


def copies(kept: Sequence[Frames]) -> Mapping[int, tuple[int, float]]:
    """Return index of a copy → (index of the first of its kind, share of runs in common)."""
    found: dict[int, tuple[int, float]] = {}
    grey: list[tuple[int, int, float]] = []
    for (first, second), shared in sorted(_shared(kept).items()):
        share = shared / max(1, min(len(kept[first].sketch), len(kept[second].sketch)))
        if shared < FEWEST or share < GREY:
            continue
        if share >= CERTAIN:
            found.setdefault(second, (found.get(first, (first, 0.0))[0], share))
        else:
            grey.append((first, second, share))
    for first, second, share in _alike(kept, [pair for pair in grey if pair[1] not in found]):
        found.setdefault(second, (found.get(first, (first, 0.0))[0], share))
    return found


def _shared(kept: Sequence[Frames]) -> Counter[tuple[int, int]]:
    """Count the runs that pairs of documents share; only documents that share one are ever paired."""
    holders: dict[int, list[int]] = {}
    for index, frames in enumerate(kept):
        for run in frames.sketch:
            holders.setdefault(run, []).append(index)
    return Counter(
        pair
        for indices in holders.values()
        if 1 < len(indices) <= COMMON
        for pair in combinations(indices, 2)
    )


def _alike(
    kept: Sequence[Frames], pairs: Sequence[tuple[int, int, float]]
) -> Iterator[tuple[int, int, float]]:
    if not pairs:
        return
    wanted = sorted({index for first, second, _ in pairs for index in (first, second)})
    near = likeness([kept[index].gist for index in wanted])
    for first, second, share in pairs:
        if near.get((wanted.index(first), wanted.index(second)), 0.0) >= ALIKE:
            yield first, second, share


def likeness(gists: Sequence[str], neighbours: int = 10) -> Mapping[tuple[int, int], float]:
    """Return pair (smaller index first) → cosine of TF-IDF vectors, for each text's nearest neighbours."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 (a second; only grey pairs need it)
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415 (as above)

    if not any(gists):
        return {}
    vectors = TfidfVectorizer(token_pattern=WORDS, sublinear_tf=True).fit_transform(gists)
    index = NearestNeighbors(n_neighbors=min(neighbours + 1, len(gists)), metric="cosine").fit(vectors)
    distances, others = index.kneighbors(vectors)
    return {
        (min(one, int(other)), max(one, int(other))): 1.0 - float(distance)
        for one, (row, columns) in enumerate(zip(distances, others, strict=True))
        for distance, other in zip(row, columns, strict=True)
        if int(other) != one
    }


COMPARER: Final = Comparer(compare=compare)
