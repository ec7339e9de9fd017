"""Language: by small words, by script, and `und` where a text is too short or no prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.reading.conftest import ReadingOf

TEXTS = {
    "en": "The lamp gives white light, and most of the people who sit before it for half an hour feel less tired.",
    "es": "La lámpara da una luz blanca y la mayoría de las personas que se sientan ante ella se sienten mejor.",
    "fr": "La lampe donne une lumière blanche et la plupart des gens qui sont assis devant elle se sentent mieux.",
    "de": "Die Lampe gibt ein weißes Licht, und die meisten, die vor ihr sitzen, sind danach nicht mehr müde.",
    "it": "La lampada dà una luce bianca e la maggior parte delle persone che vi si siedono si sente meglio.",
    "pt": "A lâmpada dá uma luz branca e a maioria das pessoas que se sentam diante dela não se sente mais cansada.",
    "nl": "De lamp geeft wit licht en de meeste mensen die er een half uur voor zitten zijn daarna niet meer zo moe.",
    "sv": "Lampan ger ett vitt ljus och de flesta som sitter framför den en halv timme är inte så trötta efter det.",
    "ru": "Лампа даёт белый свет, и большинство людей, которые сидят перед ней, чувствуют себя лучше.",
    "el": "Η λάμπα δίνει λευκό φως και οι περισσότεροι άνθρωποι αισθάνονται καλύτερα μπροστά της.",  # noqa: RUF001 (Greek)
    "ja": "ランプは白い光を出し、その前に座るほとんどの人は疲れを感じなくなります。",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_a_sentence_tells_its_language(reading_of: ReadingOf, code: str, text: str) -> None:
    assert reading_of(text).language == code


def test_english_with_many_names_of_drugs_is_english(reading_of: ReadingOf) -> None:
    text = (
        "Sertraline and fluoxetine are SSRIs; venlafaxine is one of the SNRIs, and both take weeks to work."
    )
    assert reading_of(text).language == "en"


def test_numbers_alone_tell_no_language(reading_of: ReadingOf) -> None:
    assert reading_of("12 34 56\n78 90 12\n").language == "und"


def test_a_few_words_of_no_small_word_tell_no_language(reading_of: ReadingOf) -> None:
    assert reading_of("Sertraline Citalopram Fluoxetine").language == "und"


def test_a_foreign_quotation_leaves_the_text_english(reading_of: ReadingOf) -> None:
    text = TEXTS["en"] + " She said: “La lámpara da una luz blanca.” " + TEXTS["en"]
    assert reading_of(text).language == "en"


def test_what_a_short_page_declares_counts(reading_of: ReadingOf) -> None:
    page = '<html lang="de"><head><title>Lampe</title></head><body><p>Lampe kaufen</p></body></html>'
    assert reading_of(page, "page.html").language == "de"
