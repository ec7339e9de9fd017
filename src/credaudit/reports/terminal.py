"""The report for a reader at a terminal: readable at 80 columns, without colour, and in a pipe."""

from __future__ import annotations

import contextlib
import io
import posixpath
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

from credaudit.model import Severity
from credaudit.reports import Format, View, digest
from credaudit.reports.escape import for_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from credaudit.model import Audited, Finding, Report, RuleCard

LABEL = 13
FIRST = 3
GROUPS = 10
EACH = 3
DETAILED = 5
"""Sources shown one by one below the tables of a run over several."""
COLUMNS = "score  run  "
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def render(report: Report, view: View) -> str:
    """Return the report as text; with `view.color` as ANSI."""
    held = io.StringIO()
    console = Console(
        file=held,
        width=view.width,
        force_terminal=view.color,
        color_system="standard" if view.color else None,
        no_color=not view.color,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    for line in _lines(report, view):
        console.print(line)
    return "\n".join(line.rstrip() for line in held.getvalue().splitlines()) + "\n"


def _lines(report: Report, view: View) -> Iterator[Text]:
    if len(report.documents) > 1:
        yield from _tables(report, view)
        yield from _between(report, view)
    documents = report.documents if view.everything else _worst(report)
    for document in documents:
        if len(report.documents) > 1:
            yield Text("")
        yield from _head(document, report, view)
        if len(report.documents) == 1 or view.everything:
            yield from _bars(document)
            yield from _details(document, report, view)
    hidden = len(report.documents) - len(documents)
    if hidden > 0:
        yield Text(f"\n{hidden} more sources are in the tables only: --all, or audit one of them")
    yield from _skipped(report)


def _worst(report: Report) -> list[Audited]:
    """Return the sources to look at first, lowest score first; all when there are few."""
    if len(report.documents) <= DETAILED:
        return list(report.documents)
    rated = [one for one in report.documents if one.score.value is not None]
    return sorted(rated, key=lambda one: (one.score.value, one.uri))[:DETAILED]


def _cut(text: str, width: int) -> str:
    safe = for_terminal(text)
    return safe if len(safe) <= width else safe[: max(1, width - 1)].rstrip() + "…"


def _row(label: str, text: str, width: int, *, style: str = "") -> Text:
    line = Text(f"{label:<{LABEL}}", style="bold")
    line.append(_cut(text, width - LABEL), style=style)
    return line


# The first ten lines (contract, section 5)


def _head(document: Audited, report: Report, view: View) -> Iterator[Text]:
    findings = digest.shown(document.findings, everything=view.everything)
    because = ", ".join(document.genre.because[:2])
    genre = document.genre.name.replace("-", " ") + (f" ({because})" if because else "")
    parts = [document.uri, genre, document.published or "no date", _read(document)]
    yield Text(_cut(" · ".join(parts), view.width), style="bold underline" if view.color else "")
    yield _row("LOOK FIRST", f"{digest.counts(findings):36} {digest.score_words(document)}", view.width)
    leads = [group[0] for group in digest.groups(findings)[:FIRST]]
    for number, found in enumerate(leads, 1):
        yield from _first(number, found, view)
    yield _row("WHO GAINS", digest.who_gains(document, persons=view.persons), view.width)
    yield _row("SUPPORT", digest.support(document), view.width)
    yield _row("NOT CHECKED", digest.gaps(document, report), view.width)
    more = "all: --all"
    yield Text(f"{digest.NOTICE:<{max(0, view.width - len(more))}}{more}", style="dim")


def _read(document: Audited) -> str:
    if document.limited:
        return "read in part"
    states = {state.value for zone, state in document.zones.items() if zone.value != "linked"}
    return "read whole" if states == {"read"} else "an excerpt, or not certainly whole"


def _first(number: int, found: Finding, view: View) -> Iterator[Text]:
    where = f"l.{found.place.line}" if found.zone is None else "–"
    message = found.message if view.persons else found.plain_message
    line = Text(f"{number} ")
    line.append(f"{digest.SHORT[found.severity]:<5} ", style=STYLES[found.severity])
    line.append(f"{where:<5} ")
    line.append(_cut(message, view.width - len(line)))
    yield line
    if found.evidence:
        record = found.evidence[0]
        told = f"record: {record.title}, {record.record}" + (
            f", as of {record.valid_as_of}" if record.valid_as_of else ""
        )
        yield Text(" " * LABEL + _cut(told, view.width - LABEL), style="dim")


# Dimension bars


def _bars(document: Audited) -> Iterator[Text]:
    if not document.score.dimensions:
        return
    yield Text("")
    for name, dimension in document.score.dimensions.items():
        bar = "█" * round(dimension.value / 5) + "·" * (20 - round(dimension.value / 5))
        value = f"{dimension.value:5.0f}" if dimension.printed else "    –"
        line = Text(f"{name:<{LABEL}}")
        line.append(bar if dimension.printed else "·" * 20, style="dim" if not dimension.printed else "")
        line.append(f"{value}   {dimension.checked} of {dimension.possible} checks run")
        yield line
    band = digest.BAND_WORDS[document.score.band]
    limits = "; ".join(
        f"held at {one.cap} by {one.because}, to be confirmed by a reader" for one in document.score.limits
    )
    yield Text(f"{'band':<{LABEL}}{band}" + (f" ({limits})" if limits else ""))


# Findings in full


def _details(document: Audited, report: Report, view: View) -> Iterator[Text]:
    findings = digest.shown(document.findings, everything=view.everything)
    grouped = digest.groups(findings)
    kept = grouped if view.everything else grouped[:GROUPS]
    for group in kept:
        yield Text("")
        yield from _group(group, report.rules.get(group[0].rule), view)
    rest = len(grouped) - len(kept)
    low = len(document.findings) - len(findings)
    if rest or low:
        told = [f"{rest} more kinds of findings"] * bool(rest) + [f"{low} of low confidence"] * bool(low)
        yield Text(f"\n{' and '.join(told)}: --all", style="bold")


def _group(group: list[Finding], card: RuleCard | None, view: View) -> Iterator[Text]:
    first = group[0]
    line = Text(f"{digest.SHORT[first.severity]:<6}", style=STYLES[first.severity])
    room = view.width - len(line) - len(first.rule) - len("  99 places  ")
    line.append(_cut(card.title if card else first.rule, room), style="bold")
    line.append(f"  {first.rule}", style="dim")
    if len(group) > 1:
        line.append(f"  {len(group)} places")
    yield line
    kept = group if view.everything else group[:EACH]
    for found in kept:
        yield from _one(found, view)
    if len(kept) < len(group):
        yield Text(f"      … {len(group) - len(kept)} more places: --all")
    if card:
        yield from _wrapped("why", card.why, view)
        yield from _wrapped("to do", card.fix, view)


def _one(found: Finding, view: View) -> Iterator[Text]:
    message = found.message if view.persons else found.plain_message
    yield from _wrapped(f"l.{found.place.line}" if found.zone is None else "–", message, view)
    if found.place.quote and found.context.span != found.place.span:
        yield _in_context(found, view)
    for other in found.also[: None if view.everything else EACH]:
        where = (
            f"l.{other.place.line}"
            if other.place.uri == found.place.uri
            else f"{other.place.uri} l.{other.place.line}"
        )
        yield Text(_cut(f"            {other.why}: {where} “{other.place.quote}”", view.width), style="dim")
    for record in found.evidence:
        told = f"record: {record.title} ({record.level}), {record.record}"
        as_of = f", as of {record.valid_as_of}" if record.valid_as_of else ""
        yield from _wrapped("", told + as_of, view)


def _in_context(found: Finding, view: View) -> Text:
    """Return the sentence with the words marked: by style in colour, by » « without."""
    context, span = found.context, found.place.span
    before = for_terminal(context.quote[: span.start - context.span.start])
    words = _cut(found.place.quote, view.width - 40)
    after = for_terminal(context.quote[span.end - context.span.start :])
    room = (view.width - 12 - len(words)) // 2 - 2
    before = before if len(before) <= room else "…" + before[-room:]
    after = after if len(after) <= room else after[:room] + "…"
    line = Text(" " * 12)
    line.append(before, style="dim")
    line.append(words if view.color else f"»{words}«", style="bold underline" if view.color else "")
    line.append(after, style="dim")
    return line


def _wrapped(label: str, text: str, view: View) -> Iterator[Text]:
    wrapped = textwrap.wrap(for_terminal(text), view.width - 12) or [""]
    for number, line in enumerate(wrapped):
        yield Text(f"      {label if number == 0 else '':<6}{line}")


# Several sources


def _tables(report: Report, view: View) -> Iterator[Text]:
    by_genre = sorted(report.documents, key=lambda one: (one.genre.name, -(one.score.value or -1), one.uri))
    folder = _common_folder([one.uri for one in report.documents])
    where = f" in {for_terminal(folder)}" if folder else ""
    yield Text(
        _cut(f"{len(report.documents)} sources{where}, ranked within their kind", view.width), style="bold"
    )
    room = max(len(one.uri) for one in report.documents) - len(folder)
    room = max(len("source"), min(room, (view.width - len(COLUMNS)) // 2))
    for genre, group in groupby(by_genre, key=lambda one: one.genre.name):
        yield Text("")
        yield Text(f"{COLUMNS}{genre.replace('-', ' '):<{room}}  who gains", style="bold")
        for document in group:
            yield from _ranked(document, document.uri[len(folder) :].lstrip("/"), room, view)


def _common_folder(uris: list[str]) -> str:
    try:
        return posixpath.commonpath([posixpath.dirname(uri) for uri in uris])
    except ValueError:  # no common folder, as between a relative and an absolute path
        return ""


def _ranked(document: Audited, name: str, room: int, view: View) -> Iterator[Text]:
    """Return two lines: score, share of checks run, source, who gains; then the gravest finding in words."""
    findings = digest.shown(document.findings, everything=view.everything)
    value = "–" if document.score.value is None else str(document.score.value)
    gains = digest.who_gains(document, persons=view.persons)
    line = Text(f"{value:>5} {document.score.coverage:>4.0%}  ")
    line.append(f"{_cut(name, room):<{room}}  ", style="bold")
    line.append(_cut(gains, view.width - len(line)), style="dim")
    yield line
    if findings:
        found = findings[0]
        below = Text(" " * len(COLUMNS))
        below.append(f"{digest.SHORT[found.severity]} ", style=STYLES[found.severity])
        below.append(_cut(digest.gravest(findings, persons=view.persons), view.width - len(below)))
        yield below


def _between(report: Report, view: View) -> Iterator[Text]:
    if not report.between_documents:
        return
    yield Text("\nBETWEEN SOURCES", style="bold")
    kept = report.between_documents if view.everything else report.between_documents[:GROUPS]
    for found in kept:
        yield from _wrapped("", found.message if view.persons else found.plain_message, view)
        for place, why in ((found.place, ""), *((other.place, other.why) for other in found.also)):
            yield Text(
                _cut(f"            {place.uri} l.{place.line} “{place.quote}” {why}", view.width), style="dim"
            )
    if len(kept) < len(report.between_documents):
        yield Text(f"      … {len(report.between_documents) - len(kept)} more: --all")


def _skipped(report: Report) -> Iterator[Text]:
    if report.skipped:
        yield Text("\nNOT AUDITED", style="bold")
    for one in report.skipped:
        yield Text(f"{one.kind:<8}{for_terminal(one.uri)}: {for_terminal(one.reason)}")


@contextlib.contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Give a function that draws a bar on standard error from the number done and the number of all."""
    from rich.progress import Progress  # noqa: PLC0415 (only long runs on a terminal)

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("auditing", total=None)
        yield lambda done, everything: bar.update(task, completed=done, total=everything)


FORMAT: Final = Format(render=render)
