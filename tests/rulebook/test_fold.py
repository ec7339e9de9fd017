"""The folded copy: what it makes alike, and the way back."""
# ruff: noqa: RUF001 (letters that look alike are what is tested)

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from credaudit.rulebook.fold import fold

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("aeiou. \n-’“”…ﬁ½İßœ\u00ad\u200b\u0301а𝒂𝟙Ⅳ㎎"),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Plain Words", "plain words"),
        ("“Quoted” – it’s …", '"quoted" - it\'s ...'),
        ("ﬁne café naïve", "fine cafe naive"),
        ("mi\u00adra\u200bcle", "miracle"),
        ("сurе", "cure"),
        ("ΜΙRΑCLΕ", "miracle"),
        ("treat-\nment", "treatment"),
        ("Long-\nTerm", "long- term"),
        ("５０ ｍｇ", "50 mg"),
        ("İstanbul", "istanbul"),
        ("漢字", "__"),
        ("μg and µg", "ug and ug"),
        ("a\tb\u00a0c\u2009d", "a b c d"),
        ("one  line\n  and  the next", "one line and the next"),
        ("Œuvre ß", "oeuvre ss"),
    ],
)
def test_what_reads_alike_folds_alike(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(ANY_TEXT)
@example("İ" * 3 + "x")
@example("a-\nb…c")
def test_folded_text_is_lower_case_ascii(text: str) -> None:
    folded = fold(text).text
    assert folded.isascii()
    assert folded == folded.lower()
    assert "\n" not in folded


@given(ANY_TEXT, st.data())
@example("ab", None)
def test_every_folded_range_maps_back_into_the_text(text: str, data: st.DataObject | None) -> None:
    folded = fold(text)
    length = len(folded.text)
    start = data.draw(st.integers(0, length)) if data else 0
    end = data.draw(st.integers(start, length)) if data else length
    first, last = folded.original(start, end)
    assert 0 <= first <= last <= len(text)
    assert (first < last) == (start < end)


@given(ANY_TEXT)
def test_mapping_back_keeps_the_order(text: str) -> None:
    folded = fold(text)
    starts = [folded.original(index, index)[0] for index in range(len(folded.text) + 1)]
    assert starts == sorted(starts)


@given(ANY_TEXT)
def test_the_way_there_and_back_does_not_pass_the_offset(text: str) -> None:
    folded = fold(text)
    for offset in range(len(text)):
        there = folded.folded(offset)
        assert folded.original(there, there)[0] >= offset


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=80))
def test_plain_ascii_runs_in_step(text: str) -> None:
    folded = fold(text)
    assert folded.back is None
    assert folded.text == text.lower()


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text.split() == once.split()
