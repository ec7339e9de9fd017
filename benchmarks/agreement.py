"""Agreement with labels that other people gave, on documents that nobody here wrote; counts and bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from benchmarks import texts
from benchmarks.tables import measured, table
from credaudit import readers
from credaudit.model import Document, Source
from credaudit.pipeline import Auditor, Options

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.texts import Record
    from credaudit.model import Audited

COI = ("coi_",)
FUNDING = ("funding_", "funder_role")
MONEY = ("coi_", "funding_", "sponsored", "ownership")
GENRES = {
    "healthrelease": {"press-release"},
    "healthstory": {"news", "web-article"},
    "jats": {"journal-article"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One agreement: what people said and what we said, row by row."""

    name: str
    told: str
    """What the numbers are: kappa, AUC, share."""
    groups: tuple[str, ...]
    held_back: tuple[bool, ...]
    label: np.ndarray
    ours: np.ndarray
    compute: Callable[[np.ndarray, np.ndarray], float]

    def value(self, rows: np.ndarray | None = None) -> str:
        """Return the value with its interval over `rows`, or over all."""
        chosen = np.arange(len(self.groups)) if rows is None else rows
        label, ours = self.label[chosen], self.ours[chosen]
        groups = [self.groups[index] for index in chosen]
        return measured(lambda drawn: self.compute(label[drawn], ours[drawn]), groups)

    def row(self) -> tuple[str, ...]:
        """Return the line of the table: all records, half A, half B."""
        back = np.array(self.held_back)
        halves = (np.flatnonzero(~back), np.flatnonzero(back))
        return (
            self.name,
            self.told,
            str(len(self.groups)),
            self.value(),
            *(self.value(rows) for rows in halves),
        )


def kappa(label: np.ndarray, ours: np.ndarray) -> float:
    """Cohen's kappa; does not exist where both hold one class only."""
    return float("nan") if len(set(label) | set(ours)) < 2 else float(cohen_kappa_score(label, ours))  # noqa: PLR2004


def auc(label: np.ndarray, ours: np.ndarray) -> float:
    """Return the area under the ROC curve: how often a labelled document ranks above an unlabelled one."""
    return float("nan") if len(set(label)) < 2 else float(roc_auc_score(label, ours))  # noqa: PLR2004


def share(_label: np.ndarray, ours: np.ndarray) -> float:
    """Share of rows for which ours is true."""
    return float(np.mean(ours)) if len(ours) else float("nan")


class Bench:
    """Audits outside records with the shipped rules, each once."""

    def __init__(self) -> None:
        """Load the rules."""
        self.auditor = Auditor(Options())

    def read(self, record: Record, *, titled: bool) -> Document:
        """Read a record as a plain text file, its title on the first line where the set keeps it apart."""
        text = f"{record.title}\n\n{record.text}" if titled and record.title else record.text
        document = readers.read(
            Source(uri=record.id, name="record.txt", data=text.encode()), self.auditor.library.words
        )
        assert isinstance(document, Document), document
        return document

    def audit(self, record: Record, *, titled: bool = True) -> Audited:
        """Audit a record as it is."""
        return self.auditor.judge_document(self.read(record, titled=titled)).audited

    def judge(self, document: Document, **options: object) -> Audited:
        """Audit a document that was read, with some options set."""
        auditor = Auditor(replace(self.auditor.options, **options), self.auditor.library)  # type: ignore[arg-type]
        return auditor.judge_document(document).audited


def measure(
    name: str,
    told: str,
    records: Sequence[Record],
    label: Sequence[bool],
    ours: Sequence[float],
    compute: Callable[[np.ndarray, np.ndarray], float],
) -> Measure:
    """Join what people said and what we said."""
    return Measure(
        name=name,
        told=told,
        groups=tuple(one.group for one in records),
        held_back=tuple(one.held_back for one in records),
        label=np.array(label, dtype=int),
        ours=np.array(ours, dtype=float),
        compute=compute,
    )


def stated(audited: Audited, kinds: tuple[str, ...]) -> bool:
    """Say whether a statement of one of these kinds was found."""
    return any(one.kind.startswith(kinds) for one in audited.statements)


# Journal articles: statements marked by the publisher


