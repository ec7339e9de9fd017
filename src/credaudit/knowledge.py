"""The knowledge base: substances, products, devices, topics, studies; look-up by alias, relations, dates, records.

An approval belongs to a product (ingredient, form, route, use, agency, date), never to a molecule or its relatives.
What is known not to be so is a denial with its own record: absence from a list proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, get_args, get_origin

from credaudit.model import Evidence, Level
from credaudit.rulebook import building
from credaudit.rulebook.phrases import expand
from credaudit.rulebook.rule import Examples

KINDS = ("substance", "product", "device", "topic", "study", "scheme")
ACTIONS = (
    "approved",
    "cleared",
    "granted",
    "authorised",
    "designated",
    "refused",
    "revoked",
    "withdrawn",
    "scheduled",
    "warned",
)
RELATIONS = (
    "enantiomer-of",
    "metabolite-of",
    "prodrug-of",
    "derived-from",
    "ingredient",
    "combination-of",
    "compounded-from",
    "related-to",
)
"""`ingredient` leads from a product to its substance; the others from a younger relative to the older one."""
STUDY_KINDS = (
    "trial",
    "open-label",
    "review",
    "systematic-review",
    "meta-analysis",
    "animal",
    "imaging",
    "analysis",
)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|(\d{3}0)s|before (\d{4})")
_MONTH_ENDS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Dates(StrEnum):
    """How much the listed dates of an entry say about dates that are not listed."""

    OPEN = "open"
    """Nothing: there may be others."""
    FIRST = "first"
    """The earliest is known to be the first; anything before it is wrong."""
    COMPLETE = "complete"
    """All are listed up to `valid_as_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A primary record, what kind it is and until when it was known to hold."""

    title: str
    record: str
    level: Level
    url: str = ""
    valid_as_of: str = ""
    seen: str = ""
    """What was read of it, when not the record itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How this entry hangs together with another."""

    type: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of one agency. Empty slots say nothing."""

    action: str
    record: str
    """Key of the entry's `records`."""
    agency: str = "FDA"
    dates: tuple[str, ...] = ()
    """Every date that is right for it: announced, effective, marketed (`2019-03-05`, `2019-03`, `2019`, `1970s`)."""
    indications: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """Something known not to be approved, and which rule says so. Empty slots mean any."""

    rule: str
    """The rule that a sentence to the contrary meets: `wrong-indication`, `refused-as-approved`, …"""
    record: str
    agency: str = "FDA"
    indications: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    until: str = ""
    """ISO date from which it is no longer so."""
    says: str = ""
    """The record in a few words, for the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """A known harm that an absolute statement of safety meets."""

    topic: str
    """Id of a `safety-…` lexicon: `heart`, `breathing`, `dependence`, `any`, …"""
    says: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a study is, found and does not show."""

    authors: tuple[str, ...]
    """Family names that a citation gives, in order."""
    year: int
    type: str
    topic: tuple[str, ...]
    """Words of which one must stand near the citation."""
    acronyms: tuple[str, ...] = ()
    participants: tuple[int, ...] = ()
    """Every count of people that is right."""
    traits: tuple[str, ...] = ()
    """`randomised`, `double-blind`, `open-label`, `placebo`, `controlled`, `single-dose`, …"""
    not_traits: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    not_population: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    """Time points of the result (`72 hours`, `7 days`); empty when they were not checked."""
    shares: tuple[str, ...] = ()
    """Percentages that the record gives."""
    durability: str = ""
    """`short` when the record shows no lasting effect."""
    own_words: tuple[str, ...] = ()
    """Words that tell it from another study by the same first author in the same year."""
    alone: bool = False
    """Whether the first author is known here for this work alone, so that a name without a year means it."""
    says: str = ""
    record: str = "paper"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of the knowledge base."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    about: str = ""
    relations: tuple[Relation, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    denials: tuple[Denial, ...] = ()
    dates: Dates = Dates.OPEN
    schedule: str = ""
    """Schedule under the US Controlled Substances Act: I to V."""
    harms: tuple[Harm, ...] = ()
    work: Work | None = None
    broader: Mapping[str, str] = field(default_factory=dict)
    """Of a scheme: use → the wider use it belongs to."""
    examples: Examples = field(default_factory=Examples)

    def evidence(self, key: str) -> Evidence:
        """Return the named record as a finding carries it."""
        one = self.records[key]
        return Evidence(
            id=self.id,
            title=one.title,
            record=one.record,
            level=one.level,
            url=one.url,
            valid_as_of=one.valid_as_of,
        )


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """All entries, by id."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    as_of: str = ""
    """The date of the newest check (ISO): what “today” is by default."""

    @cached_property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Entity id → names by which a text may mean it (phrases)."""
        return {
            entry.id: entry.aliases or _work_names(entry)
            for entry in self.entries.values()
            if entry.aliases or entry.work
        }

    @cached_property
    def studies(self) -> tuple[Entry, ...]:
        """The entries that are studies."""
        return tuple(entry for entry in self.entries.values() if entry.work is not None)

    @cached_property
    def _by_target(self) -> Mapping[str, tuple[tuple[str, Entry], ...]]:
        found: dict[str, list[tuple[str, Entry]]] = {}
        for entry in self.entries.values():
            for relation in entry.relations:
                found.setdefault(relation.target, []).append((relation.type, entry))
        return {target: tuple(pairs) for target, pairs in found.items()}

    def products(self, entity: str) -> tuple[Entry, ...]:
        """Return the products that hold the substance."""
        return tuple(entry for kind, entry in self._by_target.get(entity, ()) if kind == "ingredient")

    def relatives(self, entity: str) -> tuple[Entry, ...]:
        """Return other substances related to this one, in both directions, and their products; then sister brands."""
        own = self.entries[entity]
        roots = [entity, *(one.target for one in own.relations if one.type == "ingredient")]
        found: dict[str, Entry] = {}
        for root in roots:
            for one in self.entries[root].relations if root in self.entries else ():
                if one.type not in {"ingredient", "compounded-from"} and one.target in self.entries:
                    found[one.target] = self.entries[one.target]
                    found.update(
                        {two.id: two for kind, two in self._by_target[one.target] if kind == one.type}
                    )
            for kind, entry in self._by_target.get(root, ()):
                if kind != "compounded-from":
                    found[entry.id] = entry
        for relative in tuple(found.values()):
            found.update({product.id: product for product in self.products(relative.id)})
        found.pop(entity, None)
        return tuple(found.values())

    def same_substance(self, one: str, other: str) -> bool:
        """Say whether the two are one substance under different names or brands."""
        return bool(self._roots(one) & self._roots(other))

    def _roots(self, entity: str) -> frozenset[str]:
        entry = self.entries[entity]
        held = frozenset(relation.target for relation in entry.relations if relation.type == "ingredient")
        return held or frozenset({entity})

    @cached_property
    def broader(self) -> Mapping[str, str]:
        """Use → the wider use it belongs to."""
        return {name: wider for entry in self.entries.values() for name, wider in entry.broader.items()}

    def wider(self, concept: str) -> Iterator[str]:
        """Yield the concept itself and everything wider."""
        seen: set[str] = set()
        while concept and concept not in seen:
            seen.add(concept)
            yield concept
            concept = self.broader.get(concept, "")

    def fits(self, claimed: str, known: str) -> bool:
        """Say whether a claimed use is the known one, a wider word for it or a part of it."""
        return known in self.wider(claimed) or claimed in self.wider(known)


def build(entries: Iterable[Mapping[str, Any]]) -> Knowledge:
    """Make the knowledge base from checked plain entries."""
    made = {entry["id"]: building.build(Entry, dict(entry)) for entry in entries}
    dates = [
        record.valid_as_of
        for entry in made.values()
        for record in entry.records.values()
        if record.valid_as_of
    ]
    return Knowledge(entries=made, as_of=max((period(one)[1] for one in dates), default=""))


def period(written: str) -> tuple[str, str]:
    """Return the first and last day (ISO) that a partial date means; raises ValueError when it is none."""
    match = _PARTIAL.fullmatch(written)
    if match is None:
        message = f"“{written}” is no date (2019-03-05, 2019-03, 2019, 1970s, before 1982)"
        raise ValueError(message)
    year, month, day, decade, before = match.groups()
    if before:
        return "1900-01-01", f"{int(before) - 1}-12-31"
    if decade:
        return f"{decade}-01-01", f"{int(decade) + 9}-12-31"
    if day:
        date.fromisoformat(written)
        return written, written
    if month:
        return f"{year}-{month}-01", f"{year}-{month}-{_last_day(int(year), int(month)):02}"
    return f"{year}-01-01", f"{year}-12-31"


def _last_day(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _MONTH_ENDS[month - 1]  # noqa: PLR2004 (February)


def _work_names(entry: Entry) -> tuple[str, ...]:
    """Return the names under which a text cites a study: first author's, acronyms."""
    work = entry.work
    assert work is not None  # noqa: S101 (asked of studies only)
    return (*work.authors[:1], *work.acronyms)


def faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield every fault in the shape of one plain entry, with the path to it; needs no pydantic."""
    where = f"knowledge/{entry.get('kind', '?')}/{entry.get('id', '?')}.yaml"
    found = [f"{where}: {fault}" for fault in _shape(Entry, dict(entry), "")]
    yield from found
    if not found:
        yield from (f"{where}: {fault}" for fault in _meaning(building.build(Entry, dict(entry))))


def _shape(shape: Any, value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{at or 'entry'}: expected a mapping"
        return
    hints = building.hints(shape)
    for name in value:
        if name not in hints:
            yield f"{_join(at, name)}: no such key"
    for one in fields(shape):
        if one.name in value:
            yield from _part(hints[one.name], value[one.name], _join(at, one.name))
        elif _required(one):
            yield f"{_join(at, one.name)}: missing"


def _part(hint: Any, value: Any, at: str) -> Iterator[str]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        if not isinstance(value, list):
            yield f"{at}: expected a list"
            return
        for index, item in enumerate(value):
            yield from _part(args[0], item, f"{at}[{index}]")
    elif origin is Mapping:
        if not isinstance(value, Mapping):
            yield f"{at}: expected a mapping"
            return
        for key, item in value.items():
            yield from _part(args[1], item, _join(at, key))
    elif not (args and isinstance(value, str)):  # a union with text in it
        shape = next((one for one in (hint, *args) if is_dataclass(one)), None)
        yield from _shape(shape, value, at) if shape else _scalar(hint, value, at)


def _scalar(hint: Any, value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, str | int):
        yield f"{at}: expected a single value"
    elif hint is int and not str(value).isdigit():
        yield f"{at}: “{value}” is no whole number"
    elif isinstance(hint, type) and issubclass(hint, StrEnum) and value not in {one.value for one in hint}:
        yield f"{at}: “{value}” is none of {', '.join(one.value for one in hint)}"


def _required(one: Any) -> bool:
    from dataclasses import MISSING  # noqa: PLC0415 (named once)

    return one.default is MISSING and one.default_factory is MISSING


def _join(at: str, name: object) -> str:
    return f"{at}.{name}" if at else str(name)


def _meaning(entry: Entry) -> Iterator[str]:
    """Yield what the shape cannot say: unknown words, keys that lead nowhere, dates that are none."""
    if entry.kind not in KINDS:
        yield f"kind: “{entry.kind}” is none of {', '.join(KINDS)}"
    for relation in entry.relations:
        if relation.type not in RELATIONS:
            yield f"relations: “{relation.type}” is none of {', '.join(RELATIONS)}"
    used = [(f"events[{i}]", one.record) for i, one in enumerate(entry.events)]
    used += [(f"denials[{i}]", one.record) for i, one in enumerate(entry.denials)]
    used += [(f"harms[{i}]", one.record) for i, one in enumerate(entry.harms)]
    used += [("work", entry.work.record)] if entry.work else []
    for at, key in used:
        if key not in entry.records:
            yield f"{at}.record: no record “{key}”"
    if entry.work and entry.work.type not in STUDY_KINDS:
        yield f"work.type: “{entry.work.type}” is none of {', '.join(STUDY_KINDS)}"
    yield from _date_faults(entry)
    for index, alias in enumerate(entry.aliases):
        try:
            list(expand(alias))
        except ValueError as error:
            yield f"aliases[{index}]: {error}"
    if entry.kind != "scheme" and not (entry.examples.flag or entry.examples.clear):
        yield "examples: an entry needs sentences that it must flag or must leave alone"


def _date_faults(entry: Entry) -> Iterator[str]:
    written = [(f"events[{i}].dates", one) for i, event in enumerate(entry.events) for one in event.dates]
    written += [(f"denials[{i}].until", one.until) for i, one in enumerate(entry.denials) if one.until]
    written += [
        (f"records.{key}.valid_as_of", one.valid_as_of)
        for key, one in entry.records.items()
        if one.valid_as_of
    ]
    for at, one in written:
        try:
            period(one)
        except ValueError as error:
            yield f"{at}: {error}"
    for index, event in enumerate(entry.events):
        if event.action not in ACTIONS:
            yield f"events[{index}].action: “{event.action}” is none of {', '.join(ACTIONS)}"
