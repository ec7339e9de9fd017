"""HTML as tokens with their places, cut as a browser cuts it, in one pass.

No library gives the offsets of what it reads, which is why this exists. Every quantifier in the patterns is
possessive and every opener without an end matches up to the end of the file, so that no character is looked at more
than a few times.

Known differences from a browser: the states of a script inside a comment inside a script, and CDATA sections in
pictures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Final, TypeAlias

from credaudit.readers.decoding import REPLACEMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN: Final = "!"
"""Stands for the name where the file ends inside a tag, a comment or a script: a browser shows nothing of the rest."""

Token: TypeAlias = tuple[str, int, str, str, str]
"""Text, its offset, and the tag that follows it: name in lower case (`/p` for an end, empty for a comment or the
end of the file), attributes as written, raw contents of an element that holds no markup."""

BLANK: Final = r"\t\n\f\r "
NAME: Final = rf"[a-zA-Z][^{BLANK}/>]*+"
QUOTED: Final = r""""[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)"""
VALUE: Final = rf"(?>{QUOTED}|[^{BLANK}>\"'][^{BLANK}>]*+|)"
ATTRIBUTE_NAME: Final = rf"(?:=[^{BLANK}/>=]*+|[^{BLANK}/>=]++)"
ATTRIBUTES: Final = rf"(?>[{BLANK}/]++|{ATTRIBUTE_NAME}(?>[{BLANK}]*+=[{BLANK}]*+{VALUE})?+)*+"

RAW_ELEMENTS: Final = "script|style|title|textarea|xmp|iframe|noembed|noframes|noscript"


def _tag_pattern(raw_end: str) -> re.Pattern[str]:
    """Compile the pattern of a tag with the text before it.

    Groups: text, what follows it; name, attributes, contents of a raw element; `/` and name, attributes of another.
    """
    return re.compile(
        rf"((?:[^<]++|<(?![a-zA-Z/!?])|</\Z)*+)(\Z|<(?:"
        rf"(?=(?i:{RAW_ELEMENTS})[{BLANK}/>])({NAME})({ATTRIBUTES}){raw_end}((?:[^<]++|<(?!/(?i:\3)[{BLANK}/>]))*+)"
        rf"|(/?+{NAME})({ATTRIBUTES})(?:>|\Z)"
        rf"|!--(?:-?>|(?:[^-]++|-(?!->|-!>))*+(?:--!?>|\Z))"
        rf"|[!?/][^>]*+(?:>|\Z)))"
    )


TAG: Final = _tag_pattern(">")
XML_TAG: Final = _tag_pattern("(?<!/)>")
ATTRIBUTE: Final = re.compile(
    rf"({ATTRIBUTE_NAME})(?:[{BLANK}]*+=[{BLANK}]*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^{BLANK}>]*+)))?+"
)
ENTITY: Final = re.compile(r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|[a-zA-Z][a-zA-Z0-9]{1,31}+;?)")
# All but the blanks of markup.
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
MAX_CODE: Final = 12
"""Characters; a longer numeric entity names no character."""


def tokens(source: str, *, xml: bool = False) -> Iterator[Token]:
    """Yield each tag of `source` with the text before it; `xml` honours `<div/>` as an empty element."""
    position, length = 0, len(source)
    for found in (XML_TAG if xml else TAG).finditer(source):
        text, markup, raw_name, raw_attributes, raw, name, attributes = found.groups("")
        if raw_name:
            yield text, position, raw_name.lower(), raw_attributes, raw
            if found.end() == length:
                yield "", position + len(text), BROKEN, f"a <{raw_name.lower()}>", ""
        else:
            yield text, position, name if name.islower() else name.lower(), attributes, ""
            if name:
                if len(markup) == len(name) + len(attributes) + 1:
                    yield "", position + len(text), BROKEN, "a tag", ""
                elif xml and attributes.endswith("/"):
                    yield "", found.end(), f"/{name.lower()}", "", ""
            elif markup and (markup[-1] != ">" or (markup.startswith("<!--") and markup[-2] not in "-!")):
                yield "", position + len(text), BROKEN, "a comment", ""
        position += len(text) + len(markup)


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag, names in lower case, values resolved; the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(
        written.rstrip("/") if written.endswith("/") else written
    ):
        value = double or single or bare
        found.setdefault(name.lower(), unescape_attribute(value) if "&" in value else value)
    return found


def unescape_attribute(value: str) -> str:
    """Resolve entities as in an attribute, where `?a=1&copy=2` holds none."""

    def resolve(found: re.Match[str]) -> str:
        following = value[found.end() : found.end() + 1]
        if not found[0].endswith(";") and found[0][1] != "#" and (following == "=" or following.isalnum()):
            return found[0]
        characters, rest = entity(found[0])
        return characters + rest

    return ENTITY.sub(resolve, value)


@lru_cache(maxsize=1024)
def entity(written: str) -> tuple[str, str]:
    """Return the characters that an entity stands for and what of `written` was not part of it.

    `&amp;` gives `&`; `&notit;` gives `¬` and `it;`; `&unknown;` gives nothing and itself.
    """
    if written[1] == "#":
        if len(written) > MAX_CODE and written.strip("&#xX;0"):
            return REPLACEMENT, ""
        character = unescape(written)
        return REPLACEMENT if not character or CONTROL.match(character) else character, ""
    name = written[1:]
    if name in html5:
        return html5[name], ""
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], name[length:]
    return "", written
