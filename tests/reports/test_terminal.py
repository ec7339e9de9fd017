"""The report for a reader at a terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from inline_snapshot import snapshot

from credaudit.reports import View, find

if TYPE_CHECKING:
    from credaudit.model import Report


def render(report: Report, **view: object) -> str:
    return find("terminal").render(report, View(**view))  # type: ignore[arg-type]


def test_the_first_ten_lines_tell_what_to_look_at(report: Report) -> None:
    assert "\n".join(render(report).splitlines()[:10]) == snapshot("""\
blog/page.html · clinic page (prices, “Book”) · 2024-05-02 · an excerpt, or not…
LOOK FIRST   1 error · 1 warning · 1 note         score 41, 18 of 30 checks run
1 error l.12  The record names esketamine (Spravato); this sentence names ketam…
             record: Spravato (esketamine) nasal spray, NDA 211243, as of 2026-…
2 warn  l.88  The interest of A. Example in Lumenova is stated after 3 mentions…
3 note  –     No date was found in the text read. Say when it was written and l…
WHO GAINS    A. Example, medical officer of Lumenova (stated l.88)
SUPPORT      6 citations, no list in the text read
NOT CHECKED  retracted references (no retraction file configured) · linked “Ter…
Leads for a reader, not a verdict on the text or its author.          all: --all\
""")


def test_the_whole_report_on_one_source(report: Report) -> None:
    assert "\n".join(render(report).splitlines()[10:]) == snapshot("""\

neutrality   ██████████··········   50   5 of 6 checks run
independence ███████·············   36   5 of 6 checks run
evidence     ····················    –   1 of 6 checks run
accuracy     ████················   20   2 of 6 checks run
provenance   ████████████········   58   5 of 6 checks run
band         review first (held at 50 by facts/wrong-substance, to be confirmed
by a reader)

error Approval of another substance  facts/wrong-substance
      l.12  The record names esketamine (Spravato); this sentence names
            ketamine. Check which product was meant.
            … March 2019 »the FDA approved ketamine for depression«.
            record: Spravato (esketamine) nasal spray (regulator), NDA 211243,
            as of 2026-11-20
      why   Why a reader should care.
      to do What the author can do.

warn  Interest stated late  disclosure/late
      l.88  The interest of A. Example in Lumenova is stated after 3 mentions.
            Move it above the first.
            offered before it: l.14 “Try Lumenova today”
      why   Why a reader should care.
      to do What the author can do.

note  No date  provenance/no-date
      –     No date was found in the text read. Say when it was written and last
            reviewed.
      why   Why a reader should care.
      to do What the author can do.

1 of low confidence: --all

NOT AUDITED
error   blog/bro ken.pdf: a PDF file, not text that credaudit can read\
""")


def test_several_sources_stand_in_a_table_of_their_kind(report: Report) -> None:
    (one,) = report.documents
    second = replace(one, uri="blog/other.html", score=replace(one.score, value=77), findings=())
    third = replace(one, uri="news.txt", genre=replace(one.genre, name="news"))
    several = replace(report, documents=(one, second, third))
    assert render(several).split("\nblog/page.html ·")[0] == snapshot("""\
3 sources, ranked within their kind

score  run  clinic page      who gains
   77  71%  blog/other.html  A. Example, medical officer of Lumenova (stated l.…
   41  71%  blog/page.html   A. Example, medical officer of Lumenova (stated l.…
            error The record names esketamine (Spravato); this sentence names k…

score  run  news             who gains
   41  71%  news.txt         A. Example, medical officer of Lumenova (stated l.…
            error The record names esketamine (Spravato); this sentence names k…
""")


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int, *, everything: bool) -> None:
    lines = render(report, width=width, everything=everything).splitlines()
    assert [line for line in lines if len(line) > width] == []


@pytest.mark.parametrize("color", [False, True])
def test_nothing_of_a_document_draws_on_the_terminal(report: Report, *, color: bool) -> None:
    text = re.sub(r"\x1b\[[\d;]*m", "", render(report, everything=True, color=color))
    assert "\\x1b[31mmany\\u202e people" in text
    assert not set(text) & {"\x1b", "\u202e", "\r", "\t"}


def test_a_finding_of_low_confidence_waits_for_all(report: Report) -> None:
    assert "counts heads" not in render(report)
    assert "1 of low confidence: --all" in render(report)
    assert "counts heads" in render(report, everything=True)


def test_names_of_persons_can_be_left_out(report: Report) -> None:
    text = render(report, persons=False)
    lines = [line for line in text.splitlines() if "A. Example" in line]
    # The document's own words stand as they are.
    assert all("A. Example is medical officer" in line for line in lines)


def test_a_report_says_that_it_is_no_verdict(report: Report) -> None:
    assert "Leads for a reader, not a verdict on the text or its author." in render(report)
