"""Cited studies: who is meant, and what the record of the study says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credaudit.model import Finding, Severity, Skipped, Source
from credaudit.pipeline import Auditor, Options
from credaudit.readers import read
from credaudit.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from credaudit.reading.library import Library


def _findings(library: Library, text: str) -> list[Finding]:
    document = read(Source(uri="text.txt", name="text.txt", data=text.encode()), library.words)
    assert not isinstance(document, Skipped)
    auditor = Auditor(Options(select=("studies",), genre="web-article"), library)
    results = auditor.results(Reading(document, library, genre="web-article"))
    return [one for one in results if isinstance(one, Finding)]


@pytest.mark.parametrize(
    "citation",
    [
        "Berman et al. (2000) found that ketamine eased depression within two hours.",
        "Berman and colleagues (2000) found that ketamine eased depression within two hours.",
        "In 2000, Berman and colleagues found that ketamine eased depression within two hours.",
        "Ketamine eased depression within two hours (Berman et al., 2000).",
        "Berman et al (2000) found that ketamine eased depression within two hours.",
    ],
)
def test_a_citation_is_read_in_its_usual_forms(library: Library, citation: str) -> None:
    assert [one.rule for one in _findings(library, citation)] == ["studies/time-point"]


@pytest.mark.parametrize(
    "other",
    [
        "Berman et al. (2003) found that ketamine eased depression within two hours.",
        "Berman and Narasimhan (2000) found that ketamine eased depression within two hours.",
        "Berman et al. (2000) found that the bone healed within two hours.",
        "Ms Berman found that ketamine eased her depression within two hours.",
    ],
)
def test_another_work_is_left_alone(library: Library, other: str) -> None:
    assert _findings(library, other) == []


def test_of_two_papers_of_one_year_the_one_that_fits_is_meant(library: Library) -> None:
    right = "Murrough et al. (2013) gave ketamine or midazolam to 73 patients in a randomized trial."
    wrong = "Murrough et al. (2013) showed in a randomized trial that repeated ketamine infusions work."
    assert _findings(library, right) == []
    assert [one.rule for one in _findings(library, wrong)] == ["studies/design"]


def test_a_copy_of_an_abstract_supports_a_warning_at_most(library: Library) -> None:
    (found,) = _findings(library, "Zarate et al. (2006) showed that ketamine's effect lasts for months.")
    assert found.severity is Severity.WARNING
    assert found.evidence[0].level == "abstract"


def test_a_title_alone_supports_a_note(library: Library) -> None:
    (found,) = _findings(library, "A meta-analysis by Abdallah et al. (2017) pooled studies of ketamine.")
    assert found.severity is Severity.NOTE


def test_the_seeds_give_the_time_point_and_the_review(library: Library, seeds: Path) -> None:
    article = next(path for path in sorted(seeds.iterdir()) if path.name.startswith("001"))
    rules = {one.rule for one in _findings(library, article.read_text(encoding="utf-8"))}
    assert {"studies/time-point", "studies/review-as-trial", "studies/unmatched"} <= rules
