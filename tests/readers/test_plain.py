"""Plain text: paragraphs, shapes and regions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from credaudit.model import Region, Shape

if TYPE_CHECKING:
    from credaudit.model import Document
    from tests.readers.conftest import Read

SEEDS = os.environ.get("CREDAUDIT_SEEDS", "")

BLOG = """\
The Daily Dose
Thoughts from a small clinic

Why Our Pump Is a Paradigm Shift in Care

Mara Ellison, MD
May 2, 2024
Pain at home is hard to treat, and most of the devices sold for it were never tested in a trial of any size.

How It Works

The pump gives a small dose every hour. It was tried in 12 patients, and nine of them said they slept better.

Ad: Visit PumpWorld for 20% off

Read More  What is a Pump?

Disclosure: Dr. Ellison is an adviser to PumpWorld, which makes the pump, and has been paid for two lectures in 2023.

This article is for informational purposes only and is not a substitute for professional medical advice.

Related Posts

Ten Things to Ask About Pumps

Leave a Reply

Great article, where can I buy one?
"""


def labels(document: Document) -> list[tuple[str, str]]:
    return [(block.region.value, block.span.of(document.text)) for block in document.blocks]


def region_of(document: Document, words: str) -> Region:
    return next(block.region for block in document.blocks if words in block.span.of(document.text))


@pytest.mark.parametrize(
    ("quote", "region"),
    [
        ("Why Our Pump", Region.TITLE),
        ("The Daily Dose", Region.MAIN),
        ("Mara Ellison, MD", Region.BYLINE),
        ("May 2, 2024", Region.BYLINE),
        ("Pain at home", Region.MAIN),
        ("How It Works", Region.MAIN),
        ("Visit PumpWorld", Region.ADVERTISEMENT),
        ("Read More", Region.NAVIGATION),
        ("Disclosure:", Region.MAIN),
        ("informational purposes", Region.DISCLAIMER),
        ("Related Posts", Region.NAVIGATION),
        ("Ten Things", Region.NAVIGATION),
        ("Leave a Reply", Region.COMMENTS),
        ("Great article", Region.COMMENTS),
    ],
)
def test_the_parts_of_a_copied_blog_are_told_apart(read_as: Read, quote: str, region: Region) -> None:
    assert region_of(read_as(BLOG), quote) is region


def test_a_short_line_over_longer_text_is_a_heading(read_as: Read) -> None:
    document = read_as(BLOG)
    headings = [block.span.of(document.text) for block in document.blocks if block.shape is Shape.HEADING]
    assert headings == ["Why Our Pump Is a Paradigm Shift in Care", "How It Works"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sponsored by the national institute, this trial ran for six years and enrolled 400 people.",
        "Read more about the trial in the paper by Lund and others.",
        "By Monday the firm had withdrawn the drug from all of its markets.",
        "Comments from the reviewers were answered in full.",
        "Related work has shown the same in mice.",
        "Ad hoc analyses were not planned.",
        "Written by hand, the first charts of the ward were lost within a year of the fire.",
        "Share prices of the maker fell by half.",
        "Copyright law does not protect a method of treatment.",
        "May 2, 2024 was the last day on which patients could enrol in the trial.",
    ],
)
def test_an_ordinary_sentence_is_never_taken_for_furniture(read_as: Read, sentence: str) -> None:
    text = f"A Trial of Nothing Much\n\n{sentence}\n\nIt found no difference between the two groups after a year."
    assert region_of(read_as(text), sentence) is Region.MAIN


def test_text_wrapped_by_hand_is_one_block_a_paragraph(read_as: Read) -> None:
    text = (
        "The drug was given to twelve patients over six weeks by doctors who\n"
        "did not know which group they were in. No serious harm was seen in\n"
        "either group.\n"
        "\n"
        "A second trial followed in 2021. It had forty patients, and half of\n"
        "them stopped early.\n"
    )
    document = read_as(text)
    assert [block.span.of(text) for block in document.blocks] == text.rstrip().split("\n\n")


def test_lines_are_blocks_where_the_file_has_a_line_for_each_paragraph(read_as: Read) -> None:
    text = f"{'The first paragraph says much. ' * 8}\n{'The second says more. ' * 8}\nThe third is short."
    assert [words for _, words in labels(read_as(text))] == [line.strip() for line in text.split("\n")]


def test_list_items_stay_apart_in_wrapped_text(read_as: Read) -> None:
    text = (
        "We looked at three things in every one of the patients who came,\nand these were:\n- sleep\n- pain\n"
    )
    document = read_as(text)
    items = [block.span.of(text) for block in document.blocks if block.shape is Shape.LIST_ITEM]
    assert items == ["- sleep", "- pain"]


def test_the_bar_that_closes_a_scraped_cell_is_outside_the_block(read_as: Read) -> None:
    document = read_as(
        "A Review of Mechanisms and Effects |\nAuthors |\nMara Ellison * Department of Pain |\n"
    )
    assert labels(document) == [
        ("title", "A Review of Mechanisms and Effects"),
        ("main", "Authors"),
        ("byline", "Mara Ellison * Department of Pain"),
    ]


def test_a_line_of_cells_is_a_table_row(read_as: Read) -> None:
    document = read_as("Arm | N | Age\nDrug | 12 | 40\n")
    assert [block.shape for block in document.blocks] == [Shape.TABLE_ROW] * 2


def test_the_text_is_the_file_with_plain_line_ends(read_as: Read) -> None:
    document = read_as(b"\xef\xbb\xbf  One\r\n\r\nTwo \r")
    assert document.text == "  One\n\nTwo \n"
    assert document.positions.locate(document.text.index("Two")) == (3, 1)


def test_a_paragraph_pasted_alone_is_main_text_and_has_no_title(read_as: Read) -> None:
    assert labels(read_as("Breakthrough pump cures pain")) == [("main", "Breakthrough pump cures pain")]


@pytest.mark.skipif(not SEEDS, reason="CREDAUDIT_SEEDS is not set")
def test_in_the_seeds_only_furniture_stands_beside_the_main_text(read_as: Read) -> None:
    for path in sorted(Path(SEEDS).glob("*.txt")):
        document = read_as(path.read_bytes())
        aside = [
            block.span.of(document.text)
            for block in document.blocks
            if block.region in {Region.NAVIGATION, Region.COMMENTS, Region.FOOTER}
        ]
        assert all(len(words) < 100 for words in aside)
