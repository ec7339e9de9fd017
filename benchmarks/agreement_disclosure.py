"""Statements of interests and funding in articles against the publisher's markup: found, and silent once cut.

Run as `python -m benchmarks.agreement_disclosure`; the folder of outside sets comes from CREDAUDIT_DATA. This reads
statements only and lists what it misses, so it is quick enough to run after every change of a lexicon;
`benchmarks.agreement` audits everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import texts
from benchmarks.agreement import without
from benchmarks.tables import table
from credaudit import readers
from credaudit.model import Document, Source
from credaudit.pipeline import load_library
from credaudit.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credaudit.reading.library import Library
    from credaudit.reading.statements import FoundStatement

WANTED = {"interests": ("coi_spans", ("coi_",)), "funding": ("funding_spans", ("funding_", "funder_role"))}
SHOWN = 160
"""Code points of a missed statement that are printed."""


def statements(text: str, library: Library) -> tuple[FoundStatement, ...]:
    """Return the statements of an article read as plain text."""
    document = readers.read(Source(uri="article.txt", name="article.txt", data=text.encode()), library.words)
    assert isinstance(document, Document), document
    return Reading(document, library, genre="journal-article").statements


def run(show: Sequence[str] = ("missed",)) -> None:
    """Print the table and what was missed."""
    if texts.folder() is None:
        print(f"{texts.VARIABLE} is not set: no outside documents, nothing to agree with")
        return
    library = load_library()
    rows = []
    for what, (key, kinds) in WANTED.items():
        marked = [one for one in texts.records("jats") if one.labels[key]]
        found = silent = 0
        for record in marked:
            spans = [(start, end) for start, end in record.labels[key]]
            told = [one for one in statements(record.text, library) if one.kind.startswith(kinds)]
            hit = any(one.span.start < end and start < one.span.end for one in told for start, end in spans)
            left = [
                one for one in statements(without(record.text, spans), library) if one.kind.startswith(kinds)
            ]
            found += hit
            silent += not left
            if "missed" in show and not hit:
                print(f"missed {what}: {record.text[spans[0][0] : spans[0][1]][:SHOWN]}")
        count = len(marked)
        rows.append((what, str(count), f"{found} ({found / count:.3f})", f"{silent} ({silent / count:.3f})"))
    print(table(("statement", "articles", "found", "silent once cut out"), rows))


if __name__ == "__main__":
    run()
