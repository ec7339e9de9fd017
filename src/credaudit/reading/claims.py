"""Claim frames: who says that which agency did what to which product, when, for whom.

A sentence is read only where it names an act of approval and a treatment. Its words are reduced to a string of classes,
on which a few forms of English are told apart: active (“the FDA approved X”), passive and predicate (“X is
FDA-approved”), participle (“X, approved in 2019,”), relative clause, noun (“approval of X”, “X's approval”), gift
(“gave X the green light”).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from credaudit.model import Region, Shape, Span
from credaudit.reading.classes import ACTS, REACH, Reduced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credaudit.reading import Reading
    from credaudit.reading.classes import Token
    from credaudit.reading.dates import DateMention
    from credaudit.reading.mentions import Mention
    from credaudit.reading.sentences import Sentence

SILENT_REGIONS = frozenset({Region.NAVIGATION, Region.COMMENTS, Region.FOOTER})
# Between the treatment and the verb that says what happened to it: heads, a purpose, an apposition, a relative pronoun.
_TO_VERB = re.compile(
    r"s?[Hu]{0,3}(?:[fop][^;,kqbVvNE()]{1,8}?)?(?:,[^;VvN]{1,14}?,|\([^;)]{1,12}\))?(?:,?q)?,?"
    r"(?:b[^;kEPVN]{1,12}c|h[^;kEPVN]{1,10}c|b[wHuI]{1,5}q)?"
)
_BE_GROUP = re.compile(r"(?:[bj]|h[wnHT]{0,3}b)[wnmTHucb]{0,4}(?:,(?=F))?(?:[FU][wH]?|o)?$")
_AGENCY_SUBJECT = re.compile(r"(?P<who>[FAGB])(?:\([^)]*\))?[hwnmTHcrUsf,]{0,6}$")
_PRONOUN_SUBJECT = re.compile(r"P[hwnm]{0,2}$")
_RELATIVE = re.compile(r"([EP])s?[Hu]{0,2}(?:\([^)]*\))?,?qw?$")
_PARTICIPLE = re.compile(
    r"([EP])s?[Hu]{0,3}(?:\([^)]*\))?(?:f[wI]{1,2})?[,(]?(?:q|[wH]{0,2})(?:[FU]w?)?(?:T)?$"
)
_LEADING = re.compile(r"[yfpkwFUTHIuGA]{1,9},[wu]{0,3}([EP])(?![XDE])")
_LEADING_NOUN = re.compile(r"[fpwFTUH]{1,6},[wu]{0,3}([EP])(?=[bhH])")
_LED_BY = re.compile(r"[yfpkwFUTHIuGA]{1,9},[wu]{0,3}")
_OPENER = re.compile(r"[FHwU]{0,2}$")
_OPENER_NOUN = re.compile(r"[wpfkH]{1,3}[FUws]{0,4}$")
_WITH = re.compile(r"(p)w?[FUA]s?[wH]{0,2}$")
_SINCE_ITS = re.compile(r"[kp]w[FUA]?$")
_DOER = re.compile(r"s?[Hu]{0,2}[,(]?[hbw]")
_RELATED = re.compile(r"s?[Hu]{0,3}(?:\([^)]*\))?,?q")
_SET_AGAINST = re.compile(r"[Dn][wuo]{0,2}$")
_PART_OF = re.compile(r"o[wu]{0,2}$")
_SITS = re.compile(r"[wHfpLTuyrI]{0,6}$")
_LISTED = re.compile(r"[wHu]{0,3},?(?:if?|D|fD?)(?:[wu]{1,3},c?|[wu]{1,2}c){0,4}w?([EP])")
_AFTER_PARTICIPLE = re.compile(r"[yTfpU,();cw]|$")
_APPOSED = re.compile(r"([EP])s?[Hu]{0,2}(?:\([^)]*\))?[,(][wH]{0,3}$")
_OBJECT = re.compile(r"(?:[wuHosITFUgLi]){0,9}?([EP])")
_OBJECT_AFTER_KIN = re.compile(r"[wuHosIT]{0,6}D[wuHosI]{0,4}[EP]H{0,2}[,(]?[wLHq]{0,3}b?L?[wH]{0,2}(E)")
_KIN_OBJECT = re.compile(r"[wuHosIT]{0,6}[EP]D[wuHosI]{0,3}(E)")
_NOUN_RIGHT = re.compile(r"(?:U)?(?:b[wH]{0,2}g)?(?:[of])[wuHosI]{0,6}?([EP])")
_STAMP_ON = re.compile(r"p[wuHI]{0,4}?([EP])")
_HEADED = re.compile(r"[wIHuf]{1,7},([EP])[bh]")
_NOUN_LEFT = re.compile(r"([EP])s?[HuTFw]{0,3}$")
_RECEIVED = re.compile(r"(?:(?:b[wHc]{0,3})?r|[hn]|[bh]{1,2}[wH]{0,2}g)[wnFmTuUHAs,]{0,5}$")
_GIVEN = re.compile(r"g[wI]{0,3}([EP])[wHF]{0,5}$")
_LIST_GOES_ON = re.compile(r"(?:,c?|c)w{0,2}([EP])(?=[,c;.fTU)]|$)")
_ALSO_NAMED = re.compile(r"s?[H]{0,3}[,(]?[wLHq]{0,4}(E)")
_PASSED_FOR = re.compile(r"H{0,2}(?:[fp]{1,2}[wHuIf]{0,5}[IT]|T)")
_JOINED = re.compile(r"([EP])s?H{0,2}(?:,?c|,(?=w{0,1}[EP]H{0,2},?c))w{0,2}$")
DETERMINERS = frozenset({"the", "a", "an", "its", "their", "our", "this", "these", "new", "his", "her"})
WITH = frozenset({"with", "under"})
SINCE = frozenset({"since", "after", "upon"})
PRESENT = frozenset(
    {"is", "are", "has", "have", "holds", "hold", "carries", "carry", "remains", "remain", "still", "enjoys"}
)
PAST = frozenset({"been", "was", "were", "had", "got", "received", "won"})
PLURAL = frozenset({"are", "were", "have", "aren't", "weren't", "remain"})
_BEFORE = re.compile(r"([opfnDLXrgyi])([wHIu]{0,3})$")
_KIN_AFTER = re.compile(r"s?[Hu]{0,2}[XD]")
_STATES = re.compile(r"(?:b|h|hw{0,2}b)[wHuLTc]{0,5}$|[wHu]{0,2}$")
_HAS_STATUS = re.compile(r"(?:b|hw{0,2}b)[wHuLfTFU]{0,5}$")
_SAFE_FOR = re.compile(r"[pof][wu]{0,2}([EP])(?![XD])")
_LEAVES = re.compile(r"\b(?:leaves?|keeps?)\b(?=[^.;:]{0,75}$)")
SAFETY = ("any", "dependence")
SPARED = ("heart", "breathing", "bladder", "mind")
SPARED_REACH = 45
"""Code points from “does not affect” to the part of the body that it leaves alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim about one subject in one sentence."""

    subject: str
    """Entity id in the knowledge base."""
    attribute: str
    """`approval`, `safety`, `schedule`."""
    sentence: int
    span: Span
    value: str = ""
    """For an approval: approved, cleared, authorised. For safety: the topic of the absolute."""
    polarity: bool = True
    modality: str = "asserted"
    """`asserted`, `hypothetical`, `asked`."""
    own_voice: bool = True
    agency: str = ""
    """`FDA`, `EC`, `other`, or empty when none is named."""
    dates: tuple[DateMention, ...] = ()
    indications: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Entities named in apposition to the subject: “ketamine (Spravato)”."""
    rivals: tuple[str, ...] = ()
    """Entities that a pronoun may mean instead."""
    forever: bool = False
    """“never”, “for any use”."""
    slots: Mapping[str, str] = field(default_factory=dict)


