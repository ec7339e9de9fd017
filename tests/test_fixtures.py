"""Whole documents against what their editors expect: nothing may fall below the floors in `fixtures/floors.toml`."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from benchmarks import fixtures
from credaudit.model import ZoneState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.fixtures import Outcome, Tally

FLOORS: Mapping[str, Mapping[str, float]] = tomllib.loads(
    (fixtures.FOLDER / "floors.toml").read_text("utf-8")
)
NAMES = [path.name.removesuffix(".expect.yaml") for path in sorted(fixtures.FOLDER.glob("*.expect.yaml"))]
PARTS = ("genre", "interests", "published", "authors")


@pytest.fixture(scope="module")
def families(outcomes: Mapping[str, Outcome]) -> dict[str, Tally]:
    """Return family → what it found and missed over all fixtures."""
    return fixtures.tallies(list(outcomes.values()))


def test_there_are_documents_of_every_format_and_genre(outcomes: Mapping[str, Outcome]) -> None:
    held = [one.fixture for one in outcomes.values()]
    assert len(held) >= 20
    assert {one.path.suffix for one in held} == set(fixtures.SUFFIXES)
    assert {one.genre for one in held} >= {
        "journal-article",
        "abstract",
        "press-release",
        "news",
        "web-article",
        "clinic-page",
        "shop-page",
        "encyclopaedia",
        "institution-page",
        "leaflet",
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_of_an_expectation_stands_in_its_document(
    name: str, outcomes: Mapping[str, Outcome]
) -> None:
    fixture, text = outcomes[name].fixture, outcomes[name].document.text
    quotes = [mark.quote for mark in (*fixture.expect, *fixture.allow, *fixture.forbid)]
    quotes += [quote for _, quote in fixture.statements]
    assert [quote for quote in quotes if quote and not fixtures.spans_of(quote, text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_an_expectation_exists(
    name: str, outcomes: Mapping[str, Outcome], rule_ids: set[str]
) -> None:
    fixture = outcomes[name].fixture
    known = rule_ids | {f"{rule.partition('/')[0]}/*" for rule in rule_ids}
    assert {mark.rule for mark in (*fixture.expect, *fixture.allow, *fixture.forbid)} - known == set()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_forbidden_is_found(name: str, outcomes: Mapping[str, Outcome]) -> None:
    assert list(fixtures.forbidden(outcomes[name])) == []


@pytest.mark.parametrize("family", sorted(FLOORS["recall"]))
def test_recall_holds_its_floor(family: str, families: Mapping[str, Tally]) -> None:
    tally = families[family]
    assert tally.recall >= FLOORS["recall"][family], "\n".join(tally.missed)


@pytest.mark.parametrize("family", sorted(FLOORS["precision"]))
def test_precision_holds_its_floor(family: str, families: Mapping[str, Tally]) -> None:
    tally = families[family]
    assert tally.precision >= FLOORS["precision"][family], "\n".join(tally.false_alarms)


def test_every_family_has_floors(families: Mapping[str, Tally]) -> None:
    assert set(FLOORS["recall"]) == set(FLOORS["precision"]) == set(families)


@pytest.mark.parametrize("part", PARTS)
def test_the_reading_agrees_with_the_editor(part: str, outcomes: Mapping[str, Outcome]) -> None:
    tally = fixtures.agreement(list(outcomes.values()), part)
    assert tally.recall >= FLOORS["reading"][part], "\n".join(tally.missed)


def test_statements_are_found_with_their_kind(outcomes: Mapping[str, Outcome]) -> None:
    tally = fixtures.statements(list(outcomes.values()))
    assert tally.recall >= FLOORS["statements"]["recall"], "\n".join(tally.missed)
    assert tally.precision >= FLOORS["statements"]["precision"], "\n".join(tally.false_alarms)


def test_the_score_orders_the_documents_as_their_editors_do(outcomes: Mapping[str, Outcome]) -> None:
    assert fixtures.rank_correlation(list(outcomes.values())) >= FLOORS["score"]["rank"]


def test_an_absence_costs_nothing_where_its_zone_was_not_read(outcomes: Mapping[str, Outcome]) -> None:
    charged = [
        (name, found.rule)
        for name, outcome in outcomes.items()
        for found in outcome.audited.findings
        if found.zone is not None and found.zone_state is not ZoneState.READ
        for part in outcome.audited.score.deductions
        if found.fingerprint in part.fingerprints
    ]
    assert charged == []
