"""The lines between `---` (YAML) or `+++` (TOML) at the head of a Markdown file -> `Metadata`.

Values stay strings (`no` is "no"), aliases and tags are refused, size and depth are capped: what comes from a
document is never given to a loader that makes objects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from credaudit.model import Metadata
from credaudit.readers.metadata import iso_date, site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_LENGTH: Final = 65_536
"""Characters; a longer head is taken for text."""

MAX_VALUES: Final = 2_000
MAX_DEPTH: Final = 8

FRONT_MATTER: Final = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\n(?P<inside>(?:[^\n]*\n)*?)(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)"
)
ENTRY: Final = re.compile(
    r"^[\"']?[\w@$.-]+(?: [\w.-]+){0,3}[\"']?\s*[:=](?:\s|$)|^\[{1,2}[\w.-]+\]{1,2}\s*$", re.MULTILINE
)

TITLE_KEYS: Final = ("title", "headline", "name")
AUTHOR_KEYS: Final = ("author", "authors", "by", "byline", "creator", "writer")
PUBLISHED_KEYS: Final = (
    "date",
    "published",
    "datepublished",
    "publishdate",
    "pubdate",
    "published_at",
    "publish_date",
    "issued",
)
MODIFIED_KEYS: Final = (
    "modified",
    "datemodified",
    "lastmod",
    "last_modified_at",
    "updated",
    "updated_at",
    "last_updated",
)
PUBLISHER_KEYS: Final = ("publisher", "organization", "organisation", "journal", "site_name", "source")
DESCRIPTION_KEYS: Final = ("description", "summary", "abstract", "excerpt", "subtitle")
URL_KEYS: Final = ("canonical_url", "canonical", "url", "link", "permalink", "source_url")
LANGUAGE_KEYS: Final = ("language", "lang", "locale")
KIND_KEYS: Final = ("type", "genre", "kind", "category", "layout")

Value: TypeAlias = "str | list[Value] | dict[str, Value]"


class RefusedError(ValueError):
    """Front matter that is no plain mapping of strings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The head of a file: where its entries stand and where the text begins."""

    entries: tuple[tuple[int, int, str], ...]
    """Start, end and key in lower case of each entry with the lines that belong to it."""
    end: int
    metadata: Metadata
    understood: bool = True


def front_matter_of(text: str) -> FrontMatter | None:
    """Return the front matter at the start of `text`, or None; broken ones keep their entries but give no metadata."""
    found = FRONT_MATTER.match(text, 0, MAX_LENGTH) if text.startswith(("---", "+++")) else None
    if not found or not ENTRY.match(found["inside"]):
        return None
    entries = tuple(_entries(text, *found.span("inside")))
    try:
        loaded = _yaml(found["inside"]) if found["fence"] == "---" else _toml(found["inside"])
    except RefusedError:
        return FrontMatter(entries=entries, end=found.end(), metadata=Metadata(), understood=False)
    return FrontMatter(entries=entries, end=found.end(), metadata=_metadata(loaded))


def _entries(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    starts = [found.start() for found in ENTRY.finditer(text, start, end)]
    for at, following in zip(starts, [*starts[1:], end], strict=True):
        words = text[at:following].rstrip()
        if words:
            yield at, at + len(words), re.split(r"\s*[:=\]]", words.lower(), maxsplit=1)[0].strip("\"'[ ")


# --- strings only ----------------------------------------------------------------


def _yaml(inside: str) -> dict[str, Value]:
    import yaml  # noqa: PLC0415 (slow to import, seldom needed)

    try:
        events = yaml.parse(inside, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        loaded = _built(iter(events), yaml.events)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise RefusedError(str(error)) from error
    if not isinstance(loaded, dict):
        raise RefusedError("no mapping")
    return loaded


def _built(stream: Iterator[Any], events: Any) -> Value:  # noqa: ANN401 (yaml.events)
    """Build strings, lists and mappings from the events of one document."""
    opened: list[list[Value]] = [[]]
    kinds: list[type] = [list]
    for count, event in enumerate(stream):
        if count > MAX_VALUES or len(opened) > MAX_DEPTH or isinstance(event, events.AliasEvent):
            raise RefusedError("an alias, or too many values")
        if getattr(event, "anchor", None) or (
            getattr(event, "tag", None) and not event.tag.startswith("!!") and event.tag != "!"
        ):
            raise RefusedError("an anchor or a tag")
        if isinstance(event, events.ScalarEvent):
            opened[-1].append(event.value)
        elif isinstance(event, events.CollectionStartEvent):
            opened.append([])
            kinds.append(dict if isinstance(event, events.MappingStartEvent) else list)
        elif isinstance(event, events.CollectionEndEvent):
            values, kind = opened.pop(), kinds.pop()
            opened[-1].append(_mapping(values) if kind is dict else values)
        elif isinstance(event, events.DocumentEndEvent):
            break
    return opened[0][0] if opened[0] else ""


def _mapping(values: list[Value]) -> dict[str, Value]:
    names = values[::2]
    return {str(name).strip().lower(): value for name, value in zip(names, values[1::2], strict=True)}


def _toml(inside: str) -> dict[str, Value]:
    import tomllib  # noqa: PLC0415 (seldom needed)

    try:
        return {name.lower(): _as_strings(value) for name, value in tomllib.loads(inside).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RefusedError(str(error)) from error


def _as_strings(value: Any) -> Value:  # noqa: ANN401 (TOML of any shape)
    if isinstance(value, list):
        return [_as_strings(each) for each in value]
    if isinstance(value, dict):
        return {name.lower(): _as_strings(each) for name, each in value.items()}
    return str(value)


# --- what the keys mean ------------------------------------------------------------


def _metadata(loaded: Mapping[str, Value]) -> Metadata:
    url = _first(loaded, URL_KEYS)
    return Metadata(
        title=_first(loaded, TITLE_KEYS),
        authors=tuple(
            dict.fromkeys(name for key in AUTHOR_KEYS if key in loaded for name in _names(loaded[key]))
        ),
        published=iso_date(_first(loaded, PUBLISHED_KEYS)),
        modified=iso_date(_first(loaded, MODIFIED_KEYS)),
        publisher=_first(loaded, PUBLISHER_KEYS),
        site=site_of(url),
        description=_first(loaded, DESCRIPTION_KEYS),
        url=url,
        language=_first(loaded, LANGUAGE_KEYS),
        kinds=tuple(
            dict.fromkeys(kind for key in KIND_KEYS if key in loaded for kind in _names(loaded[key]))
        ),
        extra={key: "; ".join(_names(value)) for key, value in loaded.items()},
    )


def _first(loaded: Mapping[str, Value], keys: Iterable[str]) -> str:
    return next((names[0] for key in keys if key in loaded and (names := list(_names(loaded[key])))), "")


def _names(value: Value) -> Iterator[str]:
    """Yield the strings of a value: of a mapping its `name`, else all it holds."""
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, dict):
        for each in [value["name"]] if "name" in value else value.values():
            yield from _names(each)
    else:
        for each in value:
            yield from _names(each)
