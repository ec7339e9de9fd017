"""Plain checked values -> frozen dataclasses, without pydantic (an installed run reads one JSON file)."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def build(shape: type[T], value: Any) -> T:
    """Make a `shape` from plain values that were checked at the door; raises TypeError on a foreign key."""
    kinds: Any = hints
    return shape(**{name: _make(kinds(shape)[name], part) for name, part in value.items()})


@cache
def hints(shape: Any) -> dict[str, Any]:
    """Return the type of every field of a dataclass."""
    found = get_type_hints(shape)
    return {one.name: found[one.name] for one in fields(shape)}


def _make(hint: Any, value: Any) -> Any:  # noqa: PLR0911 (one branch a kind of field)
    origin = get_origin(hint)
    if origin is tuple:
        return tuple(_make(get_args(hint)[0], item) for item in value)
    if origin in {Union, types.UnionType}:
        shapes: list[Any] = [one for one in get_args(hint) if is_dataclass(one)]
        return build(shapes[0], value) if isinstance(value, dict) and shapes else value
    if origin is Mapping:
        inner = get_args(hint)[1]
        return {key: _make(inner, item) for key, item in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return build(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is bool and isinstance(value, str):
        return value.lower() in {"true", "yes"}
    if hint in {int, float}:
        return hint(value)
    return value
