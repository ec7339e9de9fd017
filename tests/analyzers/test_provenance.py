"""Provenance: whole short texts, with what must and must not be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.analyzers.provenance import ANALYZER
from credaudit.model import Finding, Passed, Severity, Skipped, Source, Zone, ZoneState
from credaudit.pipeline import load_library
from credaudit.readers import read
from credaudit.reading import Reading

if TYPE_CHECKING:
    from credaudit.reading.library import Library

PROSE = (
    "The lamp gives white light, and most of the people who sit before it for half an hour in the morning feel less"
    " tired than before, although nobody knows how long that lasts."
)
SEARCH = (
    "Lamps and winter mood\n\nAnna Lund, University of Bergen\n\nBackground: Lamps are sold widely. Methods: {claim}"
    " Results: {result} Conclusion: More trials are needed.\n\nKeywords: lamp, mood\n"
)


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the shipped rules and knowledge."""
    return load_library()


def _judged(
    library: Library,
    text: str,
    name: str = "a.txt",
    genre: str = "",
    zones: dict[Zone, ZoneState] | None = None,
) -> list[Finding | Passed]:
    document = read(Source(uri=name, name=name, data=text.encode()), library.words)
    assert not isinstance(document, Skipped)
    reading = Reading(document, library, genre=genre, zones=zones)
    rules = [rule for rule in library.rulebook.rules.values() if rule.family == "provenance"]
    return [
        judged for rule in rules for judged in ANALYZER.checks[rule.check.partition(".")[2]](reading, rule)
    ]


def _found(library: Library, text: str, *, genre: str = "", name: str = "a.txt") -> dict[str, Finding]:
    return {
        judged.rule.partition("/")[2]: judged
        for judged in _judged(library, text, name, genre)
        if isinstance(judged, Finding)
    }


def test_an_excerpt_without_author_is_only_noted(library: Library) -> None:
    finding = _found(library, f"{PROSE}\n\n{PROSE}\n", genre="web-article")["no-author"]
    assert (finding.severity, finding.costs) == (Severity.NOTE, False)


def test_a_whole_page_without_author_is_warned_of(library: Library) -> None:
    page = f"<html><body><h1>Light</h1><p>{PROSE}</p><p>{PROSE}</p></body></html>"
    finding = _found(library, page, genre="web-article", name="a.html")["no-author"]
    assert (finding.severity, finding.costs) == (Severity.WARNING, True)


def test_author_date_and_publisher_are_credited(library: Library) -> None:
    text = f"Lamp Blog\n\nLight and winter mood\n\nAnna Lund, MD\nMay 2, 2024\n\n{PROSE}\n\n{PROSE}\n"
    passed = {one.rule for one in _judged(library, text, genre="web-article") if isinstance(one, Passed)}
    assert {"provenance/no-author", "provenance/no-date", "provenance/no-publisher"} <= passed


@pytest.mark.parametrize(
    "claim",
    [
        "A systematic search of PubMed and Embase was conducted.",
        "We searched Medline and Scopus systematically for trials of lamps.",
        "A comprehensive literature search was performed in four databases.",
        "PubMed and Web of Science were searched from inception to May 2020.",
        "The literature was systematically reviewed.",
        "Studies were identified through a systematic search of Cochrane and PubMed.",
        "An extensive review of published studies was carried out.",
    ],
)
@pytest.mark.parametrize(
    ("result", "flagged"),
    [
        ("Lamps lift mood within days, and their effect grows with use.", True),
        ("We included 14 trials with 903 people, and lamps lifted mood a little.", False),
        ("Of 1,204 records, nine randomised trials were kept.", False),
        ("Twelve eligible studies were found.", False),
        ("The studies (n = 14) agreed.", False),
    ],
)
def test_a_search_needs_counts(library: Library, claim: str, result: str, *, flagged: bool) -> None:
    found = _found(library, SEARCH.format(claim=claim, result=result), genre="abstract")
    assert ("search-without-counts" in found) is flagged


@pytest.mark.parametrize(
    "claim",
    [
        "We treated 40 people with a lamp.",
        "Holm et al. systematically searched the literature before us.",
        "A systematic search of the literature is needed.",
        "No systematic search of databases was made.",
        "We will conduct a systematic search of PubMed, as the protocol says.",
        "Every room was searched systematically for lamps.",
    ],
)
def test_what_claims_no_search_needs_no_counts(library: Library, claim: str) -> None:
    text = SEARCH.format(claim=claim, result="Lamps lift mood.")
    assert "search-without-counts" not in _found(library, text, genre="abstract")


OFFER = (
    "Lamp therapy gives rapid relief. The treatment is effective, and our therapy improves mood within days."
    " {more} {end}"
)


