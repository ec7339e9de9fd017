"""Advice that can hurt: listed first in every report, so it must be advice, to the reader, and without a safeguard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, finding
from credaudit.model import Also, Confidence, Region, Severity, Span
from credaudit.reading.wording import applies, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Finding
    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence
    from credaudit.rulebook import Rule

_ADDRESSES: Final = frozenset({"just", "simply", "please", "can", "should", "then", "you"})
"""Words after which a bare verb still speaks to the reader."""
_STOPS: Final = ("", ".", "!", "?", ":", ";", ",", "–", "—", "-", "(", "“", '"')
MAX_SPREAD: Final = 150
"""Code points within which medicine, invitation and group make one invitation."""


def advice(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield dangerous advice by wording, unless the same or the next sentence refers to someone competent.

    Where no wording matches, words that together mean it (setting `together`: names of word lists) give a warning.
    """
    places: dict[str, list[Span]] = {}
    said: set[int] = set()
    for span, sentence in matches(reading, rule):
        if not _safeguarded(reading, span, sentence):
            places.setdefault(" ".join(span.of(reading.text).casefold().split()), []).append(span)
            said.add(sentence.index)
    for first, *others in places.values():
        also = tuple(Also(place=reading.place(other), why="the same words again") for other in others)
        yield finding(reading, rule, first, also=also)
    for span in _together(reading, rule, said):
        yield finding(reading, rule, span, severity=Severity.WARNING, confidence=Confidence.MEDIUM)


def _together(reading: Reading, rule: Rule, said: set[int]) -> Iterator[Span]:
    """Yield the words of sentences to the reader in which all lists of `together` are hit, none against it.

    The setting holds one or more ways (`a b c | a d`).
    """
    if not applies(reading, rule):
        return
    for way in rule.settings.get("together", "").split("|"):
        if way.strip():
            yield from _in_one_sentence(reading, rule, way.split(), said)


def _in_one_sentence(reading: Reading, rule: Rule, groups: list[str], said: set[int]) -> Iterator[Span]:
    for rare in reading.hits(f"{rule.id}#{groups[0]}"):
        sentence = reading.sentence_at(rare.start)
        if sentence is None or sentence.index in said or sentence.block.region not in rule.regions:
            continue
        hits = [reading.hits_in(f"{rule.id}#{group}", sentence) for group in groups]
        if (
            not all(hits)
            or reading.hits_in(f"{rule.id}#innocent", sentence)
            or not _directed(reading, rule, groups, sentence)
        ):
            continue
        span = _around(*(min(found, key=lambda hit: abs(hit.start - rare.start)) for found in hits))
        if span.end - span.start > MAX_SPREAD or _safeguarded(reading, span, sentence):
            continue
        if not any(reading.scope.any_holds(rule.unless, found[0], sentence) for found in hits):
            said.add(sentence.index)
            yield span


def _directed(reading: Reading, rule: Rule, groups: list[str], sentence: Sentence) -> bool:
    """Say whether the sentence speaks to the reader or for the seller, or begins with one of the rule's own verbs."""
    if reading.hits_in("@safety-reader", sentence):
        return True
    begin = sentence.span.start + 2
    return any(reading.hits_between(f"{rule.id}#{group}", sentence.span.start, begin) for group in groups)


def _safeguarded(reading: Reading, span: Span, sentence: Sentence) -> bool:
    following = reading.sentences[sentence.index + 1 : sentence.index + 2]
    near = [sentence, *(other for other in following if other.block is sentence.block)]
    return any(not hit.meets(span) for one in near for hit in reading.hits_in("@safety-safeguard", one))


def delay_care(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield advice to wait or stay at home where the sentence, or the one before, names an emergency."""
    if not applies(reading, rule):
        return
    for hit in reading.hits(f"{rule.id}#delay"):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.block.region in {Region.COMMENTS, Region.NAVIGATION}:
            continue
        if not _emergency(reading, rule, sentence) or not _to_reader(reading, hit, sentence):
            continue
        if _safeguarded(reading, hit, sentence) or reading.scope.any_holds(
            ("negated", *rule.unless), hit, sentence
        ):
            continue
        yield finding(reading, rule, hit)


def _emergency(reading: Reading, rule: Rule, sentence: Sentence) -> bool:
    before = reading.sentences[sentence.index - 1] if sentence.index else sentence
    near = [sentence, before] if before.block is sentence.block else [sentence]
    return any(reading.hits_in(f"{rule.id}#emergency", one) for one in near)


def _to_reader(reading: Reading, hit: Span, sentence: Sentence) -> bool:
    """Say whether the words are an imperative, are said to “you”, or pass judgement (“is nothing to worry about”)."""
    before = reading.text[sentence.span.start : hit.start].rstrip()
    if before[-1:] in _STOPS or not hit.of(reading.text).casefold().startswith(
        ("wait", "ride", "sit", "sleep", "give", "skip", "avoid", "stay", "keep")
    ):
        return True
    return before.rsplit(None, 1)[-1].casefold() in _ADDRESSES


def contraindicated_group(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield sentences that invite a group to a medicine whose label excludes it (settings: medicine → groups)."""
    if not applies(reading, rule):
        return
    weaker = rule.settings.get("weaker", "").split()
    for medicine, groups in rule.settings.items():
        if medicine == "weaker":
            continue
        for span in _invitations(reading, rule, medicine, groups.split()):
            yield finding(reading, rule, span, severity=Severity.WARNING if medicine in weaker else None)


def _invitations(reading: Reading, rule: Rule, medicine: str, groups: list[str]) -> Iterator[Span]:
    last = -1
    for named in reading.hits(f"{rule.id}#{medicine}"):
        sentence = reading.sentence_at(named.start)
        if sentence is None or sentence.index == last or sentence.asks:
            continue
        last = sentence.index
        if reading.hits_in(f"{rule.id}#innocent", sentence) or reading.scope.any_holds(
            ("reported", "cautioned", "hypothetical"), named, sentence
        ):
            continue
        invited = [hit for group in groups for hit in reading.hits_in(f"{rule.id}#{group}", sentence)]
        verbs = reading.hits_in(f"{rule.id}#invite", sentence)
        spans = [_around(named, group, verb) for group in invited for verb in verbs]
        near = [span for span in spans if span.end - span.start <= MAX_SPREAD]
        if near:
            yield max(near, key=lambda span: span.end - span.start)


def _around(*spans: Span) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


ANALYZER: Final = Analyzer(
    family="safety",
    checks={"advice": advice, "delay_care": delay_care, "contraindicated_group": contraindicated_group},
)
