"""YAML as people write it: every scalar a string, every part with its line, nothing clever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.errors import RuleBookError
from credaudit.rulebook.places import load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "one.yaml"


def faults(file: Path) -> tuple[str, ...]:
    with pytest.raises(RuleBookError) as caught:
        load(file)
    return tuple(fault.replace(str(file), "@") for fault in caught.value.faults)


def test_words_stay_words(file: Path) -> None:
    file.write_text("a: no\nb: 0.10\nc: 2024-05-02\nd: [yes, null, 1_000]\n", "utf-8")
    assert load(file)[0] == {"a": "no", "b": "0.10", "c": "2024-05-02", "d": ["yes", "null", "1_000"]}


def test_every_part_knows_its_line(file: Path) -> None:
    file.write_text("id: x\nwords:\n  - one\n\n  - {text: two,\n     genre: news}\n", "utf-8")
    lines = load(file)[1]
    assert (lines["id",], lines["words", 0], lines["words", 1], lines["words", 1, "genre"]) == (1, 3, 5, 6)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3\n", "@:3: “a” stands twice"),
        ("a: &x 1\nb: *x\n", "@:1: aliases (*name) are not allowed"),
        ("a: 1\nb: !python/object:os.system x\n", "@:2: tag !python/object:os.system is not allowed"),
        ("a: [1, 2\nb: 3\n", "@:2: "),
        ("", "@:1: the file is empty"),
    ],
)
def test_a_fault_names_its_line(file: Path, text: str, fault: str) -> None:
    file.write_text(text, "utf-8")
    (found,) = faults(file)
    assert found.startswith(fault)


def test_all_faults_are_told_at_once(file: Path) -> None:
    file.write_text("a: 1\na: 2\nb: !x y\n", "utf-8")
    assert len(faults(file)) == 2


def test_bytes_that_are_not_utf8_are_refused(file: Path) -> None:
    file.write_bytes(b"a: na\xefve\n")
    assert faults(file) == ("@:1: not UTF-8 at byte 5",)


def test_a_file_beyond_the_limit_is_not_parsed(file: Path) -> None:
    file.write_text("a: " + "x" * 2_000_001, "utf-8")
    assert faults(file) == ("@:1: larger than 2000000 bytes",)


def test_many_aliases_do_not_explode(file: Path) -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    file.write_text("\n".join(rows), "utf-8")
    assert faults(file) == ("@:1: aliases (*name) are not allowed",)
