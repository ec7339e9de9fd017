"""Options that several commands share, and the one way a command writes."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from credaudit.errors import OutputError, UsageError

if TYPE_CHECKING:
    from credaudit.model import Report
    from credaudit.pipeline import Options

Function = TypeVar("Function", bound=Callable[..., Any])
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LEVELS = click.Choice(["low", "medium", "high"])
SHARED = (
    click.argument("sources", nargs=-1, required=True, metavar="SOURCE..."),
    click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="[FORMAT:]FILE",
        help="Write a report to a file as well.",
    ),
    click.option(
        "--rules",
        "rules",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="Add a folder of rules.",
    ),
    click.option("--select", multiple=True, metavar="ID-OR-FAMILY", help="Run these rules only."),
    click.option("--ignore", multiple=True, metavar="ID-OR-FAMILY", help="Leave these rules out."),
    click.option(
        "--min-confidence", type=LEVELS, default="low", help="Leave out findings less sure than this."
    ),
    click.option(
        "--genre", default="", metavar="NAME", help="Say what kind of text it is instead of guessing."
    ),
    click.option(
        "--as-of",
        default="",
        metavar="DATE",
        help="What “today” is (default: the knowledge base's own date).",
    ),
    click.option("--jobs", type=click.IntRange(1, 256), default=1, help="Worker processes."),
    click.option(
        "--stdin-filename", default="", metavar="NAME", help="File name of what comes on standard input."
    ),
    click.option("--all", "everything", is_flag=True, help="Show every finding, also of low confidence."),
    click.option("--no-persons", is_flag=True, help="Replace personal names by roles."),
    click.option("--embed-text", is_flag=True, help="Put each document's text into the JSON."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour on the terminal.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress."),
    click.option("--debug", is_flag=True, help="Show a traceback when something breaks."),
)


def shared(function: Function) -> Function:
    """Add the options that every auditing command takes."""
    return reduce(lambda inner, option: option(inner), reversed(SHARED), function)


def run(given: dict[str, Any]) -> Report:
    """Audit what the shared options ask for."""
    from credaudit import pipeline  # noqa: PLC0415 (--help does without)
    from credaudit.model import Confidence  # noqa: PLC0415 (as above)

    with progress_bar(quiet=given["quiet"]) as progress:
        report = pipeline.audit(
            given["sources"],
            _options(given),
            stdin_name=given["stdin_filename"],
            progress=progress,
        )
    return pipeline.with_confidence(report, Confidence(given["min_confidence"]))


def _options(given: dict[str, Any]) -> Options:
    from credaudit.pipeline import Options  # noqa: PLC0415 (--help does without)

    if given["as_of"] and not DATE.fullmatch(given["as_of"]):
        message = f"--as-of {given['as_of']}: expected a date like 2026-11-20"
        raise UsageError(message)
    return Options(
        rules=tuple(given["rules"]),
        select=tuple(given["select"]),
        ignore=tuple(given["ignore"]),
        named=tuple(given.get("named", ())),
        genre=given["genre"],
        as_of=given["as_of"],
        embed_text=given["embed_text"],
        jobs=given["jobs"],
        debug=given["debug"],
    )


@contextlib.contextmanager
def progress_bar(*, quiet: bool) -> Any:  # noqa: ANN401 (a generator that contextlib turns into a manager)
    """Give a Progress that draws a bar on standard error, on a terminal only and only when it takes a while."""
    from credaudit.pipeline import Progress  # noqa: PLC0415 (--help does without)

    if quiet or not sys.stderr.isatty():
        yield Progress()
        return
    from credaudit.reports.terminal import progress  # noqa: PLC0415 (rich: 45 ms)

    with progress() as step:
        yield Progress(step=step)


def emit(report: Report, format_name: str, given: dict[str, Any]) -> None:
    """Write the report to standard output and to every --output file."""
    from credaudit.reports import View, find  # noqa: PLC0415 (--help does without)

    wanted = [_target(one) for one in given["outputs"]]
    formats = {name: find(name) for name in (format_name, *(name for name, _ in wanted))}
    view = View(
        everything=given["everything"],
        width=_width(),
        color=_color(given["color"]),
        persons=not given["no_persons"],
    )
    plain = View(everything=given["everything"], persons=not given["no_persons"])
    for name, path in wanted:
        write_file(path, formats[name].render(report, plain), given["sources"])
    _write_stdout(formats[format_name].render(report, view))
    if not report.documents and not any(one.kind == "error" for one in report.skipped):
        click.echo("credaudit: nothing to audit: no file that a reader takes was given", err=True)


def _write_stdout(text: str) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _target(given: str) -> tuple[str, Path]:
    from credaudit.reports import BY_SUFFIX, NAMES  # noqa: PLC0415 (--help does without)

    name, colon, file = given.partition(":")
    if colon and name in NAMES:
        return name, Path(file)
    path = Path(given)
    if path.suffix not in BY_SUFFIX:
        known = ", ".join(NAMES)
        message = f"--output {given}: no format for “{path.suffix or path.name}”; write FORMAT:FILE ({known})"
        raise UsageError(message)
    return BY_SUFFIX[path.suffix], path


def write_file(path: Path, text: str, inputs: tuple[str, ...]) -> None:
    """Write `text` atomically: to a temporary file beside `path`, flushed, then renamed. Raises OutputError."""
    if any(_holds(Path(one), path) for one in inputs):
        message = f"{path}: is one of the inputs and is not overwritten"
        raise OutputError(message)
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                temporary.chmod(0o644)
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        message = f"{path}: cannot be written ({(error.strerror or 'unknown reason').lower()})"
        raise OutputError(message) from error


def _holds(given: Path, path: Path) -> bool:
    """Say whether `path` is the input `given`, or a file in that folder which a reader takes."""
    from credaudit.readers import claims  # noqa: PLC0415 (--help does without)

    if not given.exists() or not path.exists():
        return False
    inside = given.is_dir() and path.resolve().is_relative_to(given.resolve())
    return given.samefile(path) or (inside and claims(path.name))


def _width() -> int:
    import shutil  # noqa: PLC0415 (--help does without)

    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 120)) if sys.stdout.isatty() else 80


def _color(wanted: str) -> bool:
    if wanted != "auto":
        return wanted == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
