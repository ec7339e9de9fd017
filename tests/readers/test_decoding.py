"""Bytes to characters."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credaudit.readers.decoding import codec_of, decode, line_starts, text_of

WESTERN = "The patient’s naïve “cure” cost €5 – no more. "
CYRILLIC = "Кетамин не является лекарством от депрессии, и это не новое средство. " * 8


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_dropped(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + WESTERN.encode(encoding), "iso-8859-1")
    assert (decoded.source, decoded.encoding) == (WESTERN, encoding)


def test_utf_16_without_a_mark_is_told_by_its_noughts() -> None:
    assert decode("Plain words.".encode("utf-16-le")).source == "Plain words."


def test_a_declared_encoding_is_taken_where_the_bytes_are_not_utf_8() -> None:
    decoded = decode("zażółć gęślą".encode("cp1250"), "windows-1250")
    assert (decoded.source, decoded.encoding) == ("zażółć gęślą", "cp1250")


@pytest.mark.parametrize("label", ["iso-8859-1", "us-ascii", "windows-1251", "utf-16", "nonsense"])
def test_a_label_that_the_bytes_contradict_is_passed_over(label: str) -> None:
    assert decode("“naïve” Кетамин".encode(), label).source == "“naïve” Кетамин"


def test_a_seven_bit_encoding_counts_when_it_is_declared() -> None:
    assert decode("薬".encode("iso2022_jp"), "iso-2022-jp").source == "薬"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        (" UTF8 ", "utf-8"),
        ("utf-16", ""),
        ("rot13", ""),
        ("hex", ""),
        ("nonsense", ""),
        ("a\0b", ""),
        ("", ""),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str) -> None:
    assert codec_of(label) == codec


def test_undeclared_western_text_is_windows_1252() -> None:
    decoded = decode((WESTERN * 3).encode("cp1252"))
    assert (decoded.source, decoded.encoding, decoded.replaced) == (WESTERN * 3, "cp1252", 0)


def test_undeclared_cyrillic_text_is_detected() -> None:
    assert decode(CYRILLIC.encode("cp1251")).source == CYRILLIC


def test_broken_utf_8_keeps_its_other_letters_and_counts_what_was_lost() -> None:
    decoded = decode(WESTERN.encode() + b"\xff end \xe2\x80")
    assert decoded.source == WESTERN + "\ufffd end \ufffd"
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 2)


def test_a_replacement_character_of_the_file_is_no_loss() -> None:
    assert decode("“naïve” \ufffd".encode()).replaced == 0


def test_controls_become_visible_and_line_ends_one_character() -> None:
    assert text_of("a\r\nb\rc\0d\x1be\tf\x85g") == "a\nb\nc\ufffdd\ufffde\tf\ufffdg"


@given(st.text())
def test_lines_and_columns_are_those_of_the_file(written: str) -> None:
    text = text_of(written)
    lines = written.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [len(line) for line in lines] == [len(line) for line in text.split("\n")]
    assert len(line_starts(text)) == len(lines)


@given(st.binary(), st.sampled_from(["", "utf-8", "cp1252", "utf-16", "x"]))
def test_any_bytes_are_decoded(data: bytes, label: str) -> None:
    text = text_of(decode(data, label).source)
    text.encode()
    assert all(sign >= " " or sign in "\t\n" for sign in text)
