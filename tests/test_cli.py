"""The command line: what goes where, which code it ends with, and one clear line for every mistake."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

import jsonschema
import pytest

from benchmarks import fixtures
from credaudit import pipeline
from credaudit.cli import main
from credaudit.reports import schema

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from credaudit.model import Document
    from credaudit.reading.library import Library

CLEAN = "The library on the corner opens at nine and closes at six. " * 8 + "\n"
PRAISE = "Our groundbreaking drip is a miracle cure for every kind of pain you have. " * 6 + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Command(Protocol):
    """Runs `credaudit` in this process."""

    def __call__(self, *arguments: object, stdin: bytes = b"") -> Run:
        """Return how it ended."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder that is a repository's root."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def credaudit(
    folder: Path,  # noqa: ARG001 (the working folder)
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Command:
    """Return a function that runs the command line in this process; the shipped rules are loaded once."""
    load = pipeline.load_library
    monkeypatch.setattr(pipeline, "load_library", lambda folders=(): load(folders) if folders else library)

    def run(*arguments: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(one) for one in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Run(code=code, out=out.decode(), err=err.decode())

    return run


def start(
    *arguments: object, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `credaudit` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "credaudit", *map(str, arguments)],
        env={**os.environ, **(env or {})},
        cwd=cwd,
        capture_output=True,
        check=False,
    )


def one_line(run: Run) -> str:
    """Return the one line of an error, without its opening."""
    assert run.out == ""
    lines = run.err.splitlines()
    assert len(lines) == 1, run.err
    opening, found, line = lines[0].partition("credaudit: error: ")
    assert found
    assert opening == ""
    return line


# A mistake gets one line and code 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["audit", "a.txt", "--formt", "json"], "No such option '--formt'. Did you mean '--format'?"),
        (["adit", "a.txt"], "No command “adit”. Did you mean “audit”?"),
        (["audit"], "Missing argument 'SOURCE...'."),
        (["audit", "a.txt", "--format", "xml"], "no report format “xml”; there are"),
        (["audit", "a.txt", "--select", "promotion/brakthrough"], "no rule or family “promotion/brakthrough”; did you"),
        (["audit", "a.txt", "--ignore", "promotio"], "no rule or family “promotio”; did you mean “promotion”?"),
        (["audit", "a.txt", "--genre", "new"], "no genre “new”; did you mean “news”?"),
        (["audit", "a.txt", "--as-of", "yesterday"], "--as-of yesterday: expected a date like"),
        (["audit", "a.txt", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["audit", "a.txt", "--rules", "none"], "none: not a folder"),
        (["check", "a.txt", "--fail-on-rule", "promotion/brakthrough"], "no rule or family “promotion/brakthrough”"),
        (["check", "a.txt", "--fail-on", "grave"], "Invalid value for '--fail-on'"),
        (["audit", "a.txt", "--output", "report.doc"], "--output report.doc: no format for “.doc”"),
        (["audit", "a.txt", "--output", "none/report.json"], "none/report.json: cannot be written (no such file"),
        (["report", "none.json"], "none.json: cannot be read"),
        (["report", "a.txt"], "a.txt: not a credaudit JSON report"),
        (["rules", "show", "promotion/brakthrough"], "no rule or family “promotion/brakthrough”; did you mean"),
        (["rules", "new", "Promotion"], "“Promotion”: a rule id is family/name"),
        (["rules", "test", "nothing/here"], "no rule matches nothing/here"),
    ],
)  # fmt: skip
def test_a_typo_gets_one_line_and_code_2(
    credaudit: Command, folder: Path, arguments: Sequence[str], told: str
) -> None:
    (folder / "a.txt").write_text(CLEAN, "utf-8")
    run = credaudit(*arguments)
    assert run.code == 2
    assert one_line(run).startswith(told)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["audit", "--help"], ["rules", "--help"], ["rules", "test", "-h"]]
)
def test_help_ends_with_0(credaudit: Command, arguments: Sequence[str]) -> None:
    run = credaudit(*arguments)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("Usage: credaudit")


