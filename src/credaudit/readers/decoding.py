"""Bytes to characters: which encoding, what could not be decoded, and where each character stood.

Two texts are told apart here: the *source* (the decoded file, line ends as they were) in which lines and columns
count, and the *text* (`Document.text`), in which a line end is one character and a control character is U+FFFD.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

REPLACEMENT: Final = "\ufffd"

# UTF-32 before UTF-16: the mark of UTF-32 LE begins with that of UTF-16 LE.
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What browsers read under these labels (WHATWG Encoding): the Windows superset.
SUPERSETS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}

SAMPLE: Final = 65_536
"""Bytes looked at to guess an encoding or to tell text from binary."""

LONE: Final = 1.5
"""Where runs of bytes above 127 are shorter than this on average, an undeclared text is Western ("naïve", "€5")."""

STRAY: Final = 3
"""So many control characters are taken for accidents in any text."""

CONTROL_SHARE: Final = 0.02
"""Above this share of control characters, bytes are not taken for text."""

CONTROLS: Final = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\f\b\x1b\x1a"))

MAGIC: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x00asm", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)

PRINTABLE_MAGIC: Final = frozenset({b"%PDF-", b"{\\rtf"})
HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")

BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([^\s"';]{1,60})""", re.IGNORECASE)
LINE_END: Final = re.compile(r"\r\n?|\n")
NEWLINE: Final = re.compile("\n")
UNCLEAN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The characters of a file, its byte order mark dropped and its line ends kept."""

    source: str
    encoding: str
    replaced: int = 0
    """Undecodable places that became U+FFFD."""


def binary_kind(data: bytes) -> str:
    """Name what the bytes are when they are no text, in plain words with an article; empty for text."""
    if _marked(data):
        return ""
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    for magic, kind in MAGIC:
        # "ID3" opens honest texts too; no binary format stays free of control characters for long.
        if data.startswith(magic) and (controls or magic in PRINTABLE_MAGIC):
            return kind
    if controls > STRAY and controls > CONTROL_SHARE * len(sample) and not _unmarked_utf16(data):
        return "a binary file"
    return ""


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode `data` as its mark says, as UTF-8, by the `declared` label, or by a guess, in this order; never fails.

    A label that is unknown, or that the bytes contradict, is passed over.
    """
    if marked := _marked(data):
        mark, encoding = marked
        return _forced(data[len(mark) :], encoding)
    if wide := _unmarked_utf16(data):
        return _forced(data, wide)
    # Text of another encoding is hardly ever valid UTF-8 by chance, while labels are often wrong.
    label = codec_of(declared)
    for encoding in (label, "utf-8") if data.isascii() else ("utf-8", label):
        if encoding and (source := _strict(data, encoding)) is not None:
            return Decoded(source=source, encoding=encoding)
    return _guessed(data)


def codec_of(label: str) -> str:
    """Return the codec that browsers use for an encoding label; empty when there is none for text."""
    try:
        codec = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    # A declaration that could be read byte by byte was not written in UTF-16 (WHATWG reads such a page as UTF-8).
    if codec.name.startswith(("utf-16", "utf-32", "utf-7")) or not getattr(codec, "_is_text_encoding", True):
        return ""
    return SUPERSETS.get(codec.name, codec.name)


def declared_charset(media_type: str) -> str:
    """Return the encoding label of a media type such as `text/html; charset=utf-8`; empty without one."""
    found = CHARSET.search(media_type)
    return found[1] if found else ""


def text_of(source: str) -> str:
    """Return the text of a decoded file: line ends of one character, U+FFFD for control characters."""
    if not UNCLEAN.search(source):
        return source
    return CONTROL.sub(REPLACEMENT, LINE_END.sub("\n", source) if "\r" in source else source)


def line_starts(text: str) -> list[int]:
    """Return the offsets at which the lines of a text begin.

    Lines and columns in it are those of the original file: only line ends differ in length.
    """
    return [0, *(end.end() for end in NEWLINE.finditer(text))]


def _marked(data: bytes) -> tuple[bytes, str] | None:
    return next(((mark, encoding) for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _unmarked_utf16(data: bytes) -> str:
    """Return the encoding of English text in UTF-16 without a mark: every other byte is nought."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if half < len(b"text") or b"\0" not in sample:
        return ""
    for encoding, noughts, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if noughts.count(0) > 0.8 * half and not letters.count(0):
            return encoding
    return ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _forced(data: bytes, encoding: str) -> Decoded:
    source = data.decode(encoding, "replace")
    if REPLACEMENT not in source:
        return Decoded(source=source, encoding=encoding)
    # A U+FFFD that stands in the file itself is a character, not a loss.
    lost = source.count(REPLACEMENT) - data.decode(encoding, "ignore").count(REPLACEMENT)
    return Decoded(source=source, encoding=encoding, replaced=lost)


def _guessed(data: bytes) -> Decoded:
    """Decode what is neither declared rightly nor UTF-8."""
    repaired = _forced(data, "utf-8")
    beyond_ascii = sum(len(run) for run in BEYOND_ASCII.findall(repaired.source)) - repaired.replaced
    if beyond_ascii > repaired.replaced:
        # Broken UTF-8: other encodings hardly ever form valid sequences by chance.
        return repaired
    runs = HIGH_RUN.findall(data[:SAMPLE])
    western = _strict(data, "cp1252")
    if western is not None and sum(map(len, runs)) < LONE * len(runs):
        return Decoded(source=western, encoding="cp1252")
    from charset_normalizer import from_bytes  # noqa: PLC0415 (slow to import, seldom needed)

    best = from_bytes(data[:SAMPLE]).best()
    encoding = codec_of(best.encoding) if best else ""
    if encoding and (source := _strict(data, encoding)) is not None:
        return Decoded(source=source, encoding=encoding)
    return _forced(data, "cp1252")
