"""Sections: by headings, numbered or in capitals, by labels of their own line and by labels inside a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from credaudit.reading import Reading
    from tests.reading.conftest import ReadingOf

BODY = (
    "The trial took place in four towns over two winters, and every patient was seen by the same two nurses."
)


def _kinds(reading: Reading) -> list[str]:
    return [section.kind for section in reading.sections if section.kind]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Methods", "methods"),
        ("2. Methods", "methods"),
        ("2.1 Materials and Methods", "methods"),
        ("IV. RESULTS", "results"),
        ("RESULTS AND DISCUSSION", "results"),
        ("Conflict of Interest", "disclosure"),
        ("Competing interests:", "disclosure"),
        ("Declaration of competing interest", "disclosure"),
        ("Funding", "funding"),
        ("Acknowledgments", "acknowledgements"),
        ("REFERENCES", "references"),
        ("Works Cited", "references"),
        ("Discussion and outlook", "discussion"),
    ],
)
def test_a_short_line_over_prose_opens_a_section(reading_of: ReadingOf, heading: str, kind: str) -> None:
    reading = reading_of(f"A Study of Cold Hands in Winter\n\n{BODY}\n\n{heading}\n\n{BODY} {BODY}\n")
    assert _kinds(reading) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "Sources of magnesium in food",
        "Results are in",
        "Methods of contraception",
        "Funding opportunities for young firms",
    ],
)
def test_a_heading_that_only_begins_with_such_a_word_is_none(reading_of: ReadingOf, line: str) -> None:
    assert _kinds(reading_of(f"Cold Hands in Winter Towns\n\n{BODY}\n\n{line}\n\n{BODY} {BODY}\n")) == []


def test_labels_inside_one_paragraph_open_sections(reading_of: ReadingOf) -> None:
    reading = reading_of(
        "Background and Aim: Cold hands are common. Methods: We saw 40 people. Results: Half were warmer. "
        "Conclusion: Gloves help."
    )
    assert _kinds(reading) == ["introduction", "methods", "results", "conclusion"]


def test_a_label_directly_after_the_word_abstract_opens_a_section(reading_of: ReadingOf) -> None:
    reading = reading_of(f"Abstract Background: {BODY} Results: Half of them were warmer.")
    assert _kinds(reading) == ["introduction", "results"]


def test_a_section_that_a_label_opens_ends_with_its_paragraph(reading_of: ReadingOf) -> None:
    reading = reading_of(f"{BODY}\n\nDisclosure: The author sells gloves.\n\n{BODY}\n")
    assert [reading.section_at(reading.text.index(words)) for words in ("sells gloves", "four towns")] == [
        "disclosure",
        "",
    ]


def test_after_a_label_the_section_around_it_goes_on(reading_of: ReadingOf) -> None:
    text = (
        f"# Gloves\n\n{BODY}\n\n## Conclusion\n\n{BODY}\n\nFunding: none.\n\nSo wear gloves when it snows.\n"
    )
    reading = reading_of(text, "page.md")
    assert reading.section_at(reading.text.index("So wear")) == "conclusion"


def test_a_label_in_lower_case_inside_a_sentence_is_none(reading_of: ReadingOf) -> None:
    assert _kinds(reading_of(f"{BODY} There were two results: warm hands and warm feet.")) == []


def test_a_deeper_heading_stays_inside_the_references(reading_of: ReadingOf) -> None:
    reading = reading_of(
        f"# Gloves\n\n{BODY}\n\n## References\n\n### Books\n\n1. Lund A. Cold hands. 2014.\n", "page.md"
    )
    assert reading.section_at(reading.text.index("Lund")) == "references"


def test_a_paragraph_that_begins_with_such_a_word_is_no_section(reading_of: ReadingOf) -> None:
    assert (
        _kinds(reading_of(f"{BODY}\n\nResults of this kind are rare, and {BODY[0].lower()}{BODY[1:]}\n"))
        == []
    )


def test_sections_are_disjoint_and_in_order(reading_of: ReadingOf) -> None:
    reading = reading_of(
        f"Methods: {BODY}\n\nResults: {BODY}\n\nReferences\n\n1. Lund A. Cold hands. 2014.\n"
    )
    ends = [section.span.end for section in reading.sections]
    assert all(end <= section.span.start for end, section in zip(ends, reading.sections[1:], strict=False))
