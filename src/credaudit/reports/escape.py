"""The one escaper for text from outside that goes to a terminal or a log."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f]|[^\x00-\x7f]")
_KEPT = {"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def for_terminal(text: str) -> str:
    r"""Return `text` on one line with every control, direction mark and invisible character made visible or dropped.

    White space becomes a blank; controls become `\x1b`-like escapes, so that nothing a document holds can draw on the
    terminal or speak to a CI runner.
    """
    return _UNSAFE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    char = match.group()
    if char in "\t\n\r\x0b\x0c\x85\u2028\u2029":
        return " "
    if char == "\xad":
        return ""
    if unicodedata.category(char) in _KEPT:
        code = ord(char)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 (two digits hold a byte)
    return char