@pytest.mark.parametrize(
    "end",
    [
        "Book your visit today.",
        "Call us now to start.",
        "We recommend this treatment to all.",
        "Ask your doctor about lamp therapy.",
        "Try it at home tonight.",
        "Visit Lumio to learn more.",
        "Our clinic treats six days a week.",
    ],
)
@pytest.mark.parametrize(
    ("more", "flagged"),
    [
        ("People of all ages come, and they come back every winter because they like it.", True),
        ("It works with fewer side effects than tablets, and people come back every winter for it.", True),
        ("It has no known side effects, and people of all ages come back every winter for more.", True),
        (
            "Some people get a headache or feel sick, and those with eye disease should not use it at all.",
            False,
        ),
        (
            "The risks are small but real: eye strain, headache and, in bipolar disorder, mania after a week.",
            False,
        ),
        ("Common side effects are nausea and eye strain, and most of them pass within a week or two.", False),
    ],
)
def test_an_offer_needs_harms(library: Library, end: str, more: str, *, flagged: bool) -> None:
    found = _found(library, OFFER.format(more=more, end=end), genre="web-article")
    assert ("no-harms" in found) is flagged


@pytest.mark.parametrize("genre", ["abstract", "journal-article", "leaflet", "news"])
def test_harms_are_asked_only_of_those_who_offer(library: Library, genre: str) -> None:
    text = OFFER.format(
        more="It acts on cells of the eye and on the clock of the brain, as work in mice shows.", end=""
    )
    assert "no-harms" not in _found(library, text + " We recommend it.", genre=genre)


def test_a_text_on_a_mechanism_is_no_offer(library: Library) -> None:
    text = OFFER.format(
        more="It acts on cells of the eye and on the clock of the brain, as work in mice shows.", end=""
    )
    assert "no-harms" not in _found(library, text.replace("our therapy", "the therapy"), genre="web-article")


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("As an AI language model, I do not sleep.", True),
        ("Certainly! Here is an article on lamps.", True),
        ("As of my last knowledge update, three lamps had been tried.", True),
        ("Lamps were tested in Oslo [insert citation here].", True),
        ("I cannot browse the internet, but lamps help many.", True),
        ("Papers with the words “as an AI language model” have been found.", False),
        (
            "ChatGPT is a chatbot. Asked about sleep, ChatGPT writes that as an AI language model it has none.",
            False,
        ),
        ("The last update of our knowledge of lamps was in May.", False),
        ("Insert the lamp into the cap.", False),
        ("Of course, here in Oslo lamps are sold widely.", False),
    ],
)
def test_words_of_a_writing_tool_are_told_from_words_about_one(
    library: Library, text: str, *, flagged: bool
) -> None:
    found = _found(library, f"{PROSE}\n\n{text}\n\n{PROSE}\n", genre="web-article")
    assert ("writing-tool-residue" in found) is flagged


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Chemicals used for this purposeis called neurotransmitters.", True),
        ("They feel bright.Then they go to work.", True),
        ("lamp hallucinationThere is a risk of falling.", True),
        (
            "The lampand the cap are sold together; the lamp is white.",
            False,
        ),  # too short to be told from a name
        ("Write to anna.Lund@example.org or see www.example.org/The for more.", False),
        ("LinkedIn, YouTube and HealthDay wrote about it.", False),
        ("Its analysis, thesis and emphasis differ; whereof more elsewhere.", False),
        ("The U.S.A. and the E.U. agree. Dr.Lund does not.", False),
    ],
)
def test_damage_is_told_from_names_and_addresses(library: Library, text: str, *, flagged: bool) -> None:
    found = _found(library, f"{PROSE}\n\n{text}\n\n{PROSE}\n", genre="web-article")
    assert ("translation-damage" in found) is flagged


def test_a_single_lost_space_is_a_note_and_many_are_a_warning(library: Library) -> None:
    one = "They feel bright.Then they go to work."
    many = one + " It was white.After that it was sold. Nobody knew why.When it broke they wept."
    grades = [_found(library, f"{PROSE}\n\n{text}\n")["translation-damage"].severity for text in (one, many)]
    assert grades == [Severity.NOTE, Severity.WARNING]


def test_a_preprint_told_as_settled_is_a_warning(library: Library) -> None:
    head = "Light and mood\n\nThis article is a preprint and has not been peer-reviewed.\n\n"
    grades = [
        _found(library, head + end)["preprint"].severity
        for end in (f"{PROSE}\n", f"{PROSE} This proves that lamps cure tiredness.\n")
    ]
    assert grades == [Severity.NOTE, Severity.WARNING]


def test_a_person_is_not_named_in_the_plain_message(library: Library) -> None:
    text = (
        "Tablets for poor sleep\n\nBy Tom Rask\n\nPoor sleep is a symptom of many a disease. The dose of this"
        " supplement is one tablet, and treatment takes a month. Ask a doctor if pain keeps you awake.\n"
    )
    finding = _found(library, text, genre="web-article")["no-credentials"]
    assert ("Tom Rask" in finding.message, "Tom Rask" in finding.plain_message) == (True, False)
