"""What holds for any text: offsets, fingerprints, reports, and what the score promises (contract, 2 and 3)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import fixtures
from credaudit import readers
from credaudit.model import Document, Finding, Report, Skipped, Source, Span
from credaudit.pipeline import Auditor, Judged, Options, make_report
from credaudit.reading import Reading
from credaudit.reading.wording import matches
from credaudit.reports import View, find, schema
from credaudit.reports.json import parse
from credaudit.rulebook.phrases import ADJACENT, expand, parts
from credaudit.rulebook.rule import Example
from credaudit.selftest import read_example, unmark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.fixtures import Outcome
    from credaudit.reading.library import Library
    from credaudit.rulebook import Rule

NAMES = [one.name for one in fixtures.load()]
each_fixture = pytest.mark.parametrize("name", NAMES)
NEUTRAL = (
    "The library on the corner opens at nine.",
    "Rain fell on the hills for most of the week.",
    "Trains leave from the second platform.",
    "The table in the hall is made of oak.",
    "Two bridges cross the river below the mill.",
    "Children walk past the bakery on their way home.",
    "Its windows look out on a yard with a lime tree.",
    "The road bends to the left behind the chapel.",
)
FILLER_LIMIT = 3
SCHEMA = jsonschema.Draft202012Validator(schema.build())
STATEMENT_KINDS = ("coi_", "funding_", "funder_", "ownership", "affiliate", "sponsored", "gifted", "writing_")
BROKEN = (
    *(b"<a ", b"<!--", b"<p>", b"</div>", b"&#x0;", b"<script>", b"]]>", b"<![CDATA[", b"&amp", b"cure "),
    *(b"---\n", b"|a|b|\n", b"```", b"[", b"> > ", b"# ", b"\r", b"\0", b"\x1b[31m", b"\x85"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
)
SURROUNDINGS = (
    "The clinic opened in May 2024.",
    "Dr. Ana Lima, MD, wrote this page.",
    "İ \U0001d482 e\u0301 漢字 🜁 ﬁ \u00ad \u200b",
    "We received no funding for this work.",
    "References\n1. Smith J. A trial. Lancet 2019;1:2-3.",
    "Conflict of interest: none declared.",
    "<p>a &amp; b</p>",
    "# Heading",
    "- item",
    "> quoted",
    "[link](https://example.org/?ref=1)",
    "Sponsored",
    "",
)


@cache
def flagged_sentences(library: Library) -> tuple[str, ...]:
    """Return one-paragraph flag examples of every rule, without their marks."""
    return tuple(sentence for rule in library.rulebook.rules.values() for sentence in sentences_of(rule))


@cache
def blemishes(library: Library) -> tuple[str, ...]:
    """Return those that hold nothing else: no statement, number or source, which may be a merit beside the fault."""
    rules = [
        rule for rule in library.rulebook.rules.values() if rule.family in {"promotion", "safety", "text"}
    ]
    return tuple(one for rule in rules for one in sentences_of(rule) if not re.search(r"\d", one))


def sentences_of(rule: Rule) -> Iterator[str]:
    for one in rule.examples.flag:
        text = one.text if isinstance(one, Example) else one
        if "\n" not in text.strip() and "<" not in text:
            yield unmark(text)[0]


def judge(auditor: Auditor, text: str | bytes, name: str) -> Judged | Skipped:
    data = text.encode() if isinstance(text, str) else text
    return auditor.judge(Source(uri=name, name=name, data=data))


def json_of(auditor: Auditor, *outcomes: Judged | Skipped) -> str:
    return find("json").render(make_report(auditor, outcomes), View())


# Offsets and bytes


@st.composite
def documents(draw: st.DrawFn, sentences: Sequence[str]) -> str:
    """Draw a text of flag examples among other lines."""
    lines = draw(st.lists(st.sampled_from([*sentences, *SURROUNDINGS * 10]), min_size=1, max_size=12))
    return draw(st.sampled_from(["\n\n", "\n", " ", "\r\n\r\n"])).join(lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(["txt", "md", "html"]))
def test_every_quote_is_the_text_at_its_offsets(library: Library, data: st.DataObject, suffix: str) -> None:
    text = data.draw(documents(flagged_sentences(library)))
    embedding = Auditor(Options(embed_text=True), library)
    plain = json.loads(json_of(embedding, judge(embedding, text, f"a.{suffix}")))
    for document in plain["documents"]:
        for place in places(document):
            assert document["text"][place["start"] : place["end"]] == place["quote"]


def places(document: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Yield every place of a JSON document that has a quote."""
    found: Sequence[dict[str, object]] = document["findings"]  # type: ignore[assignment]
    stated: Sequence[dict[str, object]] = document["statements"]  # type: ignore[assignment]
    for one in found:
        context: dict[str, object] = one["context"]  # type: ignore[assignment]
        yield from ({**context, "quote": context["text"]}, one, *one["also"])  # type: ignore[misc]
    yield from stated


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(["txt", "md", "html"]))
def test_auditing_twice_gives_the_same_bytes(auditor: Auditor, data: st.DataObject, suffix: str) -> None:
    text = data.draw(documents(flagged_sentences(auditor.library)))
    first, second = (json_of(auditor, judge(auditor, text, f"a.{suffix}")) for _ in range(2))
    assert first == second


