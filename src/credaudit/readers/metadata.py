"""What a page says of itself in JSON-LD, meta tags, microdata and `<time>`, in this order of trust -> `Metadata`."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from credaudit.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from credaudit.readers.page import Head

MAX_JSON_LD: Final = 1_000_000
"""Characters of one JSON-LD script; a longer one describes a catalogue, not a page."""

MAX_NODES: Final = 2_000
"""Objects looked at in the JSON-LD of a page."""

MAX_VALUE: Final = 2_000
"""Characters kept of one value."""

MAX_EXTRA: Final = 100

MAX_NAME: Final = 200
"""Characters; a longer value is no name."""

ISO_DATE: Final = re.compile(r"\s*(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
COMPACT_DATE: Final = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?!\d)")
BLANKS: Final = re.compile(r"\s+")
TAGS: Final = re.compile(r"<[^<>]{0,200}>")

# Types that describe the page; a breadcrumb or a site is described beside it.
WORKS: Final = re.compile(
    r"Article|Posting|Report|WebPage|AboutPage|FAQPage|QAPage|ItemPage|MedicalCondition|Drug|Review|Product|Dataset"
    r"|CreativeWork|Recipe|Book|Chapter|Thesis|HowTo|Course|Service"
)
BESIDE: Final = re.compile(
    r"BreadcrumbList|ListItem|ImageObject|SearchAction|WebSite|SiteNavigationElement|WPHeader"
)

TITLE_NAMES: Final = (
    "citation_title",
    "dc.title",
    "dcterms.title",
    "og:title",
    "twitter:title",
    "headline",
    "title",
)
AUTHOR_NAMES: Final = (
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "article:author",
    "og:article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "twitter:creator",
)
PUBLISHED_NAMES: Final = (
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "article:published_time",
    "og:article:published_time",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "publish-date",
    "sailthru.date",
    "date",
)
MODIFIED_NAMES: Final = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
    "lastmod",
)
PUBLISHER_NAMES: Final = (
    "citation_publisher",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "og:site_name",
)
DESCRIPTION_NAMES: Final = ("description", "og:description", "twitter:description", "dc.description")
URL_NAMES: Final = ("og:url", "citation_public_url", "citation_abstract_html_url", "twitter:url")
LANGUAGE_NAMES: Final = (
    "citation_language",
    "dc.language",
    "dcterms.language",
    "content-language",
    "language",
    "og:locale",
)
KIND_NAMES: Final = ("og:type", "citation_article_type", "dc.type", "prism.section")


def metadata_of(head: Head, captured: Iterable[tuple[str, str]]) -> Metadata:
    """Return what the markup says; `captured` are the microdata values that stand in the text."""
    nodes = list(_nodes(head.json_ld))
    work = _work(nodes)
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    metas = _metas(head)
    properties = [*head.properties, *captured]
    url = _one(
        [*(link.get("href", "") for link in head.links if "canonical" in link.get("rel", "").lower().split())]
    )
    url = url or _first(metas, URL_NAMES) or _text(work.get("url"))
    extra = {**_extra_of(metas), **_people(work, by_id)}
    if (free := work.get("isAccessibleForFree")) is not None:
        extra["isaccessibleforfree"] = str(free).lower()
    return Metadata(
        title=_clean(_text(work.get("headline"))) or _title(head, metas, work, properties),
        authors=_authors(work, by_id, metas, properties),
        published=_date(work.get("datePublished"), metas, PUBLISHED_NAMES, properties, "datepublished")
        or iso_date(_one(time for time, names in head.times if "publish" in names or "entry-date" in names))
        or (iso_date(head.times[0][0]) if len(head.times) == 1 else ""),
        modified=_date(work.get("dateModified"), metas, MODIFIED_NAMES, properties, "datemodified")
        or iso_date(_one(time for time, names in head.times if "updated" in names or "modified" in names)),
        publisher=_name(work.get("publisher"), by_id) or _first(metas, PUBLISHER_NAMES),
        site=site_of(url),
        description=_clean(_first(metas, DESCRIPTION_NAMES) or _text(work.get("description"))),
        url=url,
        language=(head.language or _text(work.get("inLanguage")) or _first(metas, LANGUAGE_NAMES))
        .strip()
        .replace("_", "-"),
        kinds=tuple(
            dict.fromkeys([*_kinds(nodes), *(value for name in KIND_NAMES for value in metas.get(name, ()))])
        ),
        extra=extra,
    )


def iso_date(written: str) -> str:
    """Return the ISO date (`2024-05-02`, `2024-05`, `2024`) at the start of `written`; empty when there is none."""
    found = COMPACT_DATE.match(written) or ISO_DATE.match(written)
    if not found:
        return ""
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:  # noqa: PLR2004 (months)
        return year
    if not day or not 1 <= int(day) <= 31:  # noqa: PLR2004 (days)
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"


def site_of(url: str) -> str:
    """Return the host of `url` in lower case without `www.`; empty when it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


# --- JSON-LD -------------------------------------------------------------------


