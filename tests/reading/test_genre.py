"""Genre: each kind of text by cues of its own, with the reasons, in plain text as in markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.model import Confidence
from credaudit.rulebook.phrases import expand

if TYPE_CHECKING:
    from credaudit.reading.library import Library
    from tests.reading.conftest import ReadingOf

ABSTRACT = """Cold hands in winter towns

Paper ID: 17-LMP

Authors

Anna Lund, Department of Light, University of Bergen

Abstract

Background: Cold hands are common in winter. Methods: We followed 40 adults through one winter and asked them
about gloves each week. Results: Half of them wore gloves, and their hands were warmer. Conclusion: Gloves deserve
a trial of their own.

Keywords: hands, gloves, winter

Status: Accepted
"""

RELEASE = """New lamp makes tired people feel brighter

OSLO, Norway, June 3, 2021 /PRNewswire/ -- A lamp that fits into a cap made forty tired people feel brighter within
a week, Lumio Lamps announced today.

"We are delighted," said Anna Lund, chief executive of Lumio Lamps.

About Lumio Lamps

Lumio Lamps is a leading maker of lamps and is headquartered in Oslo. For more information, visit lumio.example.

Media contact: Per Vik, 555-0100

###
"""

NEWS = """Light before breakfast may lift winter mood, small trial finds

By Per Vik
Health reporter

OSLO (Reuters) - Half an hour of light before breakfast may lift mood in winter, a small trial suggests.

"It is a start," Anna Lund, who led the trial, told Reuters on Tuesday.

But Eva Holm, a psychiatrist who was not involved in the study, said the trial was too small. "I would wait," she
said. The researchers note that nobody knew how long the effect lasts.
"""

BLOG = """Why I bought a lamp

Posted in: Winter

I have been tired every winter since I was ten, and this post is about the lamp that I bought last month.

If you feel as I do, you may want to read on. Your doctor can tell you more.

Related Posts

Leave a Reply

Your email address will not be published.
"""

CLINIC = """Light therapy at Nordlys

Our clinic offers light therapy for winter depression. Our team of nurses and doctors will see you within a week.

What to expect

Your first visit takes an hour. A session costs $90, and most insurance plans pay for part of it.

Book your appointment today or call us on 555-010-0100.
"""

SHOP = """Bright Morning Capsules

$29.99 - 60 capsules - In stock

A dietary supplement with vitamin D. Suggested use: one capsule a day. Other ingredients: rice flour.

Add to cart

Free shipping and a 30-day money-back guarantee. Customer reviews: 4.8 out of 5 stars.
"""

ENTRY = """Light therapy

Light therapy is a treatment for winter depression in which a person sits before a bright lamp in the morning.[1][2]

Medical uses

It is used for winter depression.[3]

Adverse effects

Headache and eye strain are common.[4]

History

The first trial was published in 1984.[5]

See also

External links
"""

AUTHORITY = """Winter depression

An official website of the Department of Health

Winter depression is a low mood that comes back every winter. Most people feel better in spring.

When to see a doctor

See a GP if you feel low for more than two weeks. Call 999 if your life is in danger.

Page last reviewed: 12 January 2024
Next review due: 12 January 2027
"""

LEAFLET = """Package leaflet: Information for the user

Somnolin 2 mg tablets

Read all of this leaflet carefully before you start taking this medicine. Keep this leaflet.

What Somnolin is and what it is used for

Before you take Somnolin

How to take Somnolin

Possible side effects

How to store Somnolin

Marketing authorisation holder: Nordmed AS
"""

PAPER = f"""Light before breakfast and winter mood: a randomised trial

Anna Lund1, Per Vik2*

Received 3 May 2020; accepted 4 June 2020. J Light. 2020;12(3):123-130.

Abstract

We randomised 80 adults to bright or dim light.

Introduction

{"Winter depression is common in the north [1]. Light may help, and earlier trials were small [2,3]. " * 6}

Methods

{"We recruited 80 adults with winter depression and allocated them to bright or dim light [4]. " * 6}

Results

{"Scores fell by 4.1 points with bright and by 3.0 with dim light (95% CI -0.4 to 2.6) (Table 1). " * 6}

Discussion

{"In this study bright light was little better than dim light, as Holm et al. had found [5,6]. " * 6}

References

1. Holm E. Light and mood. J Light. 2010;2:1-9.
2. Vik P. Dim light. J Light. 2011;3:1-9.
3. Lund A. Bright light. J Light. 2012;4:1-9.
4. Rask T. Lamps. J Light. 2013;5:1-9.
5. Holm E. More light. J Light. 2014;6:1-9.
6. Torp M. Less light. J Light. 2015;7:1-9.
"""

KINDS = {
    "abstract": ABSTRACT,
    "press-release": RELEASE,
    "news": NEWS,
    "web-article": BLOG,
    "clinic-page": CLINIC,
    "shop-page": SHOP,
    "encyclopaedia": ENTRY,
    "institution-page": AUTHORITY,
    "leaflet": LEAFLET,
    "journal-article": PAPER,
}


@pytest.mark.parametrize(("genre", "text"), KINDS.items())
def test_a_plain_text_tells_its_kind(reading_of: ReadingOf, genre: str, text: str) -> None:
    assert reading_of(text).genre.name == genre


@pytest.mark.parametrize("genre", KINDS)
def test_the_same_words_tell_it_in_markdown(reading_of: ReadingOf, genre: str) -> None:
    title, _, rest = KINDS[genre].partition("\n")
    assert reading_of(f"# {title}\n{rest}", "page.md").genre.name == genre


@pytest.mark.parametrize(("genre", "text"), KINDS.items())
def test_a_guess_says_why(reading_of: ReadingOf, genre: str, text: str) -> None:
    assert reading_of(text).genre.because, genre


def test_a_text_without_any_cue_is_a_web_article_of_low_confidence(reading_of: ReadingOf) -> None:
    guess = reading_of("Light falls on the water, and the boats lie still.").genre
    assert (guess.name, guess.confidence) == ("web-article", Confidence.LOW)


def test_metadata_tell_the_kind_of_a_page(reading_of: ReadingOf) -> None:
    page = (
        '<html><head><title>Night cream</title><script type="application/ld+json">{"@type": "Product"}'
        "</script></head><body><p>A rich cream for dry skin.</p></body></html>"
    )
    assert reading_of(page, "page.html").genre.name == "shop-page"


def test_the_user_overrides_the_guess(reading_of: ReadingOf) -> None:
    assert reading_of(SHOP, genre="leaflet").genre.name == "leaflet"


def test_cutting_the_statement_of_interests_out_changes_no_guess(reading_of: ReadingOf) -> None:
    statement = (
        "\nCompeting interests: The authors declare none.\n\nFunding: This work was funded by Nordmed.\n"
    )
    assert reading_of(PAPER + statement).genre == reading_of(PAPER).genre


def test_every_phrase_of_every_genre_can_be_expanded(library: Library) -> None:
    phrases = [
        phrase
        for genre in library.rulebook.genres.values()
        for cue in genre.cues["words"]
        for phrase in cue["words"]
    ]
    assert all(list(expand(phrase)) for phrase in phrases)


def test_what_a_genre_expects_names_a_zone(library: Library) -> None:
    zones = {zone for genre in library.rulebook.genres.values() for zone in genre.expects.values()}
    assert zones <= {"head", "body", "end", "linked"}