def read(reading: Reading) -> Iterator[Claim]:
    """Yield the claims in order."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    acts = {
        sentence.index
        for lexicon in ACTS
        for span in reading.hits(f"@{lexicon}")
        if (sentence := reading.sentence_at(span.start)) is not None
    }
    told = _told_otherwise(reading)
    for index in sorted((acts | told.keys()) & by_sentence.keys()):
        sentence = reading.sentences[index]
        if not _is_matter(reading, sentence):
            continue
        if index in acts:
            yield from _claims_of(Reduced(reading, sentence, by_sentence[index]))
        for attribute, value, span in told.get(index, ()):
            yield from _statement(Reduced(reading, sentence, by_sentence[index], span), attribute, value)


def _told_otherwise(reading: Reading) -> dict[int, list[tuple[str, str, Span]]]:
    """Return, by sentence, the absolute statements of safety and of legal status: attribute, topic, words."""
    found: dict[int, list[tuple[str, str, Span]]] = {}
    if not reading.mentions:
        return found
    for key, attribute, value in (
        *((f"@safety-{topic}", "safety", topic) for topic in SAFETY),
        ("@claim-schedule", "schedule", ""),
    ):
        for span in reading.hits(key):
            _keep(reading, found, attribute, value or _flat(span.of(reading.text)), span)
    for span in reading.hits("@safety-spares"):
        for topic in SPARED:
            parts = reading.hits_between(f"@safety-{topic}", span.end, span.end + SPARED_REACH)
            between = reading.text[span.end : parts[0].start] if parts else ""
            if parts and not set(between) & set(".;:("):
                _keep(reading, found, "safety", topic, Span(span.start, parts[0].end))
                break
    for span in reading.hits("@safety-untouched"):
        opened = _LEAVES.search(reading.text, max(0, span.start - SPARED_REACH - 30), span.start)
        topic = next(
            (
                one
                for one in SPARED
                if opened and reading.hits_between(f"@safety-{one}", opened.end(), span.start)
            ),
            "",
        )
        if opened and topic:
            _keep(reading, found, "safety", topic, Span(opened.start(), span.end))
    return found


def _flat(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def _keep(
    reading: Reading, found: dict[int, list[tuple[str, str, Span]]], attribute: str, value: str, span: Span
) -> None:
    sentence = reading.sentence_at(span.start)
    if sentence is not None:
        found.setdefault(sentence.index, []).append((attribute, value, span))


def _statement(reduced: Reduced, attribute: str, value: str) -> Iterator[Claim]:
    """Yield the claim that a statement of safety or status makes about the subject of its clause."""
    letters = reduced.letters
    said = letters.find("S")
    if said < 0:
        return
    subject = None
    group = (_HAS_STATUS if attribute == "schedule" else _STATES).search(letters[:said])
    if group:
        subject = _left_subject(reduced, group.start())
    if subject is None and attribute == "schedule":
        subject = _sits(reduced, said)
    if subject is None and attribute == "safety":
        match = _SAFE_FOR.match(letters, said + 1)
        if match and letters[max(0, said - 1) : said] != "p":
            subject = match.start(1)
    if subject is None:
        return
    mention = reduced.tokens[subject].mention
    assert mention is not None  # noqa: S101 (E and P tokens carry one)
    low, high = min(subject, said), max(subject, said)
    after = _clause_end(letters, high)
    cut = max(letters.rfind(";", 0, low), letters.rfind("k", 0, low))
    before = letters[cut + 1 : low] + letters[low + 1 : high]
    span = reduced.span(low, high)
    words = reduced.tokens[said]
    limited = attribute == "safety" and any(
        not (words.start <= start and end <= words.end) for start, end in reduced.local.of("safety-limits")
    )
    open_ = limited or "m" in before or "G" in letters
    modality = "asked" if reduced.sentence.asks else "hypothetical" if open_ else "asserted"
    yield Claim(
        subject=mention.entity,
        attribute=attribute,
        sentence=reduced.sentence.index,
        span=span,
        value=value,
        polarity=not set("nj") & set(before),
        modality=modality,
        own_voice=not reduced.reported and not reduced.reading.scope.quoted(span, reduced.sentence),
        dates=tuple(token.date for token in reduced.tokens[high:after] if token.date is not None),
        rivals=mention.rivals,
    )


def _sits(reduced: Reduced, said: int) -> int | None:
    """Return what “sits in”, “was placed in” a schedule, or what is listed as an example of its drugs."""
    letters = reduced.letters
    for start, _ in reversed(reduced.local.of("claim-sits")):
        at = next((index for index, token in enumerate(reduced.tokens) if token.start == start), said)
        if at < said and _SITS.fullmatch(letters, at + 1, said):
            while at and letters[at - 1] in "bhHw":
                at -= 1
                subject = _left_subject(reduced, at)
                if subject is not None:
                    return subject
            return _left_subject(reduced, at)
    listed = _LISTED.match(letters, said + 1)
    return listed.start(1) if listed else None


def _is_matter(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the sentence belongs to the text proper: references, menus and comments make no claims."""
    if sentence.block.region in SILENT_REGIONS or sentence.block.shape is Shape.CODE:
        return False
    return reading.section_at(sentence.span.start) not in {"references", "further-reading", "comments"}


