"""Join the stages: gather, read, judge, score, compare; the only module that knows them all."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

import credaudit
from credaudit import analyzers, comparers, config, knowledge, readers, registry, rulebook, scoring, sources
from credaudit.analyzers.disclosure import interests
from credaudit.analyzers.readability import measures
from credaudit.errors import CredauditError, RuleBookError
from credaudit.model import (
    Audited,
    Confidence,
    Finding,
    NotChecked,
    Passed,
    Report,
    RuleCard,
    Severity,
    Skipped,
    Source,
    Statement,
    Tool,
    Zone,
    ZoneState,
)
from credaudit.reading import Reading
from credaudit.reading.library import Library
from credaudit.rulebook import compiled
from credaudit.rulebook.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from credaudit.analyzers import Check
    from credaudit.comparers import Frames
    from credaudit.model import Document
    from credaudit.rulebook import Rule, RuleBook

PHRASES = "wording.phrases"
MOST_FINDINGS = 1_000
"""Findings kept for one document; reports could not be read with more, and a file made to flood them must not."""
LANGUAGE_FREE = frozenset({"text"})
"""Families that are checked in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run was asked for."""

    rules: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    """Rules that something else names (a gate): they must exist."""
    genre: str = ""
    as_of: str = ""
    zones: Mapping[Zone, ZoneState] | None = None
    embed_text: bool = False
    jobs: int = 1
    debug: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One document's outcome and what the comparers keep of it."""

    audited: Audited
    frames: Frames | None


@cache
def checks() -> Mapping[str, Check]:
    """Return every check by the name that rules use (`citation.dangling`)."""
    offered = registry.collect(analyzers, "ANALYZER")
    return {f"{module}.{name}": check for module, one in offered for name, check in one.checks.items()}


def load_library(folders: Sequence[Path] = ()) -> Library:
    """Load rules and knowledge, packed where nothing changed; raises RuleBookError with every fault of every file."""
    state = rulebook.state()
    packed = None if folders else rulebook.load_packed(state)
    if packed is not None:
        book, table = packed
        return Library(book, knowledge.build(book.knowledge), table)
    book = rulebook.load(folders, checks=frozenset(checks()) | frozenset(comparers.names()))
    faults = tuple(fault for entry in book.knowledge for fault in knowledge.faults(entry))
    if faults:
        raise RuleBookError(faults)
    library = Library(book, knowledge.build(book.knowledge))
    if not folders:
        rulebook.keep_packed(book, library.table, state)
    return library


def pack(target: Path) -> None:
    """Write the built-in rules in packed form, as the wheel carries them."""
    library = load_library()
    book = library.rulebook
    compiled.write(compiled.Packed(raw=book.raw, digest=book.digest, table=library.table), target)


