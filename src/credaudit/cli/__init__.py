"""The command line: parse, call, print, exit. Errors are caught here and nowhere else."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from credaudit import __version__
from credaudit.errors import CredauditError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

COMMANDS = {
    "audit": "Audit sources and print a report for a reader.",
    "check": "Audit sources and fail on grave findings (for CI).",
    "report": "Render a saved JSON report in another format.",
    "extract": "Print the text and blocks that an audit reads.",
    "rules": "List, explain and test the rules, or start a new one.",
    "facts": "List, explain and search the knowledge base.",
}
INTERRUPTED = 130
TERMINATED = 143


class LazyGroup(click.Group):
    """A group whose commands are imported when called, so that `--help` costs no more than click."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"credaudit.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Add what was probably meant to click's message about an unknown command."""
        name = args[0] if args else ""
        if name not in COMMANDS:
            from difflib import get_close_matches  # noqa: PLC0415 (only for a typo)

            close = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean “{close[0]}”?" if close else ""
            ctx.fail(f"No command “{name}”.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's signature)
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="credaudit")
def credaudit() -> None:
    """Audit documents for source credibility and conflicts of interest, offline.

    Example: credaudit audit articles/
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; no traceback reaches a user unless --debug is given."""
    debug = "--debug" in (sys.argv if arguments is None else arguments)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        code: Any = credaudit.main(args=arguments, prog_name="credaudit", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as error:
        _say(error.format_message())
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone; nothing is left to tell. Python must not complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except CredauditError as error:
        if debug:
            raise
        _say(str(error))
        sys.exit(error.exit_code)
    sys.exit(code if isinstance(code, int) else 0)


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(TERMINATED)


def _say(text: str) -> None:
    from credaudit.reports.escape import for_terminal  # noqa: PLC0415 (only for an error)

    for line in text.splitlines() or [""]:
        click.echo(f"credaudit: error: {for_terminal(line)}", err=True)
