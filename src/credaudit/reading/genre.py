"""What kind of text it is, with the words that say so; cues are data in rules/genres/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credaudit.model import Confidence, GenreGuess

if TYPE_CHECKING:
    from credaudit.reading import Reading


def guess(_reading: Reading) -> GenreGuess:
    """Return the likeliest genre; `web-article` with low confidence when nothing tells."""
    return GenreGuess(name="web-article", confidence=Confidence.LOW)
