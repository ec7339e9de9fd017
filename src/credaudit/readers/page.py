"""HTML tokens -> the text a browser shows, cut into blocks, with the place of every character.

There is no tree: a stack of open elements holds what their contents inherit (region, shape, hidden or not), and
counts of open elements say in one step whether an end tag has something to end. So the time grows with the length
of the page alone.

Known differences from a browser: text that stands in a table but in no cell stays where it is written; elements
that end implicitly inside other ones (list items around sections, `<a>` and `<b>` around blocks) hand on whether
they are hidden in a simpler way; tags inside `select` count; style sheets are not read (only `style` attributes
are).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from credaudit.model import Region, Shape
from credaudit.readers.tokens import BROKEN, ENTITY, attributes_of, entity, tokens

if TYPE_CHECKING:
    from credaudit.readers.labels import Label, Labels

BLANKS: Final = " \n\t\r\f"
BLANK_RUN: Final = re.compile(r"[ \n\t\r\f]+")
PLAIN_BLANK: Final = str.maketrans("\n\t\r\f", "    ")
# What keeps a piece of text from being taken over as it stands.
SPECIAL: Final = re.compile(r"&|[ \n\t\r\f]{2}")
PIECE: Final = re.compile(rf"({ENTITY.pattern})|([ \n\t\r\f]+)|[^& \n\t\r\f]+(?: [^& \n\t\r\f]+)*+|&")
WORD: Final = re.compile(r"([ \n\t\r\f]+)|[^ \n\t\r\f]+(?: [^ \n\t\r\f]+)*+")
PRE_PIECE: Final = re.compile(rf"({ENTITY.pattern})|(\r\n?+)|[^&\r]++|&")

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
VOID: Final = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
DROPPED: Final = frozenset(["svg", "template", "canvas", "video", "audio", "datalist", "annotation"])
"""Elements whose contents are pictures, stand-ins or not shown."""
NOT_SHOWN: Final = frozenset(["script", "style", "title", "iframe", "noembed", "noframes", "noscript"])
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
        "textarea",
    ]
)
ENDS_PARAGRAPH: Final = BLOCKS - frozenset(
    [
        "caption",
        "legend",
        "option",
        "optgroup",
        "select",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
SETS_ASIDE: Final = {**dict.fromkeys(("ul", "ol", "menu", "dir"), "li"), "button": "p"}
"""Elements inside which an open one outside is not ended by a new one."""
REPLACES: Final = {
    **dict.fromkeys(HEADINGS, ()),
    "li": ("li",),
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "option": ("option",),
}
SOFT: Final = frozenset(["p", "div"])
"""Blocks that do not break a table cell in which they stand first."""
DATA_CELLS: Final = frozenset(["td", "th"])
SCOPES: Final = frozenset(["table", "td", "th", "caption"])
"""Elements that an end tag inside them cannot reach out of."""
CELLS: Final = ("td", "th", "caption")
TABLE_PARTS: Final = frozenset(["caption", "tbody", "thead", "tfoot", "tr", "td", "th"])
FORMATTING: Final = frozenset(
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
"""Inline elements whose end tag ends other inline elements too."""
GONE: Final = "#gone"
"""Name of an open element that has ended while a block inside it has not."""
ROOTS: Final = frozenset(["html", "head", "body"])
BREAKS_OUT: Final = BLOCKS | frozenset(
    ["b", "big", "br", "code", "em", "hr", "i", "img", "span", "strong", "u"]
) - frozenset({"title"})
"""Tags that end a picture which was never closed."""

REGIONS: Final = {
    "nav": Region.NAVIGATION,
    "menu": Region.NAVIGATION,
    "select": Region.NAVIGATION,
    "footer": Region.FOOTER,
    "address": Region.BYLINE,
    "time": Region.BYLINE,
}
SHAPES: Final = {
    "blockquote": Shape.QUOTATION,
    "pre": Shape.CODE,
    "listing": Shape.CODE,
    "xmp": Shape.CODE,
    "figcaption": Shape.CAPTION,
    "caption": Shape.CAPTION,
    "li": Shape.LIST_ITEM,
    "tr": Shape.TABLE_ROW,
    "td": Shape.TABLE_ROW,
    "th": Shape.TABLE_ROW,
}

SPEAKING: Final = frozenset([*REGIONS, *SHAPES, *HEADINGS, "aside", "main", "article"])
"""Elements whose name alone says something of their contents."""

YIELDING: Final = frozenset({Region.MAIN, Region.TITLE, Region.BYLINE})
"""Regions inside which any other counts; a footer inside a comment is the comment's."""

