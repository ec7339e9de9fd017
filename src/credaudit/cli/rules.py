"""`credaudit rules`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credaudit.errors import UsageError

if TYPE_CHECKING:
    from credaudit.reading.library import Library

FOLDERS = click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Add a folder of rules.",
)


@click.group("rules")
def command() -> None:
    """List, explain and test the rules, or start a new one.

    Example: credaudit rules show disclosure/late
    """


def _library(folders: tuple[Path, ...]) -> Library:
    from credaudit.pipeline import load_library  # noqa: PLC0415 (--help does without)

    return load_library(folders)


@command.command("list")
@FOLDERS
def list_rules(folders: tuple[Path, ...]) -> None:
    """List every rule with its severity and title."""
    for name, rule in _library(folders).rulebook.rules.items():
        click.echo(f"{name:38} {rule.severity:8} {rule.title}")


@command.command("show")
@click.argument("name")
@FOLDERS
def show(name: str, folders: tuple[Path, ...]) -> None:
    """Explain one rule: message, reasons, what to do, references, examples."""
    from credaudit.pipeline import chosen  # noqa: PLC0415 (--help does without)

    rule = chosen(_library(folders).rulebook, (name,), ())[0]
    click.echo(f"{rule.id} · {rule.severity} · confidence {rule.confidence}\n{rule.title}\n")
    click.echo(f"Says      {rule.message}\nWhy       {rule.why}\nTo do     {rule.fix}")
    for reference in rule.references:
        where = reference.doi or reference.citation or reference.url
        click.echo(f"Source    {reference.title}. {where}")
    for label, examples in (("Flags", rule.examples.flag), ("Leaves", rule.examples.clear)):
        for example in examples:
            text = example if isinstance(example, str) else example.text
            click.echo(f"{label:9} {' '.join(text.split())}")


@command.command("test")
@click.argument("paths", nargs=-1)
@FOLDERS
def test(paths: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    """Run the examples of all rules, or of the rules, families or files in PATHS."""
    from credaudit.selftest import run_rule  # noqa: PLC0415 (--help does without)

    library = _library(folders)
    rules = [
        rule
        for rule in library.rulebook.rules.values()
        if not paths or any(_names(path, rule.id) for path in paths)
    ]
    if not rules:
        message = f"no rule matches {', '.join(paths)}; see `credaudit rules list`"
        raise UsageError(message)
    failures = [failure for rule in rules for failure in run_rule(rule, library)]
    for failure in failures:
        click.echo(str(failure))
    click.echo(f"{len(rules)} rules, {len(failures)} examples wrong")
    sys.exit(1 if failures else 0)


def _names(path: str, rule: str) -> bool:
    plain = path.removesuffix(".yaml").rstrip("/")
    family = rule.partition("/")[0]
    return plain in {rule, family} or plain.endswith((f"/{rule}", f"/{family}"))


@command.command("new")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("rules"),
    help="Folder of rules (default: rules).",
)
def new(name: str, folder: Path) -> None:
    """Write the skeleton of a new rule NAME (family/name)."""
    from credaudit.rulebook.skeleton import skeleton  # noqa: PLC0415 (--help does without)

    path = folder / f"{name}.yaml"
    if path.exists():
        message = f"{path}: exists already"
        raise UsageError(message)
    text = skeleton(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    click.echo(f"wrote {path}; fill it in, then run: credaudit rules test {name} --rules {folder}")
