"""Speed: per document, at start, over long texts, by stage; beside proselint in the same run. CPU time, one process."""

from __future__ import annotations

import compileall
import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import texts
from benchmarks.tables import table
from credaudit import readers
from credaudit.model import Document, Source
from credaudit.pipeline import PHRASES, Auditor, Judged, Options, checks, make_report
from credaudit.reading import Reading
from credaudit.reports import View, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCUMENTS = 300
WARM_UP = 25
STARTS = 7
PAGES = 60
LENGTHS = (1, 2, 4, 8, 16, 64, 256, 1280)
"""Multiples of 4 KB; the last is 5 MB."""
LINK = "import sys; sys.path.insert(0, sys.argv.pop(1)); from credaudit.cli import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process cost."""

    seconds: float
    """User and system CPU time."""
    megabytes: float
    """Peak resident memory."""


LAUNCH = """\
import os, resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdin=-3, stdout=-3, stderr=-3)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""A small parent: Linux counts the memory of the process that starts a program as the program's own."""


def cost(command: Sequence[str]) -> Cost:
    """Run a command to its end, its output thrown away, and return what it cost; findings (1) are no failure."""
    launcher = [sys.executable, "-I", "-S", "-c", LAUNCH, *command]
    told = subprocess.run(launcher, check=True, capture_output=True, text=True).stdout.split()
    assert told[0] in {"0", "1"}, f"{command} ended with {told[0]}"
    return Cost(seconds=float(told[1]), megabytes=int(told[2]) / 1024)


def median(command: Sequence[str]) -> Cost:
    """Return the median of STARTS runs after one that warms the caches."""
    cost(command)
    runs = [cost(command) for _ in range(STARTS)]
    return Cost(
        seconds=statistics.median(run.seconds for run in runs), megabytes=max(run.megabytes for run in runs)
    )


@contextmanager
def shipped() -> Iterator[list[str]]:
    """Give the command of the package as a wheel installs it: rules as one JSON file, bytecode compiled."""
    root = Path(__file__).parent.parent
    with tempfile.TemporaryDirectory(prefix="credaudit-bench-") as folder:
        if importlib.util.find_spec("hatchling") is None:
            yield [sys.executable, "-P", "-c", LINK, str(root / "src")]
            return
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(build, cwd=root, check=True, capture_output=True)
        (wheel,) = Path(folder).glob("*.whl")
        installed = Path(folder) / "installed"
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(installed)
        compileall.compile_dir(installed, quiet=2)
        yield [sys.executable, "-P", "-c", LINK, str(installed)]


@contextmanager
def files(given: Sequence[str], suffix: str = ".txt") -> Iterator[Path]:
    """Give a folder that holds the texts as files."""
    with tempfile.TemporaryDirectory(prefix="credaudit-bench-") as folder:
        for number, text in enumerate(given):
            (Path(folder) / f"{number:04}{suffix}").write_text(text, "utf-8")
        yield Path(folder)


def seconds(auditor: Auditor, sources: Sequence[Source]) -> float:
    """Return the CPU time of auditing the sources one by one, JSON report included."""
    render = find("json").render
    start = time.process_time()
    for source in sources:
        outcome = auditor.judge(source)
        assert isinstance(outcome, Judged), outcome
        render(make_report(auditor, [outcome]), View())
    return time.process_time() - start


def _sources(given: Sequence[str], suffix: str) -> list[Source]:
    return [
        Source(uri=f"{number}{suffix}", name=f"{number}{suffix}", data=text.encode())
        for number, text in enumerate(given)
    ]


def run() -> None:
    """Print the tables."""
    name, given = texts.articles(DOCUMENTS + WARM_UP)
    print(f"{len(given) - WARM_UP} documents ({name}), median {_middle(given):,} bytes\n")
    auditor = Auditor(Options(debug=True))
    seconds(auditor, _sources(given[:WARM_UP], ".txt"))
    _marginal(auditor, given[WARM_UP:])
    _processes(given[WARM_UP:])
    _growth(auditor, given)
    _stages(auditor, given[WARM_UP:])


def _middle(given: Sequence[str]) -> int:
    return int(statistics.median(len(text.encode()) for text in given))


def _marginal(auditor: Auditor, given: Sequence[str]) -> None:
    spent = seconds(auditor, _sources(given, ".txt"))
    size = sum(len(text.encode()) for text in given)
    pages = [texts.page(text) for text in given[:PAGES]]
    seconds(auditor, _sources(pages[:5], ".html"))
    on_pages = seconds(auditor, _sources(pages, ".html"))
    rows = [
        ("one more document, 4 KB of text", f"{1000 * spent * texts.SIZE / size:.2f} ms", "4 ms"),
        (f"web page of {_middle(pages) / 1000:.0f} KB", f"{1000 * on_pages / len(pages):.2f} ms", "8 ms"),
    ]
    print(table(("in one process, CPU", "measured", "target"), rows), "\n")


