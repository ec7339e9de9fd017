"""YAML as plain values with the line of every part; the one opener of YAML in the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credaudit.errors import RuleBookError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 2_000_000
Lines = dict[tuple[str | int, ...], int]


def load(path: Path) -> tuple[Any, Lines]:
    """Read one YAML file.

    Every scalar is a string (`no` stays "no"). Aliases, tags and duplicate keys are refused.
    Raises RuleBookError with `file:line: reason`.
    """
    import yaml  # noqa: PLC0415 (28 ms; an installed run never comes here)

    if path.stat().st_size > MAX_BYTES:
        raise RuleBookError((f"{path}:1: larger than {MAX_BYTES} bytes",))
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines: Lines = {}
    try:
        text = path.read_bytes().decode("utf-8")
        if any(isinstance(token, yaml.AliasEvent) for token in yaml.parse(text, Loader=loader_class)):
            raise RuleBookError((f"{path}:1: aliases (*name) are not allowed",))
        node = yaml.compose(text, Loader=loader_class)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise RuleBookError((f"{path}:{mark.line + 1 if mark else 1}: {reason}",)) from error
    except RecursionError as error:
        raise RuleBookError((f"{path}:1: nested too deeply",)) from error
    except UnicodeDecodeError as error:
        raise RuleBookError((f"{path}:1: not UTF-8 at byte {error.start}",)) from error
    if node is None:
        raise RuleBookError((f"{path}:1: the file is empty",))
    faults: list[str] = []
    value = _value(node, (), lines, faults)
    if faults:
        raise RuleBookError(tuple(f"{path}:{fault}" for fault in faults))
    return value, lines


def _value(node: Any, at: tuple[str | int, ...], lines: Lines, faults: list[str]) -> Any:
    lines[at] = node.start_mark.line + 1
    if str(node.tag).startswith("!"):
        faults.append(f"{lines[at]}: tag {node.tag} is not allowed")
    if node.id == "scalar":
        return node.value
    if node.id == "sequence":
        return [_value(item, (*at, index), lines, faults) for index, item in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key_node, item in node.value:
        key = str(key_node.value)
        if key in found:
            faults.append(f"{key_node.start_mark.line + 1}: “{key}” stands twice")
        found[key] = _value(item, (*at, key), lines, faults)
    return found
