"""The small language of phrases and the one automaton that finds them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credaudit.rulebook.fold import fold
from credaudit.rulebook.phrases import Matcher, expand, tabulate, to_regex


def hits(phrase: str, text: str) -> list[str]:
    folded = fold(text).text
    return [folded[start:end] for start, end in Matcher(tabulate({"rule": [phrase]})).scan(folded).of("rule")]


@pytest.mark.parametrize(
    ("phrase", "wordings"),
    [
        ("plain words", ["plain words"]),
        ("{a,the} cure", ["a cure", "the cure"]),
        (
            "no {known ,}side{-, }effects",
            ["no known side-effects", "no known side effects", "no side-effects", "no side effects"],
        ),
        ("  spread   out ", ["spread out"]),
    ],
)
def test_braces_hold_alternatives(phrase: str, wordings: list[str]) -> None:
    assert list(expand(phrase)) == wordings


@pytest.mark.parametrize("phrase", ["{open", "closed}", "{a,{b,c}}"])
def test_a_brace_without_its_partner_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="unbalanced brace"):
        list(expand(phrase))


def test_a_phrase_with_too_many_wordings_is_refused() -> None:
    with pytest.raises(ValueError, match="more than"):
        list(expand(" ".join(["{a,b,c,d,e,f,g,h,i,j}"] * 6)))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("cure", "A cure? CURE! The cured ham; manicure.", ["cure", "cure"]),
        ("cure*", "cures, cured and curettage, never manicure", ["cures", "cured", "curettage"]),
        ("side effects", "No side\neffects, no side-effects.", ["side effects"]),
        ("breakthrough", "“Durchbruch” means breakthrough.", ["breakthrough"]),
        ("game changer", "a “game changer”", ["game changer"]),
        ("café", "the CAFÉ and the cafe", ["cafe", "cafe"]),
        ("100%", "It works 100% of the time, 1100% more", ["100%"]),
        ("cure", "a cur\u00ade and a \u0441\u200bure", ["cure", "cure"]),
        ("ground", "ground-breaking underground grounds", ["ground"]),
        ("naïve", "nai\u0308ve", ["naive"]),
    ],
)
def test_whole_words_are_found_however_they_are_written(phrase: str, text: str, found: list[str]) -> None:
    assert hits(phrase, text) == found


def test_the_longest_of_overlapping_wordings_is_kept() -> None:
    assert hits("{breakthrough,breakthrough therapy,therapy}", "a breakthrough therapy today") == [
        "breakthrough therapy"
    ]


def test_every_rule_that_shares_a_wording_gets_it() -> None:
    found = Matcher(tabulate({"one": ["miracle"], "two": ["{miracle,wonder} {cure,}"]})).scan(
        "a miracle cure"
    )
    assert (found.of("one"), found.of("two")) == ([(2, 9)], [(2, 14)])


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("earn .. commission", "We earn a small commission here.", ["earn a small commission"]),
        ("earn .. commission", "We earn. A commission met.", []),
        ("earn .. commission", "We earn our keep by growing vegetables, and a commission", []),
        (
            "{earn,receive} ... {commission,fee}",
            "may receive from the shops named below a fee",
            ["receive from the shops named below a fee"],
        ),
        ("earn .. commission", "commission that we earn", []),
        ("a .. b .. c", "a one b two c", ["a one b two c"]),
    ],
)
def test_a_gap_spans_a_few_words_of_one_sentence(phrase: str, text: str, found: list[str]) -> None:
    assert hits(phrase, text) == found


def test_a_phrase_that_folds_to_nothing_matches_nothing() -> None:
    assert hits("©", "© 2024 The Example Press") == []


def test_a_matcher_without_phrases_finds_nothing() -> None:
    assert Matcher(tabulate({})).scan("any text").keys == frozenset()


WORDS = st.sampled_from(["cure", "miracle cure", "cured", "the", "no", "-", "\n", "é", ".", "x"])


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_the_automaton_finds_what_a_regular_expression_finds(text: str) -> None:
    folded = fold(text).text
    slow = [match.span() for match in re.finditer(to_regex(["cure"]), folded)]
    assert Matcher(tabulate({"rule": ["cure"]})).scan(folded).of("rule") == slow
