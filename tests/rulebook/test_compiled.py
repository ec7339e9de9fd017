"""The rule book as the wheel carries it, and as a checkout keeps it between runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from credaudit import pipeline
from credaudit.rulebook import builtin_folder, compiled, loading

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from credaudit.reading.library import Library


def test_the_packed_form_is_the_same_rule_book(tmp_path: Path, library: Library) -> None:
    pipeline.pack(tmp_path / "rules.json")
    packed = compiled.read(tmp_path / "rules.json")
    assert packed is not None
    assert loading.from_plain(packed.raw) == loading.from_plain(packed.raw, packed.digest) == library.rulebook


def test_the_packed_form_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        pipeline.pack(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_changed_rule_folder_has_another_stamp(tmp_path: Path) -> None:
    before = compiled.stamp(tmp_path)
    (tmp_path / "new.yaml").write_text("id: new", "utf-8")
    assert compiled.stamp(tmp_path) != before


def test_what_was_packed_under_another_stamp_is_a_miss(tmp_path: Path, library: Library) -> None:
    book = library.rulebook
    packed = compiled.Packed(raw=book.raw, digest=book.digest, table=library.table)
    compiled.write(packed, tmp_path / "rules.json", compiled.stamp(builtin_folder()))
    assert compiled.read(tmp_path / "rules.json", "another") is None


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
