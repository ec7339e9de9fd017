"""The rule book as one JSON file: what the wheel carries, and what a checkout keeps between runs.

Checked values and the matcher's table are read from it, so that such a run imports neither yaml nor pydantic and
expands no phrase.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credaudit.rulebook import loading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credaudit.rulebook.phrases import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A checked rule folder as plain values, and the table of its phrases."""

    raw: Mapping[str, Any]
    digest: str
    table: Table


def stamp(folder: Path) -> str:
    """Return a name for the state of a rule folder and of the code that reads it: paths, sizes, times of change."""
    code = Path(__file__).resolve().parent.parent
    files = sorted([*folder.rglob("*.yaml"), *code.glob("*.py"), *code.glob("r*/*.py")])
    told = "\n".join(f"{path} {(held := path.stat()).st_size} {held.st_mtime_ns}" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()


def write(packed: Packed, target: Path, stamped: str = "") -> None:
    """Write a packed rule book atomically; raises OSError where that cannot be done."""
    told = {
        "format": loading.FORMAT,
        "stamp": stamped,
        "digest": packed.digest,
        "raw": packed.raw,
        "table": packed.table,
    }
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=target.parent, delete=False) as file:
        file.write(text)
    os.replace(file.name, target)  # noqa: PTH105 (the name is a string)
    target.chmod(0o644)


def read(path: Path, stamped: str = "") -> Packed | None:
    """Return what `write` wrote under the same stamp, or None when it is missing, torn, or of another state."""
    try:
        held = json.loads(path.read_bytes())
        if held["format"] != loading.FORMAT or held["stamp"] != stamped:
            return None
        return Packed(raw=held["raw"], digest=held["digest"], table=held["table"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
