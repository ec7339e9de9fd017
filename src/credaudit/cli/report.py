"""`credaudit report`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from credaudit.cli.options import emit
from credaudit.errors import UsageError


@click.command("report")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_name", default="terminal", metavar="NAME", help="terminal, json, jsonl or compact."
)
@click.option(
    "--output", "outputs", multiple=True, metavar="[FORMAT:]FILE", help="Write a report to a file as well."
)
@click.option("--all", "everything", is_flag=True, help="Show every finding.")
@click.option("--no-persons", is_flag=True, help="Replace personal names by roles.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour on the terminal."
)
def command(file: Path, format_name: str, **given: Any) -> None:  # noqa: ANN401 (click's options)
    """Render FILE, a report that `audit --format json` wrote, in another format.

    Example: credaudit report report.json --format compact
    """
    from credaudit.reports.json import parse  # noqa: PLC0415 (--help does without)

    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8 text'})"
        raise UsageError(message) from error
    try:
        saved = parse(text)
    except UsageError as error:
        message = f"{file}: {error}"
        raise UsageError(message) from error
    emit(saved, format_name, {"sources": (str(file),), **given})
