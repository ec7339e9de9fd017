"""Every rule by its own examples, and what every rule file must have."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from credaudit import comparers
from credaudit.model import Confidence, Finding, Severity
from credaudit.pipeline import PHRASES, checks
from credaudit.rulebook import builtin_folder
from credaudit.rulebook.loading import NOT_RULES
from credaudit.rulebook.rule import Example
from credaudit.selftest import found_by, read_example, run_rule, unmark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from credaudit.reading import Reading
    from credaudit.reading.library import Library
    from credaudit.rulebook import Rule

FOLDER = builtin_folder()
IDS = sorted(
    path.relative_to(FOLDER).with_suffix("").as_posix()
    for path in FOLDER.rglob("*.yaml")
    if path.parent != FOLDER and path.relative_to(FOLDER).parts[0] not in NOT_RULES
)
each_rule = pytest.mark.parametrize("rule", IDS, indirect=True)

# Other programs select on these (contract, section 2).
FIXED = {
    "disclosure/missing",
    "disclosure/late",
    "disclosure/contradicted",
    "disclosure/undisclosed-link",
    "citation/unsupported-claim",
    "citation/dangling",
    "citation/unused-reference",
    "citation/broken-identifier",
    "citation/future",
    "citation/no-reference-list",
    "facts/wrong-substance",
}
FAMILIES = {
    "promotion",
    "disclosure",
    "citation",
    "facts",
    "studies",
    "consistency",
    "provenance",
    "safety",
    "text",
}
# The subject of a message is the text or the record, never a person's conduct or intent (contract, section 4).
UNFAIR = re.compile(
    r"undisclosed|undeclared|hidden|conceal|failed to|\badmit|\bfalse|mislead|decepti|\bfakes?\b|fraud|dishonest|violat"
    r"|breach|illegal",
    re.IGNORECASE,
)
SHORTEST, LONGEST_TEMPLATE, LONGEST_MESSAGE = 20, 150, 240


@pytest.fixture
def rule(request: pytest.FixtureRequest, library: Library) -> Rule:
    """Return one rule by its id."""
    return library.rulebook.rules[request.param]


def texts(rule: Rule, kind: str) -> list[Example]:
    given = getattr(rule.examples, kind)
    return [one if isinstance(one, Example) else Example(text=one) for one in given]


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@each_rule
def test_a_rule_flags_its_marked_words_and_leaves_its_look_alikes_alone(rule: Rule, library: Library) -> None:
    assert [str(failure) for failure in run_rule(rule, library)] == []


@each_rule
def test_a_rule_has_two_examples_of_each_kind(rule: Rule) -> None:
    kinds = {kind: len({one.text for one in texts(rule, kind)}) for kind in ("flag", "clear")}
    assert min(kinds.values()) >= 2, kinds


@each_rule
def test_a_rule_says_why_and_what_to_do(rule: Rule) -> None:
    assert all(len(told.split()) >= 3 and told.endswith((".", "?", ")")) for told in (rule.why, rule.fix))


@each_rule
def test_a_rule_above_note_rests_on_a_reference_that_can_be_looked_up(rule: Rule) -> None:
    assert rule.severity is Severity.NOTE or rule.references
    assert all(one.title and (one.doi or one.url or one.citation) for one in rule.references)
    assert all(re.fullmatch(r"10\.\d{4,9}/\S+", one.doi) for one in rule.references if one.doi)
    assert all(one.url.startswith("https://") for one in rule.references if one.url)


@each_rule
def test_a_rule_speaks_of_the_text_and_not_of_conduct(rule: Rule) -> None:
    assert UNFAIR.findall(f"{rule.title}\n{rule.message}") == []


@each_rule
def test_a_message_is_short(rule: Rule) -> None:
    spoken = re.sub(r"\{[^{}]*\}", "", rule.message)
    assert SHORTEST <= len(spoken) <= LONGEST_TEMPLATE, len(spoken)


@each_rule
def test_a_rule_names_the_version_it_came_with(rule: Rule) -> None:
    assert re.fullmatch(r"\d+\.\d+", rule.since)


@each_rule
def test_every_message_of_a_rule_is_filled_and_fair(rule: Rule, library: Library) -> None:
    for one in texts(rule, "flag"):
        text = unmark(one.text)[0]
        for found in of_one_document(rule, text, one, library):
            # Words of the document itself are its own affair.
            spoken = re.sub(r"“[^”]*”", "“”", found.message)
            assert not re.search(r"\{\w*\}|  |“”“|None\b", found.message), found.message
            assert UNFAIR.findall(spoken) == []
            assert len(found.message) <= LONGEST_MESSAGE, found.message


def of_one_document(rule: Rule, text: str, example: Example, library: Library) -> list[Finding]:
    if rule.check in comparers.names():
        return []
    got = found_by(rule, text, example, library)
    assert not isinstance(got, str), got
    return got


def test_every_fixed_id_exists(rule_ids: set[str]) -> None:
    assert rule_ids >= FIXED


def test_every_family_has_rules_and_there_is_no_other(rule_ids: set[str]) -> None:
    assert {name.partition("/")[0] for name in rule_ids} == FAMILIES


def test_a_third_of_the_rules_need_code(library: Library) -> None:
    rules = library.rulebook.rules.values()
    assert sum(bool(rule.check) for rule in rules) * 3 >= len(rules)


def test_every_check_is_used_by_a_rule(library: Library) -> None:
    named = {rule.check for rule in library.rulebook.rules.values()} | {"wording.phrases"}
    assert (set(checks()) | set(comparers.names())) - named == set()


def test_every_folder_of_rules_is_a_family() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert folders - set(NOT_RULES) == FAMILIES


def test_other_rules_over_clear_examples_are_reported(
    library: Library, record_property: Callable[[str, object], None]
) -> None:
    """Nothing fails here: a look-alike of one rule may be a case of another. The summary is for the reviewer."""
    crossed = list(crosstalk(library))
    record_property("crosstalk", crossed)


def crosstalk(library: Library) -> Iterator[str]:
    """Yield every warning of another rule, sure enough to be shown, in a text that some rule calls clear."""
    everyone = [
        rule
        for rule in library.rulebook.rules.values()
        if rule.check not in comparers.names() and rule.severity is not Severity.NOTE
    ]
    for owner in library.rulebook.rules.values():
        for one in texts(owner, "clear"):
            reading = read_example(unmark(one.text)[0], one, library)
            assert not isinstance(reading, str), reading
            for other in everyone:
                if other.id != owner.id:
                    for found in sure(reading, other):
                        yield f"{owner.id}: {other.id} “{found.place.quote}”"


def sure(reading: Reading, rule: Rule) -> Iterator[Finding]:
    for one in checks()[rule.check or PHRASES](reading, rule):
        if isinstance(one, Finding) and one.zone is None and one.confidence is not Confidence.LOW:
            yield one


def test_no_rule_file_lies_outside_a_folder() -> None:
    assert [path.name for path in Path(FOLDER).glob("*.yaml")] == ["scoring.yaml"]
