"""What a start of the command line costs and needs."""

from __future__ import annotations

import subprocess
import sys

import credaudit

# Each takes longer to import than a whole start may.
HEAVY = {"nltk", "numpy", "pydantic", "re2", "rich", "scipy", "sklearn", "textstat", "yaml"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)


def test_help_imports_nothing_heavy() -> None:
    # A line reads "import time:       214 |        214 |   click.core".
    lines = run("-X", "importtime", "-m", "credaudit", "--help").stderr.splitlines()
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert not imported & HEAVY


def test_version_is_the_packages_own() -> None:
    assert credaudit.__version__ in run("-m", "credaudit", "--version").stdout
