"""`credaudit check`."""

from __future__ import annotations

import sys
from typing import Any

import click

from credaudit.cli.options import emit, run, shared


@click.command("check")
@shared
@click.option(
    "--format", "format_name", default="compact", metavar="NAME", help="compact, json, jsonl or terminal."
)
@click.option(
    "--fail-on",
    type=click.Choice(["note", "warning", "error", "never"]),
    default="error",
    help="Fail on findings this grave.",
)
@click.option(
    "--fail-on-rule", "rules_named", multiple=True, metavar="ID", help="Fail on any finding of this rule."
)
@click.option("--min-score", type=click.IntRange(0, 100), help="Fail on a document that scores less.")
def command(
    format_name: str,
    fail_on: str,
    rules_named: tuple[str, ...],
    min_score: int | None,
    **given: Any,  # noqa: ANN401 (click's options)
) -> None:
    """Audit sources, print one line a finding, and fail on what the gate minds.

    Example: credaudit check articles/ --fail-on warning
    """
    from credaudit.gate import Gate, decide, exit_code  # noqa: PLC0415 (--help does without)
    from credaudit.model import Severity  # noqa: PLC0415 (as above)

    gate = Gate(
        fail_on=None if fail_on == "never" else Severity(fail_on),
        fail_on_rules=rules_named,
        min_score=min_score,
    )
    report = run({**given, "named": rules_named})
    decision = decide(report, gate)
    emit(report, format_name, given)
    for uri in decision.low_scores:
        click.echo(f"{uri}: score below {min_score}", err=True)
    sys.exit(exit_code(report, decision))
