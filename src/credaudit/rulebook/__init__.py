"""Rule files -> rules, lexicons, genres and knowledge entries, checked at the door."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from credaudit.errors import RuleBookError
from credaudit.rulebook import compiled, loading
from credaudit.rulebook.rule import Example, Examples, Genre, Lexicon, Rule, RuleBook

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Example", "Examples", "Genre", "Lexicon", "Rule", "RuleBook", "builtin_folder", "load"]

_PACKAGE = Path(__file__).resolve().parent.parent


def builtin_folder() -> Path:
    """Return the folder of YAML rules: the checkout's where the code runs from one, else the wheel's."""
    checkout = _PACKAGE.parent.parent / "rules"
    return checkout if checkout.is_dir() else _PACKAGE / "rules"


def load(folders: Sequence[Path] = (), *, checks: frozenset[str]) -> RuleBook:
    """Load the built-in rules and the user's `folders` (same id overrides); raises RuleBookError with all faults."""
    packed = _PACKAGE / "rules.json"
    if not folders and packed.is_file() and builtin_folder().parent == _PACKAGE:
        raw = compiled.read(packed)
        if raw is not None:
            return replace(loading.from_plain(raw), packed=True)
    builtin = builtin_folder()
    if not builtin.is_dir():
        raise RuleBookError((f"{builtin}: the built-in rules are missing; install credaudit again",))
    return loading.load_folders([builtin, *folders], checks)