def _nodes(scripts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield every object of the scripts, outer ones first."""
    queue: list[Any] = [loaded for script in scripts if (loaded := _loaded(script)) is not None]
    seen = 0
    while queue and seen < MAX_NODES:
        value = queue.pop(0)
        if isinstance(value, list):
            queue[:0] = value[:MAX_NODES]
        elif isinstance(value, dict):
            seen += 1
            yield value
            inner = value.get("@graph") or value.get("mainEntity") or value.get("mainEntityOfPage")
            if isinstance(inner, dict | list):
                queue.append(inner)


def _loaded(script: str) -> Any:  # noqa: ANN401 (JSON of any shape)
    if len(script) > MAX_JSON_LD:
        return None
    try:
        return json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return None


def _types(node: Mapping[str, Any]) -> list[str]:
    written = node.get("@type", ())
    return [
        _text(kind) for kind in (written if isinstance(written, list) else [written]) if isinstance(kind, str)
    ]


def _work(nodes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the object that describes the page itself: the one that says most about authorship."""
    works = [node for node in nodes if any(map(WORKS.search, _types(node)))]
    telling = (
        "author",
        "datePublished",
        "headline",
        "publisher",
        "dateModified",
        "isAccessibleForFree",
        "name",
    )
    merged: dict[str, Any] = {}
    for node in sorted(works, key=lambda node: -sum(name in node for name in telling)):
        for name, value in node.items():
            merged.setdefault(name, value)
    return merged


def _kinds(nodes: Sequence[dict[str, Any]]) -> Iterator[str]:
    for node in nodes:
        yield from (kind for kind in _types(node) if kind and not BESIDE.search(kind))


def _people(work: Mapping[str, Any], by_id: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Return post and employer of authors and reviewers, which may tie them to a firm."""
    found: dict[str, list[str]] = {}
    for role in ("author", "reviewedBy", "editor", "sponsor", "funder"):
        for person in _listed(work.get(role)):
            node = by_id.get(str(person.get("@id", "")), person) if isinstance(person, dict) else {}
            if role != "author" and (name := _name(person, by_id)):
                found.setdefault(role.lower(), []).append(name)
            for name in ("jobTitle", "affiliation", "worksFor", "honorificSuffix"):
                if value := _name(node.get(name), by_id):
                    found.setdefault(f"{role}-{name}".lower(), []).append(value)
    return {name: "; ".join(dict.fromkeys(values))[:MAX_VALUE] for name, values in found.items()}


def _name(value: Any, by_id: Mapping[str, dict[str, Any]]) -> str:  # noqa: ANN401 (JSON of any shape)
    """Return the name of a person or organisation, written out or referred to."""
    if isinstance(value, list):
        return "; ".join(name for each in value[:50] if (name := _name(each, by_id)))
    if isinstance(value, dict):
        node = by_id.get(str(value.get("@id", "")), value)
        joined = f"{_text(node.get('givenName'))} {_text(node.get('familyName'))}".strip()
        return _clean(_text(value.get("name")) or _text(node.get("name")) or joined)
    return _clean(_text(value))


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 (JSON of any shape)
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:  # noqa: ANN401 (JSON of any shape)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return value[:MAX_VALUE] if isinstance(value, str) else str(value) if isinstance(value, int) else ""


# --- meta tags and microdata -----------------------------------------------------


def _metas(head: Head) -> dict[str, list[str]]:
    """Return the meta tags by name in lower case, in the order of the page."""
    found: dict[str, list[str]] = {}
    for meta in head.metas:
        name = (meta.get("name") or meta.get("property") or meta.get("http-equiv") or "").strip().lower()
        value = _clean(meta.get("content", ""))
        if name and value:
            found.setdefault(name, []).append(value[:MAX_VALUE])
    return found


def _extra_of(metas: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {name: "; ".join(values)[:MAX_VALUE] for name, values in list(metas.items())[:MAX_EXTRA]}


def _first(metas: Mapping[str, Sequence[str]], names: Iterable[str]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _one(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _title(
    head: Head,
    metas: Mapping[str, Sequence[str]],
    work: Mapping[str, Any],
    properties: Sequence[tuple[str, str]],
) -> str:
    told = _first(metas, TITLE_NAMES) or _one(value for name, value in properties if name == "headline")
    return _clean(told or unescape(head.title) or _text(work.get("name")))


def _authors(
    work: Mapping[str, Any],
    by_id: Mapping[str, dict[str, Any]],
    metas: Mapping[str, Sequence[str]],
    properties: Sequence[tuple[str, str]],
) -> tuple[str, ...]:
    named = [_name(author, by_id) for author in _listed(work.get("author") or work.get("creator"))]
    if not any(named):
        source = next((name for name in AUTHOR_NAMES if any(map(_is_name, metas.get(name, ())))), "")
        named = [name for name in metas.get(source, ()) if _is_name(name)]
    if not any(named):
        named = [_clean(value) for name, value in properties if name == "author"]
    return tuple(dict.fromkeys(name for name in named if name and _is_name(name)))


def _is_name(value: str) -> bool:
    """Say whether a value is a name; `article:author` is often the address of a profile."""
    return (
        "://" not in value
        and not value.startswith("@")
        and len(value) < MAX_NAME
        and any(map(str.isalpha, value))
    )


def _date(
    written: Any,  # noqa: ANN401 (JSON of any shape)
    metas: Mapping[str, Sequence[str]],
    names: Iterable[str],
    properties: Sequence[tuple[str, str]],
    item: str,
) -> str:
    candidates = [_text(written), *(metas[name][0] for name in names if name in metas)]
    candidates += [value for name, value in properties if name == item]
    return _one(map(iso_date, candidates))


def _clean(value: str) -> str:
    """Return `value` in one line without markup."""
    if "&" in value:
        value = unescape(value)
    if "<" in value:
        value = TAGS.sub(" ", value)
    return BLANKS.sub(" ", value).strip()[:MAX_VALUE]
