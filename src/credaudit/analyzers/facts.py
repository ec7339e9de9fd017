"""Claims about approvals and safety against the knowledge base: slot by slot, near misses explained.

Only what contradicts a record is a finding. What no record settles stays silent, and so does a thing that the base does
not hold.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from credaudit import analyzers
from credaudit.analyzers import Analyzer
from credaudit.knowledge import Dates, Denial, Entry, Event, period
from credaudit.model import Also, Confidence, Level, Region, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credaudit.knowledge import Knowledge
    from credaudit.model import Evidence, Finding, Passed
    from credaudit.reading import Reading
    from credaudit.reading.claims import Claim
    from credaudit.reading.dates import DateMention
    from credaudit.reading.sentences import Sentence
    from credaudit.rulebook import Rule

UNFIT = "unfit"
"""The agency of a claim that names a body which approves no medicines."""
PLAIN = ("approv", "licens", "licenc", "clear", "green", "okay", "ok")
"""Beginnings of the words by which an approval itself is told, not backing or advice."""
APPROVING = frozenset({"approved", "cleared", "granted", "authorised"})
COURSES = ("@claim-course", "@form-home", "@form-lozenge")
CONSISTENT = "consistent"
BRIEF = 42
"""Code points of a quote in a message of about 140."""
TOLERANCE_DAYS = 4
"""An approval is told on the day it was signed, announced or printed."""
_PRICE = re.compile(r"[$£€] ?\d")
RANK = {
    "compounded-as-approved": 0,
    "wrong-substance": 1,
    "refused-as-approved": 2,
    "designation-as-approval": 3,
    "wrong-indication": 4,
    "wrong-form": 5,
    "wrong-population": 6,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the base says of one claim: the rule it meets (without family), or `consistent`."""

    rule: str
    claim: Claim
    entry: Entry
    record: str = ""
    says: str = ""
    near: Entry | None = None
    near_record: str = ""
    uncertain: bool = False
    """The document is newer than the record, or a pronoun leaves it open."""


@dataclass(frozen=True, slots=True)
class _Question:
    """One claim reduced to what is compared at once: one use at most."""

    agency: str
    use: str
    forms: tuple[str, ...]
    populations: tuple[str, ...]
    dates: tuple[DateMention, ...]


