"""Paths, folders and standard input -> Source: bytes with a stable name."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from credaudit.model import Skipped, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_BYTES = 25_000_000
STDIN = "-"
_OURS = ("credaudit-report.json", "credaudit-baseline.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read later: nothing is held in memory before its turn."""

    path: Path
    uri: str
    explicit: bool


def common_folder(names: Iterable[str]) -> Path:
    """Return the deepest folder that holds everything named (a folder given counts itself)."""
    paths = [Path(os.path.abspath(name)) for name in names if name != STDIN]  # noqa: PTH100 (resolve() would follow links)
    folders = [path if path.is_dir() else path.parent for path in paths]
    return Path(os.path.commonpath(folders)) if folders else Path.cwd()


def gather(
    names: Iterable[str], *, base: Path, claims: Callable[[str], bool], stdin_name: str = ""
) -> Iterator[Found | Source | Skipped]:
    """Yield what `names` stand for, in order of their uri, each file once.

    `base` is the folder that every uri is relative to; `claims` says whether some reader takes a file name. A missing
    or unreadable name becomes a Skipped of kind `error`; a folder's other files one counted Skipped.
    """
    seen: dict[str, Found | Source | Skipped] = {}
    for name in names:
        for found in _gather_one(name, base, claims, stdin_name):
            seen.setdefault(found.uri, found)
    yield from (seen[uri] for uri in sorted(seen))


def _gather_one(
    name: str, base: Path, claims: Callable[[str], bool], stdin_name: str
) -> Iterator[Found | Source | Skipped]:
    if name == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        shown = stdin_name or "<stdin>"
        yield _checked(Source(uri=shown, name=Path(stdin_name).name, data=data))
        return
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Skipped(uri=_uri(path, base), reason=_reason(error))
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path, base, claims)
    elif stat.S_ISREG(mode):
        yield Found(path=path, uri=_uri(path, base), explicit=True)
    else:
        yield Skipped(uri=_uri(path, base), reason="not a regular file", kind="skipped")


def _walk(root: Path, base: Path, claims: Callable[[str], bool]) -> Iterator[Found | Skipped]:
    """Yield the regular files of a folder that a reader claims; links are counted, not followed."""
    left_out = 0
    for folder, folders, files in os.walk(root, onerror=None):
        folders[:] = sorted(
            one for one in folders if not one.startswith(".") and not (Path(folder) / one).is_symlink()
        )
        for file in sorted(files):
            path = Path(folder) / file
            if file.startswith(".") or file in _OURS:
                continue
            if path.is_symlink() or not path.is_file() or not claims(file):
                left_out += 1
                continue
            yield Found(path=path, uri=_uri(path, base), explicit=False)
    if left_out:
        reason = f"{left_out} {'file' if left_out == 1 else 'files'} of a kind that no reader takes (or links) left out"
        yield Skipped(uri=_uri(root, base).rstrip("/") + "/", reason=reason, kind="skipped")


def open_found(found: Found) -> Source | Skipped:
    """Read the bytes of a file; a Skipped names what prevented it."""
    try:
        with found.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Skipped(uri=found.uri, reason=_reason(error))
    return _checked(Source(uri=found.uri, name=found.path.name, data=data, explicit=found.explicit))


def _checked(source: Source) -> Source | Skipped:
    if len(source.data) > MAX_BYTES:
        reason = f"larger than {MAX_BYTES:,} bytes (limit for one input)"
        return Skipped(uri=source.uri, reason=reason)
    return source


def _uri(path: Path, base: Path) -> str:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
    try:
        return absolute.relative_to(os.path.abspath(base)).as_posix()  # noqa: PTH100 (as above)
    except ValueError:
        return Path(os.path.relpath(absolute, base)).as_posix()


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not readable by this user (permission denied)"
    return (error.strerror or "unreadable").lower()
