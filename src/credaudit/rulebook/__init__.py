"""Rule files -> rules, lexicons, genres and knowledge entries, checked at the door."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from credaudit.errors import RuleBookError
from credaudit.rulebook import compiled, loading
from credaudit.rulebook.rule import Example, Examples, Genre, Lexicon, Rule, RuleBook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credaudit.rulebook.phrases import Table

__all__ = [
    "Example",
    "Examples",
    "Genre",
    "Lexicon",
    "Rule",
    "RuleBook",
    "builtin_folder",
    "keep_packed",
    "load",
    "load_packed",
    "state",
]

_PACKAGE = Path(__file__).resolve().parent.parent


def builtin_folder() -> Path:
    """Return the folder of YAML rules: the checkout's where the code runs from one, else the wheel's."""
    checkout = _PACKAGE.parent.parent / "rules"
    return checkout if checkout.is_dir() else _PACKAGE / "rules"


def load(folders: Sequence[Path] = (), *, checks: frozenset[str]) -> RuleBook:
    """Load and check the built-in rules and the user's `folders` (same id overrides); an error names all faults."""
    builtin = builtin_folder()
    if not builtin.is_dir():
        raise RuleBookError((f"{builtin}: the built-in rules are missing; install credaudit again",))
    return loading.load_folders([builtin, *folders], checks)


def state() -> str:
    """Return a name for the state of a checkout's rules; empty for an installed package, whose rules never change."""
    return "" if _installed() else compiled.stamp(builtin_folder())


def load_packed(stamped: str) -> tuple[RuleBook, Table] | None:
    """Return the built-in rules in packed form with the table of their phrases, or None where none is current."""
    packed = compiled.read(_packed_file(), stamped)
    return None if packed is None else (loading.from_plain(packed.raw, packed.digest), packed.table)


def keep_packed(book: RuleBook, table: Table, stamped: str) -> None:
    """Keep the checked rules of a checkout for its next run; where that cannot be written, nothing is lost."""
    if not _installed():
        with contextlib.suppress(OSError):
            compiled.write(
                compiled.Packed(raw=book.raw, digest=book.digest, table=table), _packed_file(), stamped
            )


def _installed() -> bool:
    return builtin_folder().parent == _PACKAGE


def _packed_file() -> Path:
    return _PACKAGE / "rules.json" if _installed() else builtin_folder().parent / ".rules-cache.json"
