"""Statements and their look-alikes: recall less false alarms may not fall below the floor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from credaudit import readers
from credaudit.model import Document, Source
from credaudit.reading import Reading

if TYPE_CHECKING:
    from credaudit.reading.library import Library

FLOOR = 0.85
TABLE = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text("utf-8"))


def kinds(text: str, library: Library) -> list[str]:
    """Return the kinds of statement found in a text."""
    document = readers.read(Source(uri="snippet.txt", name="snippet.txt", data=text.encode()), library.words)
    assert isinstance(document, Document)
    return [found.kind for found in Reading(document, library, genre="web-article").statements]


def test_the_table_is_large_and_half_of_it_is_innocent() -> None:
    told = sum(len(texts) for texts in TABLE["positive"].values())
    assert told >= 100
    assert len(TABLE["none"]) >= 100


def test_statements_are_found_and_typed_and_look_alikes_left_alone(library: Library) -> None:
    rows = [(kind, text) for kind, texts in TABLE["positive"].items() for text in texts]
    found = sum(kind in kinds(text, library) for kind, text in rows)
    alarms = sum(bool(kinds(text, library)) for text in TABLE["none"])
    assert found / len(rows) - alarms / len(TABLE["none"]) >= FLOOR


@pytest.mark.parametrize("kind", sorted(TABLE["positive"]))
def test_every_kind_is_found_in_most_of_its_wordings(kind: str, library: Library) -> None:
    texts = TABLE["positive"][kind]
    missed = [text for text in texts if kind not in kinds(text, library)]
    assert len(missed) <= len(texts) // 3, missed


def test_nothing_is_left_once_a_statement_is_cut_out(library: Library) -> None:
    body = "The infusion lasted an hour. "
    left = []
    for texts in TABLE["positive"].values():
        for text in texts:
            document = readers.read(
                Source(uri="snippet.txt", name="snippet.txt", data=f"{body}\n\n{text}\n\n{body}".encode()),
                library.words,
            )
            assert isinstance(document, Document)
            rest = document.text
            for found in reversed(Reading(document, library, genre="web-article").statements):
                rest = rest[: found.span.start] + rest[found.span.end :]
            left += [(text, kind) for kind in kinds(rest, library)]
    assert len(left) <= 5, left
