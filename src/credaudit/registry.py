"""Find the one object that each plug-in module offers."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def collect(package: ModuleType, name: str) -> Iterator[tuple[str, Any]]:
    """Yield (module name, object) for every module of `package` that defines `name`, in name order."""
    for module in sorted(iter_modules(package.__path__), key=lambda found: found.name):
        offered = getattr(import_module(f"{package.__name__}.{module.name}"), name, None)
        if offered is not None:
            yield module.name, offered
