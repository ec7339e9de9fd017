"""One line a finding, for logs."""
# ruff: noqa: E501 (a line of the report is as long as it is)

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from inline_snapshot import snapshot

from credaudit.reports import View, find

if TYPE_CHECKING:
    from credaudit.model import Report


def test_a_line_names_place_severity_rule_and_message(report: Report) -> None:
    assert find("compact").render(report, View()) == snapshot("""\
blog/page.html:12:15: error facts/wrong-substance The record names esketamine (Spravato); this sentence names ketamine. Check which product was meant.
blog/page.html:88:1: warning disclosure/late The interest of A. Example in Lumenova is stated after 3 mentions. Move it above the first.
blog/page.html:90:1: note provenance/no-date No date was found in the text read. Say when it was written and last reviewed.
blog/bro ken.pdf: error: a PDF file, not text that credaudit can read
1 audited, 1 not; 1 error, 1 warning, 1 note
""")


def test_a_partial_document_is_named(report: Report) -> None:
    (one,) = report.documents
    partial = replace(report, documents=(replace(one, limited=("text cut at 5,000,000 characters",)),))
    assert "blog/page.html: partial: text cut at 5,000,000 characters\n" in find("compact").render(
        partial, View()
    )


def test_no_line_speaks_to_a_ci_runner(report: Report) -> None:
    (one,) = report.documents
    hostile = replace(one.findings[0], place=replace(one.findings[0].place, uri="::error::x"))
    lines = (
        find("compact")
        .render(replace(report, documents=(replace(one, findings=(hostile,)),)), View())
        .splitlines()
    )
    assert not any(line.startswith("::") for line in lines)
