"""Put the checked rules into the wheel as one JSON file, so that an installed run needs no yaml and no pydantic."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface[Any]):
    """Compile `rules/` into `credaudit/rules.json`; an editable install reads the folder itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file and name its place in the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from credaudit import pipeline  # noqa: PLC0415 (importable from here on)

        self._folder = tempfile.TemporaryDirectory(prefix="credaudit-")
        target = Path(self._folder.name) / "rules.json"
        pipeline.pack(target)
        build_data["force_include"][str(target)] = "credaudit/rules.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 (hatch's signature)
        """Remove the file once it is in the wheel."""
        if version != "editable":
            self._folder.cleanup()