def _claims_of(reduced: Reduced) -> Iterator[Claim]:
    seen: set[int] = set()
    for act, letter in enumerate(reduced.letters):
        if letter not in "VvNW":
            continue
        for subject in _subjects(reduced, act):
            if subject not in seen:
                seen.add(subject)
                made = _frame(reduced, act, subject)
                if made is not None:
                    yield made


def _subjects(reduced: Reduced, act: int) -> Iterator[int]:
    """Yield the tokens that the act is said to be done to."""
    found = _of_noun(reduced, act) if reduced.letters[act] == "N" else _of_verb(reduced, act)
    if found is None:
        return
    first, right = found
    yield first
    if not right:
        yield from _fellows(reduced, first)
    if right:
        at = first + 1
        while match := _LIST_GOES_ON.match(reduced.letters, at):
            yield match.start(1)
            at = match.end(1)


def _fellows(reduced: Reduced, first: int) -> Iterator[int]:
    """Yield the treatments joined by “and” before the subject of a verb in the plural."""
    verb = re.match(r"[Hu]{0,2}(?:\([^)]*\))?,?[bhj]", reduced.letters[first + 1 :])
    if verb is None or reduced.tokens[first + verb.end()].word not in PLURAL:
        return
    at = first
    while match := _JOINED.search(reduced.letters[:at]):
        at = match.start(1)
        if _stands_alone(reduced, at):
            yield at


