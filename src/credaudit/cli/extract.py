"""`credaudit extract`."""

from __future__ import annotations

import json
import sys

import click

from credaudit.errors import UsageError


@click.command("extract")
@click.argument("source")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json adds blocks, links and zones.",
)
@click.option(
    "--stdin-filename", default="", metavar="NAME", help="File name of what comes on standard input."
)
def command(source: str, format_name: str, stdin_filename: str) -> None:
    """Print the text that every offset refers to, exactly.

    Example: credaudit extract page.html --format json
    """
    from credaudit import pipeline, readers, sources  # noqa: PLC0415 (--help does without)
    from credaudit.model import Skipped  # noqa: PLC0415 (as above)

    library = pipeline.load_library()
    found = list(pipeline.gathered((source,), stdin_filename))
    if len(found) != 1:
        message = f"{source}: extract takes one document"
        raise UsageError(message)
    opened = sources.open_found(found[0]) if isinstance(found[0], sources.Found) else found[0]
    document = opened if isinstance(opened, Skipped) else readers.read(opened, library.words)
    if isinstance(document, Skipped):
        click.echo(f"credaudit: error: {document.uri}: {document.reason}", err=True)
        sys.exit(4)
    if format_name == "text":
        sys.stdout.buffer.write(document.text.encode())
        return
    plain = pipeline.extracted(document, library)
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
