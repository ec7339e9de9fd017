"""The rule book as one JSON file, as the wheel carries it: an installed run imports neither yaml nor pydantic."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from credaudit.rulebook import loading

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, target: Path) -> None:
    """Check every file of `folder` and write them as one JSON file; raises RuleBookError on any fault.

    Check names are not verified here: the tests do that, and the build must not import the analyzers.
    """
    raw = loading.plain([folder], checks=_AnyCheck())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"format": loading.FORMAT, "raw": raw}, ensure_ascii=True), "ascii")


def read(path: Path) -> dict[str, Any] | None:
    """Return the plain values of a compiled file, or None when it is torn or of another format."""
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(held, dict) or held.get("format") != loading.FORMAT:
        return None
    raw = held.get("raw")
    return raw if isinstance(raw, dict) else None


class _AnyCheck(frozenset[str]):
    """A set that holds every name."""

    __slots__ = ()

    def __contains__(self, _name: object) -> bool:
        return True