def _of_verb(reduced: Reduced, act: int) -> tuple[int, bool] | None:  # noqa: PLR0911 (one return a form)
    letters = reduced.letters
    left = letters[:act]
    group = _BE_GROUP.search(left)
    if group and letters[act] == "V":
        subject = _left_subject(reduced, group.start())
        if subject is not None:
            return subject, False
    if letters[act] == "W":
        return _of_loose_verb(reduced, act)
    agency = _AGENCY_SUBJECT.search(left)
    pronoun = _PRONOUN_SUBJECT.search(left) if not agency else None
    if agency or pronoun:
        subject = _right_object(reduced, act)
        if subject is not None:
            return subject, True
        headed = _HEADED.match(letters, act + 1)
        if headed and left.endswith("F") and reduced.tokens[0].word == "as":
            return headed.start(1), False
        before = (agency or pronoun).start()  # type: ignore[union-attr]
        for form in (_RELATIVE, _APPOSED):
            match = form.search(left[:before])
            if match and _stands_alone(reduced, match.start(1), aside=True):
                return match.start(1), False
        if letters[act] != "V" or left[-1:] not in "FU":
            return None
    return _of_participle(reduced, act)


def _of_participle(reduced: Reduced, act: int) -> tuple[int, bool] | None:
    """Return what “X, approved in 2019”, “X now FDA-approved for Y” or “Approved by the FDA, X …” speak of."""
    letters = reduced.letters
    if letters[act] != "V":
        return None
    match = _PARTICIPLE.search(letters[:act])
    set_off = match is not None and re.search("[,(]", match.group()) is not None
    strict = re.match(r"[yTfU]|$", letters[act + 1 :])
    follows = _AFTER_PARTICIPLE.match(letters, act + 1) if set_off else strict
    if match and follows and _stands_alone(reduced, match.start(1), aside=bool(set_off and strict)):
        return match.start(1), False
    leading = _LEADING.match(letters, act + 1) if _OPENER.fullmatch(letters[:act]) else None
    return (leading.start(1), False) if leading else None


def _of_loose_verb(reduced: Reduced, act: int) -> tuple[int, bool] | None:
    """Return the object of “passed”, “confirmed as”: an agency must be the subject, a use or a date must follow."""
    if not _AGENCY_SUBJECT.search(reduced.letters[:act]):
        return None
    subject = _right_object(reduced, act)
    if subject is None or not _PASSED_FOR.match(reduced.letters, subject + 1):
        return None
    return subject, True


