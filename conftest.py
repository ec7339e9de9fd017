"""Run the code blocks of the documents: `python` as it stands, `console` with the output shown."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

if TYPE_CHECKING:
    from sybil import Example

ROOT = Path(__file__).parent


class ConsoleParser(CodeBlockParser):
    """Run each `$ credaudit …` of a block and compare what it prints; a line `…` stands for any lines."""

    language = "console"

    def evaluate(self, example: Example) -> None:
        """Fail with both outputs where they differ."""
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", example.parsed, re.MULTILINE):
            program, *arguments = shlex.split(command)
            assert program == "credaudit", f"a console block runs credaudit, not {program}"
            run = subprocess.run(  # noqa: S603 (the documents' own commands)
                [sys.executable, "-m", "credaudit", *arguments],
                cwd=ROOT,
                env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
                encoding="utf-8",
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                check=False,
            )
            printed = "\n".join(line.rstrip() for line in run.stdout.rstrip().splitlines())
            pattern = re.escape(shown.rstrip()).replace("\\\n…", r"(?:\n.*)*").replace("…\\\n", r"(?:.*\n)*")
            assert re.fullmatch(pattern, printed), (
                f"$ {command}\n{printed}\n\nshown in the document:\n{shown}"
            )


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), ConsoleParser(), SkipParser()],
    patterns=["*.md"],
    excludes=["changelog.d/*", "fixtures/*", "rules/*"],
).pytest()