def _processes(given: Sequence[str]) -> None:
    """Compare whole commands: start with one document, and what each further document adds."""
    with files(given[:1]) as one, files(given) as many, shipped() as program:
        rows = [_beside("credaudit", [*program, "audit", "--format", "json"], one, many, len(given))]
        if importlib.util.find_spec("proselint"):
            prose = str(Path(sys.executable).with_name("proselint"))
            rows.append(_beside("proselint", [prose, "check"], one, many, len(given)))
        else:
            rows.append(("proselint (not installed)", "–", "–", "–", "–"))
    head = (
        "command",
        "start and 1 document",
        "each further one",
        f"memory, 1 ({len(given)}) documents",
        "targets",
    )
    print(table(head, rows), "\n")


def _beside(name: str, command: list[str], one: Path, many: Path, count: int) -> tuple[str, ...]:
    first, all_of_them = median([*command, str(one / "0000.txt")]), cost([*command, str(many)])
    further = 1000 * (all_of_them.seconds - first.seconds) / (count - 1)
    memory = f"{first.megabytes:.0f} ({all_of_them.megabytes:.0f}) MB"
    target = "0.40 s, 4 ms, 150 MB" if name == "credaudit" else ""
    return name, f"{first.seconds:.2f} s", f"{further:.2f} ms", memory, target


def _growth(auditor: Auditor, given: Sequence[str]) -> None:
    """Measure one ever longer text, made of different ones."""
    whole = "\n\n".join(given)
    whole *= 1 + LENGTHS[-1] * texts.SIZE // len(whole)
    rows = []
    once = 0.0
    for times in LENGTHS:
        repeats = max(1, 64 // times)
        sources = [
            Source(uri="long.txt", name="long.txt", data=whole[start : start + times * texts.SIZE].encode())
            for start in (number * texts.SIZE for number in range(repeats))
        ]
        spent = seconds(auditor, sources) / repeats
        once = once or spent
        rows.append(
            (f"{times * texts.SIZE / 1000:,.0f} KB", f"{1000 * spent:,.1f}", f"{spent / once / times:.2f}")
        )
    print(table(("length", "ms", "per KB, against 4 KB (target: at most 1.25)"), rows), "\n")


PARTS = (
    "sentences",
    "byline",
    "language",
    "statements",
    "genre",
    "zones",
    "citations",
    "mentions",
    "claims",
    "parties",
)


def _stages(auditor: Auditor, given: Sequence[str]) -> None:
    """Time the parts of an audit one after another; what a part needs and nobody asked for before is counted there."""
    spent: dict[str, float] = defaultdict(float)
    sources = _sources(given, ".txt")
    start = time.process_time()
    outcomes = [auditor.judge(source) for source in sources]
    whole = time.process_time() - start
    for source, outcome in zip(sources, outcomes, strict=True):
        assert isinstance(outcome, Judged)
        _clock(spent, _steps(auditor, source, outcome))
    report = spent.pop("report as JSON")
    spent["fingerprints, score and the rest"] = whole - sum(spent.values())
    spent["report as JSON"] = report
    rows = [
        (name, f"{1000 * value / len(given):.3f}", f"{value / sum(spent.values()):.0%}")
        for name, value in sorted(spent.items(), key=lambda item: -item[1])
    ]
    print(table(("stage", "ms per document", "share"), rows), "\n")


def _clock(spent: dict[str, float], steps: Iterator[str]) -> None:
    """Add to each name what it took to come to it."""
    start = time.process_time()
    for name in steps:
        now = time.process_time()
        spent[name] += now - start
        start = time.process_time()


def _steps(auditor: Auditor, source: Source, outcome: Judged) -> Iterator[str]:
    document = readers.read(source, auditor.library.words)
    assert isinstance(document, Document)
    yield "reader"
    reading = Reading(document, auditor.library)
    assert reading.folded is not None
    yield "reading: folding"
    assert reading.hits("") == []
    yield "reading: all phrases"
    for part in PARTS:
        getattr(reading, part)
        yield f"reading: {part}"
    for rule in auditor.document_rules:
        for _ in checks()[rule.check or PHRASES](reading, rule):
            pass
        yield f"rules: {rule.family}"
    find("json").render(make_report(auditor, [outcome]), View())
    yield "report as JSON"