def _of_noun(reduced: Reduced, act: int) -> tuple[int, bool] | None:
    letters = reduced.letters
    match = _NOUN_RIGHT.match(letters, act + 1) or _STAMP_ON.match(letters, act + 1)
    if match and match.re is _STAMP_ON and reduced.tokens[act + 1].word != "on":
        match = None
    if match and not _KIN_AFTER.match(letters, match.end(1)):
        return match.start(1), True
    left = letters[:act]
    for form in (_GIVEN, _NOUN_LEFT):
        match = form.search(left)
        if match and (form is _GIVEN or _stands_alone(reduced, match.start(1))):
            return match.start(1), False
    received = _RECEIVED.search(left)
    subject = _left_subject(reduced, received.start()) if received else None
    if subject is not None:
        return subject, False
    leading = _LEADING_NOUN.match(letters, act + 1) if _OPENER_NOUN.fullmatch(left) else None
    if leading:
        return leading.start(1), False
    return _with_noun(reduced, act)


def _with_noun(reduced: Reduced, act: int) -> tuple[int, bool] | None:
    """Return the subject of “X has been sold with the FDA's approval”, “… since its FDA approval”."""
    match = _WITH.search(reduced.letters[:act]) or _SINCE_ITS.search(reduced.letters[:act])
    if match is None:
        return None
    words = [token.word for token in reduced.tokens[match.start() : match.start() + 2]]
    if words[0] not in WITH and not (words[0] in SINCE and words[1] == "its"):
        return None
    for index in range(match.start() - 1, -1, -1):
        if reduced.letters[index] in ";kqn":
            return None
        if reduced.letters[index] in "EP":
            doer = _DOER.match(reduced.letters, index + 1) and _stands_alone(reduced, index)
            return (index, False) if doer else None
    return None


def _left_subject(reduced: Reduced, before: int) -> int | None:
    """Return the treatment that is the subject of a verb group which begins at `before`."""
    letters = reduced.letters
    stop = before
    while stop and letters[stop - 1] in "hnmT":
        stop -= 1
    tries = 0
    for index in range(stop - 1, -1, -1):
        if letters[index] == ";":
            break
        if letters[index] in "EP":
            first = _past_contact(reduced, index + 1, stop)
            relative = _RELATED.fullmatch(letters, first, stop) is not None
            if _TO_VERB.fullmatch(letters, first, stop) and _stands_alone(reduced, index, aside=relative):
                return index
            tries += 1
            if tries > 3:  # noqa: PLR2004 (a subject further off is somebody else's)
                break
    return None


def _past_contact(reduced: Reduced, first: int, stop: int) -> int:
    """Return the place after a clause without pronoun: “the exosomes *we drip* are …”."""
    at = first
    while at < stop and reduced.letters[at] in "Hu":
        at += 1
    persons = {start for start, _ in reduced.local.of("claim-person")}
    if at >= stop or reduced.tokens[at].start not in persons:
        return first
    at += 1
    while at < stop and reduced.letters[at] in "wHpfIru":
        at += 1
    return at


def _right_object(reduced: Reduced, act: int) -> int | None:
    letters = reduced.letters
    for form in (_OBJECT_AFTER_KIN, _KIN_OBJECT):
        match = form.match(letters, act + 1)
        if match:
            return match.start(1)
    match = _OBJECT.match(letters, act + 1)
    if match is None or _KIN_AFTER.match(letters, match.end(1)):
        return None
    first = match.start(1)
    # “FDA-approved ketamine clinic”: the clinic is what is called approved.
    after = re.compile("[H]{0,1}E").match(letters, first + 1)
    if after and _is_topic(reduced, after.end() - 1):
        return after.end() - 1
    return first


def _is_topic(reduced: Reduced, index: int) -> bool:
    mention = reduced.tokens[index].mention
    return mention is not None and reduced.reading.library.knowledge.entries[mention.entity].kind == "topic"


def _stands_alone(reduced: Reduced, index: int, *, aside: bool = False) -> bool:  # noqa: PLR0911 (one return a case)
    """Say whether the mention is itself the head: no “trial of”, “derived from”, “not” before it, no “trial” after.

    What is said in an `aside` (“on X, which was approved”) is said of the word directly before it.
    """
    letters = reduced.letters
    if _KIN_AFTER.match(letters, index + 1):
        return False
    match = _BEFORE.search(letters[:index])
    if match is None or match.group(1) in "Li":
        return True
    if match.start() == 0 and match.group(2) == "ww" and reduced.tokens[0].word == "under":
        return True  # “Under American law X is …”
    near = letters[max(0, match.start() - 3) : index]
    if aside and match.group(1) not in "nDX" and not set("DX") & set(near):
        return True
    if _PART_OF.fullmatch(letters, match.start(), index) and _is_part(reduced, match.start()):
        return True
    if reduced.tokens[match.start()].word == "with" and (
        match.start() == 0 or letters[match.start() - 1] in ",;"
    ):
        return True  # “With X approved, …”
    if match.group(1) in "op":
        return (
            match.start() > 0
            and letters[match.start() - 1] in "uH"
            and "D" not in letters[max(0, match.start() - 3) : index]
        )
    return match.group(1) == "y"