def test_no_command_shows_the_commands_and_ends_with_2(credaudit: Command) -> None:
    run = credaudit()
    assert run.code == 2
    assert "audit" in run.out + run.err


def test_a_broken_rule_file_is_told_with_every_fault_and_its_line(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(CLEAN, "utf-8")
    (folder / "mine" / "house").mkdir(parents=True)
    (folder / "mine" / "house" / "shout.yaml").write_text(
        "id: house/shut\ntitlex: x\nseverity: grave\n", "utf-8"
    )
    (folder / "mine" / "house" / "torn.yaml").write_text("id: [", "utf-8")
    run = credaudit("audit", "a.txt", "--rules", "mine")
    assert (run.code, run.out) == (2, "")
    lines = run.err.splitlines()
    assert all(re.match(r"credaudit: error: mine/house/(shout|torn)\.yaml:\d+: ", line) for line in lines), (
        run.err
    )
    told = "\n".join(lines)
    assert all(part in told for part in ("shut", "titlex", "'note', 'warning' or 'error'", "torn.yaml"))


# What cannot be audited is named, the rest is audited


def test_an_empty_folder_ends_with_3(credaudit: Command, folder: Path) -> None:
    (folder / "empty").mkdir()
    run = credaudit("audit", "empty")
    assert run.code == 3
    assert "nothing to audit" in (run.out + run.err).lower()


def test_a_folder_without_a_file_that_a_reader_takes_ends_with_3_and_counts_the_others(
    credaudit: Command, folder: Path
) -> None:
    (folder / "pictures").mkdir()
    for name in ("a.png", "b.png"):
        (folder / "pictures" / name).write_bytes(b"\x89PNG")
    run = credaudit("audit", "pictures", "--format", "json")
    (skipped,) = json.loads(run.out)["skipped"]
    assert (run.code, skipped["kind"]) == (3, "skipped")
    assert skipped["reason"].startswith("2 files")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("missing.txt", None, "no such file or folder"),
        ("program.txt", b"\x7fELF\x02\x01\x01" + bytes(200), "not text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "not text"),
        ("archive.md", b"PK\x03\x04" + bytes(200), "not text"),
        ("paper.html", b"%PDF-1.7\n" + bytes(200), "not text"),
        ("nothing.txt", b"", "an empty file"),
        ("blank.md", b" \n\n", "blanks only"),
    ],
)
def test_an_input_that_cannot_be_audited_is_named_and_the_rest_audited(
    credaudit: Command, folder: Path, name: str, data: bytes | None, reason: str
) -> None:
    (folder / "a.txt").write_text(CLEAN, "utf-8")
    if data is not None:
        (folder / name).write_bytes(data)
    run = credaudit("audit", name, "a.txt", "--format", "json")
    plain = json.loads(run.out)
    (skipped,) = plain["skipped"]
    assert (run.code, skipped["uri"], skipped["kind"], plain["incomplete"]) == (4, name, "error", True)
    assert reason in skipped["reason"]
    assert [one["uri"] for one in plain["documents"]] == ["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file_is_named(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(CLEAN, "utf-8")
    (folder / "a.txt").chmod(0)
    run = credaudit("audit", "a.txt", "--format", "json")
    assert run.code == 4
    assert json.loads(run.out)["skipped"][0]["reason"].startswith("not readable")


def test_a_file_that_refuses_to_open_is_named(
    credaudit: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for root: the system says no when the file is opened."""
    (folder / "a.txt").write_text(CLEAN, "utf-8")
    (folder / "b.txt").write_text(CLEAN, "utf-8")
    path = type(folder)
    opened = path.open

    def refuse(self: Path, *arguments: str, **options: str) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(path, "open", refuse)
    run = credaudit("audit", "a.txt", "b.txt", "--format", "json")
    plain = json.loads(run.out)
    assert (run.code, len(plain["documents"])) == (4, 1)
    assert plain["skipped"] == [
        {"uri": "a.txt", "reason": "not readable by this user (permission denied)", "kind": "error"}
    ]


def test_a_document_that_breaks_an_analyzer_costs_only_itself(
    credaudit: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(CLEAN, "utf-8")
    judge = pipeline.Auditor.judge_document

    def break_one(self: pipeline.Auditor, document: Document) -> pipeline.Judged:
        if document.uri == "a.txt":
            raise ZeroDivisionError
        return judge(self, document)

    monkeypatch.setattr(pipeline.Auditor, "judge_document", break_one)
    run = credaudit("audit", ".", "--format", "json")
    plain = json.loads(run.out)
    assert run.code == 4
    assert "ZeroDivisionError" in plain["skipped"][0]["reason"]
    assert [one["uri"] for one in plain["documents"]] == ["b.txt"]


@pytest.mark.parametrize("name", ["terminal", "json", "jsonl", "compact"])
def test_every_format_names_what_was_not_audited(credaudit: Command, folder: Path, name: str) -> None:
    (folder / "a.txt").write_text(CLEAN, "utf-8")
    run = credaudit("audit", "a.txt", "missing.txt", "--format", name)
    assert run.code == 4
    assert "missing.txt" in run.out


def test_links_and_hidden_files_of_a_folder_are_left_out(credaudit: Command, folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(CLEAN, "utf-8")
    (folder / "in" / ".b.txt").write_text(CLEAN, "utf-8")
    (folder / "in" / "c.txt").symlink_to(folder / "in" / "a.txt")
    (folder / "in" / "loop").symlink_to(folder / "in")
    plain = json.loads(credaudit("audit", "in", "--format", "json").out)
    assert [one["uri"] for one in plain["documents"]] == ["in/a.txt"]


# Output


def test_the_json_report_validates_and_is_the_only_thing_on_standard_output(
    credaudit: Command, folder: Path
) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    run = credaudit("audit", "a.txt", "--format", "json")
    jsonschema.validate(json.loads(run.out), schema.build())
    assert (run.code, run.err) == (0, "")


def test_json_lines_are_one_object_a_line_and_a_run_line(credaudit: Command, folder: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (folder / name).write_text(PRAISE, "utf-8")
    lines = [
        json.loads(line)
        for line in credaudit("audit", ".", "missing.md", "--format", "jsonl").out.splitlines()
    ]
    assert [(one["type"], one.get("uri")) for one in lines] == [
        ("document", "a.txt"),
        ("document", "b.txt"),
        ("skipped", "missing.md"),
        ("run", None),
    ]


def test_output_files_take_their_format_from_the_suffix_or_the_name_before_the_colon(
    credaudit: Command, folder: Path
) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    run = credaudit(
        "audit", "a.txt", "--output", "one.json", "--output", "compact:two.log", "--output", "three.jsonl"
    )
    assert run.code == 0
    assert json.loads((folder / "one.json").read_text("utf-8"))["schema_version"] == "1"
    assert "promotion/breakthrough" in (folder / "two.log").read_text("utf-8")
    assert len((folder / "three.jsonl").read_text("utf-8").splitlines()) == 2
    assert "LOOK FIRST" in run.out


def test_an_input_is_never_overwritten(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    (folder / "same.txt").hardlink_to(folder / "a.txt")
    for target in ("a.txt", "./a.txt", "same.txt"):
        run = credaudit("audit", "a.txt", "--output", target)
        assert run.code == 2
        assert "is one of the inputs" in one_line(run)
    assert (folder / "a.txt").read_text("utf-8") == PRAISE


def test_a_document_of_a_folder_under_audit_is_never_overwritten(credaudit: Command, folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(PRAISE, "utf-8")
    run = credaudit("audit", "in", "--output", "in/a.txt")
    assert (folder / "in" / "a.txt").read_text("utf-8") == PRAISE
    assert run.code == 2


def test_a_report_is_written_whole_or_not_at_all(
    credaudit: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    (folder / "report.json").write_text("the report of last week", "utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    run = credaudit("audit", "a.txt", "--output", "report.json")
    assert run.code == 2
    assert "cannot be written (no space left on device)" in one_line(run)
    assert (folder / "report.json").read_text("utf-8") == "the report of last week"
    assert sorted(path.name for path in folder.iterdir()) == [".git", "a.txt", "report.json"]


def test_a_saved_report_renders_as_the_audit_did(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    shown = credaudit("audit", "a.txt", "--output", "report.json")
    assert credaudit("report", "report.json").out == shown.out
    assert credaudit("report", "report.json", "--format", "json").out == (folder / "report.json").read_text(
        "utf-8"
    )


def test_the_text_that_extract_prints_is_what_offsets_refer_to(credaudit: Command, folder: Path) -> None:
    (folder / "a.html").write_text(f"<title>T</title><p>é <b>{PRAISE}</b></p><script>x</script>", "utf-8")
    text = credaudit("extract", "a.html").out
    findings = json.loads(credaudit("audit", "a.html", "--format", "json").out)["documents"][0]["findings"]
    assert findings
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in findings)


def test_extract_takes_one_document(credaudit: Command, folder: Path) -> None:
    assert credaudit("extract", "missing.txt").code == 4
    (folder / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / "in" / name).write_text(CLEAN, "utf-8")
    assert credaudit("extract", "in").code == 2


# Standard input


@pytest.mark.parametrize(
    ("name", "media_type"), [("page.html", "text/html"), ("page.md", "text/markdown"), ("", "text/plain")]
)
def test_standard_input_is_read_as_the_named_kind_of_file(
    credaudit: Command, name: str, media_type: str
) -> None:
    named = ["--stdin-filename", name] if name else []
    run = credaudit("audit", "-", *named, "--format", "json", stdin=PRAISE.encode())
    (document,) = json.loads(run.out)["documents"]
    assert (document["uri"], document["media_type"]) == (name or "<stdin>", media_type)


# The gate


def codes(credaudit: Command, *arguments: str) -> int:
    return credaudit("check", "a.txt", *arguments).code


def test_check_fails_on_findings_as_grave_as_it_was_told(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    ended = {name: codes(credaudit, "--fail-on", name) for name in ("never", "error", "warning", "note")}
    assert ended == {"never": 0, "error": 0, "warning": 1, "note": 1}


def test_an_absence_fails_only_by_its_name(credaudit: Command, folder: Path) -> None:
    (folder / "a.html").write_text(
        f"<!doctype html><title>T</title><body><h1>T</h1><p>{CLEAN}</p></body>", "utf-8"
    )
    run = partial(credaudit, "check", "a.html")
    rules = {
        one["rule"]
        for one in json.loads(run("--format", "json").out)["documents"][0]["findings"]
        if one["zone"]
    }
    absent = min(rules)
    assert run("--fail-on", "note", "--select", absent).code == 0
    assert run("--fail-on-rule", absent).code == 1


def test_check_fails_on_a_named_rule_whatever_its_severity(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    assert codes(credaudit, "--fail-on", "never", "--fail-on-rule", "promotion/breakthrough") == 1
    assert codes(credaudit, "--fail-on", "never", "--fail-on-rule", "promotion/countdown") == 0


def test_check_fails_on_a_low_score_and_not_on_an_abstaining_one(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    assert codes(credaudit, "--fail-on", "never", "--min-score", "100") == 1
    (folder / "a.txt").write_text("Too short.", "utf-8")
    assert codes(credaudit, "--fail-on", "never", "--min-score", "100") == 0


def test_a_failing_gate_comes_before_an_unreadable_source(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    assert credaudit("check", "a.txt", "missing.txt", "--fail-on", "warning").code == 1
    assert credaudit("check", "a.txt", "missing.txt", "--fail-on", "never").code == 4


def test_the_format_never_changes_the_exit_code(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    formats = ("compact", "json", "jsonl", "terminal")
    assert {codes(credaudit, "--fail-on", "warning", "--format", name) for name in formats} == {1}


def test_findings_never_fail_an_audit(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    assert credaudit("audit", "a.txt").code == 0


def test_a_check_prints_one_line_a_finding(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    *lines, last = credaudit("check", "a.txt", "--select", "promotion").out.splitlines()
    assert lines
    assert all(re.match(r"a\.txt:\d+:\d+: (note|warning|error) promotion/[a-z-]+ \S", line) for line in lines)
    assert last.startswith("1 audited, 0 not;")


# Selecting


def test_select_and_ignore_name_rules_or_families(credaudit: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")

    def rules(*arguments: str) -> set[str]:
        (document,) = json.loads(credaudit("audit", "a.txt", "--format", "json", *arguments).out)["documents"]
        return {one["rule"] for one in document["findings"]}

    assert rules("--select", "promotion/breakthrough") == {"promotion/breakthrough"}
    assert {rule.partition("/")[0] for rule in rules("--select", "promotion")} == {"promotion"}
    assert not any(rule.startswith("promotion/") for rule in rules("--ignore", "promotion"))


def test_the_rule_book_can_be_listed_shown_and_tested(credaudit: Command, rule_ids: set[str]) -> None:
    listed = {line.split()[0] for line in credaudit("rules", "list").out.splitlines()}
    assert listed >= rule_ids
    assert "10.1136/bmj.h6467" in credaudit("rules", "show", "promotion/breakthrough").out
    assert credaudit("rules", "test", "promotion/breakthrough").code == 0


def test_a_new_rule_passes_its_own_skeleton(credaudit: Command, folder: Path) -> None:
    assert credaudit("rules", "new", "promotion/miracle", "--folder", "mine").code == 0
    assert (folder / "mine" / "promotion" / "miracle.yaml").is_file()
    assert credaudit("rules", "test", "promotion/miracle", "--rules", "mine").code == 0
    assert credaudit("rules", "new", "promotion/miracle", "--folder", "mine").code == 2


# The terminal


def test_the_terminal_report_fits_80_columns_and_draws_nothing(credaudit: Command) -> None:
    run = credaudit("audit", fixtures.FOLDER, "--all")
    assert [line for line in run.out.splitlines() if len(line) > 80] == []
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]", run.out
    )


@pytest.mark.parametrize(
    "name",
    ["blog-physician-officer-late.html", "shop-hidden-characters.html", "clinic-ketamine-approved.html"],
)
def test_the_terminal_report_on_one_source_fits_80_columns(credaudit: Command, name: str) -> None:
    run = credaudit("audit", fixtures.FOLDER / name)
    assert [line for line in run.out.splitlines() if len(line) > 80] == []


def test_colour_comes_only_when_asked_for(
    credaudit: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text(PRAISE, "utf-8")
    assert "\x1b[" not in credaudit("audit", "a.txt").out
    assert "\x1b[" in credaudit("audit", "a.txt", "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in credaudit("audit", "a.txt").out


def test_names_of_persons_can_be_left_out(credaudit: Command) -> None:
    path = fixtures.FOLDER / "blog-physician-officer-late.html"
    plain = json.loads(credaudit("audit", path, "--format", "json", "--no-persons").out)
    (document,) = plain["documents"]
    assert document["authors"] == []
    assert not any("Quaile" in one["message"] for one in document["findings"] if "Quaile" not in one["quote"])


# Bytes


def test_the_report_is_the_same_bytes_for_any_jobs_order_and_hash_seed(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(f"Number {number}. {PRAISE}{CLEAN}", "utf-8")
    (tmp_path / ".git").mkdir()
    names = sorted(path.name for path in tmp_path.glob("*.txt"))
    runs = [
        start(
            "audit",
            *order,
            "--format",
            "json",
            "--jobs",
            jobs,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            cwd=tmp_path,
        )
        for order, jobs, seed, zone in (
            (names, 1, "0", "UTC"),
            (names[::-1], 2, "77", "Asia/Tokyo"),
            (["."], 1, "random", "UTC"),
        )
    ]
    assert [run.returncode for run in runs] == [0, 0, 0], runs[0].stderr
    assert len({run.stdout for run in runs}) == 1


def test_the_working_folder_does_not_change_the_report(
    credaudit: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(PRAISE, "utf-8")
    above = credaudit("audit", "in/a.txt", "--format", "json").out
    monkeypatch.chdir(folder / "in")
    assert credaudit("audit", "a.txt", "--format", "json").out == above


def test_a_reader_that_has_gone_is_no_error(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(PRAISE * 20, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "credaudit", "audit", tmp_path, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0
    process.stderr.close()