NARROWER: Final = frozenset(
    (outer, inner)
    for outer in (Region.NAVIGATION, Region.FOOTER, Region.COMMENTS)
    for inner in (Region.ADVERTISEMENT, Region.DISCLAIMER, Region.MAIN)
)
"""What counts inside a region that does not yield."""

MAX_INLINE: Final = 64
"""So many nested inline elements are looked through for the one that an end tag ends."""

MAX_CELL: Final = 300
"""Characters; a longer table cell is layout, and the next cell begins a block of its own."""

SAMPLE_OF_HIDDEN: Final = 300
"""Characters of hidden text that are kept."""


@dataclass(slots=True)
class Piece:
    """A block in the making; `origin` is the element that gave the region, by number."""

    start: int
    end: int
    shape: Shape
    level: int
    region: Region
    origin: int


@dataclass(slots=True)
class _State:
    """What an element hands down to its contents."""

    region: Region = Region.MAIN
    origin: int = 0
    base: Region = Region.MAIN
    shape: Shape = Shape.PARAGRAPH
    level: int = 0
    hidden: bool = False
    pre: bool = False
    inside: dict[str, _State] = field(default_factory=dict)
    """What elements without attributes inside this one hand down, by name."""


@dataclass(slots=True)
class _Open:
    """An open element: what to go back to when it ends."""

    name: str
    block: bool
    before: _State
    counts: dict[str, int]
    aside: int = 0
    capture: str = ""
    start: int = 0


@dataclass(slots=True)
class Head:
    """What the page says of itself in its markup, as found."""

    title: str = ""
    language: str = ""
    metas: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    times: list[tuple[str, str]] = field(default_factory=list)
    """`datetime` and the words that say which date it is."""
    properties: list[tuple[str, str]] = field(default_factory=list)
    """Name (`itemprop`, or `rel=author`) and value given in an attribute."""
    captured: list[tuple[str, int, int]] = field(default_factory=list)
    """Name and offsets of the text that is its value."""


