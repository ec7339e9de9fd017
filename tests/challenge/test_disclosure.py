"""Small pages and the disclosure rules that an expert would apply to each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from credaudit import readers
from credaudit.analyzers.disclosure import ANALYZER
from credaudit.model import Document, Finding, Severity, Source, Zone, ZoneState
from credaudit.reading import Reading
from credaudit.selftest import DEFAULT_ZONES

if TYPE_CHECKING:
    from credaudit.reading.library import Library

FLOOR = 0.85
TABLE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("disclosure.yaml").read_text("utf-8"))
COUNTED_NOTES = frozenset({"disclosure/funder-product"})
"""Rules that are notes by nature; of the others only warnings and errors count."""


def rules_found(page: dict[str, Any], library: Library) -> set[str]:
    """Return the disclosure rules that warn on a page."""
    form = page.get("format", "txt")
    source = Source(uri=f"page.{form}", name=f"page.{form}", data=page["text"].encode())
    document = readers.read(source, library.words)
    assert isinstance(document, Document)
    zones = DEFAULT_ZONES | {Zone(name): ZoneState(state) for name, state in page.get("zones", {}).items()}
    reading = Reading(document, library, genre=page.get("genre", "web-article"), zones=zones)
    return {
        one.rule
        for rule in library.rulebook.rules.values()
        if rule.family == "disclosure"
        for one in ANALYZER.checks[rule.check.partition(".")[2]](reading, rule)
        if isinstance(one, Finding) and (one.severity is not Severity.NOTE or one.rule in COUNTED_NOTES)
    }


def test_the_table_holds_sixty_pages_and_half_of_them_are_in_order() -> None:
    innocent = [page for page in TABLE if not page["expect"]]
    assert len(TABLE) >= 60
    assert len(innocent) * 3 >= len(TABLE)


def test_expected_rules_fire_and_others_stay_silent(library: Library) -> None:
    wanted = found = alarms = 0
    for page in TABLE:
        got = rules_found(page, library)
        wanted += len(page["expect"])
        found += len(got & set(page["expect"]))
        alarms += bool(got - set(page["expect"]))
    assert found / wanted - alarms / len(TABLE) >= FLOOR
