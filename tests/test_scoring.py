"""The score by its parts: what costs, what earns, what caps, and when it abstains (contract, section 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credaudit.model import (
    Confidence,
    Evidence,
    Finding,
    Level,
    Passed,
    Place,
    Score,
    Severity,
    Span,
    Zone,
    ZoneState,
)
from credaudit.rulebook import builtin_folder
from credaudit.rulebook.places import load
from credaudit.scoring import Scale, Subject, score

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = load(builtin_folder() / "scoring.yaml")[0]
SCALE = Scale(DATA)
DIMENSIONS = ("neutrality", "independence", "evidence", "accuracy", "provenance")
SUBJECT = Subject(
    words=600,
    sentences=40,
    flagged_sentences=0,
    language="en",
    zones={Zone.HEAD: ZoneState.READ, Zone.BODY: ZoneState.READ, Zone.END: ZoneState.READ},
    expects={"disclosure": "end", "funding": "end", "author": "head", "date": "head"},
)
NOWHERE = Place(uri="a.txt", span=Span(0, 1), quote="x", line=1, column=1, end_line=1, end_column=2)
RECORD = Evidence(id="x", title="A record", record="NDA 1", level=Level.REGULATOR)


def finding(rule: str, severity: Severity = Severity.WARNING, **parts: object) -> Finding:
    made = Finding(
        rule=rule,
        severity=severity,
        confidence=Confidence.HIGH,
        message="m",
        plain_message="m",
        place=NOWHERE,
        context=NOWHERE,
        fingerprint=f"{rule}-{severity}",
    )
    return replace(made, **parts)  # type: ignore[arg-type]


def passed(rule: str) -> Passed:
    return Passed(rule=rule, because="in order")


def scored(*findings: Finding, passes: Sequence[str] = (), subject: Subject = SUBJECT) -> Score:
    return score(DATA, subject, findings, [passed(rule) for rule in passes])


def value(made: Score) -> int:
    assert made.value is not None
    return made.value


def test_silence_is_no_merit() -> None:
    made = scored()
    assert value(made) == 50
    assert all(one.value == 50 for one in made.dimensions.values())
    assert made.credits == made.deductions == ()


def test_the_weights_of_the_dimensions_are_one() -> None:
    assert tuple(SCALE.weights) == DIMENSIONS
    assert sum(SCALE.weights.values()) == pytest.approx(1)


def test_every_rule_that_can_warn_belongs_to_one_check(rule_ids: set[str]) -> None:
    holders = {rule: [check.name for check in SCALE.checks if check.holds(rule)] for rule in rule_ids}
    assert {rule: names for rule, names in holders.items() if len(names) > 1} == {}
    assert sorted(rule for rule, names in holders.items() if not names) == []


def test_every_rule_that_the_scale_names_exists(rule_ids: set[str]) -> None:
    families = {f"{rule.partition('/')[0]}/*" for rule in rule_ids}
    named = {rule for check in SCALE.checks for rule in check.rules}
    named |= {*DATA["caps_without_record"], *DATA["placement"], *DATA["statement"]}
    assert named - rule_ids - families == set()


def test_a_passed_check_raises_its_dimension_alone() -> None:
    made = scored(passes=["provenance/no-author"])
    assert made.dimensions["provenance"].value > 50
    assert [made.dimensions[name].value for name in DIMENSIONS[:4]] == [50, 50, 50, 50]
    assert [(one.dimension, one.rule) for one in made.credits] == [("provenance", "provenance/no-author")]


def test_one_lucky_pass_proves_little() -> None:
    one = scored(passes=["provenance/no-author"]).credits
    two = scored(passes=["provenance/no-author", "provenance/no-date"]).credits
    assert two[0].points > one[0].points


def test_passing_twice_earns_once() -> None:
    assert scored(passes=["provenance/no-author"] * 5) == scored(passes=["provenance/no-author"])


@pytest.mark.parametrize("severity", list(Severity))
def test_a_finding_lowers_its_dimension_alone(severity: Severity) -> None:
    made = scored(finding("promotion/cure", severity))
    assert made.dimensions["neutrality"].value < 50
    assert all(made.dimensions[name].value == 50 for name in DIMENSIONS[1:])


def test_graver_costs_more() -> None:
    costs = [scored(finding("promotion/cure", severity)).deductions[0].points for severity in Severity]
    assert costs == sorted(costs)
    assert len(set(costs)) == 3


def test_the_next_of_a_kind_costs_less_than_the_first() -> None:
    points = [one.points for one in scored(*[finding("promotion/cure")] * 4).deductions]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == 4


def test_a_finding_of_low_confidence_costs_nothing() -> None:
    assert value(scored(finding("promotion/cure", confidence=Confidence.LOW))) == 50


@pytest.mark.parametrize("state", [ZoneState.UNKNOWN, ZoneState.NOT_IN_INPUT])
def test_an_absence_costs_nothing_where_its_zone_was_not_read(state: ZoneState) -> None:
    missing = finding("disclosure/missing", zone=Zone.END, zone_state=state)
    assert scored(missing).deductions == ()
    assert scored(replace(missing, zone_state=ZoneState.READ)).deductions


def test_notes_cost_little_however_many() -> None:
    many = [finding("promotion/bandwagon", Severity.NOTE, fingerprint=str(number)) for number in range(500)]
    assert 50 - scored(*many).dimensions["neutrality"].value <= SCALE.number("note_limit") + 0.5


def test_notes_scale_with_their_share_of_clean_sentences() -> None:
    note = finding("promotion/bandwagon", Severity.NOTE)
    long = replace(SUBJECT, sentences=400)
    assert scored(note, subject=long).deductions[0].points < scored(note).deductions[0].points


def test_a_statement_that_comes_late_never_costs_more_than_it_brings() -> None:
    silent = scored(finding("disclosure/missing", zone=Zone.END, zone_state=ZoneState.READ))
    late = scored(finding("disclosure/late"), passes=["disclosure/missing"])
    plain = scored(passes=["disclosure/missing"])
    assert value(silent) <= value(late) <= value(plain)


@pytest.mark.parametrize("rule", sorted(DATA["placement"]))
def test_no_fault_of_placement_makes_silence_better(rule: str) -> None:
    for severity in Severity:
        late = scored(*[finding(rule, severity)] * 6, passes=["disclosure/missing"])
        assert late.dimensions["independence"].value >= scored().dimensions["independence"].value


# Caps


def test_a_grave_error_with_a_strong_record_caps_the_score() -> None:
    good = [
        "provenance/no-author",
        "provenance/no-date",
        "disclosure/missing",
        "citation/unsupported-claim",
        "consistency/x",
    ]
    wrong = finding("facts/wrong-substance", Severity.ERROR, evidence=(RECORD,))
    made = scored(wrong, passes=good)
    assert [(one.cap, one.because) for one in made.limits] == [
        (SCALE.cap("facts/wrong-substance"), "facts/wrong-substance")
    ]
    assert value(made) <= (SCALE.cap("facts/wrong-substance") or 0)


@pytest.mark.parametrize(
    "weaker",
    [
        {"severity": Severity.WARNING},
        {"confidence": Confidence.MEDIUM},
        {"own_voice": False},
        {"evidence": ()},
        {"evidence": (replace(RECORD, level=Level.ABSTRACT),)},
        {"evidence": (replace(RECORD, level=Level.SECONDARY),)},
    ],
)
def test_anything_less_caps_nothing(weaker: dict[str, object]) -> None:
    wrong = finding("facts/wrong-substance", Severity.ERROR, evidence=(RECORD,))
    assert scored(replace(wrong, **weaker)).limits == ()  # type: ignore[arg-type]


def test_a_tie_with_both_ends_in_the_text_needs_no_other_record() -> None:
    assert scored(finding("disclosure/undisclosed-link", Severity.ERROR)).limits


# Abstaining


@pytest.mark.parametrize(
    ("change", "told"),
    [({"words": 59}, "only 59 words"), ({"language": "es"}, "rules exist for English only")],
)
def test_a_score_that_cannot_be_given_says_why(change: dict[str, object], told: str) -> None:
    made = scored(finding("promotion/cure"), subject=replace(SUBJECT, **change))  # type: ignore[arg-type]
    assert (made.value, made.band) == (None, "not-rated")
    assert told in made.reason


def test_no_band_is_given_below_half_of_the_checks() -> None:
    unread = dict.fromkeys(SUBJECT.zones, ZoneState.UNKNOWN)
    made = scored(subject=replace(SUBJECT, zones=unread))
    assert made.coverage < 0.5
    assert (made.band, made.confidence) == ("not-rated", Confidence.LOW)
    assert made.value is not None


def test_coverage_counts_checks_that_found_something_to_judge() -> None:
    assert scored(passes=["consistency/x", "facts/x"]).coverage > scored().coverage


def test_a_dimension_in_which_hardly_anything_was_judged_is_not_printed() -> None:
    one = scored(passes=["provenance/no-author"]).dimensions["provenance"]
    two = scored(passes=["provenance/no-author", "provenance/no-date"]).dimensions["provenance"]
    assert (one.printed, two.printed) == (False, True)


@pytest.mark.parametrize(("points", "band"), [(100, "few-concerns"), (0, "review-first")])
def test_bands_come_from_the_data(points: int, band: str) -> None:
    assert SCALE.band(points) == band


def test_no_genre_is_called_validated_without_outside_ratings() -> None:
    assert scored().validated is False


# For any findings

RULES = [
    "promotion/cure",
    "disclosure/late",
    "disclosure/missing",
    "citation/dangling",
    "facts/wrong-date",
    "provenance/no-date",
]
ANY_FINDING = st.builds(
    finding,
    st.sampled_from(RULES),
    st.sampled_from(list(Severity)),
    confidence=st.sampled_from(list(Confidence)),
    fingerprint=st.text("abc", min_size=1, max_size=3),
)


@given(st.lists(ANY_FINDING, max_size=12), st.lists(st.sampled_from(RULES), max_size=6), ANY_FINDING)
def test_one_more_finding_never_raises_the_score(
    findings: list[Finding], passes: list[str], more: Finding
) -> None:
    assert value(scored(*findings, more, passes=passes)) <= value(scored(*findings, passes=passes))


@given(st.lists(ANY_FINDING, max_size=12), st.lists(st.sampled_from(RULES), max_size=6))
def test_a_score_is_between_0_and_100_and_its_order_of_findings_is_of_no_account(
    findings: list[Finding], passes: list[str]
) -> None:
    made = scored(*findings, passes=passes)
    assert 0 <= value(made) <= 100
    assert value(scored(*findings[::-1], passes=passes[::-1])) == value(made)