@each_fixture
def test_line_and_column_point_into_the_original_file(name: str, outcomes: Mapping[str, Outcome]) -> None:
    outcome = outcomes[name]
    lines = outcome.fixture.path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    for found in outcome.audited.findings:
        first = found.place.quote[:1]
        if first.isascii() and first.isalnum():
            line = lines[found.place.line - 1]
            assert line[found.place.column - 1 : found.place.column] == first, (found.rule, found.place)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(st.sampled_from(BROKEN), max_size=60).map(b"".join),
    ),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.htm", "a"]),
)
def test_any_bytes_end_in_one_of_the_four_states(auditor: Auditor, data: bytes, name: str) -> None:
    outcome = Auditor(Options(debug=True), auditor.library).judge(Source(uri=name, name=name, data=data))
    if isinstance(outcome, Skipped):
        assert outcome.kind in {"skipped", "error"}
        assert outcome.reason
    else:
        assert outcome.audited.state in {"ok", "partial"}
    SCHEMA.validate(json.loads(json_of(auditor, outcome)))


@each_fixture
def test_a_file_saved_elsewhere_has_the_same_findings(
    name: str, auditor: Auditor, outcomes: Mapping[str, Outcome]
) -> None:
    """Line ends, a byte order mark and blanks at line ends move offsets and nothing else."""
    fixture = outcomes[name].fixture
    raw = fixture.path.read_bytes()
    other = b"\xef\xbb\xbf" + raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(
        b"\n", b"\r\n"
    )
    saved = judge(auditor, other, fixture.path.name)
    assert isinstance(saved, Judged)
    assert fingerprints(saved) == {one.fingerprint for one in outcomes[name].audited.findings}


# Reports


@pytest.fixture(scope="module")
def report(outcomes: Mapping[str, Outcome], auditor: Auditor) -> Report:
    """Return the report on all fixtures and on two sources that cannot be audited."""
    judged = [Judged(audited=one.audited, frames=None) for one in outcomes.values()]
    return make_report(
        auditor,
        [*judged, Skipped(uri="b.bin", reason="binary"), Skipped(uri="c/", reason="2 files", kind="skipped")],
    )


def test_a_json_report_reads_back_to_the_same_report(report: Report) -> None:
    assert parse(find("json").render(report, View())) == without_context_lines(report)


def without_context_lines(report: Report) -> Report:
    """Return the report as JSON holds it: a context has its offsets but no line."""

    def bare(found: Finding) -> Finding:
        return replace(found, context=replace(found.context, line=0, column=0, end_line=0, end_column=0))

    documents = tuple(
        replace(one, findings=tuple(bare(found) for found in one.findings)) for one in report.documents
    )
    return replace(
        report, documents=documents, between_documents=tuple(bare(one) for one in report.between_documents)
    )


