"""What the tests of the reading share: the shipped rule book, and a way to read a few words as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from credaudit.model import Skipped, Source
from credaudit.pipeline import load_library
from credaudit.readers import read
from credaudit.reading import Reading

if TYPE_CHECKING:
    from credaudit.reading.library import Library


class ReadingOf(Protocol):
    """Reads text as a file of the given name."""

    def __call__(self, content: str, name: str = "page.txt", genre: str = "") -> Reading:
        """Return the reading, failing the test when the file is skipped."""


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the shipped rules and knowledge."""
    return load_library()


@pytest.fixture(scope="session")
def reading_of(library: Library) -> ReadingOf:
    """Return a function that reads content as a named file."""

    def read_content(content: str, name: str = "page.txt", genre: str = "") -> Reading:
        document = read(Source(uri=name, name=name, data=content.encode()), library.words)
        assert not isinstance(document, Skipped), document
        return Reading(document, library, genre=genre)

    return read_content
