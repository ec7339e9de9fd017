"""Audit documents for source credibility and conflicts of interest, offline.

The public names are imported when first used, so that `credaudit --help` stays quick:
`audit`, `Options`, `load_rules`, `Document`, `Finding`, `Report`, `Severity`, `CredauditError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from credaudit.errors import CredauditError
    from credaudit.model import Document, Finding, Report, Severity
    from credaudit.pipeline import Options, audit
    from credaudit.pipeline import load_library as load_rules

__version__ = "0.1.0"
_HOMES = {
    "audit": ("pipeline", "audit"),
    "Options": ("pipeline", "Options"),
    "load_rules": ("pipeline", "load_library"),
    "Document": ("model", "Document"),
    "Finding": ("model", "Finding"),
    "Report": ("model", "Report"),
    "Severity": ("model", "Severity"),
    "CredauditError": ("errors", "CredauditError"),
}

__all__ = ["CredauditError", "Document", "Finding", "Options", "Report", "Severity", "audit", "load_rules"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever the name stands for)
    """Import a public name when it is first used; raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(name)
    module, attribute = _HOMES[name]
    return getattr(import_module(f"credaudit.{module}"), attribute)