def _is_part(reduced: Reduced, of: int) -> bool:
    """Say whether “of” ties the thing to a measure or vessel of it: “each vial of”, “all of our”."""
    start = reduced.tokens[of].start
    return any(0 <= start - end <= 1 for _, end in reduced.local.of("claim-container"))


def _frame(reduced: Reduced, act: int, subject: int) -> Claim | None:
    """Fill the slots of one claim; None when another body than a regulator of medicines acted."""
    letters, tokens = reduced.letters, reduced.tokens
    mention = tokens[subject].mention
    assert mention is not None  # noqa: S101 (E and P tokens carry one)
    low, high = min(act, subject), max(act, subject)
    start, end = _clause_start(letters, low), _clause_end(letters, high)
    if letters[act] == "N":
        end = next((at for at in range(high + 1, end) if letters[at] in "gr"), end)
    if act > subject and letters[end : end + 2] == "kT" and tokens[end].word == "since":
        end = _clause_end(letters, end)
    if subject > act and _LED_BY.fullmatch(letters, act + 1, subject):
        end = letters.index(",", act)
    if (act > subject and letters[act - 1] in ",(") or letters[max(0, act - 2) : act] in {",F", "(F"}:
        end = _aside_end(letters, act, end)
    agency = _agency(reduced, act, start, end)
    if agency == "other" or (tokens[act].meaning == "nodded" and not agency):
        return None
    uses = _uses(letters, subject, act, start, end)
    span = reduced.span(low, high)
    sentence = reduced.sentence
    last = high + 4 if letters[act] == "N" else high
    negations = [
        index
        for index in range(_near(letters, low), min(last, len(letters)))
        if letters[index] in "nj" and not _only(tokens, index)
    ]
    return Claim(
        subject=mention.entity,
        attribute="approval",
        sentence=sentence.index,
        span=reduced.span(
            _with_agency(reduced, low), max([high, *(i for i in uses if i - high <= 2 * REACH)])
        ),
        value="approved" if tokens[act].meaning == "nodded" else tokens[act].meaning,
        polarity=not negations and not _in_none(letters, end),
        modality="hypothetical" if _is_label(reduced, act, subject) else _modality(reduced, low, act),
        own_voice=not reduced.reported and not reduced.reading.scope.quoted(span, sentence),
        agency=agency,
        dates=tuple(_dates(reduced, start, end)),
        indications=tuple(dict.fromkeys(tokens[index].meaning for index in uses))
        or _course(reduced, subject),
        forms=_slot(reduced, "@form-", start, end),
        populations=_slot(reduced, "@population-", high, end),
        also=_also(reduced, subject),
        rivals=mention.rivals,
        forever=_forever(reduced, negations, end),
        slots={
            "act": _kind_of_act(reduced, act, subject),
            "tense": _tense(reduced, subject, act),
            "word": tokens[act].word,
        },
    )


def _kind_of_act(reduced: Reduced, act: int, subject: int) -> str:
    """Return `noun`, `received` (“got approval”), `active` (“the FDA approved the lab”) or `verb` (“is approved”)."""
    if reduced.letters[act] == "N":
        return "received" if "r" in reduced.letters[subject:act] else "noun"
    following = reduced.tokens[act + 1].word if act + 1 < len(reduced.tokens) else ""
    return "active" if act < subject and following in DETERMINERS else "verb"


def _tense(reduced: Reduced, subject: int, act: int) -> str:
    """Return `present` for “is authorised”, “still has its approval”."""
    words = {token.word for token in reduced.tokens[subject + 1 : act]}
    return "present" if words & PRESENT and not words & PAST else ""


def _with_agency(reduced: Reduced, low: int) -> int:
    """Return where the words begin: “FDA-approved” is one word."""
    tied = low > 0 and reduced.letters[low - 1] == "F" and reduced.letters[low] == "V"
    return low - 1 if tied and reduced.next_to_hyphen(low) else low