def approvals(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield what claims of approval say against the record, for the one rule asked for."""
    name = rule.id.partition("/")[2]
    for verdict in _verdicts(reading):
        if verdict.rule == name:
            yield _found(reading, rule, verdict)
        elif verdict.rule == CONSISTENT and name == "wrong-substance":
            yield analyzers.passed(
                reading, rule, f"{verdict.entry.name}: agrees with the record", verdict.claim.span
            )


def _verdicts(reading: Reading) -> tuple[Verdict, ...]:
    known = reading.memory.get("facts")
    if known is None:
        known = tuple(
            verdict
            for claim in reading.claims
            if claim.attribute == "approval" and (verdict := _judge(reading, claim)) is not None
        )
        reading.memory["facts"] = known
    verdicts: tuple[Verdict, ...] = known
    return verdicts


def _judge(reading: Reading, claim: Claim) -> Verdict | None:
    """Compare one claim with the base; None where nothing can be said."""
    if claim.modality != "asserted" or not claim.own_voice:
        return None
    knowledge = reading.library.knowledge
    agency = claim.agency or _default_agency(reading)
    if agency == UNFIT:
        return _unfit(reading, claim, knowledge.entries[claim.subject])
    if agency not in {"FDA", "EC"}:
        return None
    names = (claim.subject, *claim.rivals)
    found = [_judge_as(reading, claim, knowledge.entries[name], agency) for name in names]
    right = [one for one in found[1:] if one is not None and one.rule == CONSISTENT]
    return right[0] if right else found[0]


def _unfit(reading: Reading, claim: Claim, entry: Entry) -> Verdict | None:
    """Return the verdict on an approval told of a body that approves no medicines; emergencies aside."""
    plain = claim.value in {"approved", "cleared"} and claim.slots.get("word", "").startswith(PLAIN)
    own = [(entry, event) for event in entry.events]
    own += [
        (product, event)
        for product in reading.library.knowledge.products(entry.id)
        for event in product.events
    ]
    approved = [one for one in own if one[1].action in {"approved", "cleared"} and one[1].agency == "FDA"]
    if not plain or not claim.polarity or not approved or claim.rivals:
        return None
    holder, event = approved[0]
    says = "in the United States medicines are approved by the FDA"
    return Verdict(rule="wrong-agency", claim=claim, entry=holder, record=event.record, says=says)


def _default_agency(reading: Reading) -> str:
    """Return whose approval is meant where none is named: the FDA, unless only others are spoken of."""
    if reading.hits("@agency-fda") or reading.hits("@agency-us"):
        return "FDA"
    return "" if reading.hits("@agency-europe") or reading.hits("@agency-foreign") else "FDA"


def _judge_as(reading: Reading, claim: Claim, entry: Entry, agency: str) -> Verdict | None:
    knowledge = reading.library.knowledge
    if entry.kind == "topic" and not _means_topic(claim, entry):
        return None
    if not claim.polarity:
        return _denied_in_text(reading, claim, entry, agency)
    questions = _questions(knowledge, claim, agency)
    found = [_answer(reading, claim, entry, question) for question in questions]
    wrong = [one for one in found if one is not None and one.rule != CONSISTENT]
    if wrong:
        return min(wrong, key=lambda one: RANK.get(one.rule, len(RANK)))
    return next((one for one in found if one is not None), None)


def _means_topic(claim: Claim, entry: Entry) -> bool:
    """Say whether a kind of thing is itself called approved: “an FDA-approved clinic”, not “the maker won approval”."""
    place = any(one.rule == "facility-as-approved" for one in entry.denials)
    acts = {"verb"} if place else {"verb", "active", "received"}
    return bool(claim.agency) and claim.value == "approved" and claim.slots.get("act") in acts


def _questions(knowledge: Knowledge, claim: Claim, agency: str) -> list[_Question]:
    uses = [
        one
        for one in claim.indications
        if not any(one != other and one in knowledge.wider(other) for other in claim.indications)
    ]
    return [_Question(agency, use, claim.forms, claim.populations, claim.dates) for use in uses or [""]]


def _answer(reading: Reading, claim: Claim, entry: Entry, asked: _Question) -> Verdict | None:
    knowledge = reading.library.knowledge
    own = [(entry, event) for event in entry.events]
    own += [(product, event) for product in knowledge.products(entry.id) for event in product.events]
    gone = _withdrawn(reading, claim, entry, asked)
    if gone is not None:
        return gone
    fitting = _fitting(knowledge, own, asked)
    if (
        claim.value == "authorised"
        and any(event.action == "authorised" for event in entry.events)
        and not fitting
    ):
        return None
    if entry.dates is not Dates.OPEN and asked.dates and _before_first(own, asked):
        fitting = []
    denial = _denial(knowledge, entry, asked)
    if fitting and not (denial and _narrower(denial, fitting, asked)):
        return _loose(claim, *fitting[0])
    for name in claim.also:
        relative = knowledge.entries[name]
        if any(relative.id == one.id for one in knowledge.relatives(entry.id)) or relative.id == entry.id:
            return None
    return _contradiction(reading, claim, entry, asked, own, denial, relative_possible=not fitting)


def _withdrawn(reading: Reading, claim: Claim, entry: Entry, asked: _Question) -> Verdict | None:
    """Return the verdict on a status told as standing that was revoked or withdrawn since."""
    if claim.slots.get("tense") != "present" or asked.dates:
        return None
    for event in entry.events:
        if event.action not in {"revoked", "withdrawn"} or not event.dates or event.agency != asked.agency:
            continue
        named = bool(asked.use) and any(
            one in event.indications for one in reading.library.knowledge.wider(asked.use)
        )
        whole = not event.indications and event.action == "withdrawn"
        if not named and not whole and claim.value != "authorised":
            continue
        if claim.value != "authorised" and event.action == "revoked":
            continue
        published = reading.byline.published
        if published and published < period(event.dates[0])[0][: len(published)]:
            return None
        says = f"it was {event.action} on {event.dates[0]}"
        return Verdict(rule="withdrawn-as-approved", claim=claim, entry=entry, record=event.record, says=says)
    return None


def _narrower(denial: Denial, fitting: list[tuple[Entry, Event]], asked: _Question) -> bool:
    """Say whether the denial speaks to a slot that the fitting event leaves open (children, at home)."""
    if denial.forms and set(denial.forms) & set(asked.forms) - {
        form for _, event in fitting for form in event.forms
    }:
        return True
    if denial.populations and set(denial.populations) & set(asked.populations):
        return True
    return (
        bool(asked.use)
        and asked.use in denial.indications
        and not any(asked.use in event.indications for _, event in fitting)
    )


def _fitting(
    knowledge: Knowledge, events: Iterable[tuple[Entry, Event]], asked: _Question
) -> list[tuple[Entry, Event]]:
    """Return the events that agree with every slot asked for, real approvals first."""
    found = [
        (entry, event)
        for entry, event in events
        if event.action in APPROVING
        and event.agency == asked.agency
        and _use_fits(knowledge, event, asked.use)
        and _date_fits(event, asked.dates)
        and _form_fits(event, asked.forms)
    ]
    return sorted(found, key=lambda one: one[1].action != "approved")


def _use_fits(knowledge: Knowledge, event: Event, use: str) -> bool:
    if not use or not event.indications:
        return True
    if use == "therapy":
        return False
    return any(knowledge.fits(use, one) for one in event.indications)


def _form_fits(event: Event, forms: tuple[str, ...]) -> bool:
    told = [form for form in forms if form != "home"]
    return not told or not event.forms or bool(set(told) & set(event.forms))


def _date_fits(event: Event, dates: tuple[DateMention, ...]) -> bool:
    return (
        not dates
        or not event.dates
        or any(_same_time(one, written) for one in dates for written in event.dates)
    )


def _same_time(told: DateMention, written: str) -> bool:
    first, last = period(written)
    return _shift(told.first, -TOLERANCE_DAYS) <= last and first <= _shift(told.last, TOLERANCE_DAYS)


def _shift(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _loose(claim: Claim, entry: Entry, event: Event) -> Verdict:
    """Return the verdict on a claim that an event bears out, down to the word used for it."""
    if claim.value == "approved" and event.action in {"cleared", "granted"}:
        return Verdict(rule="clearance-as-approval", claim=claim, entry=entry, record=event.record)
    if claim.value == "approved" and event.action == "authorised":
        return Verdict(rule="authorisation-as-approval", claim=claim, entry=entry, record=event.record)
    return Verdict(rule=CONSISTENT, claim=claim, entry=entry, record=event.record)


def _denial(knowledge: Knowledge, entry: Entry, asked: _Question) -> Denial | None:
    return next((one for one in entry.denials if _applies(knowledge, one, asked)), None)


def _applies(knowledge: Knowledge, denial: Denial, asked: _Question) -> bool:
    if denial.agency != asked.agency:
        return False
    if denial.until and asked.dates and all(one.first >= period(denial.until)[0] for one in asked.dates):
        return False
    if denial.indications and not any(one in denial.indications for one in knowledge.wider(asked.use)):
        return False
    if denial.forms and not set(denial.forms) & set(asked.forms):
        return False
    return not denial.populations or bool(set(denial.populations) & set(asked.populations))


def _contradiction(  # noqa: PLR0913 (each is a part of the comparison)
    reading: Reading,
    claim: Claim,
    entry: Entry,
    asked: _Question,
    own: list[tuple[Entry, Event]],
    denial: Denial | None,
    *,
    relative_possible: bool,
) -> Verdict | None:
    knowledge = reading.library.knowledge
    near = _near(knowledge, entry, asked, denial, own) if relative_possible else None
    if near is not None:
        relative, event = near
        same = knowledge.same_substance(entry.id, relative.id)
        rule = denial.rule if denial and (same or denial.rule.endswith("-as-approved")) else "wrong-substance"
        if same and not denial:
            rule = "wrong-date" if asked.dates else "wrong-indication"
        if (
            denial
            and denial.rule == "wrong-indication"
            and not asked.dates
            and _by_brand(reading, claim, entry)
        ):
            rule = denial.rule
        return Verdict(
            rule=rule,
            claim=claim,
            entry=entry,
            record=denial.record
            if denial
            else next((event.record for one, event in own if one is entry), ""),
            says=denial.says if denial else "",
            near=relative,
            near_record=event.record,
            uncertain=_newer(reading, entry, denial, asked),
        )
    if denial is not None:
        return Verdict(
            rule=denial.rule,
            claim=claim,
            entry=entry,
            record=denial.record,
            says=denial.says,
            uncertain=_newer(reading, entry, denial, asked),
        )
    return _wrong_date(knowledge, claim, entry, asked, own)


def _by_brand(reading: Reading, claim: Claim, entry: Entry) -> bool:
    """Say whether the claim names the brand: then its use is wrong, not its ingredient."""
    brand = entry.name.partition("(")[2].rstrip(")").casefold()
    return bool(brand) and brand in claim.span.of(reading.text).casefold()


def _near(
    knowledge: Knowledge,
    entry: Entry,
    asked: _Question,
    denial: Denial | None,
    own: list[tuple[Entry, Event]],
) -> tuple[Entry, Event] | None:
    """Return a relative's event that bears the claim out where the entry's own do not.

    A date alone points at a relative only where it is exact, or where the entry's own dates are all known.
    """
    if not asked.use and not asked.dates and not asked.forms and own:
        return None
    if asked.use == "therapy":
        return None
    settled = denial is not None or entry.dates is Dates.COMPLETE
    above = knowledge.broader.get(asked.use, "")
    use = (
        above if knowledge.broader.get(above) else asked.use
    )  # a sister use, but not any other of the same field
    wider = _Question(asked.agency, use, asked.forms, asked.populations, asked.dates)
    for relative in knowledge.relatives(entry.id):
        for event in relative.events:
            if event.action != "approved":
                continue
            if not any(_fitting(knowledge, [(relative, event)], one) for one in (asked, wider)):
                continue
            exact = any(one.precision in {"day", "month"} and event.dates for one in asked.dates)
            if (
                settled
                or (exact and asked.dates and not _any_date(own, asked))
                or _only_relative(entry, own, asked)
            ):
                return relative, event
    return None


def _any_date(own: list[tuple[Entry, Event]], asked: _Question) -> bool:
    return any(_date_fits(event, asked.dates) for _, event in own if event.dates)


def _only_relative(entry: Entry, own: list[tuple[Entry, Event]], asked: _Question) -> bool:
    """Say whether the date lies before anything the entry itself can have had."""
    return entry.dates is Dates.FIRST and bool(asked.dates) and _before_first(own, asked)


def _before_first(own: list[tuple[Entry, Event]], asked: _Question) -> bool:
    starts = [
        period(written)[0]
        for _, event in own
        if event.action in APPROVING and event.agency == asked.agency
        for written in event.dates
    ]
    return bool(starts) and all(_shift(one.last, TOLERANCE_DAYS) < min(starts) for one in asked.dates)


def _wrong_date(
    knowledge: Knowledge, claim: Claim, entry: Entry, asked: _Question, own: list[tuple[Entry, Event]]
) -> Verdict | None:
    """Return the verdict on a date that no event of the entry has, where the base can tell."""
    relevant = [
        (one, event)
        for one, event in own
        if event.agency == asked.agency and event.action in APPROVING and event.dates
    ]
    if not asked.dates or not relevant:
        return None
    undated = _Question(asked.agency, asked.use, asked.forms, asked.populations, ())
    if asked.use:
        relevant = own = _fitting(knowledge, relevant, undated)
    if not relevant or any(_date_fits(event, asked.dates) for _, event in relevant):
        return None
    holder, event = relevant[0]
    listed_until = holder.records[event.record].valid_as_of or "9999"
    known = entry.dates is Dates.COMPLETE and all(one.last <= period(listed_until)[1] for one in asked.dates)
    if known or (entry.dates is not Dates.OPEN and _before_first(own, asked)):
        dates = (
            ", ".join(event.dates[0] for _, event in relevant if event.action == "approved") or event.dates[0]
        )
        exact = all(one.precision in {"day", "month"} for one in asked.dates)
        other = next(
            (one for one in entry.events if one.action == "approved" and _date_fits(one, asked.dates)), None
        )
        if exact and other is not None and other.dates and other.agency != asked.agency:
            says = f"that is the date of the {other.agency}; the {asked.agency}'s is {dates}"
            return Verdict(rule="wrong-agency", claim=claim, entry=holder, record=event.record, says=says)
        return Verdict(rule="wrong-date", claim=claim, entry=holder, record=event.record, says=dates)
    return None


def safety(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield absolute statements of safety about a substance whose label names the harm."""
    for claim in reading.claims:
        if claim.attribute != "safety" or not _stated(claim) or not claim.polarity or claim.rivals:
            continue
        entry = reading.library.knowledge.entries[claim.subject]
        harm = next((one for one in entry.harms if one.topic == claim.value), None)
        if harm is not None:
            evidence = (entry.evidence(harm.record),)
            severity = _capped(rule.severity, {evidence[0].level})
            yield analyzers.finding(
                reading,
                rule,
                claim.span,
                evidence=evidence,
                severity=severity,
                says=harm.says,
                match=_brief(claim.span.of(reading.text)),
            )


def _stated(claim: Claim) -> bool:
    return claim.modality == "asserted" and claim.own_voice


def status(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield schedules under US law that the record does not bear out, and approvals of what has none."""
    yield from approvals(reading, rule)
    for claim in reading.claims:
        if claim.attribute != "schedule" or not _stated(claim) or not claim.polarity or claim.rivals:
            continue
        entry = reading.library.knowledge.entries[claim.subject]
        told = _schedule(claim.value)
        event = next((one for one in entry.events if one.action == "scheduled"), None)
        early = event is not None and _scheduled_later(event, claim.dates)
        if not entry.schedule or (told == entry.schedule and not early):
            continue
        evidence = entry.evidence(event.record if event else next(iter(entry.records)))
        says = f"{entry.name.partition(' (')[0]} is in Schedule {entry.schedule}"
        says += f" since {min(event.dates)[:4]}" if event and event.dates else ""
        severity = _capped(rule.severity, {evidence.level})
        yield analyzers.finding(reading, rule, claim.span, evidence=(evidence,), severity=severity, says=says)


def _scheduled_later(event: Event, told: tuple[DateMention, ...]) -> bool:
    """Say whether all dates told lie before the substance was put into its schedule."""
    starts = [period(written)[0] for written in event.dates]
    return bool(starts and told) and all(one.last < min(starts) for one in told)


def _schedule(words: str) -> str:
    last = words.rpartition(" ")[2].upper()
    return {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}.get(last, last)


def off_label(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield the first own-voice offer of a treatment for an unapproved use, where the page nowhere says so."""
    if reading.genre.name not in rule.genres:
        return
    if not reading.hits(f"{rule.id}#offer") and not _prices(reading, rule):
        return
    for entity, spans in _offered(reading, rule).items():
        entry = reading.library.knowledge.entries[entity]
        denial = next(
            (one for one in entry.denials if one.rule in {"wrong-indication", "compounded-as-approved"}), None
        )
        if denial is None or not _speaks_of(reading, denial):
            continue
        if reading.hits("@claim-not-approved"):
            yield analyzers.passed(reading, rule, f"says that {entry.name} is not approved for it", spans[0])
            continue
        also = tuple(Also(place=reading.place(span), why="offered again") for span in spans[1:])
        evidence = (entry.evidence(denial.record),)
        severity = _capped(rule.severity, {evidence[0].level})
        yield analyzers.finding(
            reading,
            rule,
            spans[0],
            also=also,
            evidence=evidence,
            severity=severity,
            says=denial.says,
            subject=entry.name,
        )


def _offered(reading: Reading, rule: Rule) -> dict[str, list[Span]]:
    """Return treatments with the places where they are offered: an invitation beside a course or a home use.

    A sentence that names the form alone (“lozenges by post”) speaks of the one treatment that the page is about.
    """
    found: dict[str, list[Span]] = {}
    for sentence in _inviting(reading, rule):
        forms = [span for key in COURSES for span in reading.hits_in(key, sentence)]
        if not forms:
            continue
        named = [one for one in reading.mentions if one.sentence == sentence.index and one.named]
        for mention in named:
            if reading.scope.own_voice(mention.span, sentence):
                found.setdefault(mention.entity, []).append(_joined(mention.span, forms))
        if not named and (about := _about(reading)):
            homes = [span for key in COURSES[1:] for span in reading.hits_in(key, sentence)]
            if homes:
                found.setdefault(about, []).append(Span(min(homes).start, max(homes).end))
    return found


def _prices(reading: Reading, rule: Rule) -> list[int]:
    """Return where prices stand on a page of the genres whose prices are offers."""
    if reading.genre.name not in rule.settings.get("price_genres", "").split():
        return []
    return [match.start() for match in _PRICE.finditer(reading.text)]


def _inviting(reading: Reading, rule: Rule) -> Iterator[Sentence]:
    """Yield the sentences of paragraphs that invite to buy, book or visit, and of advertisements."""
    inviting = {
        sentence.block.span
        for span in reading.hits(f"{rule.id}#offer")
        if (sentence := reading.sentence_at(span.start))
    }
    inviting |= {
        sentence.block.span for start in _prices(reading, rule) if (sentence := reading.sentence_at(start))
    }
    for sentence in reading.sentences:
        if sentence.block.region not in rule.regions:
            continue
        if sentence.block.span in inviting or sentence.block.region is Region.ADVERTISEMENT:
            yield sentence


def _about(reading: Reading) -> str:
    """Return the one treatment that the page names most, if it is known not to be approved for some use."""
    counts = Counter(one.entity for one in reading.mentions if one.named)
    entries = reading.library.knowledge.entries
    return next(
        (name for name, count in counts.most_common(1) if count > 1 and entries[name].kind != "topic"), ""
    )


def _joined(span: Span, forms: list[Span]) -> Span:
    """Return the mention with the form directly beside it (“at-home ketamine”, “ketamine infusions”)."""
    for form in forms:
        if 0 <= form.start - span.end <= 1 or 0 <= span.start - form.end <= 1:
            return Span(min(form.start, span.start), max(form.end, span.end))
    return span


def _speaks_of(reading: Reading, denial: Denial) -> bool:
    """Say whether the page names a use that the denial is about; one without uses is about all."""
    return not denial.indications or any(reading.hits(f"@indication-{use}") for use in denial.indications)


def _denied_in_text(reading: Reading, claim: Claim, entry: Entry, agency: str) -> Verdict | None:
    """Return the verdict on “has never been approved”: wrong where an approval is on record."""
    approved = [event for event in entry.events if event.action == "approved" and event.agency == agency]
    later = _approved_later(reading, claim, entry, approved)
    if later is not None:
        return later
    if (
        not approved
        or not claim.forever
        or claim.indications
        or claim.forms
        or claim.populations
        or claim.rivals
    ):
        return None
    event = approved[0]
    published = reading.byline.published
    if published and event.dates and published < period(event.dates[0])[0]:
        return None
    says = f"{entry.name} was approved in {event.dates[0]}" if event.dates else f"{entry.name} is approved"
    return Verdict(rule="wrong-status", claim=claim, entry=entry, record=event.record, says=says)


def _approved_later(reading: Reading, claim: Claim, entry: Entry, approved: list[Event]) -> Verdict | None:
    """Return `superseded` for “not approved” that was right when published, and wrong-status where it was not."""
    published = reading.byline.published
    if not published or claim.forms or claim.populations or claim.rivals:
        return None
    knowledge = reading.library.knowledge
    uses = claim.indications
    for event in approved:
        told = any(one in event.indications for use in uses for one in knowledge.wider(use))
        if not event.dates or not (told or (not uses and entry.kind == "product")):
            continue
        first = period(event.dates[0])[0]
        rule = "superseded" if published < first[: len(published)] else "wrong-status"
        return Verdict(
            rule=rule,
            claim=claim,
            entry=entry,
            record=event.record,
            says=f"{entry.name} was approved on {first}",
        )
    return None


def _newer(reading: Reading, entry: Entry, denial: Denial | None, asked: _Question) -> bool:
    """Say whether the claim is younger than the record, so that absence proves nothing.

    A claim with a date speaks of that date, one without of the day of the document.
    """
    if denial is None:
        return False
    until = entry.records[denial.record].valid_as_of
    if until and asked.dates and all(one.last[: len(until)] <= until for one in asked.dates):
        return False
    published = reading.byline.published
    return bool(until and published) and published[: len(until)] > until


def _found(reading: Reading, rule: Rule, verdict: Verdict) -> Finding:
    claim, entry = verdict.claim, verdict.entry
    evidence = tuple(_evidence(verdict))
    levels = {one.level for one in evidence}
    severity = _capped(rule.severity, levels)
    confidence = rule.confidence
    if not claim.agency and severity is Severity.ERROR and not reading.hits("@agency-fda"):
        severity, confidence = Severity.WARNING, Confidence.MEDIUM
    if claim.rivals:
        severity, confidence = min(severity, Severity.WARNING, key=lambda one: one.rank), Confidence.MEDIUM
    says = verdict.says or _recorded(evidence)
    if verdict.near is not None:
        says = (
            f"{_told(claim)} {verdict.near.name}, {evidence[0].record}, not {entry.name.partition(' (')[0]}"
        )
    if verdict.uncertain:
        severity, confidence = Severity.NOTE, Confidence.LOW
        says = f"could not verify; {says}; record as of {evidence[0].valid_as_of}"
    return analyzers.finding(
        reading,
        rule,
        claim.span,
        evidence=evidence,
        severity=severity,
        confidence=confidence,
        own_voice=claim.own_voice,
        match=_brief(claim.span.of(reading.text)),
        says=says,
        record=evidence[0].record if evidence else "",
        subject=entry.name,
    )


def _brief(quote: str) -> str:
    """Return the quote on one line, cut to leave room for the record beside it."""
    line = " ".join(quote.split())
    return line if len(line) <= BRIEF else line[: BRIEF - 1].rstrip() + "…"


def _told(claim: Claim) -> str:
    """Name the slots of the claim that fit another product."""
    slots = [("date", claim.dates), ("use", claim.indications), ("form", claim.forms)]
    told = [name for name, found in slots if found and found != ("therapy",)]
    if not told:
        return "the words fit"
    return f"{told[0]} fits" if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]} fit"


def _evidence(verdict: Verdict) -> Iterator[Evidence]:
    if verdict.near is not None:
        yield verdict.near.evidence(verdict.near_record)
    if verdict.record:
        yield verdict.entry.evidence(verdict.record)


def _recorded(evidence: tuple[Evidence, ...]) -> str:
    return evidence[0].record if evidence else ""


def _capped(severity: Severity, levels: Iterable[Level]) -> Severity:
    """Return the gravest severity that the strongest record allows: abstracts a warning, secondary accounts a note."""
    found = set(levels)
    if any(level.strong for level in found):
        return severity
    ceiling = Severity.WARNING if Level.ABSTRACT in found else Severity.NOTE
    return min(severity, ceiling, key=lambda one: one.rank)


ANALYZER: Final = Analyzer(
    family="facts",
    checks={"approvals": approvals, "off_label": off_label, "safety": safety, "status": status},
)
