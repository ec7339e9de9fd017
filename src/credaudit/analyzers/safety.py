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
OBJECT_REACH: Final = 45
"""Code points from an act to the treatment that it is done to."""
PRONOUN_REACH: Final = 8
"""Code points from an act to the pronoun that takes the treatment up."""
LEAD_REACH: Final = 45
"""Code points before an act in which a permission begins."""
MAX_ADVERBS: Final = 1
"""Words between a permission and the act that it permits (“you can safely bin”)."""
DISMISSAL_REACH: Final = 30
"""Code points before “your doctor” in which words leave the doctor out."""
FRAME_REACH: Final = 80
"""Code points on either side of an act within which the other classes of its frame stand."""
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
    for find in (_commands, _near, _together, _frames):
        for span in find(reading, rule, said):
            yield finding(reading, rule, span, severity=Severity.WARNING, confidence=Confidence.MEDIUM)


def _commands(reading: Reading, rule: Rule, said: set[int]) -> Iterator[Span]:
    """Yield an act (word list `act`, `past` or `fate`) upon a treatment named beside it or, by pronoun, before.

    An `act` must be a command or a permission, a story (`past`) must be held up to the reader; a `fate` is what the
    treatment comes to (“can go in the bin”). Setting `objects` names the lexicons of treatments; setting `with` a
    word list of which the same or a neighbouring sentence must hold a word.
    """
    objects = rule.settings.get("objects", "").split()
    if not objects or not applies(reading, rule) or not any(reading.hits(key) for key in objects):
        return
    for way in ("act", "past", "fate"):
        for act in reading.hits(f"{rule.id}#{way}"):
            sentence = reading.sentence_at(act.start)
            if sentence is None or sentence.index in said or sentence.block.region not in rule.regions:
                continue
            thing = _thing(reading, objects, act, sentence, after=way != "fate")
            if thing is None or not _meant(reading, way, act, sentence):
                continue
            taken_up = reading.hits_between("@safety-pronoun", act.start, act.end + PRONOUN_REACH)
            span = _around(act, thing) if sentence.span.covers(thing) else _around(act, *taken_up[:1])
            if _fits(reading, rule, span, act, sentence):
                said.add(sentence.index)
                yield span


def _thing(
    reading: Reading, objects: list[str], act: Span, sentence: Sentence, *, after: bool
) -> Span | None:
    """Return the treatment that the act is done to: beside it, or named earlier and taken up by a pronoun."""
    begin, end = (act.start, act.end + OBJECT_REACH) if after else (act.start - OBJECT_REACH, act.start)
    for key in objects:
        beside = reading.hits_between(key, max(begin, sentence.span.start), min(end, sentence.span.end))
        if beside:
            return beside[0 if after else -1]
    begin, end = (act.start, act.end + PRONOUN_REACH) if after else (act.start - PRONOUN_REACH - 4, act.start)
    if not reading.hits_between("@safety-pronoun", max(begin, sentence.span.start), end):
        return None
    first = reading.sentences[max(0, sentence.index - 2)].span.start
    earlier = [hit for key in objects for hit in reading.hits_between(key, first, act.start)]
    return max(earlier, default=None)


def _meant(reading: Reading, way: str, act: Span, sentence: Sentence) -> bool:
    """Say whether the words tell the reader to act."""
    if way == "fate":
        return not sentence.asks
    if way == "past":
        return any(reading.hits_in("@safety-model", one) for one in _from(reading, sentence, 3))
    return _commanded(reading, act, sentence)


def _commanded(reading: Reading, act: Span, sentence: Sentence) -> bool:
    before = reading.text[sentence.span.start : act.start].rstrip()
    if before[-1:] in _STOPS:
        return True
    near = act.start - LEAD_REACH
    for lead in reading.hits_between("@safety-lead", near, act.start):
        if not reading.text[lead.end : act.start].strip():
            return True
    last = before.rsplit(None, 1)[-1].casefold()
    for leave in reading.hits_between("@safety-permission", max(near, sentence.span.start), act.start):
        if len(reading.text[leave.end : act.start].split()) <= MAX_ADVERBS:
            return True
    return last in {"and", "or"} and bool(reading.hits_in("@safety-reader", sentence))