def _in_none(letters: str, end: int) -> bool:
    """Say whether the clause ends in “in no country”, “for none of them”."""
    return letters[end : end + 1] == "n" and letters[end - 1] in "fp"


def _only(tokens: tuple[Token, ...], index: int) -> bool:
    return tokens[index].word == "not" and index + 1 < len(tokens) and tokens[index + 1].word == "only"


def _near(letters: str, low: int) -> int:
    """Return where a negation may stand before the claim: up to four words back in the same clause."""
    at = low
    while at > 0 and low - at < REACH - 1 and letters[at - 1] not in ",;k)":
        at -= 1
    return at


def _clause_start(letters: str, low: int) -> int:
    at = low
    while at > 0 and letters[at - 1] not in ";kqV" and letters[at - 2 : at] != ",c":
        at -= 1
    return at


_COMMA_GOES_ON = re.compile(r",(?:c?f?w{0,2}I(?=[,cfpTkq;)y]|$)|w{0,2}[fU]|[fw]{0,3}T)")
_ASIDE = re.compile(r",[^,;]{1,9},(?=[fT]|w?T)")
_NEW_CLAUSE = re.compile(r"c[wH]{0,2}[bhEPFVvrgn]")


def _clause_end(letters: str, high: int) -> int:
    """Return the place after the last word that still belongs to what was said at `high`."""
    at = high + 1
    while at < len(letters):
        letter = letters[at]
        if letter in ";kqbVvN" or (letter == "n" and at > high + 1) or _NEW_CLAUSE.match(letters, at):
            return at
        if letter == ",":
            aside = _ASIDE.match(letters, at)
            if aside:
                at = aside.end()
                continue
            if not _COMMA_GOES_ON.match(letters, at):
                return at
        at += 1
    return at


def _aside_end(letters: str, act: int, end: int) -> int:
    """Return where a participle that was set off by a comma closes: “X, approved for A and B, is …”."""
    for at in range(act + 1, end):
        if letters[at] in ",)" and not re.match(r",(?:c?w{0,2}I(?=[,cfpTkq;)]|$)|[fw]{0,3}T)", letters[at:]):
            return at
    return end


def _uses(letters: str, subject: int, act: int, start: int, end: int) -> list[int]:
    """Return the tokens of the uses that the approval is said to be for."""
    low, high = min(subject, act), max(subject, act)
    found = [index for index in range(high + 1, end) if letters[index] == "I"]
    between = letters[low + 1 : high]
    if act < subject or re.match(r"s?[Hu]{0,3}f", between) or _WITH.search(between):
        stop = between.find(",")
        found += [low + 1 + i for i, one in enumerate(between[: stop if stop >= 0 else None]) if one == "I"]
    if letters[start] == "f" and "," in letters[start:low]:
        found += [
            index for index in range(start, start + letters[start:low].index(",")) if letters[index] == "I"
        ]
    return sorted(found)


def _course(reduced: Reduced, subject: int) -> tuple[str, ...]:
    """Return `therapy` when the subject is a course of treatment (“ketamine infusions”) and no use is named."""
    end = reduced.tokens[subject].end
    spans = reduced.reading.hits_in("@claim-course", reduced.sentence)
    starts = {reduced.reading.folded.folded(span.start) - reduced.sentence.folded_start for span in spans}
    return ("therapy",) if {end + 1} & starts else ()


def _agency(reduced: Reduced, act: int, start: int, end: int) -> str:
    """Return whose approval it is: FDA, EC, other (any body that the base does not hold), or empty."""
    letters, tokens = reduced.letters, reduced.tokens
    stop = min(len(letters), end)
    if letters[act + 1 : act + 2] == "y":
        by = letters[act + 2 : act + 6]
        match = re.match(r"w{0,2}([FGUAB])", by)
        if match is None:
            return "other"
        named = _named_agency(reduced, act + 2 + match.start(1))
        return "FDA" if named == "unfit" and "F" in letters[act + 2 : act + 9] else named
    clause = range(start, stop)
    nearest = sorted(
        (index for index in clause if letters[index] in "FGUAB"), key=lambda index: (abs(index - act), index)
    )
    if not nearest:
        return ""
    first = nearest[0]
    places = [index for index in nearest if letters[index] == "G"]
    if letters[first] == "B" and any(letters[index] == "F" for index in nearest):
        return "FDA" if _named_agency(reduced, first) == "unfit" else "other"
    if letters[first] in "FUA" and places and not any(letters[index] == "F" for index in nearest):
        first = places[0]
    return _named_agency(reduced, first) if tokens else ""


