"""Small pages that tell, or do not tell, who wrote them, when, and how they stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from credaudit.model import Confidence
from credaudit.rulebook.rule import Example
from credaudit.selftest import found_by

if TYPE_CHECKING:
    from credaudit.reading.library import Library

LEAST = 50
RECALL = 0.9
FALSE_ALARMS = 0.05
ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("provenance.yaml").read_text("utf-8"))


def rules_found(row: dict[str, Any], library: Library) -> set[str]:
    """Return the rules of provenance that fire on a row with medium or high confidence."""
    example = Example(text=row["text"], genre=row["genre"])
    found: set[str] = set()
    for rule in library.rulebook.rules.values():
        if rule.family == "provenance":
            one = found_by(rule, row["text"], example, library)
            assert not isinstance(one, str), one
            found |= {finding.rule for finding in one if finding.confidence is not Confidence.LOW}
    return found


def test_half_of_the_table_is_innocent() -> None:
    innocent = [row for row in ROWS if not row["expect"]]
    assert len(ROWS) >= LEAST
    assert abs(2 * len(innocent) - len(ROWS)) <= len(ROWS) / 5


def test_what_a_page_lacks_is_found(library: Library) -> None:
    guilty = [row for row in ROWS if row["expect"]]
    missed = [row["text"] for row in guilty if not set(row["expect"]) <= rules_found(row, library)]
    assert 1 - len(missed) / len(guilty) >= RECALL, "\n".join(missed)


def test_what_a_page_tells_is_not_missed(library: Library) -> None:
    alarms = []
    for row in ROWS:
        found = rules_found(row, library)
        wrong = found if "provenance/*" in row["avoid"] else found.intersection(row["avoid"])
        if wrong:
            alarms.append(f"{row['text']} {sorted(wrong)}")
    assert len(alarms) / len(ROWS) <= FALSE_ALARMS, "\n".join(alarms)