def _near(reading: Reading, rule: Rule, said: set[int]) -> Iterator[Span]:
    """Yield cues that are dangerous beside their context, in the same or a neighbouring sentence.

    Setting `near` holds ways (`cue context | cue2 context2`); a name is a word list of the rule or a lexicon.
    """
    if not applies(reading, rule):
        return
    for way in rule.settings.get("near", "").split("|"):
        keys = [name if name[0] == "@" else f"{rule.id}#{name}" for name in way.split()]
        for hit in reading.hits(keys[0]) if keys else ():
            sentence = reading.sentence_at(hit.start)
            if sentence is None or sentence.index in said or sentence.block.region not in rule.regions:
                continue
            around = reading.sentences[max(0, sentence.index - 2) : sentence.index + 2]
            if not all(any(reading.hits_in(key, one) for one in around) for key in keys[1:]):
                continue
            if _fits(reading, rule, hit, hit, sentence):
                said.add(sentence.index)
                yield hit


def _fits(reading: Reading, rule: Rule, span: Span, act: Span, sentence: Sentence) -> bool:
    """Say whether nothing in the sentence speaks for innocence, and the rule's company of words is there."""
    if reading.hits_in(f"{rule.id}#innocent", sentence) or reading.hits_in(f"{rule.id}#harmless", sentence):
        return False
    company = rule.settings.get("with", "")
    around = reading.sentences[max(0, sentence.index - 1) : sentence.index + 2]
    if company and not any(reading.hits_in(f"{rule.id}#{company}", one) for one in around):
        return False
    if _safeguarded(reading, span, sentence):
        return False
    if any(hit.meets(span) for hit in reading.hits_in(f"{rule.id}#spare", sentence)):
        return False
    guards = tuple(guard for guard in rule.unless if guard != "negated")
    return not reading.scope.any_holds(guards, act, sentence) and not _forbidden(reading, rule, act, sentence)


def _forbidden(reading: Reading, rule: Rule, act: Span, sentence: Sentence) -> bool:
    """Say whether the act is negated in its own clause: “if the first does nothing, take two” is not."""
    if "negated" not in rule.unless or not reading.scope.negated(act, sentence):
        return False
    comma = reading.text.rfind(",", sentence.span.start, act.start)
    if comma < 0 or not reading.hits_between("@hypothetical", sentence.span.start, sentence.span.start + 3):
        return True
    return bool(reading.hits_between("@negation", comma, act.start))


def _from(reading: Reading, sentence: Sentence, count: int) -> tuple[Sentence, ...]:
    return reading.sentences[sentence.index : sentence.index + count]


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


def _frames(reading: Reading, rule: Rule, said: set[int]) -> Iterator[Span]:
    """Yield what fills a frame of meaning: classes of words that together, in one sentence, say the harmful thing.

    Setting `frames` holds frames (`act treatment told | needless care`). A class is a word list of the rule or a
    lexicon, `a/b` either of two; with `?` it may stand in the sentences around, with `>` after the act. The first
    class is the act. `told`
    asks that the act is commanded, or that words before it give leave.
    """
    if not applies(reading, rule):
        return
    for frame in rule.settings.get("frames", "").split("|"):
        names = frame.split()
        for act in (hit for key in _keys(rule, names[0]) for hit in reading.hits(key)) if names else ():
            sentence = reading.sentence_at(act.start)
            if sentence is None or sentence.index in said or sentence.block.region not in rule.regions:
                continue
            span = _filled(reading, rule, names[1:], act, sentence)
            if span is not None and _earnest(reading, rule, span, act, sentence):
                said.add(sentence.index)
                yield span


def _keys(rule: Rule, name: str) -> list[str]:
    return [one if one[0] == "@" else f"{rule.id}#{one}" for one in name.strip(">?").split("/")]


def _filled(reading: Reading, rule: Rule, names: list[str], act: Span, sentence: Sentence) -> Span | None:
    """Return the words that fill a frame around its act, or None where a class of it is missing."""
    parts = [act]
    for name in names:
        if name == "told":
            if not _told(reading, act, sentence):
                return None
        else:
            begin = act.end if name[0] == ">" else max(sentence.span.start, act.start - FRAME_REACH)
            end = min(sentence.span.end, act.end + FRAME_REACH)
            found = [hit for key in _keys(rule, name) for hit in reading.hits_between(key, begin, end)]
            if found:
                parts.append(min(found, key=lambda hit: abs(hit.start - act.start)))
            elif not name.endswith("?") or not _around_holds(reading, _keys(rule, name), sentence):
                return None
    return _around(*parts)


