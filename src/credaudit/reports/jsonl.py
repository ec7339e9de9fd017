"""JSON Lines: a `document` or `skipped` object a line in order of uri, then one `run` line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from credaudit.reports import Format, View
from credaudit.reports.json import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Report


def render(report: Report, view: View) -> str:
    """Return the report as JSON Lines."""
    return "".join(
        f"{json.dumps(line, ensure_ascii=False, allow_nan=False)}\n" for line in _lines(report, view)
    )


def _lines(report: Report, view: View) -> Iterator[dict[str, Any]]:
    plain = to_plain(report, persons=view.persons)
    rows = [("document", one) for one in plain.pop("documents")] + [
        ("skipped", one) for one in plain.pop("skipped")
    ]
    for kind, row in sorted(rows, key=lambda pair: str(pair[1]["uri"])):
        yield {"type": kind, **row}
    yield {"type": "run", **plain}


FORMAT: Final = Format(render=render)
