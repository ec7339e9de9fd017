"""Citation checks on small whole texts: what is said, what is passed, and how places are grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credaudit.model import Finding, Passed, Severity
from credaudit.pipeline import checks
from credaudit.rulebook.rule import Example
from credaudit.selftest import read_example

if TYPE_CHECKING:
    from credaudit.reading.library import Library

LIST = (
    "\n\nReferences\n1. Alba R. Pain and posture. J Posture. 2011;3:1-9."
    "\n2. Boro T. Sitting still. Work Health. 2012;4:10-19."
)


def judged(
    library: Library, name: str, text: str, genre: str = "web-article", **zones: str
) -> list[Finding | Passed]:
    rule = library.rulebook.rules[f"citation/{name}"]
    reading = read_example(text, Example(text=text, genre=genre, zones=zones), library)
    assert not isinstance(reading, str)
    return list(checks()[rule.check](reading, rule))


def test_unsupported_claims_are_one_finding_with_the_weightiest_first(library: Library) -> None:
    text = "Yoga improves sleep.\n\nLong courses of the drug cause liver damage.\n\nOne in five adults sleeps badly."
    (one,) = judged(library, "unsupported-claim", text)
    assert isinstance(one, Finding)
    assert one.place.quote == "Long courses of the drug cause liver damage."
    assert [also.place.quote for also in one.also] == [
        "One in five adults sleeps badly.",
        "Yoga improves sleep.",
    ]


def test_an_effect_without_a_figure_is_a_note(library: Library) -> None:
    (one,) = judged(library, "unsupported-claim", "Yoga improves sleep.")
    assert isinstance(one, Finding)
    assert one.severity is Severity.NOTE


def test_claims_with_sources_are_passed_with_their_number(library: Library) -> None:
    text = f"One in five adults sleeps badly [1]. Yoga improves sleep [2].{LIST}"
    (one,) = judged(library, "unsupported-claim", text)
    assert isinstance(one, Passed)
    assert one.because == "2 claims carry their source"


def test_citations_answered_by_the_list_are_passed(library: Library) -> None:
    (one,) = judged(library, "dangling", f"Rest helps [1,2].{LIST}", "journal-article")
    assert isinstance(one, Passed)


def test_a_wrong_year_names_the_entry_that_was_perhaps_meant(library: Library) -> None:
    text = "Rest helps (Alba & Quint, 2010).\n\nReferences\nAlba R, Quint S (2011). Pain and posture. J Posture 3, 1-9."
    (one,) = judged(library, "dangling", text, "journal-article")
    assert isinstance(one, Finding)
    assert one.message.endswith("The list has this name with 2011.")


def test_an_excerpt_without_its_end_is_only_noted(library: Library) -> None:
    (one,) = judged(
        library,
        "no-reference-list",
        "So said Lind et al. (2010) and Ito and Gold (2018).",
        "journal-article",
        end="not_in_input",
    )
    assert isinstance(one, Finding)
    assert one.severity is Severity.NOTE


def test_five_citations_without_a_list_are_one_warning_with_five_places(library: Library) -> None:
    text = (
        "Ito and Gold (2018) saw it, as did Berg et al. (2000), Abda et al. (2017), Murr et al. (2013) "
        "and others (Li et al., 2010)."
    )
    (one,) = judged(library, "no-reference-list", text, end="unknown")
    assert isinstance(one, Finding)
    assert (one.severity, len(one.also)) == (Severity.WARNING, 4)
