"""Rule folders -> RuleBook: every fault of every file at once, each with its line."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credaudit.errors import RuleBookError
from credaudit.rulebook import places
from credaudit.rulebook.phrases import expand, parts, to_regex
from credaudit.rulebook.rule import GUARDS, Genre, Lexicon, Rule, RuleBook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORMAT = 3
NOT_RULES = ("lexicons", "genres", "knowledge", "checklists")
_ID = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")
_SLOT = re.compile(r"\{\{([a-z0-9-]+)\}\}")


def load_folders(folders: Iterable[Path], checks: frozenset[str]) -> RuleBook:
    """Read rule folders, later ones overriding equal ids.

    `checks` are the names of the checks that exist. Raises RuleBookError with every fault found.
    """
    raw: dict[str, Any] = {}
    faults: list[str] = []
    for folder in folders:
        for kind, name, value in _files(folder, checks, faults):
            raw.setdefault(kind, {})[name] = value
    if not faults:
        faults.extend(_cross_faults(raw))
    if faults:
        raise RuleBookError(tuple(faults))
    return from_plain(raw)


def from_plain(raw: Mapping[str, Any], digest: str = "") -> RuleBook:
    """Build the rule book from checked plain values, without yaml or pydantic; `digest` spares counting a known one."""
    from credaudit.rulebook import building  # noqa: PLC0415 (keeps the two doors apart)

    if not digest:
        told = json.dumps(raw, sort_keys=True, ensure_ascii=True)
        digest = f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"
    lexicons = {
        name: building.build(Lexicon, value) for name, value in sorted(raw.get("lexicons", {}).items())
    }
    rules = {name: building.build(Rule, value) for name, value in sorted(raw.get("rules", {}).items())}
    return RuleBook(
        rules=rules,
        lexicons=lexicons,
        genres={name: building.build(Genre, value) for name, value in sorted(raw.get("genres", {}).items())},
        scoring=raw.get("scoring", {}).get("scoring", {}),
        checklists=raw.get("checklists", {}),
        knowledge=tuple(value for _, value in sorted(raw.get("knowledge", {}).items())),
        digest=digest,
        raw=raw,
    )


def _files(folder: Path, checks: frozenset[str], faults: list[str]) -> Iterator[tuple[str, str, Any]]:
    if not folder.is_dir():
        faults.append(f"{folder}: not a folder")
        return
    for path in sorted(folder.rglob("*.yaml")):
        relative = path.relative_to(folder)
        try:
            value, lines = places.load(path)
        except RuleBookError as error:
            faults.extend(error.faults)
            continue
        kind = _kind(relative)
        name = relative.with_suffix("").as_posix()
        if kind in NOT_RULES:
            name = name.partition("/")[2]
        found = list(_shape_faults(kind, name, value, lines, checks))
        faults.extend(f"{path}:{line}: {reason}" for line, reason in found)
        if not found:
            yield kind, name, value


def _kind(relative: Path) -> str:
    if len(relative.parts) == 1:
        return relative.stem
    return relative.parts[0] if relative.parts[0] in NOT_RULES else "rules"


def _shape_faults(
    kind: str, name: str, value: Any, lines: places.Lines, checks: frozenset[str]
) -> Iterator[tuple[int, str]]:
    if not isinstance(value, dict):
        yield 1, "expected a mapping of names to values"
        return
    if kind == "knowledge":
        if "id" not in value or "kind" not in value:
            yield 1, "an entry of the knowledge base needs `id` and `kind`"
        return
    if kind in {"scoring", "checklists"}:
        return
    if value.get("id") != name:
        yield lines.get(("id",), 1), f"id is “{value.get('id')}”, its path says “{name}”"
    found = list(_type_faults(kind, value, lines))
    yield from found
    if found:
        return
    if kind == "rules":
        yield from _rule_faults(value, lines, checks)
    elif kind == "lexicons" and value.get("scan") not in {"no", "false"}:
        for index, phrase in enumerate(value["words"]):
            yield from _phrase_faults(phrase, lines[("words", index)])


@cache
def _adapter(kind: str) -> Any:
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415 (53 ms; an installed run never comes here)

    shape: Any = {"rules": Rule, "lexicons": Lexicon, "genres": Genre}[kind]
    shape.__pydantic_config__ = ConfigDict(extra="forbid")
    return TypeAdapter(shape)


def _type_faults(kind: str, value: dict[str, Any], lines: places.Lines) -> Iterator[tuple[int, str]]:
    from pydantic import ValidationError  # noqa: PLC0415 (as above)

    try:
        _adapter(kind).validate_python(value)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False):
            at = tuple(part for part in fault["loc"] if part not in {"str", "Example"})
            line = next((lines[at[:cut]] for cut in range(len(at), -1, -1) if at[:cut] in lines), 1)
            dotted = ".".join(str(part) for part in at)
            yield line, f"{dotted}: {fault['msg'].lower()}"


def _rule_faults(
    value: dict[str, Any], lines: places.Lines, checks: frozenset[str]
) -> Iterator[tuple[int, str]]:
    if not _ID.fullmatch(value["id"]):
        yield lines["id",], "an id is family/name in lower case"
    if value.get("check") and value["check"] not in checks:
        yield lines["check",], f"no check named “{value['check']}”"
    if not any(value.get(part) for part in ("phrases", "patterns", "check")):
        yield 1, "a rule needs `phrases`, `patterns` or a `check`"
    if value.get("patterns") and not value.get("when"):
        yield lines["patterns",], "`patterns` need `when`: phrases of which every match's sentence holds one"
    for index, guard in enumerate(value.get("unless", ())):
        if guard not in GUARDS:
            yield lines["unless", index], f"no guard “{guard}”; there are {', '.join(GUARDS)}"
    for at, phrase in _phrases_of(value):
        yield from _phrase_faults(phrase, lines.get(at, 1))


def _phrases_of(value: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for part in ("phrases", "when", "spare", "not_before", "not_after", "needs"):
        yield from (((part, index), phrase) for index, phrase in enumerate(value.get(part, ())))
    for name, phrases in value.get("words", {}).items():
        yield from ((("words", name, index), phrase) for index, phrase in enumerate(phrases))


def _phrase_faults(phrase: str, line: int) -> Iterator[tuple[int, str]]:
    try:
        wordings = [wording for piece in parts(phrase)[0] for wording in expand(piece)]
    except ValueError as error:
        yield line, str(error)
        return
    if not wordings or any(len(wording.removesuffix("*")) < 1 for wording in wordings):
        yield line, f"“{phrase}” holds no words"


def _cross_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield faults that need all files: lexicons that patterns name, patterns that RE2 refuses."""
    lexicons = {name: value["words"] for name, value in raw.get("lexicons", {}).items()}
    for name, value in raw.get("rules", {}).items():
        for pattern in value.get("patterns", ()):
            unknown = [slot for slot in _SLOT.findall(pattern) if slot not in lexicons]
            if unknown:
                yield f"{name}: no lexicon “{unknown[0]}” for pattern “{pattern}”"
                continue
            try:
                compile_pattern(pattern, lexicons)
            except ValueError as error:
                yield f"{name}: pattern “{pattern}”: {error}"


def compile_pattern(pattern: str, lexicons: Mapping[str, Iterable[str]]) -> Any:
    """Compile a rule's pattern with RE2 (linear time by construction); blanks match any white space.

    Raises ValueError when RE2 refuses it.
    """
    import re2  # noqa: PLC0415 (15 ms; only rules with patterns need it)

    filled = _SLOT.sub(lambda slot: to_regex(lexicons[slot.group(1)]), pattern.strip())
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    options.encoding = re2.Options.Encoding.LATIN1
    try:
        return re2.compile(filled.encode("ascii"), options)
    except (re2.error, UnicodeEncodeError) as error:
        message = f"not a pattern RE2 accepts ({error})"
        raise ValueError(message) from error
