"""Citations and lists of references in the styles in which they occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.reading.citations import identifiers

if TYPE_CHECKING:
    from tests.reading.conftest import ReadingOf

LIST = """

References
1. Alba R, Quint S. Pain and posture. J Posture. 2011;3:1-9. doi:10.1016/j.post.2011.01.001
2. Boro T. Sitting still. Work Health. 2012;4:10-19. PMID: 21345678
3. World Health Organization. Sleep. Geneva: WHO; 2019. https://www.who.int/sleep
"""


def test_a_numbered_list_is_read_entry_by_entry(reading_of: ReadingOf) -> None:
    entries = reading_of(f"Rest helps [1–3].{LIST}").references
    assert [(entry.number, entry.year) for entry in entries] == [(1, 2011), (2, 2012), (3, 2019)]
    assert entries[0].names[:2] == ("alba", "quint")
    assert entries[0].doi == "10.1016/j.post.2011.01.001"
    assert entries[1].pmid == "21345678"
    assert entries[2].url == "https://www.who.int/sleep"


@pytest.mark.parametrize("mark", ["[1–3]", "[1,2,3]", "(1-3)", "¹⁻³", ".1–3 More"])
def test_numbers_in_every_dress_resolve(mark: str, reading_of: ReadingOf) -> None:
    reading = reading_of(f"Rest helps the tired{mark}.{LIST}")
    assert [citation.resolved for citation in reading.citations] == [(0, 1, 2)]


def test_wrapped_entries_are_joined(reading_of: ReadingOf) -> None:
    wrapped = (
        "Rest helps [2].\n\nReferences\n1. Alba R. Pain and posture of clerks at the desk,\n   a survey of two towns. "
        "J Posture 2011.\n2. Boro T. Sitting still through long days of\n   office work. Work Health 2012.\n"
    )
    assert [entry.number for entry in reading_of(wrapped).references] == [1, 2]


def test_a_list_without_a_heading_is_found(reading_of: ReadingOf) -> None:
    text = (
        "Posture matters (Alba, 2011; Boro, 2012), and few doubt it any longer in this country.\n\n"
        "Alba, R. (2011). Pain and posture. J Posture 3, 1-9.\n\nBoro, T. (2012). Sitting still. Work Health 4, 10-19."
    )
    reading = reading_of(text)
    assert [entry.names[0] for entry in reading.references] == ["alba", "boro"]
    assert [citation.resolved for citation in reading.citations] == [(0,), (1,)]


@pytest.mark.parametrize(
    ("words", "names", "year"),
    [
        ("Research by Zander and Gold (2018) showed it.", ("zander", "gold"), 2018),
        ("Mood rose (Lind et al., 2010).", ("lind",), 2010),
        ("Berger et al. (2000) had seen it.", ("berger",), 2000),
        ("Smith's 2019 study of nurses agreed.", ("smith",), 2019),
        ("So say van den Berg and de Vries (2017).", ("berg", "vries"), 2017),
        ("It is old news (see also O'Brien & Kim, 1999, p. 14).", ("o'brien", "kim"), 1999),
    ],
)
def test_author_and_year_are_read(
    words: str, names: tuple[str, ...], year: int, reading_of: ReadingOf
) -> None:
    found = [(citation.names, citation.year) for citation in reading_of(words).citations]
    assert found == [(names, year)]


def test_letters_after_the_year_make_two_citations(reading_of: ReadingOf) -> None:
    found = reading_of("Kim and Ito (2012a, b) and Lind et al. (2010) agree.").citations
    assert [(one.year, one.suffix) for one in found] == [(2012, "a"), (2012, "b"), (2010, "")]


@pytest.mark.parametrize(
    "words",
    [
        "The difference was 2.1 points [95% CI 1.2, 3.4].",
        "The mean was 3.4 [2, 5] in both groups.",
        "All are shown in the chart (Figure 2) and in Table 3.",
        "Samples were kept at 4 °C (37 °F) for 12 h (n = 24).",
        "Follow the steps: (1) wash, (2) rinse, (3) dry.",
        "The choir sang Haydn (1809) and Bach (1750).",
        "The flat has 40 m² and a cellar of 12 m³.",
        "See version 2.3 of the manual, No.12 of the series.",
    ],
)
def test_numbers_in_brackets_are_not_always_citations(words: str, reading_of: ReadingOf) -> None:
    assert [one for one in reading_of(words).citations if one.formal] == []


def test_identifiers_and_links_count_as_sources(reading_of: ReadingOf) -> None:
    text = "See doi:10.1136/bmj.h6467, PMID: 26586713 and [the register](https://www.registry.example/42)."
    styles = [(one.style, one.identifier) for one in reading_of(text, "page.md").citations]
    assert ("identifier", "DOI:10.1136/bmj.h6467") in styles
    assert ("identifier", "PMID:26586713") in styles
    assert ("link", "https://www.registry.example/42") in styles


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("doi:10.1136/bmj.h6467", False),
        ("https://doi.org/10.1016%2Fj.post.2011.01.001", False),
        ("doi: 10.10/abc", True),
        ("PMID: 31O4552", True),
        ("PMCID: PMC4673103", False),
        ("arXiv:2101.00001v2", False),
        ("arXiv:2313.01234", True),
    ],
)
def test_an_identifier_of_impossible_form_says_so(words: str, fault: bool, reading_of: ReadingOf) -> None:  # noqa: FBT001
    assert [bool(one.fault) for one in identifiers(reading_of(f"See {words} for more."))] == [fault]
