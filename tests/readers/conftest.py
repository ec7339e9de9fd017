"""What the reader tests share: the shipped lexicons and a way to read a few words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
import yaml

from credaudit.model import Document, Skipped, Source
from credaudit.readers import read

if TYPE_CHECKING:
    from credaudit.readers import Words

LEXICONS = Path(__file__).parents[2] / "rules" / "lexicons"


class Read(Protocol):
    """Reads text or bytes as a file of the given name."""

    def __call__(self, content: str | bytes, name: str = "page.txt", media_type: str = "") -> Document:
        """Return the document, failing the test when it is skipped."""


@pytest.fixture(scope="session")
def words() -> Words:
    """Return the shipped lexicons of page regions."""
    loaded = (yaml.safe_load(path.read_text("utf-8")) for path in sorted(LEXICONS.glob("page-*.yaml")))
    return {lexicon["id"]: tuple(lexicon["words"]) for lexicon in loaded}


@pytest.fixture(scope="session")
def read_as(words: Words) -> Read:
    """Return a function that reads content as a named file."""

    def read_content(content: str | bytes, name: str = "page.txt", media_type: str = "") -> Document:
        data = content.encode() if isinstance(content, str) else content
        result = read(Source(uri=name, name=name, data=data, media_type=media_type), words)
        assert not isinstance(result, Skipped), result
        return result

    return read_content
