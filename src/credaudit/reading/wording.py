"""Where a rule's phrases and patterns stand in the text, after its own guards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credaudit.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence
    from credaudit.rulebook import Rule

_GAP = " \t\n,;:-–—'\"”’"


def matches(reading: Reading, rule: Rule) -> Iterator[tuple[Span, Sentence]]:
    """Yield every span that `rule` matches with its sentence, in order, innocent ones left out."""
    if not applies(reading, rule):
        return
    found = sorted(set(_candidates(reading, rule)))
    last = -1
    for start, negative_end, index in found:
        span = Span(start, -negative_end)
        if span.start < last:
            continue  # it overlaps a longer or earlier one
        sentence = reading.sentences[index]
        if sentence.block.region in rule.regions and _guilty(reading, rule, span, sentence):
            last = span.end
            yield span, sentence


def applies(reading: Reading, rule: Rule) -> bool:
    """Say whether the rule is meant for this genre of text."""
    if rule.genres and reading.genre.name not in rule.genres:
        return False
    return reading.genre.name not in rule.not_genres


def _candidates(reading: Reading, rule: Rule) -> Iterator[tuple[int, int, int]]:
    for hit in reading.hits(rule.id):
        sentence = reading.sentence_at(hit.start)
        if sentence is not None and sentence.span.covers(hit):
            yield hit.start, -hit.end, sentence.index
    if not rule.patterns:
        return
    screen = reading.library.screen(rule)
    tried: set[int] = set()
    for hit in reading.hits(f"{rule.id}#when"):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.index in tried:
            continue
        tried.add(sentence.index)
        folded = sentence.folded.encode("ascii")
        if screen.search(folded) is None:
            continue
        for pattern in reading.library.patterns(rule):
            group = pattern.groupindex.get(b"mark", 0)  # RE2 names groups in bytes here
            for match in pattern.finditer(folded):
                start, end = match.span(group)
                if end > start:
                    span = reading.unfold(sentence.folded_start + start, sentence.folded_start + end)
                    yield span.start, -span.end, sentence.index


def _guilty(reading: Reading, rule: Rule, span: Span, sentence: Sentence) -> bool:
    if rule.spare and any(hit.meets(span) for hit in reading.hits_in(f"{rule.id}#spare", sentence)):
        return False
    if rule.needs and not any(not hit.meets(span) for hit in reading.hits_in(f"{rule.id}#needs", sentence)):
        return False
    if rule.not_before and any(
        not reading.text[span.end : hit.start].strip(_GAP)
        for hit in reading.hits_in(f"{rule.id}#not_before", sentence)
        if hit.start >= span.end
    ):
        return False
    if rule.not_after and any(
        not reading.text[hit.end : span.start].strip(_GAP)
        for hit in reading.hits_in(f"{rule.id}#not_after", sentence)
        if hit.end <= span.start
    ):
        return False
    return not reading.scope.any_holds(rule.unless, span, sentence)
