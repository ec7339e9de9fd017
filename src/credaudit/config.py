"""Where a run stands: the folder that every uri is relative to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MARKS = ("credaudit.toml", ".git")


def base_folder(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that configures or is a repository's root, else `start`."""
    for folder in (start, *start.parents):
        if any((folder / mark).exists() for mark in MARKS):
            return folder
    return start
