"""Text from outside on its way to a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credaudit.reports.escape import for_terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “words” é 漢字", "plain – “words” é 漢字"),
        ("a\tb\nc\r\nd\u2028e", "a b c  d e"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("\x00\x07\x7f\x9b", "\\x00\\x07\\x7f\\x9b"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("soft\xadhyphen", "softhyphen"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_could_draw_is_shown_and_not_sent(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


@given(st.text())
def test_nothing_but_printable_characters_is_left(text: str) -> None:
    shown = for_terminal(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in shown)
    assert "\n" not in shown
