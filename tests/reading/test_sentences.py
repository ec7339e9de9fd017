"""Sentences: a table of strings that trip splitters up; `|` marks every right boundary."""

from __future__ import annotations

import time

import pytest

from credaudit.model import Block, Document, Shape, Span
from credaudit.reading.sentences import Breaks, split
from credaudit.rulebook import builtin_folder
from credaudit.rulebook.places import load


def _words(lexicon: str) -> frozenset[str]:
    value, _lines = load(builtin_folder() / "lexicons" / f"{lexicon}.yaml")
    return frozenset(word.lower().removesuffix(".") for word in value["words"])


BREAKS = Breaks(*map(_words, ("abbreviations", "abbreviations-final", "sentence-openers")))

HARD = (
    "Dr. A. B. Smith saw nine patients.| She treated six of them.",
    "The U.S. Food and Drug Administration wrote to the firm.| It did not reply.",
    "Sales fell in the U.S.| The firm blamed the weather.",
    "The spray works fast.| Dr. Lund disagrees.",
    "Mood rose by 3.5 points.| Sleep did not change.",
    "The drug had no effect.12| The second trial agreed.",
    "The drug had no effect.12,13| The second trial agreed.",
    "Pain fell by half.[3–7]| Nobody knows why.",
    "Pain fell by half [3–7].| Nobody knows why.",
    "Jones et al. found the opposite.| Their sample was small.",
    "This was shown by Jones et al.| The sample was small.",
    "Take it with food (e.g., bread or rice).| Do not take it twice.",
    "Several salts, e.g. citrate and oxide, are sold.| Both are cheap.",
    "The second arm, i.e. the controls, waited.",
    "See p. 12 for the table.| It lists all sites.",
    "See pp. 12–19 and Fig. 3 for details.",
    "Results are shown in Fig. 2.| The curves cross twice.",
    "The clinic opens at 9 a.m. on weekdays.| Bring your card.",
    "We close at 5 p.m.| Please ring before.",
    "They were given vitamin C.| The others had none.",
    "Patients had hepatitis B.| Treatment cleared it.",
    "He asked, “Does it work?” and left.",
    "“Does it work?” he asked.| Nobody answered.",
    "“It works.”| That was all she said.",
    "She said, “It works.”| Nobody clapped.",
    "Is it safe?| Nobody can say.",
    "It works!| It really does!",
    "Visit www.example.org for more.| The page is free.",
    "Read https://example.org/a.b?c=d.| It explains the method.",
    "Write to anna.lund@example.org.| She answers within a day.",
    "We waited … and waited.| Nothing came.",
    "He stopped...| Then he went on.",
    "The firm (Lumen Inc.) sells lamps.| They are bright.",
    "Lumen Inc. sells lamps.| They are bright.",
    "He works for Lumen Inc.| They sell lamps.",
    "Mr. and Mrs. J. R. Holt took part.| So did their son.",
    "She holds a Ph.D. in chemistry.| Her brother does not.",
    "Prof. Ng, M.D., Ph.D., wrote it.| He was not paid.",
    "St. John's wort interacts with it.| Ask a pharmacist.",
    "The dose was 0.5 mg/kg i.v. over 40 min.| It was repeated twice.",
    "It happened on Jan. 5, 2021.| It was a Tuesday.",
    "1. Wash your hands.| 2. Dry them.| 3. Wait.",
    "The visit lasts about 40 min.| She then goes home.",
    "The risk was 2 vs. 3 per cent (P = .04).| That is little.",
    "No. 4 won.| No. 7 lost.",
    "He takes aspirin, ibuprofen, etc.| The list is long.",
    "He takes aspirin, ibuprofen, etc., every day.| It helps.",
    "The species is C. elegans.| It is a worm.",
    "E. coli grew on both plates.| S. aureus did not.",
    "Version 2.0.1 was used.| Version 3 came later.",
    "Approx. 30 people came.| Most stayed.",
    "It costs $4.99.| Shipping is free.",
    "(This was not planned.)| The team went on.",
    "It ended badly (see below).| Others did better.",
    "What?!| Nobody said so.",
    "The trial ran in Washington, D.C.| Two sites closed.",
    "Published in J Clin Med. 2019;8(4):512.",
    "Was it the dose?| Or was it chance?",
    "The so-called “cure” (a lamp!) is sold online.| It glows.",
    "He said: “I feel well.| I sleep.”| Then he left.",
    "The U.K. approved it first.| The E.U. followed.",
    "She takes vitamin B12.| He takes none.",
    "Ask for Dr. Lund.| She is in Room 4.",
    "The Lancet 2014;383:1.| It was a letter.",
)


def _document(text: str, shape: Shape = Shape.PARAGRAPH) -> Document:
    block = Block(span=Span(0, len(text)), shape=shape)
    return Document(uri="a.txt", sha256="", media_type="text/plain", text=text, blocks=(block,))


def _split(marked: str) -> list[str]:
    text = marked.replace("|", "")
    return [span.of(text) for span in split(_document(text), BREAKS)]


def _right(marked: str) -> bool:
    return _split(marked) == [part.strip() for part in marked.split("|")]


def test_at_most_two_of_the_hard_strings_are_split_wrongly() -> None:
    wrong = [marked for marked in HARD if not _right(marked)]
    assert len(wrong) <= 2, wrong


def test_the_table_holds_at_least_forty_strings() -> None:
    assert len(HARD) >= 40


@pytest.mark.parametrize("shape", [Shape.HEADING, Shape.TABLE_ROW, Shape.CODE])
def test_headings_rows_and_code_stay_whole(shape: Shape) -> None:
    text = "What it is. What it does."
    assert [span.of(text) for span in split(_document(text, shape), BREAKS)] == [text]


def test_sentences_never_overlap_and_lose_nothing_but_blanks() -> None:
    text = "  " + " ".join(marked.replace("|", "") for marked in HARD) + " \n"
    spans = list(split(_document(text), BREAKS))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


def test_the_time_does_not_grow_with_the_square_of_the_text() -> None:
    text = " ".join(marked.replace("|", "") for marked in HARD)

    def seconds(document: Document) -> float:
        best = 9.0
        for _ in range(5):
            begun = time.process_time()
            list(split(document, BREAKS))
            best = min(best, time.process_time() - begun)
        return best

    short, long = _document(text * 4), _document(text * 64)
    # Sixteen times the text; squared growth would take 256 times as long, and a busy machine must not fail this.
    assert seconds(long) < 48 * seconds(short)
