"""Report -> text, one module per format."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from credaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from credaudit.model import Report

NAMES = ("terminal", "json", "jsonl", "compact")
BY_SUFFIX = {".json": "json", ".jsonl": "jsonl", ".txt": "terminal"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a reader wants to see a report."""

    everything: bool = False
    """Every finding, also of low confidence and beyond the first ten groups."""
    width: int = 80
    color: bool = False
    persons: bool = True
    """False replaces personal names by roles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a report."""

    render: Callable[[Report, View], str]


def find(name: str) -> Format:
    """Return the format called `name`, imported when used; raises UsageError for an unknown one."""
    if name not in NAMES:
        message = f"no report format “{name}”; there are {', '.join(NAMES)}"
        raise UsageError(message)
    format_: Format = import_module(f"credaudit.reports.{name}").FORMAT
    return format_