def chosen(book: RuleBook, select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules to run; `select` and `ignore` name ids or families. Raises RuleBookError for an unknown name."""
    select, ignore = tuple(select), tuple(ignore)
    families = {rule.family for rule in book.rules.values()}
    unknown = [name for name in (*select, *ignore) if name not in book.rules and name not in families]
    if unknown:
        raise RuleBookError(
            (f"no rule or family “{unknown[0]}”{_suggest(unknown[0], [*book.rules, *families])}",)
        )
    return tuple(
        rule
        for name, rule in sorted(book.rules.items())
        if (not select or name in select or rule.family in select)
        and name not in ignore
        and rule.family not in ignore
    )


def _suggest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 (only for a typo)

    close = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean “{close[0]}”?" if close else "; see `credaudit rules list`"


class Auditor:
    """Audits one document after another with one library; holds no state between documents."""

    def __init__(self, options: Options, library: Library | None = None, *, compares: bool = True) -> None:
        """Load what `options` ask for, or use `library`; `compares` keeps of each document what comparing needs."""
        self.options = options
        self.compares = compares
        self.library = library or load_library(options.rules)
        book = self.library.rulebook
        if options.genre and options.genre not in book.genres:
            raise RuleBookError((f"no genre “{options.genre}”{_suggest(options.genre, book.genres)}",))
        chosen(book, options.named, ())
        self.rules = chosen(book, options.select, options.ignore)
        self._checks = checks()

    @cached_property
    def document_rules(self) -> tuple[Rule, ...]:
        """The rules that judge one document (comparers have theirs)."""
        between = frozenset(comparers.names())
        return tuple(rule for rule in self.rules if rule.check not in between)

    def judge(self, found: sources.Found | Source) -> Judged | Skipped:
        """Read and audit one source. Whatever a document provokes costs this document alone."""
        try:
            source = sources.open_found(found) if isinstance(found, sources.Found) else found
            document = source if isinstance(source, Skipped) else readers.read(source, self.library.words)
            return document if isinstance(document, Skipped) else self.judge_document(document)
        except CredauditError:
            raise
        except Exception as error:
            if self.options.debug:
                raise
            reason = f"the audit of this document stopped ({type(error).__name__}); --debug shows where"
            return Skipped(uri=found.uri, reason=reason)

    def judge_document(self, document: Document) -> Judged:
        """Audit a document that was read; what comparers need is kept only where there are several."""
        options = self.options
        reading = Reading(
            document, self.library, genre=options.genre, as_of=options.as_of, zones=options.zones
        )
        results = tuple(self.results(reading))
        findings = fingerprinted(
            one for one in results if isinstance(one, Finding) and not _part_of_statement(reading, one)
        )
        kept, unread = _split_unread(findings)
        kept, left_out = _most_severe(kept)
        faulty = _sentences_of(reading, (one for one in kept if one.severity is not Severity.NOTE))
        passes = tuple(
            one for one in results if isinstance(one, Passed) and not _in_fault(reading, one, faulty)
        )
        return Judged(
            audited=self._audited(reading, kept, passes, (*_language_gap(reading), *unread), left_out),
            frames=comparers.frames(reading) if self.compares and reading.language in {"en", "und"} else None,
        )

    def results(self, reading: Reading) -> Iterator[Finding | Passed]:
        """Yield what every rule says of one reading."""
        audited_language = reading.language in {"en", "und"}
        for rule in self.document_rules:
            if audited_language or rule.family in LANGUAGE_FREE:
                yield from self._checks[rule.check or PHRASES](reading, rule)

    def _audited(
        self,
        reading: Reading,
        findings: tuple[Finding, ...],
        passes: tuple[Passed, ...],
        not_checked: tuple[NotChecked, ...],
        left_out: tuple[str, ...],
    ) -> Audited:
        document, byline = reading.document, reading.byline
        return Audited(
            uri=document.uri,
            sha256=document.sha256,
            media_type=document.media_type,
            language=reading.language,
            genre=reading.genre,
            title=byline.title,
            authors=tuple(author.name for author in byline.authors),
            published=byline.published,
            status=tuple(standing.kind for standing in byline.standings),
            words=reading.words,
            sentences=len(reading.sentences),
            limited=(*document.limited, *left_out),
            zones=reading.zones,
            score=scoring.score(self.library.rulebook.scoring, _subject(reading, findings), findings, passes),
            findings=findings,
            statements=tuple(_statements(reading)),
            interests=interests(reading),
            readability=measures(reading),
            support={
                "citations": len(reading.citations),
                "resolved": sum(bool(one.resolved) for one in reading.citations),
                "references": len(reading.references),
            },
            not_checked=not_checked,
            text=document.text if self.options.embed_text else "",
        )


def _sentences_of(reading: Reading, findings: Iterable[Finding]) -> set[int]:
    """Return the sentences in which findings stand."""
    places = [
        place
        for one in findings
        if one.zone is None
        for place in (one.place, *(other.place for other in one.also))
    ]
    return {
        sentence.index for place in places if (sentence := reading.sentence_at(place.span.start)) is not None
    }


def _in_fault(reading: Reading, one: Passed, faulty: set[int]) -> bool:
    """Say whether a pass rests on a sentence with a fault, or beside one: such words prove nothing to be in order.

    Without this, a flagged sentence could bring more than it costs. Statements of interests count wherever they stand.
    """
    if one.place is None or one.rule.startswith("disclosure/"):
        return False
    sentence = reading.sentence_at(one.place.span.start)
    if sentence is None:
        return False
    near = (index for index in (sentence.index - 1, sentence.index, sentence.index + 1) if index in faulty)
    return any(reading.sentences[index].block is sentence.block for index in near)


def _subject(reading: Reading, findings: tuple[Finding, ...]) -> scoring.Subject:
    flagged = _sentences_of(reading, findings)
    return scoring.Subject(
        words=reading.words,
        sentences=len(reading.sentences),
        flagged_sentences=len(flagged),
        language=reading.language,
        zones=reading.zones,
        expects=reading.expects,
    )


def _statements(reading: Reading) -> Iterator[Statement]:
    length = max(1, len(reading.text))
    for one in reading.statements:
        place = reading.place(one.span)
        yield Statement(
            kind=one.kind, place=place, position=round(one.span.start / length, 3), parties=one.parties
        )


def _language_gap(reading: Reading) -> Iterator[NotChecked]:
    if reading.language not in {"en", "und"}:
        yield NotChecked(
            what=f"{reading.document.uri}: text in “{reading.language}”", why="rules exist for English only"
        )


def _part_of_statement(reading: Reading, found: Finding) -> bool:
    """Say whether a finding about wording stands in a statement: saying who pays is never held against a text."""
    if found.family not in {"promotion", "citation"} or found.zone is not None:
        return False
    return any(one.span.meets(found.place.span) for one in reading.statements)


def _split_unread(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[NotChecked, ...]]:
    """Part findings from absences whose zone is not in the input: nobody can be blamed for those."""
    kept, unread = [], []
    for found in findings:
        if found.zone_state is ZoneState.NOT_IN_INPUT:
            unread.append(
                NotChecked(what=found.rule, why=f"the {found.zone} of the source is not in the input")
            )
        else:
            kept.append(found)
    return tuple(kept), tuple(unread)


def _most_severe(findings: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return at most MOST_FINDINGS findings, the most severe, in their order; and what was left out, in words."""
    rest = len(findings) - MOST_FINDINGS
    if rest <= 0:
        return findings, ()
    ranked = sorted(range(len(findings)), key=lambda index: (-findings[index].severity.rank, index))
    kept = tuple(findings[index] for index in sorted(ranked[:MOST_FINDINGS]))
    return kept, (f"{rest} findings beyond the {MOST_FINDINGS} most severe left out",)


def fingerprinted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in order of place and rule, each with its fingerprint.

    The fingerprint is a SHA-256 over rule, folded sentence, folded quote and ordinal among equals (for an absence:
    rule and zone), so that an edit elsewhere does not make an old finding new.
    """
    ordered = sorted(findings, key=lambda one: (one.place.span, one.rule, one.message))
    seen: Counter[str] = Counter()
    done = []
    for found in ordered:
        told = f"{found.zone}" if found.zone else f"{_flat(found.context.quote)}\0{_flat(found.place.quote)}"
        key = f"{found.rule}\0{told}"
        digest = hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()
        seen[key] += 1
        done.append(replace(found, fingerprint=digest[:20]))
    return tuple(done)


def _flat(words: str) -> str:
    return " ".join(fold(words).text.split())


@dataclass
class Progress:
    """Called after each document; the default says nothing."""

    step: Callable[[int, int], None] = field(default=lambda _done, _all: None)


def audit(
    names: Iterable[str], options: Options, *, stdin_name: str = "", progress: Progress | None = None
) -> Report:
    """Audit files, folders and standard input; the same report whatever `jobs` or the order of names.

    Raises RuleBookError for faults of rules or options; never for a document.
    """
    found = list(gathered(names, stdin_name))
    auditor = Auditor(options, compares=len(found) > 1)
    outcomes = list(_outcomes(auditor, found, progress or Progress()))
    return make_report(auditor, outcomes)


def gathered(names: Iterable[str], stdin_name: str = "") -> Iterator[sources.Found | Source | Skipped]:
    """Yield what `names` stand for; a uri is relative to the configuration's or repository's folder, else to theirs."""
    names = tuple(names)
    base = config.base_folder(sources.common_folder(names))
    yield from sources.gather(names, base=base, claims=readers.claims, stdin_name=stdin_name)


def make_report(auditor: Auditor, outcomes: Iterable[Judged | Skipped]) -> Report:
    """Compare the documents with one another and put everything together, in order of uri."""
    judged: list[Judged] = []
    skipped: list[Skipped] = []
    for one in outcomes:
        if isinstance(one, Judged):
            judged.append(one)
        else:
            skipped.append(one)
    judged.sort(key=lambda one: one.audited.uri)
    frames = [one.frames for one in judged if one.frames is not None]
    between = fingerprinted(comparers.compare(frames, auditor.rules))
    documents = tuple(one.audited for one in judged)
    book = auditor.library.rulebook
    return Report(
        tool=Tool(
            name="credaudit",
            version=credaudit.__version__,
            rulebook=book.digest,
            knowledge_as_of=auditor.library.knowledge.as_of,
        ),
        documents=documents,
        skipped=tuple(sorted(skipped, key=lambda one: one.uri)),
        rules=_cards(book, documents, between),
        between_documents=between,
        not_checked=(
            NotChecked(what="retracted references", why="no retraction file configured"),
            *(gap for document in documents for gap in document.not_checked),
        ),
    )


def _cards(book: RuleBook, documents: Iterable[Audited], between: Iterable[Finding]) -> dict[str, RuleCard]:
    used = {found.rule for document in documents for found in document.findings} | {
        found.rule for found in between
    }
    for document in documents:
        used |= {
            part.rule
            for part in (*document.score.deductions, *document.score.credits)
            if part.rule in book.rules
        }
    return {
        name: RuleCard(
            title=book.rules[name].title,
            why=book.rules[name].why,
            fix=book.rules[name].fix,
            references=book.rules[name].references,
        )
        for name in sorted(used)
    }


def _outcomes(
    auditor: Auditor, found: Sequence[sources.Found | Source | Skipped], progress: Progress
) -> Iterator[Judged | Skipped]:
    waiting = [one for one in found if not isinstance(one, Skipped)]
    yield from (one for one in found if isinstance(one, Skipped))
    jobs = min(auditor.options.jobs, len(waiting) // POOL_FROM)
    judge = map(auditor.judge, waiting) if jobs < 2 else _pooled(auditor.options, waiting, jobs)  # noqa: PLR2004 (one worker is none)
    for done, outcome in enumerate(judge, 1):
        yield outcome
        progress.step(done, len(waiting))


POOL_FROM = 25
"""Documents per worker below which a pool costs more than it brings."""
_worker: list[Auditor] = []


def _pooled(
    options: Options, waiting: Sequence[sources.Found | Source], jobs: int
) -> Iterator[Judged | Skipped]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 (only large runs need it)

    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(options,)) as pool:
        yield from pool.map(_work, waiting, chunksize=8)


def _start_worker(options: Options) -> None:
    _worker.append(Auditor(options))


def _work(found: sources.Found | Source) -> Judged | Skipped:
    return _worker[0].judge(found)


def with_confidence(report: Report, least: Confidence) -> Report:
    """Return the report with only those findings whose confidence is at least `least`; scores stay as they are."""
    documents = tuple(
        replace(one, findings=tuple(found for found in one.findings if found.confidence.rank >= least.rank))
        for one in report.documents
    )
    return replace(report, documents=documents)


def extracted(document: Document, library: Library) -> dict[str, object]:
    """Return text, blocks, links, metadata and zones of a document as plain values."""
    reading = Reading(document, library)
    return {
        "uri": document.uri,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "replaced": document.replaced,
        "text": document.text,
        "blocks": [
            {
                "start": block.span.start,
                "end": block.span.end,
                "shape": block.shape.value,
                "region": block.region.value,
                "level": block.level,
            }
            for block in document.blocks
        ],
        "links": [
            {"start": link.span.start, "end": link.span.end, "href": link.href, "rel": list(link.rel)}
            for link in document.links
        ],
        "genre": reading.genre.name,
        "zones": {zone.value: state.value for zone, state in reading.zones.items()},
    }