def _around_holds(reading: Reading, keys: list[str], sentence: Sentence) -> bool:
    near = reading.sentences[max(0, sentence.index - 3) : sentence.index + 2]
    return any(reading.hits_in(key, one) for key in keys for one in near)


def _told(reading: Reading, act: Span, sentence: Sentence) -> bool:
    """Say whether the reader is told or allowed to do it, or is shown others who do."""
    words = act.of(reading.text).split()
    if not words[0].endswith("ing") and _commanded(reading, act, sentence):
        return True
    begin = max(sentence.span.start, act.start - FRAME_REACH)
    return any(
        not set(reading.text[leave.end : act.start]) & set(".;!?")
        for leave in reading.hits_between("@safety-leave", begin, act.start)
    )


def _earnest(reading: Reading, rule: Rule, span: Span, act: Span, sentence: Sentence) -> bool:
    """Say whether the words are meant: no question, report, warning, prohibition or safeguard."""
    if sentence.asks or reading.hits_in("@safety-careful", sentence) or _safeguarded(reading, span, sentence):
        return False
    if any(reading.hits_in(f"{rule.id}#{words}", sentence) for words in ("harmless", "besides")):
        return False
    heedless = rule.settings.get("heedless", "").split()
    guards = tuple(one for one in ("reported", "cautioned", "reference", "quoted") if one not in heedless)
    return not reading.scope.any_holds(guards, act, sentence)


def _safeguarded(reading: Reading, span: Span, sentence: Sentence) -> bool:
    following = reading.sentences[sentence.index + 1 : sentence.index + 2]
    near = [sentence, *(other for other in following if other.block is sentence.block)]
    hits = (hit for one in near for hit in reading.hits_in("@safety-safeguard", one))
    return any(not hit.meets(span) and not _dismissed(reading, hit) for hit in hits)


def _dismissed(reading: Reading, safeguard: Span) -> bool:
    """Say whether the words leave the doctor out (“no need to bother your psychiatrist”)."""
    near = reading.hits_between("@safety-dismissal", safeguard.start - DISMISSAL_REACH, safeguard.start + 1)
    return any(not set(reading.text[hit.end : safeguard.start]) & set(".!?;") for hit in near)


def delay_care(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield advice to wait or stay at home where the sentence, or the one before, names an emergency."""
    if not applies(reading, rule):
        return
    said: set[int] = set()
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
        if any(spare.meets(hit) for spare in reading.hits_in(f"{rule.id}#spare", sentence)):
            continue
        sure = reading.hits_in(f"{rule.id}#emergency", sentence)
        said.add(sentence.index)
        yield finding(reading, rule, hit, severity=None if sure else Severity.WARNING)
    for span in _frames(reading, rule, said):
        yield finding(reading, rule, span, severity=Severity.WARNING, confidence=Confidence.MEDIUM)


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
    said: set[int] = set()
    for medicine, groups in rule.settings.items():
        if medicine in {"weaker", "frames"}:
            continue
        for span in _invitations(reading, rule, medicine, groups.split()):
            sentence = reading.sentence_at(span.start)
            said.update({sentence.index} if sentence else ())
            yield finding(reading, rule, span, severity=Severity.WARNING if medicine in weaker else None)
    for span in _frames(reading, rule, said):
        yield finding(reading, rule, span, severity=Severity.WARNING, confidence=Confidence.MEDIUM)


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
        keys = [f"{rule.id}#{group}" for group in groups]
        invited = [hit for key in keys for hit in reading.hits_in(key, sentence)]
        verbs = reading.hits_in(f"{rule.id}#invite", sentence)
        spans = [_around(named, group, verb) for group in invited for verb in verbs]
        if not invited and _asked_before(reading, keys, sentence):
            spans = [_around(named, verb) for verb in verbs]
        near = [span for span in spans if span.end - span.start <= MAX_SPREAD]
        if near:
            yield max(near, key=lambda span: span.end - span.start)


def _asked_before(reading: Reading, keys: list[str], sentence: Sentence) -> bool:
    """Say whether the sentence before calls the group (“Pregnant?”, “Expecting a baby?”)."""
    before = reading.sentences[sentence.index - 1] if sentence.index else None
    return before is not None and before.asks and any(reading.hits_in(key, before) for key in keys)


def _around(*spans: Span) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


ANALYZER: Final = Analyzer(
    family="safety",
    checks={"advice": advice, "delay_care": delay_care, "contraindicated_group": contraindicated_group},
)
