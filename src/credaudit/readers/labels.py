"""What the attributes of an element say of its contents: whose part of the page, hidden, an author's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from credaudit.model import Region, Shape
from credaudit.readers.cues import NEVER
from credaudit.readers.tokens import attributes_of

if TYPE_CHECKING:
    from credaudit.readers import Words

# In the order in which they count when a name says two things.
CLASS_LEXICONS: Final = (
    ("page-advertisement-classes", Region.ADVERTISEMENT),
    ("page-comment-classes", Region.COMMENTS),
    ("page-disclaimer-classes", Region.DISCLAIMER),
    ("page-footer-classes", Region.FOOTER),
    ("page-navigation-classes", Region.NAVIGATION),
    ("page-byline-classes", Region.BYLINE),
    ("page-title-classes", Region.TITLE),
)
SHAPE_LEXICONS: Final = (
    ("page-caption-classes", Shape.CAPTION),
    ("page-footnote-classes", Shape.FOOTNOTE),
    ("page-quotation-classes", Shape.QUOTATION),
)
ROLES: Final = {
    "navigation": Region.NAVIGATION,
    "menu": Region.NAVIGATION,
    "menubar": Region.NAVIGATION,
    "search": Region.NAVIGATION,
    "contentinfo": Region.FOOTER,
    "complementary": Region.NAVIGATION,
}
ROLE_SHAPES: Final = {
    "doc-footnote": Shape.FOOTNOTE,
    "doc-endnotes": Shape.FOOTNOTE,
    "doc-endnote": Shape.FOOTNOTE,
}

HIDING_STYLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?<![\w-])(?:font-size|opacity)\s*:\s*(?:0+(?:\.0*)?|\.0+)\s*(?:px|em|rem|pt|%)?\s*(?:!|;|\Z)"
    r"|(?<![\w-])(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*(?:0|1px)",
    re.IGNORECASE,
)
CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
MAX_REMEMBERED: Final = 400
"""Characters; longer attributes are not kept for the next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What the attributes of one element say."""

    region: Region | None = None
    shape: Shape | None = None
    hidden: bool = False
    paywall: bool = False
    href: str = ""
    rel: tuple[str, ...] = ()
    datetime: str = ""
    names: str = ""
    """Class and id, in lower case."""
    item: str = ""
    """`itemprop`, or `author` for a link to the author."""
    value: str = ""
    """The value of that property, where an attribute gives it."""
    speaks: bool = False
    """Whether this changes anything for what stands inside the element."""


class Labels:
    """Labels by the lexicons of class names."""

    def __init__(self, lexicons: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        """Compile the lexicons."""
        found = dict(lexicons)
        self._regions = [(names_pattern(found[name]), region) for name, region in CLASS_LEXICONS]
        self._shapes = [(names_pattern(found[name]), shape) for name, shape in SHAPE_LEXICONS]
        self._paywall = names_pattern(found["page-paywall-classes"])
        self._any = names_pattern(tuple(word for words in found.values() for word in words))
        self._remembered = lru_cache(maxsize=4096)(self._read)

    def of(self, attributes: str) -> Label:
        """Return the label for attributes as written in a tag."""
        return self._read(attributes) if len(attributes) > MAX_REMEMBERED else self._remembered(attributes)

    def _read(self, attributes: str) -> Label:
        found = attributes_of(attributes)
        get = found.get
        names = f"{get('class', '')} {get('id', '')}"
        role = get("role", "")
        region, shape = ROLES.get(role), ROLE_SHAPES.get(role)
        paywall = False
        if names != " " and not names.islower():
            names = CAMEL.sub("-", names).lower()
        if self._any.search(names):
            region = next((told for pattern, told in self._regions if pattern.search(names)), region)
            shape = next((told for pattern, told in self._shapes if pattern.search(names)), shape)
            paywall = bool(self._paywall.search(names))
        style, rel = get("style"), tuple(get("rel", "").lower().split())
        item = get("itemprop", "").lower() or ("author" if "author" in rel else "")
        if item == "author":
            region = region or Region.BYLINE
        hidden = get("hidden", "until-found") != "until-found" or bool(style and HIDING_STYLE.search(style))
        return Label(
            speaks=bool(region or shape or hidden or paywall or item),
            region=region,
            shape=shape,
            hidden=hidden,
            paywall=paywall,
            href=get("href", "").strip(),
            rel=rel,
            datetime=get("datetime", ""),
            names=names,
            item=item,
            value=(get("content") or get("datetime") or "") if item else "",
        )


def labels_for(words: Words) -> Labels:
    """Return the labels for these lexicons, compiled once."""
    return _compiled(tuple((name, tuple(words.get(name, ()))) for name in LEXICONS))


LEXICONS: Final = (
    *(name for name, _ in CLASS_LEXICONS),
    *(name for name, _ in SHAPE_LEXICONS),
    "page-paywall-classes",
)

_compiled = lru_cache(maxsize=4)(Labels)


def names_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of `words` as a whole part of a class or id name: `ad` in `header-ad`, not in `header` or `load`."""
    if not words:
        return NEVER
    ordered = sorted(words, key=lambda word: (-len(word), word))
    parts = "|".join(re.escape(word).replace(r"\-", "[-_]") for word in ordered)
    return re.compile(rf"(?<![a-z0-9])(?:{parts})(?![a-z0-9])")
