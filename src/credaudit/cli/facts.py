"""`credaudit facts`."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from credaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.knowledge import Entry, Knowledge


@click.group("facts")
def command() -> None:
    """List, explain and search the knowledge base: what is known, from which record, valid as of when.

    Example: credaudit facts show esketamine
    """


def _knowledge() -> Knowledge:
    from credaudit.pipeline import load_library  # noqa: PLC0415 (--help does without)

    return load_library().knowledge


@command.command("list")
def list_facts() -> None:
    """List every entry with its kind and name."""
    for entry in _knowledge().entries.values():
        click.echo(_line(entry))


@command.command("search")
@click.argument("words", nargs=-1, required=True)
def search(words: tuple[str, ...]) -> None:
    """List the entries that hold all WORDS in a name, an alias or a record."""
    wanted = [word.lower() for word in words]
    found = [
        entry for entry in _knowledge().entries.values() if all(word in _haystack(entry) for word in wanted)
    ]
    for entry in found:
        click.echo(_line(entry))
    if not found:
        message = f"nothing is known of “{' '.join(words)}”; see `credaudit facts list`"
        raise UsageError(message)


@command.command("show")
@click.argument("name")
def show(name: str) -> None:
    """Explain one entry: what happened when, from which record, and what is known not to be so."""
    entries = _knowledge().entries
    if name not in entries:
        close = get_close_matches(name, entries, n=1)
        message = f"no fact “{name}”" + (
            f"; did you mean “{close[0]}”?" if close else "; see `credaudit facts list`"
        )
        raise UsageError(message)
    for line in _told(entries[name]):
        click.echo(line)


def _line(entry: Entry) -> str:
    return f"{entry.id:34} {entry.kind:10} {entry.name}"


def _haystack(entry: Entry) -> str:
    records = (f"{one.title} {one.record}" for one in entry.records.values())
    return " ".join((entry.id, entry.name, entry.about, *entry.aliases, *records)).lower()


def _told(entry: Entry) -> Iterator[str]:
    yield f"{entry.name} · {entry.kind}"
    if entry.about:
        yield entry.about
    for relation in entry.relations:
        yield f"Relation  {relation.type} {relation.target}"
    for event in entry.events:
        slots = (*event.indications, *event.forms, *event.populations)
        scope = f" ({'; '.join(slots)})" if slots else ""
        dates = ", ".join(event.dates) or "no date known"
        yield f"Event     {event.agency} {event.action} {dates}{scope} [{event.record}]"
    for denial in entry.denials:
        yield f"Not so    {denial.says or denial.rule} ({denial.agency}) [{denial.record}]"
    for harm in entry.harms:
        yield f"Harm      {harm.topic}: {harm.says} [{harm.record}]"
    if entry.work is not None:
        work = entry.work
        yield f"Study     {work.type}, {work.year}: {work.says}"
    for key, record in entry.records.items():
        as_of = f", as of {record.valid_as_of}" if record.valid_as_of else ""
        yield f"Record    [{key}] {record.title}. {record.record} ({record.level}){as_of}"
