"""The rule book as the wheel carries it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from credaudit.rulebook import builtin_folder, compiled, loading

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from credaudit.reading.library import Library


def test_the_compiled_form_is_the_same_rule_book(tmp_path: Path, library: Library) -> None:
    compiled.write(builtin_folder(), tmp_path / "rules.json")
    raw = compiled.read(tmp_path / "rules.json")
    assert raw is not None
    assert loading.from_plain(raw) == library.rulebook


def test_the_compiled_form_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        compiled.write(builtin_folder(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_torn_or_foreign_file_is_a_miss(tmp_path: Path, subtests: pytest.Subtests) -> None:
    held = {
        "torn": '{"format": 1, "ra',
        "foreign": json.dumps({"format": 0, "raw": {}}),
        "list": "[]",
        "none": None,
    }
    for name, text in held.items():
        with subtests.test(name):
            if text is not None:
                (tmp_path / name).write_text(text, "utf-8")
            assert compiled.read(tmp_path / name) is None