def test_a_json_report_renders_to_the_same_bytes_when_read_back(report: Report) -> None:
    text = find("json").render(report, View())
    assert find("json").render(parse(text), View()) == text


def test_every_format_renders_the_same_from_a_report_read_back(
    report: Report, subtests: pytest.Subtests
) -> None:
    again = parse(find("json").render(report, View()))
    for name in ("terminal", "compact", "jsonl"):
        with subtests.test(name):
            assert find(name).render(again, View()) == find(name).render(report, View())


def test_the_report_validates_against_the_shipped_schema(report: Report) -> None:
    shipped = json.loads(files("credaudit").joinpath("schema/report-v1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(shipped)
    jsonschema.validate(json.loads(find("json").render(report, View())), shipped)


def test_the_shipped_schema_is_the_one_the_code_makes() -> None:
    assert files("credaudit").joinpath("schema/report-v1.json").read_text("utf-8") == schema.text()


def test_no_report_holds_a_control_character_from_a_document(
    auditor: Auditor, subtests: pytest.Subtests
) -> None:
    text = "Our \x1b[31mgroundbreaking\x1b[0m\x07 drip \u202ecures\u202c \u2028you.\n::error::x\n" * 10
    made = make_report(auditor, [judge(auditor, text, "a\x1b[2J\n::b.txt")])
    for name in ("terminal", "compact", "jsonl", "json"):
        with subtests.test(name):
            rendered = find(name).render(made, View(everything=True))
            assert not set(rendered) & {"\x1b", "\x07", "\0", "\r"}
            assert not any(line.startswith("::") for line in rendered.splitlines())


# Phrases


PER_PHRASE = 6


def test_every_phrase_is_found_in_a_carrier_of_its_rule(library: Library, subtests: pytest.Subtests) -> None:
    for name, rule in library.rulebook.rules.items():
        if rule.check or not rule.phrases:
            continue
        with subtests.test(name):
            carriers = list(carriers_of(rule))
            planted = [wording for phrase in rule.phrases for wording in wordings(phrase)]
            assert [one for one in planted if not carried(rule, one, carriers, library)] == []


def wordings(phrase: str) -> Iterator[str]:
    """Yield some of the wordings of a phrase, evenly spread; a gap is filled with two words."""
    pieces, reaches = parts(phrase)
    choices = [list(expand(piece)) for piece in pieces]
    most = max(len(each) for each in choices)
    for index in range(0, most, max(1, most // PER_PHRASE)):
        chosen = [each[index % len(each)].replace("*", "") for each in choices]
        fillings = [" " if reach <= ADJACENT else " so very " for reach in reaches] + [""]
        yield "".join(f"{word}{filling}" for word, filling in zip(chosen, fillings, strict=True))


def carriers_of(rule: Rule) -> Iterator[tuple[str, str, Example]]:
    """Yield the flag examples of a rule in two halves, before and after their first mark; a plain sentence last."""
    for one in rule.examples.flag:
        example = one if isinstance(one, Example) else Example(text=one)
        before, _, rest = example.text.partition("[[")
        marked, _, after = rest.partition("]]")
        yield before, unmark(after)[0], example
        if marked:
            yield f"{before}{marked}. ", ".", example
    for genre in ("", "press-release", "clinic-page", "shop-page"):
        yield "Here it is: ", ".", Example(text="", genre=genre)
        yield "", " it is.", Example(text="", genre=genre)


def carried(rule: Rule, wording: str, carriers: Sequence[tuple[str, str, Example]], library: Library) -> bool:
    for before, after, example in carriers:
        reading = read_example(before + wording + after, example, library)
        if isinstance(reading, Reading):
            here = Span(len(before), len(before) + len(wording))
            if any(span.meets(here) for span, _ in matches(reading, rule)):
                return True
    return False


# The score


def fingerprints(judged: Judged) -> set[str]:
    return {one.fingerprint for one in judged.audited.findings}


def value(judged: Judged) -> int:
    assert judged.audited.score.value is not None
    return judged.audited.score.value


def with_paragraphs(outcome: Outcome, paragraphs: Sequence[str], *, at: float = 1.0) -> bytes:
    """Return the file with paragraphs put in after the share `at` of its own; 1 is the end of the running text."""
    raw = outcome.fixture.path.read_bytes()
    if outcome.fixture.path.suffix == ".html":
        added = "".join(f"<p>{one}</p>\n" for one in paragraphs).encode()
        offset = _html_place(raw, at)
    else:
        added = "".join(f"\n{one}\n" for one in paragraphs).encode()
        offset = _plain_place(raw, at)
    return raw[:offset] + added + raw[offset:]


def _html_place(raw: bytes, at: float) -> int:
    """Return a place between two paragraphs of the running text."""
    ends = [match.start() + len(b"</p>") for match in re.finditer(rb"</p>\s*<p>", raw)]
    if at < 1 and ends:
        return ends[int(len(ends) * at)]
    for closing in (b"</article>", b"</main>", b"</body>"):
        if closing in raw:
            return raw.index(closing)
    return len(raw)


def _plain_place(raw: bytes, at: float) -> int:
    if at >= 1:
        return len(raw)
    start = raw.index(b"\n---\n", 4) + 5 if raw.startswith(b"---\n") else 0
    gaps = [index + 1 for index in range(start, len(raw)) if raw.startswith(b"\n\n", index)]
    return gaps[int(len(gaps) * at)] if gaps else len(raw)


def rejudged(auditor: Auditor, outcome: Outcome, data: bytes) -> Judged:
    """Audit changed bytes of a fixture with the zones of the unchanged one, in its genre."""
    held = Auditor(
        replace(auditor.options, zones=outcome.audited.zones, genre=outcome.audited.genre.name),
        auditor.library,
    )
    judged = judge(held, data, outcome.fixture.path.name)
    assert isinstance(judged, Judged), judged
    return judged


@each_fixture
def test_a_neutral_paragraph_makes_no_finding_and_moves_none(
    name: str, auditor: Auditor, outcomes: Mapping[str, Outcome]
) -> None:
    outcome = outcomes[name]
    longer = judge(auditor, with_paragraphs(outcome, NEUTRAL[:2]), outcome.fixture.path.name)
    assert isinstance(longer, Judged)
    assert told(longer.audited.findings) == told(outcome.audited.findings)


def told(findings: Sequence[Finding]) -> set[tuple[str, str, str]]:
    return {(one.fingerprint, one.rule, one.place.quote) for one in findings}


@each_fixture
def test_filler_of_the_documents_length_moves_the_score_by_at_most_three(
    name: str, auditor: Auditor, outcomes: Mapping[str, Outcome]
) -> None:
    outcome = outcomes[name]
    if outcome.audited.score.value is None:
        pytest.skip("not rated")
    needed = outcome.audited.words
    filler, count = [], 0
    while count < needed:
        filler.append(" ".join(NEUTRAL))
        count += len(filler[-1].split())
    longer = rejudged(auditor, outcome, with_paragraphs(outcome, filler))
    assert abs(value(longer) - outcome.audited.score.value) <= FILLER_LIMIT


@each_fixture
def test_candour_never_costs(name: str, auditor: Auditor, outcomes: Mapping[str, Outcome]) -> None:
    """With a statement of interests cut out, no document scores higher, unless its words contradict it."""
    outcome = outcomes[name]
    score = outcome.audited.score.value
    if score is None or any(one.rule == "disclosure/contradicted" for one in outcome.audited.findings):
        pytest.skip("not rated, or the text contradicts its statement")
    held = Auditor(replace(auditor.options, zones=outcome.audited.zones), auditor.library)
    stated = [one for one in outcome.audited.statements if one.kind.startswith(STATEMENT_KINDS)]
    cuts = [*([one.place.span] for one in stated), [one.place.span for one in stated]]
    for spans in cuts:
        silent = held.judge_document(without(outcome.document, spans)).audited.score
        assert silent.value is None or silent.value <= score, [
            span.of(outcome.document.text) for span in spans
        ]


def without(document: Document, spans: Sequence[Span]) -> Document:
    """Return the document with some spans cut out of its text, blocks and links moved along."""
    gone = sorted(spans, reverse=True)
    text = document.text
    for span in gone:
        text = text[: span.start] + text[span.end :]

    def moved(offset: int) -> int:
        return offset - sum(max(0, min(offset, span.end) - span.start) for span in gone)

    def shifted(span: Span) -> Span:
        return Span(moved(span.start), moved(span.end))

    blocks = [replace(block, span=shifted(block.span)) for block in document.blocks]
    links = [replace(link, span=shifted(link.span)) for link in document.links]
    return replace(
        document,
        text=text,
        blocks=tuple(block for block in blocks if block.span.end > block.span.start),
        links=tuple(link for link in links if link.span.end > link.span.start),
    )


EACH_ADDS = 12


@each_fixture
def test_a_flagged_sentence_never_raises_the_score(
    name: str, auditor: Auditor, outcomes: Mapping[str, Outcome]
) -> None:
    outcome = outcomes[name]
    score = outcome.audited.score.value
    if score is None:
        pytest.skip("not rated")
    sentences = blemishes(auditor.library)
    step = max(1, len(sentences) // EACH_ADDS)
    for number, sentence in enumerate(islice(sentences, NAMES.index(name) % step, None, step)):
        worse = rejudged(
            auditor, outcome, with_paragraphs(outcome, [sentence], at=(0.3, 0.6, 1.0)[number % 3])
        )
        before = {one.fingerprint for one in outcome.audited.findings}
        flagged = fingerprints(worse) - before
        candid = len(worse.audited.statements) > len(outcome.audited.statements)
        # A paragraph put between “ketamine” and the “it” that means it parts the two: that finding goes, rightly.
        parted = before - fingerprints(worse)
        if flagged and not candid and not parted:
            assert value(worse) <= score, sentence


@each_fixture
def test_every_point_of_a_score_leads_to_a_finding(name: str, outcomes: Mapping[str, Outcome]) -> None:
    audited = outcomes[name].audited
    known = {one.fingerprint for one in audited.findings}
    behind = [part.fingerprints for part in audited.score.deductions]
    behind += [limit.fingerprints for limit in audited.score.limits]
    assert all(one and set(one) <= known for one in behind)


@each_fixture
def test_the_parts_of_a_score_add_up(name: str, outcomes: Mapping[str, Outcome], library: Library) -> None:
    score = outcomes[name].audited.score
    if score.value is None:
        pytest.skip("not rated")
    scoring = library.rulebook.scoring
    total = 0.0
    for dimension, weight in scoring["dimensions"].items():
        plus = sum(one.points for one in score.credits if one.dimension == dimension)
        minus = sum(one.points for one in score.deductions if one.dimension == dimension)
        part = max(0.0, min(100.0, float(scoring["prior"]) + plus - minus))
        assert score.dimensions[dimension].value == pytest.approx(part, abs=0.06)
        total += float(weight) * part
    assert score.value == round(min([total, *(float(limit.cap) for limit in score.limits)]))


def test_an_unread_document_never_looks_clean(auditor: Auditor) -> None:
    outcome = judge(auditor, "Too short to say anything of.", "a.txt")
    assert isinstance(outcome, Judged)
    assert outcome.audited.score.value is None
    assert outcome.audited.score.band == "not-rated"
    assert outcome.audited.score.reason


def test_the_reader_of_a_document_gives_disjoint_blocks_in_order(
    library: Library, outcomes: Mapping[str, Outcome]
) -> None:
    for outcome in outcomes.values():
        source = Source(uri="a", name=outcome.fixture.path.name, data=outcome.fixture.path.read_bytes())
        document = readers.read(source, library.words)
        assert isinstance(document, Document)
        spans = [block.span for block in document.blocks]
        assert all(0 <= one.start < one.end <= len(document.text) for one in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
