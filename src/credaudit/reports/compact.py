"""One line a finding, for CI logs: `uri:line:column: severity rule message`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from credaudit.model import Confidence
from credaudit.reports import Format, View
from credaudit.reports.escape import for_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Finding, Report


def render(report: Report, view: View) -> str:
    """Return one line for every finding, skipped source and limit, and a line of counts."""
    return "".join(f"{line}\n" for line in _lines(report, view))


def _lines(report: Report, view: View) -> Iterator[str]:
    shown = [one for one in report.findings if view.everything or one.confidence is not Confidence.LOW]
    for found in sorted(shown, key=lambda one: (one.place.uri, one.place.span, one.rule)):
        yield _line(found, view)
    for skipped in report.skipped:
        yield for_terminal(f"{skipped.uri}: {skipped.kind}: {skipped.reason}")
    for document in report.documents:
        yield from (for_terminal(f"{document.uri}: partial: {reason}") for reason in document.limited)
    counts = {name: sum(one.severity.value == name for one in shown) for name in ("error", "warning", "note")}
    told = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items())
    yield f"{len(report.documents)} audited, {len(report.skipped)} not; {told}"


def _line(found: Finding, view: View) -> str:
    message = found.message if view.persons else found.plain_message
    place = found.place
    line = f"{place.uri}:{place.line}:{place.column}: {found.severity} {found.rule} {message}"
    # A line that begins with “::” is a command to some CI runners.
    return for_terminal(line).replace("::", ": :", 1) if line.startswith("::") else for_terminal(line)


FORMAT: Final = Format(render=render)