def _named_agency(reduced: Reduced, index: int) -> str:
    letter = reduced.letters[index]
    if letter in "FU":
        return "FDA"
    if letter == "A":
        return "FDA" if _fda_before(reduced) else "other"
    return reduced.tokens[index].meaning or "other"


def _fda_before(reduced: Reduced) -> bool:
    """Say whether “the agency” may be the FDA: it is named in this sentence or one of the two before."""
    reading, index = reduced.reading, reduced.sentence.index
    first = reading.sentences[max(0, index - 2)].span.start
    return bool(reading.hits_between("@agency-fda", first, reduced.sentence.span.end))


def _is_label(reduced: Reduced, act: int, subject: int) -> bool:
    """Say whether the approval is only named, not told: “understanding ketamine FDA approval”, without a date."""
    between = reduced.letters[subject + 1 : act]
    if reduced.letters[act] != "N" or subject > act or set(between) - set("HuwF"):
        return False
    return "T" not in reduced.letters and "g" not in reduced.letters[max(0, subject - REACH) : subject]


def _modality(reduced: Reduced, low: int, act: int) -> str:
    if reduced.sentence.asks:
        return "asked"
    letters = reduced.letters
    near = max(0, low - REACH)
    cut = max(letters.rfind(",", near, low), letters.rfind(";", 0, low), near - 1)
    if "m" in letters[cut + 1 : act]:
        return "hypothetical"
    if letters[act] == "v" and act and reduced.tokens[act - 1].word == "to":
        decided = act > 1 and reduced.tokens[act - 2].word in {"decision", "decided", "chose"}
        return "asserted" if decided else "hypothetical"
    if letters[act] == "N" and "T" not in letters and "m" in letters[act:].partition(";")[0]:
        return "hypothetical"
    return "asserted"


def _dates(reduced: Reduced, start: int, end: int) -> Iterator[DateMention]:
    """Yield the dates of the act: not bounds (“before 2019”), not those of other things (“a 2018 study”)."""
    bounds = {end for _, end in reduced.local.of("claim-bound")}
    for index in range(start, end):
        token = reduced.tokens[index]
        if token.date is None or any(0 <= token.start - bound <= REACH for bound in bounds):
            continue
        if reduced.letters[index + 1 : index + 2] == "X" or reduced.letters[index + 1 : index + 3] == "wX":
            continue
        yield token.date


def _slot(reduced: Reduced, prefix: str, start: int, end: int) -> tuple[str, ...]:
    if start >= len(reduced.tokens) or start >= end:
        return ()
    span = reduced.span(start, min(end, len(reduced.tokens)) - 1)
    found: dict[str, None] = {}
    for key in sorted(reduced.reading.keys):
        if not key.startswith(prefix):
            continue
        if any(_is_own(reduced, one) for one in reduced.reading.hits_between(key, span.start, span.end)):
            found[key.removeprefix(prefix)] = None
    return tuple(found)


def _is_own(reduced: Reduced, span: Span) -> bool:
    """Say whether the form is told of the thing itself, not set against it (“instead of the injection”)."""
    at = reduced.reading.folded.folded(span.start) - reduced.sentence.folded_start
    before = "".join(token.letter for token in reduced.tokens if token.end <= at)
    return _SET_AGAINST.search(before) is None


def _also(reduced: Reduced, subject: int) -> tuple[str, ...]:
    """Return entities named as another name of the subject, directly before or after it."""
    match = _ALSO_NAMED.match(reduced.letters, subject + 1)
    found = [match.start(1)] if match else []
    before = re.search(r"(?<![Dpn])E[,(][wHL]{0,3}$", reduced.letters[:subject])
    if before:
        found.append(before.start())
    own = reduced.tokens[subject].mention
    return tuple(
        mention.entity
        for index in found
        if (mention := reduced.tokens[index].mention) is not None
        and own is not None
        and mention.entity != own.entity
    )


def _forever(reduced: Reduced, negations: list[int], end: int) -> bool:
    if any(reduced.tokens[index].word.startswith("never") for index in negations):
        return True
    return bool(negations) and any(token.word == "any" for token in reduced.tokens[negations[0] : end])
