"""Disclosure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credaudit.reading import Reading


def interests(_reading: Reading) -> str:
    """Return the summary."""
    return "not_found"