def articles(bench: Bench) -> list[Measure]:
    """Measure statements of interests and funding: found where marked, silent once the marked words are cut out.

    With the words cut out and the zones held as they were, the score must not be higher (contract, section 3).
    """
    records = texts.records("jats")
    whole = {one.id: bench.audit(one, titled=False) for one in records}
    made = []
    for what, key, kinds in (("interests", "coi_spans", COI), ("funding", "funding_spans", FUNDING)):
        marked = [one for one in records if one.labels[key]]
        found, silent, kept = [], [], []
        for record in marked:
            spans = [(start, end) for start, end in record.labels[key]]
            document = bench.read(replace(record, text=without(record.text, spans)), titled=False)
            cut = bench.judge(document, zones=whole[record.id].zones)
            found.append(_meets(whole[record.id], record, spans, kinds))
            silent.append(not stated(cut, kinds))
            kept.append((cut.score.value or 0) <= (whole[record.id].score.value or 0))
        yes = [True] * len(marked)
        made += [
            measure(f"jats: marked statement of {what} found", "share", marked, yes, found, share),
            measure(
                f"jats: silent once the statement of {what} is cut out", "share", marked, yes, silent, share
            ),
            measure(f"jats: score not higher once it is cut out ({what})", "share", marked, yes, kept, share),
        ]
    return made


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with the spans cut out."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def _meets(
    audited: Audited, record: Record, spans: Sequence[tuple[int, int]], kinds: tuple[str, ...]
) -> bool:
    """Say whether a statement found shares words with a marked one, white space apart."""
    held = [one.place.quote for one in audited.statements if one.kind.startswith(kinds)]
    marked = [" ".join(record.text[start:end].split()) for start, end in spans]
    told = [" ".join(quote.split()) for quote in held]
    return any(quote in mark or mark in quote or _shares(quote, mark) for quote in told for mark in marked)


def _shares(quote: str, mark: str) -> bool:
    return any(quote[start : start + 40] in mark for start in range(0, max(1, len(quote) - 40), 10))


# Press releases: ten criteria by expert reviewers


def releases(audits: Sequence[Audited], records: Sequence[Record]) -> list[Measure]:
    """Measure criteria that the reviewers called not satisfied against what the audit found."""

    def against(criterion: str, ours: Sequence[float], told: str, what: str) -> Measure:
        rows = [index for index, one in enumerate(records) if one.labels.get(criterion) in {"S", "NS"}]
        label = [records[index].labels[criterion] == "NS" for index in rows]
        compute = kappa if told == "kappa" else auc
        name = f"healthrelease: {criterion} not satisfied / {what}"
        return measure(
            name, told, [records[index] for index in rows], label, [ours[index] for index in rows], compute
        )

    silent = [not stated(one, MONEY) for one in audits]
    hype = [sum(found.family == "promotion" for found in one.findings) for one in audits]
    neutrality = [-dimension(one, "neutrality") for one in audits]
    harms = [any(found.rule == "provenance/no-harms" for found in one.findings) for one in audits]
    return [
        against("funding_coi", silent, "kappa", "neither funding nor interests found"),
        against("sensational_language", [count > 0 for count in hype], "kappa", "any promotion finding"),
        against("sensational_language", hype, "AUC", "number of promotion findings"),
        against("sensational_language", neutrality, "AUC", "neutrality, low first"),
        against("harms", harms, "kappa", "benefits without harms found"),
    ]


def dimension(audited: Audited, name: str) -> float:
    """Return one dimension of the score; its prior where the audit abstains."""
    found = audited.score.dimensions.get(name)
    return found.value if found else 50.0


# Ranking by the score


def ranking(
    name: str, records: Sequence[Record], audits: Sequence[Audited], label: str, *, low_is_labelled: bool
) -> Measure:
    """Measure whether the score ranks the labelled documents; those without a score are left out."""
    rows = [index for index, one in enumerate(audits) if one.score.value is not None]
    sign = -1 if low_is_labelled else 1
    ours = [sign * float(audits[index].score.value or 0) for index in rows]
    kept = [records[index] for index in rows]
    told = "score, low first" if low_is_labelled else "score"
    return measure(
        f"{name}: {label} / {told}", "AUC", kept, [bool(one.labels[label]) for one in kept], ours, auc
    )


def guesses(name: str, records: Sequence[Record], audits: Sequence[Audited]) -> Measure:
    """Measure how often the kind of text is told as the set names it."""
    right = [one.genre.name in GENRES[name] for one in audits]
    told = " or ".join(sorted(GENRES[name]))
    return measure(f"{name}: read as {told}", "share", records, [True] * len(records), right, share)


def run() -> None:
    """Print the table."""
    if texts.folder() is None:
        print(f"{texts.VARIABLE} is not set: no outside documents, nothing to agree with")
        return
    bench = Bench()
    made = articles(bench)
    for name in ("healthrelease", "healthstory"):
        records = texts.records(name)
        audits = [bench.audit(record) for record in records]
        if name == "healthrelease":
            made += releases(audits, records)
        made.append(ranking(name, records, audits, "rating_below_3", low_is_labelled=True))
        made.append(guesses(name, records, audits))
    pages = texts.records("schwarz")
    audits = [bench.audit(record) for record in pages]
    made.append(ranking("schwarz", pages, audits, "credible", low_is_labelled=False))
    head = (
        "set: label / ours",
        "measure",
        "records",
        "all (95 % interval)",
        "half worked on",
        "half looked at once",
    )
    print(table(head, [one.row() for one in made if one.groups]))
