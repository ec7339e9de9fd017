"""Snippets with and without promotion or dangerous advice, written before the rules that meet them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from credaudit.model import Confidence
from credaudit.rulebook.rule import Example
from credaudit.selftest import found_by

if TYPE_CHECKING:
    from credaudit.reading.library import Library

FLOOR = 0.85
"""Recall minus the share of innocent texts with a finding of medium or high confidence."""
SIZES = {"promotion": 150, "safety": 60}


def table(family: str) -> list[dict[str, Any]]:
    """Return the challenge table of a family."""
    rows: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name(f"{family}.yaml").read_text("utf-8"))
    return rows


def rules_found(row: dict[str, Any], family: str, library: Library) -> set[str]:
    """Return the rules of the family that fire on a row with medium or high confidence."""
    example = Example(text=row["text"], genre=row.get("genre", ""))
    found: set[str] = set()
    for rule in library.rulebook.rules.values():
        if rule.family == family:
            one = found_by(rule, row["text"], example, library)
            assert not isinstance(one, str), one
            found |= {finding.rule for finding in one if finding.confidence is not Confidence.LOW}
    return found


@pytest.mark.parametrize("family", SIZES)
def test_half_of_each_table_is_innocent(family: str) -> None:
    rows = table(family)
    innocent = [row for row in rows if not row["expect"]]
    assert len(rows) >= SIZES[family]
    assert abs(2 * len(innocent) - len(rows)) <= len(rows) / 5


@pytest.mark.parametrize("family", SIZES)
def test_the_rules_find_what_is_there_and_spare_the_look_alikes(family: str, library: Library) -> None:
    found = [(row, rules_found(row, family, library)) for row in table(family)]
    guilty = [(row, got) for row, got in found if row["expect"]]
    innocent = [(row, got) for row, got in found if not row["expect"]]
    missed = [row["text"] for row, got in guilty if not got.intersection(row["expect"])]
    alarms = [f"{row['text']} {sorted(got)}" for row, got in innocent if got]
    recall, false_alarms = 1 - len(missed) / len(guilty), len(alarms) / len(innocent)
    figures = (
        f"{family}: recall {recall:.3f} of {len(guilty)}, false alarms {false_alarms:.3f} of {len(innocent)}"
    )
    print(figures)  # noqa: T201 (the figures that the documents quote)
    assert recall - false_alarms >= FLOOR, "\n".join(["missed:", *missed, "false alarms:", *alarms])
