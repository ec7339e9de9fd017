"""Cited studies against what their record says: kind, design, size, patients, time point, numbers, durability.

A study is matched by first author, year and a topic word, or by the trial's name. Where an author has two papers in one
year, a sentence is wrong only if it fits neither. A study that the base does not hold is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from credaudit import analyzers
from credaudit.analyzers import Analyzer
from credaudit.model import Level, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from credaudit.knowledge import Entry, Work
    from credaudit.model import Finding, Passed
    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence
    from credaudit.rulebook import Rule

YEAR_REACH = 70
"""Code points from an author's name to the year of the citation."""
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0}
TOPIC_OF_PAGE = 3
"""A page that names the topic this often is about it."""
SMALL = 40
"""Participants below which a study is called small."""
ROUNDING, ABOUT = 0.6, 3.0
"""Percentage points by which a printed share may differ: rounded, or said to be about."""
_TIME = re.compile(
    r"(?:within|by|after|in|at)\s+(?:the first |about |just |only |around |roughly |as little as |less than |under )?"
    r"(?P<count>\d+(?:\.\d+)?|an?|one|two|three|four|six|seven|a few|several)?[ -]?"
    r"(?P<unit>minute|hour|day|week|month)s?\b"
    r"|\b(?P<later>\d+|one|two|three|four|six|seven) (?P<later_unit>minute|hour|day|week|month)s? "
    r"(?:after|later|following|post)\b"
)
_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "six": 6,
    "seven": 7,
    "a few": 3,
    "several": 3,
}
_WRITTEN = re.compile(r"(?P<count>[\d.]+) (?P<unit>minute|hour|day|week|month)s?")
_SHARE = re.compile(
    r"(?P<about>about |around |approximately |roughly |nearly |almost |some |over )?"
    r"(?P<value>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)"
)
_COUNT = re.compile(
    r"(?P<how>enrolled |recruited |randomi[sz]ed |included |treated |(?:trial|study|sample) (?:of|with|in) |in )?"
    r"(?P<count>\d[\d,]*) (?:[a-z-]+ ){0,2}"
    r"(?:patients|participants|people|subjects|adults|volunteers|individuals|outpatients|veterans)"
)
_TEAM = re.compile(
    r"^(?:,? [a-z]\.)*(?:'s| et al\.?"
    r"| (?:and|&) (?:colleagues|co-?workers|associates|his|her|their|team|others))"
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_CITED_YEAR = re.compile(r"(?:\(|, )(?:19|20)\d\d[a-z]?(?=[);,])")
_SECOND = re.compile(r"^,? (?:and|&) (?P<name>[a-z_'-]+)")


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation with the studies it may mean and the sentence that uses it."""

    span: Span
    sentence: Sentence
    studies: tuple[Entry, ...]


def _cited(reading: Reading) -> tuple[Cited, ...]:
    known = reading.memory.get("studies")
    if known is None:
        found: dict[int, tuple[Span, Sentence, list[Entry]]] = {}
        for entry in reading.library.knowledge.studies:
            for span in reading.hits(f"={entry.id}"):
                sentence = reading.sentence_at(span.start)
                if sentence is not None and _means(reading, entry, span, sentence):
                    found.setdefault(span.start, (span, sentence, []))[2].append(entry)
        known = tuple(
            Cited(span, sentence, tuple(entries)) for _, (span, sentence, entries) in sorted(found.items())
        )
        reading.memory["studies"] = known
    cited: tuple[Cited, ...] = known
    return cited


def _means(reading: Reading, entry: Entry, span: Span, sentence: Sentence) -> bool:  # noqa: PLR0911 (one return a doubt)
    """Say whether the name here cites this study: by acronym, or as first author with the year and a topic word."""
    work = entry.work
    assert work is not None  # noqa: S101 (studies only)
    if reading.section_at(span.start) in {"references", "further-reading"}:
        return False
    words = span.of(reading.text)
    if words.casefold() != work.authors[0].casefold():
        return words == words.upper() and _on_topic(reading, work, sentence)
    if not words[0].isupper():
        return False
    start, end = reading.folded.folded(span.start), reading.folded.folded(span.end)
    rest = reading.folded.text[end : end + YEAR_REACH]
    second = _SECOND.match(rest)
    if second and second["name"] not in {
        "colleagues",
        "coworkers",
        "co-workers",
        "associates",
        "his",
        "her",
        "team",
    }:
        if len(work.authors) < 2 or second["name"] != work.authors[1].lower():  # noqa: PLR2004 (a pair)
            return False
    elif not _TEAM.match(rest) and not re.match(r"^,? \(?\d{4}", rest):
        return False
    near = rest.replace("al. ", "al ").partition(". ")[0]
    year = re.search(r"(?:19|20)\d\d", near)
    if year is None:
        before = reading.folded.text[max(0, start - 30) : start]
        year = re.search(r"in ((?:19|20)\d\d),? ", before)
        if year is None and work.alone and len(_YEARS.findall(sentence.folded)) == 0:
            return _on_topic(reading, work, sentence)
        return year is not None and year[1] == str(work.year) and _on_topic(reading, work, sentence)
    return year.group() == str(work.year) and _on_topic(reading, work, sentence)


def _on_topic(reading: Reading, work: Work, sentence: Sentence) -> bool:
    around = reading.sentences[max(0, sentence.index - 1) : sentence.index + 2]
    if any(word in one.folded for one in around for word in work.topic):
        return True
    return any(reading.folded.text.count(word) >= TOPIC_OF_PAGE for word in work.topic)


def _judged(
    reading: Reading,
    rule: Rule,
    contradicts: Callable[[Reading, Rule, Work, Sentence], tuple[Span, str] | None],
) -> Iterator[Finding | Passed]:
    """Yield a finding for each citation that contradicts every study it may mean."""
    for cited in _cited(reading):
        if reading.scope.quoted(cited.span, cited.sentence) or cited.sentence.asks:
            continue
        if len(_CITED_YEAR.findall(cited.sentence.folded)) > 1:
            continue  # what is said may belong to the other work
        found = [
            (entry, contradicts(reading, rule, entry.work, cited.sentence))
            for entry in cited.studies
            if entry.work
        ]
        wrong = [(entry, one) for entry, one in found if one is not None]
        if not wrong or (len(wrong) < len(found) and not _settled(cited, wrong, found)):
            continue
        entry, (span, says) = min(wrong, key=lambda one: not _own_marks(one[0], cited.sentence.folded))
        assert entry.work is not None  # noqa: S101 (studies only)
        evidence = entry.evidence(entry.work.record)
        yield analyzers.finding(
            reading,
            rule,
            span,
            evidence=(evidence,),
            severity=_capped(rule.severity, evidence.level),
            says=says,
            study=f"{entry.work.authors[0]} {entry.work.year}",
        )


def _settled(
    cited: Cited,
    wrong: list[tuple[Entry, tuple[Span, str]]],
    found: list[tuple[Entry, tuple[Span, str] | None]],
) -> bool:
    """Say whether words of the sentence belong to the contradicted study and to none of the others."""
    told = cited.sentence.folded
    marks = {entry.id: _own_marks(entry, told) for entry, _ in found}
    clear = [entry.id for entry, _ in found if marks[entry.id]]
    return bool(clear) and all(entry_id in {entry.id for entry, _ in wrong} for entry_id in clear)


def _own_marks(entry: Entry, told: str) -> bool:
    work = entry.work
    return work is not None and any(mark in told for mark in work.own_words)


def _capped(severity: Severity, level: Level) -> Severity:
    """Return the gravest severity that the record allows: an abstract a warning, a secondary account a note."""
    if level.strong:
        return severity
    ceiling = Severity.WARNING if level is Level.ABSTRACT else Severity.NOTE
    return min(severity, ceiling, key=lambda one: one.rank)


def _said(
    reading: Reading, rule: Rule, name: str, sentence: Sentence, *, denied: bool = False
) -> Span | None:
    """Return the first hit of a word list of the rule in the sentence, negated ones left out."""
    for span in reading.hits_in(f"{rule.id}#{name}", sentence):
        if denied or not reading.scope.negated(span, sentence):
            return span
    return None


def time_point(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield effects told at another time than the record gives."""
    yield from _judged(reading, rule, _other_time)


def _other_time(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    if not work.times or _said(reading, rule, "effect", sentence, denied=True) is None:
        return None
    right = {
        _hours(match["count"], match["unit"]) for one in work.times if (match := _WRITTEN.fullmatch(one))
    }
    told = [
        (match, _hours(match["count"] or match["later"] or "several", match["unit"] or match["later_unit"]))
        for match in _TIME.finditer(sentence.folded)
    ]
    if not told or any(abs(hours - one) <= one / 10 for _, hours in told for one in right):
        return None
    match, hours = told[0]
    if match["unit"] and match["count"] is None and any(one < 2 * HOURS[match["unit"]] * 12 for one in right):
        return None  # “within hours” is true of two hours
    if hours > max(right) and match.group().startswith(("after", "at")):
        return None
    span = reading.unfold(sentence.folded_start + match.start(), sentence.folded_start + match.end())
    return span, " or ".join(work.times[:2])


def _hours(count: str, unit: str) -> float:
    return float(_WORDS.get(count, 0) or float(count)) * HOURS[unit]


def review_as_trial(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield reviews cited as if they had shown an effect themselves."""
    yield from _judged(reading, rule, _review_shows)


def _review_shows(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    if work.type not in {"review", "systematic-review", "meta-analysis"}:
        return None
    if _said(reading, rule, "reviewing", sentence, denied=True) is not None:
        return None
    span = _said(reading, rule, "trial", sentence)
    if span is None and work.type == "review":
        span = _said(reading, rule, "shows", sentence)
    return (span, work.says) if span else None


def number(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield counts and shares that the record does not give."""
    yield from _judged(reading, rule, _other_number)


def _other_number(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    shares = [float(one) for one in work.shares]
    told = list(_SHARE.finditer(sentence.folded))
    if shares and len(told) == 1 and _said(reading, rule, "outcome", sentence, denied=True) is not None:
        slack = ABOUT if told[0]["about"] else ROUNDING
        if all(abs(float(told[0]["value"]) - one) > slack for one in shares):
            return _at(reading, sentence, told[0]), f"the record gives {', '.join(work.shares[:3])} %"
    for match in _COUNT.finditer(sentence.folded) if work.participants else ():
        count = int(match["count"].replace(",", ""))
        asked = (match["how"] or "").split(" ")[0] in {
            "enrolled",
            "recruited",
            "randomized",
            "randomised",
            "trial",
            "study",
        }
        if count not in work.participants and (count > max(work.participants) or (asked and count > 1)):
            return _at(reading, sentence, match), f"the record gives {work.participants[0]:,} participants"
    return None


def _at(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Span:
    words = match.group()
    lead = len(words) - len(words.lstrip(" ,"))
    return reading.unfold(sentence.folded_start + match.start() + lead, sentence.folded_start + match.end())


def design(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield designs that the study did not have."""
    yield from _judged(reading, rule, _other_design)


def _other_design(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    for trait in work.not_traits:
        span = _said(reading, rule, trait, sentence) if trait in rule.words else None
        if span is not None:
            return span, work.says
    return None


def population(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield patients whom the study did not take in."""
    yield from _judged(reading, rule, _other_patients)


def _other_patients(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    if _said(reading, rule, "left-out", sentence, denied=True) is not None:
        return None
    for trait in work.not_population:
        span = _said(reading, rule, trait, sentence) if trait in rule.words else None
        if span is not None:
            return span, work.says
    return None


def animal_as_human(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield animal experiments told as findings in people."""
    yield from _judged(reading, rule, _in_people)
    for span in reading.hits(f"{rule.id}#animal-study"):
        sentence = reading.sentence_at(span.start)
        if sentence is None or sentence.asks or reading.scope.quoted(span, sentence):
            continue
        after = [one for one in reading.hits_in(f"{rule.id}#transfer", sentence) if one.start >= span.end]
        if after and not reading.hits_in(f"{rule.id}#caution", sentence):
            says = "the sentence carries it over to people"
            yield analyzers.finding(reading, rule, span, says=says)


def _in_people(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    if work.type != "animal":
        return None
    if any(_said(reading, rule, name, sentence, denied=True) for name in ("animals", "caution")):
        return None
    span = _said(reading, rule, "people", sentence)
    return (span, f"the record is {work.says}") if span else None


def durability(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield lasting effects told of a study that showed short ones."""
    yield from _judged(reading, rule, _lasting)


def _lasting(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    if work.durability != "short" or _said(reading, rule, "open", sentence, denied=True) is not None:
        return None
    following = reading.sentences[sentence.index + 1 : sentence.index + 2]
    goes_on = [
        one
        for one in following
        if one.block is sentence.block and reading.hits_in(f"{rule.id}#continues", one)
    ]
    for one in (sentence, *goes_on):
        span = _said(reading, rule, "lasting", one)
        if span is not None and not (one is not sentence and reading.hits_in(f"{rule.id}#open", one)):
            return span, work.says
    return None


def small_pivotal(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield small studies called pivotal or large."""
    yield from _judged(reading, rule, _called_large)


def _called_large(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    if not work.participants or max(work.participants) >= SMALL:
        return None
    span = _said(reading, rule, "large", sentence)
    return (span, f"{work.participants[0]} participants") if span else None


def unmatched(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield citations whose author and year are known, but for another kind of work."""
    yield from _judged(reading, rule, _other_kind)


def _other_kind(reading: Reading, rule: Rule, work: Work, sentence: Sentence) -> tuple[Span, str] | None:
    if work.type not in {"imaging", "analysis", "animal"}:
        return None
    span = _said(reading, rule, "kinds", sentence)
    return (span, work.says) if span else None


ANALYZER: Final = Analyzer(
    family="studies",
    checks={
        "time_point": time_point,
        "review_as_trial": review_as_trial,
        "number": number,
        "design": design,
        "population": population,
        "animal_as_human": animal_as_human,
        "durability": durability,
        "small_pivotal": small_pivotal,
        "unmatched": unmatched,
    },
)
