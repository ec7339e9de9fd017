"""Challenge sets by a hand that had not seen the rules: nothing found there may be lost again.

Recall counts an item by the share of its expectations met; a false alarm is an innocent item with a finding of a rule
that it names under `avoid`. `docs/accuracy.md` tells how each set stood when it was first measured.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from credaudit import readers
from credaudit.model import Confidence, Document, Finding, Source
from credaudit.pipeline import Auditor, Options
from credaudit.reading import Reading
from credaudit.selftest import DEFAULT_GENRE, DEFAULT_ZONES

if TYPE_CHECKING:
    from credaudit.reading.library import Library

FOLDER = Path(__file__).parent / "fresh"
SETS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one set gave."""

    recall: float
    false_alarms: float


@pytest.fixture(scope="module")
def auditor(library: Library) -> Auditor:
    return Auditor(Options(), library, compares=False)


def read(item: dict[str, Any], auditor: Auditor) -> Reading:
    text = item["text"]
    name = "item.md" if "](" in text else "item.html" if "<a " in text or "<p" in text else "item.txt"
    document = readers.read(Source(uri=name, name=name, data=text.encode()), auditor.library.words)
    assert isinstance(document, Document), document
    genre = item.get("genre") or DEFAULT_GENRE
    published = str(item.get("published") or "")
    return Reading(document, auditor.library, genre=genre, zones=DEFAULT_ZONES, published=published)


def found(reading: Reading, auditor: Auditor) -> set[str]:
    results = auditor.results(reading)
    return {one.rule for one in results if isinstance(one, Finding) and one.confidence is not Confidence.LOW}


def met(expected: str, rules: set[str]) -> bool:
    return any(fnmatchcase(rule, pattern) for pattern in expected.split("|") for rule in rules)


def measure(name: str, auditor: Auditor) -> Outcome:
    hits: list[float] = []
    alarms: list[bool] = []
    for item in yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")):
        reading = read(item, auditor)
        if "kind" in item:
            kinds = {one.kind for one in reading.statements}
            if item["kind"] in {None, "none"}:
                alarms.append(bool(kinds))
            else:
                hits.append(float(bool(kinds & set(item["kind"].split("|")))))
            continue
        rules = found(reading, auditor)
        if expected := item.get("expect") or []:
            hits.append(sum(met(one, rules) for one in expected) / len(expected))
        else:
            alarms.append(any(met(one, rules) for one in item.get("avoid") or [f"{name}/*"]))
    return Outcome(recall=sum(hits) / len(hits), false_alarms=sum(alarms) / len(alarms))


@pytest.mark.parametrize("name", SETS)
def test_a_fresh_set_holds_its_floors(name: str, auditor: Auditor) -> None:
    outcome = measure(name, auditor)
    assert outcome.recall >= FLOORS[name]["recall"], outcome
    assert outcome.false_alarms <= FLOORS[name]["false_alarms"], outcome