class Page:
    """Builds text, blocks and links from the tokens of one page."""

    __slots__ = (
        "_block",
        "_block_origin",
        "_block_region",
        "_cell",
        "_counts",
        "_dropped",
        "_dropped_depth",
        "_gap",
        "_gap_at",
        "_hide",
        "_labels",
        "_link",
        "_origins",
        "_scopes",
        "_stack",
        "_state",
        "broken",
        "head",
        "hidden_at",
        "hidden_length",
        "hidden_words",
        "length",
        "links",
        "parts",
        "paywalled",
        "pieces",
        "source_offsets",
        "structured",
        "text_offsets",
    )

    def __init__(self, labels: Labels, *, hide: bool = True) -> None:
        """Begin an empty page; `hide=False` shows what the page hides."""
        self._labels = labels
        self._hide = hide
        self._state = _State()
        self._stack: list[_Open] = []
        self._counts: dict[str, int] = {}
        self._scopes: list[dict[str, int]] = []
        self._origins = 0
        self._block = -1
        self._block_region = Region.MAIN
        self._block_origin = 0
        self._gap = ""
        self._gap_at = 0
        self._cell = -1
        self._link: tuple[str, tuple[str, ...], int] | None = None
        self._dropped = ""
        self._dropped_depth = 0
        self.parts: list[str] = []
        self.length = 0
        self.text_offsets = [0]
        self.source_offsets = [0]
        self.pieces: list[Piece] = []
        self.links: list[tuple[int, int, str, tuple[str, ...]]] = []
        self.head = Head()
        self.broken = ("", 0)
        self.structured = False
        self.paywalled = False
        self.hidden_length = 0
        self.hidden_words: list[str] = []
        self.hidden_at = 0

    # --- tokens ----------------------------------------------------------------

    def feed(self, source: str, start: int = 0, *, xml: bool = False) -> None:
        """Read markup that stands at offset `start` of the file."""
        for text, position, name, attributes, raw in tokens(source, xml=xml):
            if text:
                self.text(text, start + position)
            if name:
                self.tag(name, attributes, start + position + len(text), raw)

    def finish(self) -> None:
        """Close what is open."""
        self._flush()
        while self._stack:
            self._pop()

    def tag(self, name: str, attributes: str, position: int, raw: str = "") -> None:
        """Read one tag (`p`, `/p`) that stands at `position`, with the contents of a raw element."""
        if self._dropped:
            self._drop(name, attributes)
            if self._dropped:
                return
        if name[0] == "/":
            self._end(name[1:])
        elif name == BROKEN:
            self.broken = attributes, position
        else:
            self._start(name, attributes, raw, position)

    def add(self, words: str, position: int, shape: Shape, region: Region) -> None:
        """Add a block as it stands, beside the markup."""
        self._flush()
        self._put(words, position)
        self._block = -1
        self.pieces.append(Piece(self.length - len(words), self.length, shape, 0, region, 0))

    def hidden(self, markup: str) -> dict[str, str]:
        """Return what the page keeps from its readers' sight: how much, where it begins, its first words."""
        if not self.hidden_length:
            return {}
        line = markup.count("\n", 0, self.hidden_at) + 1
        words = " ".join(self.hidden_words)[:SAMPLE_OF_HIDDEN]
        return {"hidden-text": f"{self.hidden_length} characters from line {line}: {words}"}

    def limits(self, markup: str) -> tuple[str, ...]:
        """Return what could not be read, for `Document.limited`."""
        what, position = self.broken
        if not what:
            return ()
        line = markup.count("\n", 0, position) + 1
        return (f"read to line {line}, where {what} begins that never ends",)

    def _drop(self, name: str, attributes: str) -> None:
        """Follow the nesting of an element that is left out; a block inside a picture ends it."""
        if name == self._dropped:
            self._dropped_depth += not attributes.endswith("/")
        elif name == "/" + self._dropped:
            self._dropped_depth -= 1
            if not self._dropped_depth:
                self._dropped = ""
        elif self._dropped == "svg" and name in BREAKS_OUT:
            self._dropped = ""

    # --- text ------------------------------------------------------------------

    def text(self, chunk: str, position: int) -> None:
        """Add text as it stands in markup: blanks collapse, entities are resolved."""
        state = self._state
        if state.hidden or state.pre or self._dropped:
            self._aside(chunk, position)
            return
        core = chunk.strip(BLANKS)
        if not core:
            self._space(position)
            return
        if len(core) != len(chunk):
            if chunk[0] in BLANKS:
                self._space(position)
                position += len(chunk) - len(chunk.lstrip(BLANKS))
            if chunk[-1] in BLANKS:
                self._collapsed(core, position)
                self._space(position + len(core))
                return
        self._collapsed(core, position)

    def words(self, chunk: str, position: int) -> None:
        """Add words in which `&` is a sign like any other."""
        if self._state.hidden or self._state.pre or self._dropped:
            self._aside(chunk, position)
            return
        for found in WORD.finditer(chunk):
            if found[1]:
                self._space(position + found.start())
            else:
                self._put(found[0], position + found.start())

    def verbatim(self, chunk: str, position: int) -> None:
        """Add characters as they are."""
        if not self._dropped and not self._state.hidden:
            self._put(chunk, position)

    def _aside(self, chunk: str, position: int) -> None:
        """See to what is not shown, or shown as it stands."""
        if self._dropped:
            return
        if self._state.hidden:
            self._hidden(chunk, position)
        else:
            self._preformatted(chunk, position)

    def _collapsed(self, core: str, position: int) -> None:
        if not SPECIAL.search(core):
            self._put(core.translate(PLAIN_BLANK) if "\n" in core or "\t" in core else core, position)
            return
        for found in PIECE.finditer(core):
            at = position + found.start()
            written, blanks = found.groups()
            if written:
                characters, rest = entity(written)
                if characters and characters in BLANKS:
                    self._space(at)
                elif characters:
                    self._put(characters, at)
                if rest:
                    self._put(rest, at + len(written) - len(rest))
            elif blanks:
                self._space(at)
            else:
                self._put(found[0], at)

    def _space(self, position: int) -> None:
        """Note a blank that shows only if words come before and after it."""
        if self._block >= 0 and not self._gap:
            self._gap = " "
            self._gap_at = position

    def _preformatted(self, chunk: str, position: int) -> None:
        for found in PRE_PIECE.finditer(chunk):
            at = position + found.start()
            written, line_end = found.groups()
            if written:
                characters, rest = entity(written)
                if characters:
                    self._put(characters, at)
                if rest:
                    self._put(rest, at + len(written) - len(rest))
            else:
                self._put("\n" if line_end else found[0], at)

    def _put(self, characters: str, position: int) -> None:
        """Add characters that stand in step with the source from `position` on."""
        if self._block < 0:
            self._open_block()
        elif self._state.region is not self._block_region:
            # A byline is a byline only where nothing else stands in the block.
            self._block_region = self._state.base
            self._block_origin = self._state.origin
        if self._gap:
            self.text_offsets.append(self.length)
            self.source_offsets.append(self._gap_at)
            self.parts.append(self._gap)
            self.length += 1
            self._gap = ""
        self.text_offsets.append(self.length)
        self.source_offsets.append(position)
        self.parts.append(characters)
        self.length += len(characters)

    def _open_block(self) -> None:
        state = self._state
        if self.pieces:
            tight = state.shape is self.pieces[-1].shape and state.shape in {Shape.LIST_ITEM, Shape.TABLE_ROW}
            self.parts.append("\n" if tight else "\n\n")
            self.length += 1 if tight else 2
        self._block = self.length
        self._block_region = state.region
        self._block_origin = state.origin
        self._gap = ""

    def _flush(self) -> None:
        """End the block at hand, if it has words."""
        if self._block >= 0:
            state = self._state
            self.pieces.append(
                Piece(
                    self._block, self.length, state.shape, state.level, self._block_region, self._block_origin
                )
            )
            self._block = -1
        self._gap = ""

    def _hidden(self, chunk: str, position: int) -> None:
        words = BLANK_RUN.sub(" ", chunk).strip()
        if not words:
            return
        if not self.hidden_length:
            self.hidden_at = position + len(chunk) - len(chunk.lstrip(BLANKS))
        if self.hidden_length < SAMPLE_OF_HIDDEN:
            self.hidden_words.append(words[:SAMPLE_OF_HIDDEN])
        self.hidden_length += len(words)

    # --- start tags ------------------------------------------------------------

    def _start(self, name: str, attributes: str, raw: str, position: int) -> None:
        if name in BLOCKS:
            if name == "form" and self._counts.get(name):
                return
            self._start_block(name, attributes)
            if raw and self._state.hidden:
                self._hidden(raw, position)
            elif raw:
                self._preformatted(raw, position + raw_start(name, attributes))
            return
        if name in VOID:
            self._void(name, attributes, position)
        elif name in NOT_SHOWN:
            self._not_shown(name, attributes, raw)
        elif name in DROPPED:
            self._start_dropped(name, attributes)
        elif name in ROOTS:
            self._start_root(attributes)
        else:
            self._start_inline(name, attributes)

    def _start_dropped(self, name: str, attributes: str) -> None:
        if not (name == "svg" and attributes.endswith("/")):
            self._dropped, self._dropped_depth = name, 1

    def _start_root(self, attributes: str) -> None:
        self.structured = True
        if attributes and not self.head.language:
            self.head.language = attributes_of(attributes).get("lang", "")

    def _start_inline(self, name: str, attributes: str) -> None:
        label = self._labels.of(attributes) if attributes else None
        if name == "a":
            self._close_inline("a")
            if label and label.href and not self._state.hidden:
                self._link = label.href, label.rel, self.length
        elif name == "time":
            if label and label.datetime:
                self.head.times.append((label.datetime, f"{label.item} {label.names}"))
        elif name == "button" and self._counts.get(name):
            self._pop_to(name)
        self._push(name, label, block=name == "button")

    def _start_block(self, name: str, attributes: str) -> None:
        if name in TABLE_PARTS:
            if not self._enter_table_part(name):
                return
        elif self._counts.get("p") and name in ENDS_PARAGRAPH:
            self._flush()
            self._pop_to("p")
        if name in REPLACES:
            self._replace(name)
        if name in DATA_CELLS:
            self._start_cell()
        elif not (self._cell == self.length and name in SOFT):
            self._flush()
        self._push(name, self._labels.of(attributes) if attributes else None, block=True)
        if name in DATA_CELLS:
            self._cell = self.length
        elif name == "article":
            self.structured = True

    def _replace(self, name: str) -> None:
        """Close the element that a new one of this name takes the place of: an item, a heading, an option."""
        if name in HEADINGS:
            if self._stack and self._stack[-1].name in HEADINGS:
                self._flush()
                self._pop()
            return
        for item in REPLACES[name]:
            if self._counts.get(item):
                self._flush()
                self._pop_to(item)

    def _start_cell(self) -> None:
        """Join a cell to the row by a tabulator, unless the table only lays out the page."""
        if self._block >= 0 and self.length - self._block > MAX_CELL:
            self._flush()
        elif self._block >= 0:
            self._gap, self._gap_at = "\t", self.source_offsets[-1]

    def _enter_table_part(self, name: str) -> bool:
        """Close what a part of a table implies to be closed; say whether it stands in a table at all."""
        self._close_cell()
        if name in DATA_CELLS:
            return bool(self._counts.get("table"))
        if self._counts.get("tr"):
            self._flush()
            self._pop_to("tr")
        return bool(self._counts.get("table"))

    def _close_cell(self) -> None:
        for cell in CELLS:
            if self._counts.get(cell):
                self._pop_to(cell)

    def _push(self, name: str, label: Label | None, *, block: bool) -> None:
        before = self._state
        opened = _Open(name, block, before, self._counts, 0, "", self.length)
        self._stack.append(opened)
        if name in SCOPES:
            self._scopes.append(self._counts)
            self._counts = {name: 1}
        else:
            counts = self._counts
            if name in SETS_ASIDE:
                opened.aside = counts.pop(SETS_ASIDE[name], 0)
            counts[name] = counts.get(name, 0) + 1
        if label and label.speaks:
            self._state = self._inherit(opened, label)
        elif name in SPEAKING:
            # Hundreds of list items inherit the same.
            known = before.inside.get(name)
            if known is None:
                known = self._inherit(opened, None)
                if known.origin == before.origin:
                    before.inside[name] = known
            self._state = known
        elif block and before.base is not before.region:
            self._state = replace(before, base=before.region, inside={})

    def _inherit(self, opened: _Open, label: Label | None) -> _State:
        before, name = opened.before, opened.name
        region, shape = REGIONS.get(name), SHAPES.get(name)
        if name == "aside" and not self._counts.get("article") and not self._counts.get("main"):
            region = Region.NAVIGATION
        state = _State(
            before.region, before.origin, before.base, before.shape, before.level, before.hidden, before.pre
        )
        if label:
            region = label.region or region
            shape = label.shape or shape
            state.hidden = before.hidden or (label.hidden and self._hide)
            self.paywalled = self.paywalled or label.paywall
            opened.capture = label.item
            if label.item and label.value:
                self.head.properties.append((label.item, label.value))
                opened.capture = ""
        if name in {"main", "article"}:
            # Themes hang "has-menu", "ads-enabled" and the like on the element that holds everything.
            region = Region.MAIN if name == "main" and before.region is not Region.ADVERTISEMENT else None
        if region and (before.region in YIELDING or (before.region, region) in NARROWER):
            self._origins += 1
            state.region, state.origin = region, self._origins
        if opened.block:
            state.base = state.region
        if name in HEADINGS:
            state.shape, state.level = Shape.HEADING, HEADINGS[name]
        elif shape:
            state.shape = shape
            state.level = (
                before.level + 1
                if before.shape is Shape.LIST_ITEM is shape
                else int(shape is Shape.LIST_ITEM)
            )
            state.pre = shape is Shape.CODE
        return state

    # --- end tags --------------------------------------------------------------

    def _end(self, name: str) -> None:
        if name not in BLOCKS:
            self._end_inline(name)
            return
        if name in HEADINGS:
            name = next((open_name for open_name in HEADINGS if self._counts.get(open_name)), name)
        if name in TABLE_PARTS or name == "table":
            self._close_cell_for(name)
        if self._counts.get(name):
            if name in SOFT and self._cell >= 0 and self._block >= 0:
                self._gap, self._gap_at = "\n", self.source_offsets[-1]
            elif name not in DATA_CELLS:
                self._flush()
            self._pop_to(name)
        elif name == "p":
            self._flush()

    def _end_inline(self, name: str) -> None:
        if name == "button" and self._counts.get(name):
            self._pop_to(name)
        elif name == "a" or self._counts.get(name):
            self._close_inline(name)
        elif name == "br":
            self._line_break(self.source_offsets[-1])

    def _close_cell_for(self, name: str) -> None:
        """Close an open cell before its row, its table part or its table ends."""
        if name in CELLS:
            return
        cell = next((opened for opened in CELLS if self._counts.get(opened)), "")
        if not cell:
            return
        if self._scopes[-1].get(name):
            self._flush()
            self._pop_to(cell)

    def _close_inline(self, name: str) -> None:
        if name == "a":
            # Ends the link even where a block inside it is still open.
            self._end_link()
        if not self._counts.get(name):
            return
        if self._stack[-1].name == name:
            self._pop()
            return
        crossed = False
        for depth, opened in enumerate(reversed(self._stack)):
            if opened.name == name:
                break
            crossed = crossed or opened.block
            if depth > MAX_INLINE or (crossed and name != "a" and name not in FORMATTING):
                return
        if not crossed:
            self._pop_to(name)
            return
        # Blocks inside it stay open; what is inline in the innermost of them ends (the "adoption agency" of browsers).
        while not self._stack[-1].block:
            self._pop()
        if opened.name == name:
            opened.name = GONE
            self._counts[name] -= 1
            self._counts[GONE] = self._counts.get(GONE, 0) + 1

    def _end_link(self) -> None:
        if self._link:
            href, rel, start = self._link
            self.links.append((start, self.length, href, rel))
            self._link = None

    def _pop_to(self, name: str) -> None:
        """Close open elements up to and with the last one of that name, which must be open."""
        while self._pop() != name:
            pass

    def _pop(self) -> str:
        opened = self._stack.pop()
        name = opened.name
        if (
            opened.block
            and self._block >= 0
            and self._state.shape is not opened.before.shape
            and self._cell < 0
        ):
            self._flush()
        if opened.capture:
            self.head.captured.append((opened.capture, opened.start, self.length))
        if name == "a":
            self._end_link()
        self._state = opened.before
        self._counts = opened.counts
        if name in SCOPES:
            self._scopes.pop()
            self._cell = -1
        else:
            self._counts[name] -= 1
            if opened.aside:
                self._counts[SETS_ASIDE[name]] = opened.aside
        return name

    # --- elements without contents ---------------------------------------------

    def _void(self, name: str, attributes: str, position: int) -> None:
        if name == "br":
            self._line_break(position)
        elif name == "hr":
            if self._counts.get("p"):
                self._pop_to("p")
            self._flush()
        elif name == "meta" and attributes:
            found = attributes_of(attributes)
            self.head.metas.append(found)
            if "itemprop" in found and "content" in found:
                self.head.properties.append((found["itemprop"].lower(), found["content"]))
        elif name == "link" and attributes:
            self.head.links.append(attributes_of(attributes))

    def _line_break(self, position: int) -> None:
        """End a line; two in a row end the block."""
        if self._block < 0 or self._state.hidden:
            return
        if self._gap == "\n":
            self._flush()
        else:
            self._gap, self._gap_at = "\n", position

    def _not_shown(self, name: str, attributes: str, raw: str) -> None:
        if name == "title" and not self.head.title:
            self.head.title = raw
        elif name == "script" and "ld+json" in attributes:
            self.head.json_ld.append(raw)


def raw_start(name: str, attributes: str) -> int:
    """Return how far behind its `<` the contents of a raw element begin."""
    return len(name) + len(attributes) + len("<>")
