"""Promotion as a whole: who speaks, where it stands, what is said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credaudit.model import Finding, Passed, Severity
from credaudit.pipeline import checks
from credaudit.rulebook.rule import Example
from credaudit.selftest import read_example

if TYPE_CHECKING:
    from credaudit.reading.library import Library


def judged(library: Library, name: str, text: str, genre: str = "web-article") -> list[Finding | Passed]:
    rule = library.rulebook.rules[f"promotion/{name}"]
    reading = read_example(text, Example(text=text, genre=genre), library)
    assert not isinstance(reading, str)
    return list(checks()[rule.check or "wording.phrases"](reading, rule))


def test_a_call_to_buy_is_a_warning_in_an_article_and_a_note_on_a_shop_page(library: Library) -> None:
    (article,) = judged(library, "call-to-action", "Sleep is short. Order yours today.")
    (shop,) = judged(library, "call-to-action", "Sleep is short. Order yours today.", "shop-page")
    assert isinstance(article, Finding)
    assert isinstance(shop, Finding)
    assert (article.severity, shop.severity) == (Severity.WARNING, Severity.NOTE)


def test_a_brand_named_thrice_is_one_finding_with_its_places(library: Library) -> None:
    text = "Visit CalmSea to learn more.\n\nGrief is slow.\n\nVisit CalmSea to book.\n\nVisit CalmSea today."
    (one,) = judged(library, "brand-plug", text)
    assert isinstance(one, Finding)
    assert len(one.also) == 2
    assert "3 in all" in one.message


def test_an_absolute_figure_anywhere_passes_the_relative_one(library: Library) -> None:
    (one,) = judged(
        library,
        "relative-only",
        "The pill halved the risk of stroke. Strokes fell from 4% to 2% in a year.",
        "news",
    )
    assert isinstance(one, Passed)


def test_harms_named_beside_the_benefits_are_no_finding(library: Library) -> None:
    text = "Our drip boosts energy, lifts mood and improves sleep. {} Book a session."
    assert judged(library, "benefit-series", text.format(""), "clinic-page")
    assert not judged(library, "benefit-series", text.format("It can cause nausea."), "clinic-page")


def test_an_advertisement_about_something_else_in_a_long_text_is_a_note(library: Library) -> None:
    paragraphs = [
        f"Paragraph {number} tells how rivers rise and fall with the seasons." for number in range(14)
    ]
    text = "\n\n".join([*paragraphs[:7], "Ad: Try DreamLoom, the pillow that sings", *paragraphs[7:]])
    (one,) = judged(library, "embedded-advertisement", text)
    assert isinstance(one, Finding)
    assert one.severity is Severity.NOTE


def test_repeats_of_one_wording_are_one_finding(library: Library) -> None:
    (one,) = judged(
        library, "breakthrough", "A game changer for sleep. It is a game changer. Truly a game changer."
    )
    assert isinstance(one, Finding)
    assert len(one.also) == 2


def test_hope_is_no_matter_for_leaflets(library: Library) -> None:
    assert not judged(library, "hope-appeal", "It brings new hope to many.", "leaflet")
