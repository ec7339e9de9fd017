"""Rule folders at the door: every fault of every file at once, each with file and line."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from credaudit import comparers, rulebook
from credaudit.errors import RuleBookError
from credaudit.model import Confidence, Severity
from credaudit.pipeline import checks, load_library
from credaudit.rulebook.loading import compile_pattern, load_folders

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
id: house/shout
title: Shouting
severity: note
confidence: medium
since: "0.1"
phrases: [act now]
message: "“{match}” shouts. Say it plainly."
why: Shouting is no reason to act.
fix: Say what there is to gain.
examples:
  flag: ["You must [[act now]].", "Do [[act now]], please."]
  clear: ["Act nowhere.", "The act was new."]
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), "utf-8")
    return path


def faults(folder: Path) -> list[str]:
    with pytest.raises(RuleBookError) as caught:
        load_folders([folder], frozenset(checks()))
    return [fault.replace(str(folder), "@") for fault in caught.value.faults]


def test_a_rule_file_becomes_a_rule(tmp_path: Path) -> None:
    write(tmp_path, "house/shout.yaml", GOOD)
    rule = load_folders([tmp_path], frozenset()).rules["house/shout"]
    assert (rule.severity, rule.confidence, rule.phrases) == (Severity.NOTE, Confidence.MEDIUM, ("act now",))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "id: house/shout",
            "id: house/cry",
            "@/house/shout.yaml:1: id is “house/cry”, its path says “house/shout”",
        ),
        (
            "severity: note",
            "severity: grave",
            "@/house/shout.yaml:3: severity: input should be 'note', 'warning' or 'error'",
        ),
        ("since:", "sincex:", "@/house/shout.yaml:5: sincex: unexpected keyword argument"),
        (
            "phrases: [act now]",
            "phrases: ['{act now']",
            "@/house/shout.yaml:6: unbalanced brace in “{act now”",
        ),
        (
            "phrases: [act now]",
            "patterns: ['act (?=now)']\nwhen: [act]",
            "house/shout: pattern “act (?=now)”: not a pattern RE2 accepts",
        ),
        ("phrases: [act now]", "patterns: [act]", "@/house/shout.yaml:6: `patterns` need `when`"),
        ("phrases: [act now]", "patterns: ['{{nouns}}']\nwhen: [act]", "house/shout: no lexicon “nouns”"),
        (
            "phrases: [act now]",
            "check: citation.nothing",
            "@/house/shout.yaml:6: no check named “citation.nothing”",
        ),
        ("phrases: [act now]\n", "", "@/house/shout.yaml:1: a rule needs `phrases`, `patterns` or a `check`"),
        (
            "phrases: [act now]",
            "phrases: [act now]\nunless: [denied]",
            "@/house/shout.yaml:7: no guard “denied”",
        ),
        ("phrases: [act now]", "phrases: ['']", "@/house/shout.yaml:6: "),
        ("examples:", "colour: red\nexamples:", "@/house/shout.yaml:10: colour: unexpected keyword argument"),
        (
            "message:",
            "message: [a]\nmessage2:",
            "@/house/shout.yaml:7: message: input should be a valid string",
        ),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    write(tmp_path, "house/shout.yaml", GOOD.replace(old, new))
    assert any(told.startswith(fault) for told in faults(tmp_path)), faults(tmp_path)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        "house/one.yaml",
        GOOD.replace("severity: note", "severity: grave").replace("since", "sincex"),
    )
    write(tmp_path, "house/two.yaml", "- a list\n")
    write(tmp_path, "lexicons/three.yaml", "id: three\nabout: x\nwords: ['{a']\n")
    told = faults(tmp_path)
    assert {line.split(":")[0] for line in told} == {
        "@/house/one.yaml",
        "@/house/two.yaml",
        "@/lexicons/three.yaml",
    }


def test_a_folder_that_is_none_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RuleBookError, match="none: not a folder"):
        load_folders([tmp_path / "none"], frozenset())


def test_a_users_rule_is_added_to_ours(tmp_path: Path) -> None:
    write(tmp_path, "house/shout.yaml", GOOD)
    rules = load_library((tmp_path,)).rulebook.rules
    assert "house/shout" in rules
    assert len(rules) > len(load_library().rulebook.rules) // 2


def test_a_users_rule_of_the_same_id_takes_the_place_of_ours(tmp_path: Path) -> None:
    write(tmp_path, "promotion/breakthrough.yaml", GOOD.replace("house/shout", "promotion/breakthrough"))
    assert load_library((tmp_path,)).rulebook.rules["promotion/breakthrough"].title == "Shouting"


def test_the_digest_tells_rule_books_apart(tmp_path: Path) -> None:
    write(tmp_path, "house/shout.yaml", GOOD)
    ours, theirs = load_library().rulebook.digest, load_library((tmp_path,)).rulebook.digest
    assert ours.startswith("sha256:")
    assert ours != theirs
    assert ours == load_library().rulebook.digest


def test_a_pattern_takes_the_words_of_a_lexicon() -> None:
    pattern = compile_pattern(r"{{drug}} (?P<mark>cures)", {"drug": ("ketamine", "{S-,}ketamine spray")})
    match = pattern.search(b"s-ketamine spray cures")
    assert match is not None
    assert match.group(pattern.groupindex[b"mark"]) == b"cures"


def test_the_shipped_rules_load_without_fault() -> None:
    assert rulebook.load(checks=frozenset(checks()) | frozenset(comparers.names())).rules
