"""`credaudit audit`."""

from __future__ import annotations

import sys
from typing import Any

import click

from credaudit.cli.options import emit, run, shared


@click.command("audit")
@shared
@click.option("--format", "format_name", default="terminal", metavar="NAME", help="terminal, json or jsonl.")
def command(format_name: str, **given: Any) -> None:  # noqa: ANN401 (click's options)
    """Audit files, folders or - (standard input) and print a report; findings never fail it.

    Example: credaudit audit articles/ --output report.json
    """
    from credaudit.gate import exit_code  # noqa: PLC0415 (--help does without)

    report = run(given)
    emit(report, format_name, given)
    sys.exit(exit_code(report, None))
