"""Whether claims carry sources, whether citations are answered by the list, and whether its entries are sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, finding, passed
from credaudit.model import Also, Region, Severity, Shape, Zone, ZoneState
from credaudit.reading.citations import identifiers
from credaudit.reading.numbers import with_figures
from credaudit.reading.wording import applies, matches
from credaudit.rulebook.phrases import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from credaudit.model import Finding, Passed, Span
    from credaudit.reading import Reading
    from credaudit.reading.citations import Citation, ReferenceEntry
    from credaudit.reading.sentences import Sentence
    from credaudit.rulebook import Rule

KINDS_OF_CLAIM: Final = ("safety", "effect", "comparison", "history", "authority", "prevalence")
SHARE_WEIGHT: Final = 3
"""Weight of a share, a multiple or a change by so much, whatever it is of."""
OBJECT: Final = 60
"""Code points within which the object of a verb of effect stands."""
NEAR: Final = 2
"""Sentences of the same paragraph within which a citation still supports a claim."""
FRAGMENT: Final = 40
"""Words below which a text with one citation is a piece cut out of another one."""
MAX_ALSO: Final = 40
SAME_WORK: Final = 30
"""Letters and digits from which two equal entries are one work listed twice."""
GRACE: Final = 1
"""Years by which a reference may be newer than the document (online first, issue of the coming year)."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LETTERS = re.compile(r"[\W_]+")
_BARE = re.compile(
    r"\W*(?:https?://|www\.)\S+(?:\s*\(?(?:accessed|retrieved|visited|viewed)[^)]{0,40}\)?)?\W*$",
    re.IGNORECASE,
)
_NUMBER_MARK = re.compile(r"^\s*(?:[\[(]?\d{1,4}[\]).]*:?|[•*–-])\s*")
_PURPOSE = re.compile(r"(?<!help )(?<!helps )(?<!helped )\bto $")
_DETERMINER = re.compile(
    r"\b(an?|the|this|that|these|those|our|their|his|her|its|my|your|one|two|three|another|each|every|any|no|some"
    r"|several|recent|which|such)\b(?=[\w ,-]*$)"
)
_PROPER = re.compile(r"[A-Z][\w.&'’-]*[,]?\s(?:(?:of|for|and|the)\s)?$")


# --- claims and attributions ------------------------------------------------------------------------------------------


def unsupported_claim(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield one finding for all sentences that need a source and have none, the weightiest first."""
    if not applies(reading, rule):
        return
    claims = sorted(_claims(reading, rule), key=lambda claim: claim[1].index)
    bare = [claim for claim in claims if not _supported(reading, rule, claim[1])]
    least = int(rule.settings.get(f"least-weight-{reading.genre.name}", "1"))
    bare = [claim for claim in bare if claim[0] >= least]
    if bare:
        bare.sort(key=lambda claim: (-claim[0], claim[1].index))
        weight, first = bare[0][0], bare[0][1]
        grave = weight >= int(rule.settings["warning-weight"]) and reading.genre.name not in rule.words.get(
            "note-genres", ()
        )
        yield finding(
            reading,
            rule,
            first.span,
            also=_also(reading, (claim[1].span for claim in bare[1:]), "needs a source too"),
            severity=None if grave else Severity.NOTE,
            n=len(bare),
        )
    elif claims:
        yield passed(reading, rule, f"{len(claims)} claims carry their source", claims[0][1].span)


def _claims(reading: Reading, rule: Rule) -> Iterator[tuple[int, Sentence]]:
    """Yield (weight, sentence) for sentences that state a figure, an effect, a harm, a first or advice."""
    tried: set[int] = set()
    if reading.genre.name not in rule.words["background-genres"]:
        for index in sorted(_figured(reading)):
            one = reading.sentences[index]
            tried.add(index)
            if _states(reading, rule, one) and not reading.hits_in(f"{rule.id}#composition", one):
                yield max(_weight(reading, rule, one), SHARE_WEIGHT), one
    background = reading.genre.name in rule.words["background-genres"]
    for key in ("prevalence",) if background else KINDS_OF_CLAIM:
        for hit in reading.hits(f"{rule.id}#{key}"):
            sentence = reading.sentence_at(hit.start)
            if sentence is None or sentence.index in tried:
                continue
            tried.add(sentence.index)
            weight = _weight(reading, rule, sentence)
            if weight and _states(reading, rule, sentence):
                yield weight, sentence


def _states(reading: Reading, rule: Rule, sentence: Sentence) -> bool:
    """Say whether the document itself asserts something here about the world outside it."""
    if sentence.block.region is not Region.MAIN or sentence.block.shape in {
        Shape.HEADING,
        Shape.CODE,
        Shape.FRONT_MATTER,
        Shape.CAPTION,
    }:
        return False
    if (
        sentence.asks
        or not reading.scope.own_voice(sentence.span, sentence)
        or _in_end_matter(reading, sentence)
    ):
        return False
    selling = reading.genre.name in {"shop-page", "clinic-page"}
    guards: tuple[str, ...] = (
        ("own", "trade", "reported") if selling else ("own", "trade", "reported", "self")
    )
    if reading.hits_in(f"{rule.id}#burden", sentence):
        guards = tuple(guard for guard in guards if guard != "trade")
    if any(reading.hits_in(f"{rule.id}#{guard}", sentence) for guard in guards):
        return False
    opening = reading.hits_between(f"{rule.id}#instruction", sentence.span.start, sentence.span.start + 3)
    return not opening and not reading.hits_in("@hypothetical", sentence)


def _in_end_matter(reading: Reading, sentence: Sentence) -> bool:
    kind = reading.section_at(sentence.span.start)
    own_work = (
        {"methods", "results", "abstract", "conclusion"} if reading.genre.name == "journal-article" else set()
    )
    kept = {
        "references",
        "disclosure",
        "funding",
        "acknowledgements",
        "contributions",
        "about-author",
        "comments",
        "keywords",
        "further-reading",
    }
    return kind in kept | own_work


def _weight(reading: Reading, rule: Rule, sentence: Sentence) -> int:  # noqa: PLR0911 (one a kind of claim)
    """Weigh a claim: safety 5, size of an effect 4, prevalence 3, effect, comparison, advice 2, history 1, none 0."""

    def hit(name: str) -> list[Span]:
        return reading.hits_in(f"{rule.id}#{name}", sentence)

    if reading.genre.name in rule.words["background-genres"]:
        # Reports of a study speak of its figures; only what they say of the world at large needs another source.
        return 3 if hit("prevalence") and not hit("reporting") else 0
    figures = sentence.index in _figured(reading)
    effects = [
        span
        for span in hit("effect")
        if not _PURPOSE.search(reading.text[max(0, span.start - 12) : span.start])
    ]
    hedged = bool(reading.hits_in("@hedges", sentence))
    if hit("safety") and not hedged:
        return 5
    if effects and (figures or not hedged) and _follows(effects, hit("harm")):
        return 5
    if figures and ((effects and _follows(effects, hit("health"))) or hit("outcome")):
        return 4
    if (figures and hit("population")) or hit("prevalence"):
        return 3
    if hedged:
        return 0
    if effects and (figures or _follows(effects, hit("health"))):
        return 2
    if hit("comparison") and (effects or hit("health") or hit("outcome") or hit("treatment")):
        return 2
    return 2 if hit("authority") else bool(hit("history"))


def _figured(reading: Reading) -> frozenset[int]:
    """Return the numbers of the sentences that give a share, a multiple or a change by so much."""
    known: frozenset[int] | None = reading.memory.get("citation.figures")
    if known is None:
        known = reading.memory["citation.figures"] = with_figures(reading)
    return known


def _follows(verbs: Sequence[Span], objects: Sequence[Span]) -> bool:
    return any(0 <= what.start - verb.end <= OBJECT for verb in verbs for what in objects)


def _supported(reading: Reading, rule: Rule, sentence: Sentence) -> bool:
    """Say whether a citation, link or named source stands in the sentence or close by in its paragraph.

    “The WHO recommends it” names an authority but no document: that is the claim, not its source.
    """
    sourced = _sourced(reading)
    appeals = bool(reading.hits_in(f"{rule.id}#authority", sentence))
    if sentence.index in sourced or (not appeals and _named(reading, sentence)):
        return True
    whole = reading.genre.name in {"journal-article", "encyclopaedia"}
    reach = 30 if whole else NEAR
    for step in range(1, reach + 1):
        for index in (sentence.index - step, sentence.index + step):
            if index in sourced and reading.sentences[index].block is sentence.block:
                return True
    return False


def _sourced(reading: Reading) -> frozenset[int]:
    """Return the numbers of the sentences that carry a citation or a link."""
    known: frozenset[int] | None = reading.memory.get("citation.sourced")
    if known is None:
        known = frozenset(citation.sentence for citation in reading.citations)
        reading.memory["citation.sourced"] = known
    return known


def _named(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the sentence names whom to ask: a journal, an authority, an institution, a person with a title."""
    if reading.hits_in("@citation-named-source", sentence):
        return True
    text = reading.text
    for hit in reading.hits_in("@citation-institutions", sentence):
        word = hit.of(text)
        before = text[max(sentence.span.start, hit.start - 40) : hit.start]
        after = text[hit.end : hit.end + 6]
        if word[:1].isupper() and (_PROPER.search(before) or after.startswith((" of ", " for "))):
            return True
    return False


def vague_attribution(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for every appeal to studies, experts or science that names nobody."""
    if not applies(reading, rule):
        return
    # In a report of a named study, “researchers” and “new research” are that study's.
    told = (
        reading.genre.name in {"news", "press-release"}
        and bool(reading.hits(rule.id))
        and _study_named(reading)
    )
    found = [
        span
        for span, sentence in matches(reading, rule)
        if not _in_end_matter_of_any(reading, sentence)
        and not _backed(reading, sentence, near=1)
        and not (told and any(hit.meets(span) for hit in reading.hits_in(f"{rule.id}#anaphoric", sentence)))
    ]
    yield from _one(reading, rule, found, "another of the kind")


def unnamed_study(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the studies that the text tells of without author, journal, year or link."""
    if not applies(reading, rule):
        return
    if reading.genre.name in {"news", "press-release"} and _study_named(reading):
        return
    found = [
        span
        for span, sentence in matches(reading, rule)
        if _indefinite(reading, rule, span, sentence)
        and not _YEAR.search(sentence.text)
        and not _in_end_matter_of_any(reading, sentence)
        and not _backed(reading, sentence, near=3)
    ]
    yield from _one(reading, rule, found, "another study without its source")


def _indefinite(reading: Reading, rule: Rule, span: Span, sentence: Sentence) -> bool:
    """Say whether the study is told of as one among many (“a ten-week trial”), not pointed at (“the trial”)."""
    if any(hit.meets(span) for hit in reading.hits_in(f"{rule.id}#outstanding", sentence)):
        return True
    nouns = [hit for hit in reading.hits_in(f"{rule.id}#bare", sentence) if hit.meets(span)]
    if not nouns:
        return True
    before = reading.text[max(sentence.span.start, nouns[0].start - 70) : nouns[0].start]
    nearest = _DETERMINER.findall(before.lower())
    return bool(nearest) and nearest[-1] in {
        wording for phrase in rule.words["indefinite"] for wording in expand(phrase)
    }


def _in_end_matter_of_any(reading: Reading, sentence: Sentence) -> bool:
    return reading.section_at(sentence.span.start) in {
        "references",
        "disclosure",
        "funding",
        "acknowledgements",
        "further-reading",
    }


def _study_named(reading: Reading) -> bool:
    """Say whether a news story or release names the journal, the meeting or the people of its study anywhere."""
    return bool(reading.hits("@citation-named-source") or reading.citations) or any(
        _named(reading, sentence) for sentence in reading.sentences[:12]
    )


def _backed(reading: Reading, sentence: Sentence, near: int) -> bool:
    """Say whether a citation or named source stands in the sentence or in the `near` ones beside it."""
    sourced = _sourced(reading)
    sentences = reading.sentences
    for index in range(max(0, sentence.index - near), min(len(sentences), sentence.index + near + 1)):
        close = index == sentence.index or sentences[index].block is sentence.block or index > sentence.index
        if close and (index in sourced or _named(reading, sentences[index])):
            return True
    return False


def _one(reading: Reading, rule: Rule, spans: Sequence[Span], why: str) -> Iterator[Finding]:
    if spans:
        yield finding(reading, rule, spans[0], also=_also(reading, spans[1:], why), n=len(spans))


def _also(reading: Reading, spans: Iterable[Span], why: str) -> tuple[Also, ...]:
    return tuple(Also(place=reading.place(span), why=why) for span in spans)[:MAX_ALSO]


# --- citations against the list ---------------------------------------------------------------------------------------


def dangling(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield one finding for the citations that no entry of the list answers."""
    if not reading.references:
        return
    formal = [
        citation for citation in reading.citations if citation.formal and (citation.numbers or citation.year)
    ]
    # A text that cites by number may name a year in passing, and the other way round: one of the kind must be answered.
    answered = {_kind(citation) for citation in formal if not _unanswered(citation)}
    loose = [
        citation
        for citation in formal
        if _unanswered(citation) and (_kind(citation) in answered or not answered)
    ]
    if loose:
        first = loose[0]
        yield finding(
            reading,
            rule,
            first.span,
            also=_also(reading, (one.span for one in loose[1:]), "also without an entry"),
            n=len(loose),
            near=_near(reading, first),
        )
    elif answered:
        yield passed(reading, rule, f"all {len(formal)} citations are answered by the list", formal[0].span)


def _kind(citation: Citation) -> str:
    return "number" if citation.numbers else "name"


def _unanswered(citation: Citation) -> bool:
    return len(citation.resolved) < len(citation.numbers) if citation.numbers else not citation.resolved


def _near(reading: Reading, citation: Citation) -> str:
    """Name the entry that was perhaps meant: the same first author with another year."""
    if not citation.names:
        return ""
    same = [entry for entry in reading.references if entry.names[:1] == citation.names[:1] and entry.year]
    return f" The list has this name with {same[0].year}." if same else ""


def no_reference_list(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield one finding, with all places, for a text whose citations no list in the text resolves."""
    if not applies(reading, rule):
        return
    formal = [
        citation for citation in reading.citations if citation.formal and (citation.numbers or citation.names)
    ]
    formal = [citation for citation in formal if reading.document.block_at(citation.span.start) is not None]
    if reading.references:
        if formal:
            yield passed(
                reading, rule, f"a list of {len(reading.references)} references", reading.references[0].span
            )
        return
    distinct = {(citation.names, citation.numbers, citation.year) for citation in formal}
    scholarly = reading.genre.name in {"journal-article", "encyclopaedia"} and reading.words >= FRAGMENT
    if len(distinct) < (1 if scholarly else 2):
        return
    state = reading.zones.get(Zone.END, ZoneState.UNKNOWN)
    yield finding(
        reading,
        rule,
        formal[0].span,
        also=_also(reading, (one.span for one in formal[1:]), "not resolved either"),
        severity=Severity.NOTE if state is ZoneState.NOT_IN_INPUT else None,
        n=len(formal),
    )


def unused_reference(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield one finding for entries that nothing cites; silent for lists of reading that nothing cites at all."""
    entries = reading.references
    cited = {index for citation in reading.citations for index in citation.resolved}
    if not entries or not any(citation.formal and citation.resolved for citation in reading.citations):
        return
    unused = [entry for index, entry in enumerate(entries) if index not in cited]
    if not unused:
        yield passed(reading, rule, f"all {len(entries)} references are cited", entries[0].span)
    elif 3 * len(unused) <= 2 * len(entries):
        yield finding(
            reading,
            rule,
            unused[0].span,
            also=_also(reading, (one.span for one in unused[1:]), "not cited either"),
            n=len(unused),
            total=len(entries),
        )


def duplicate_reference(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield a finding for every entry that repeats an earlier one."""
    entries = reading.references
    seen: dict[str, ReferenceEntry] = {}
    twice = False
    for entry in entries:
        keys = [
            key
            for key in (
                entry.doi and f"doi:{entry.doi}",
                entry.pmid and f"pmid:{entry.pmid}",
                _same_work(reading, entry),
            )
            if key
        ]
        earlier = next((seen[key] for key in keys if key in seen), None)
        if earlier is not None:
            twice = True
            yield finding(reading, rule, entry.span, also=_also(reading, [earlier.span], "the earlier entry"))
        for key in keys:
            seen.setdefault(key, entry)
    if len(entries) > 1 and not twice:
        yield passed(reading, rule, f"{len(entries)} different references", entries[0].span)


def _same_work(reading: Reading, entry: ReferenceEntry) -> str:
    letters = _LETTERS.sub("", _NUMBER_MARK.sub("", entry.span.of(reading.text))).lower()
    return letters if len(letters) >= SAME_WORK else ""


def numbering_gap(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the numbers of the list skip or repeat one."""
    previous: ReferenceEntry | None = None
    for entry in reading.references:
        if previous is not None and entry.number and previous.number and entry.number != previous.number + 1:
            yield finding(
                reading,
                rule,
                entry.span,
                also=_also(reading, [previous.span], "the entry before"),
                before=previous.number,
                number=entry.number,
            )
        previous = entry


def broken_identifier(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield a finding for every DOI, PMID, PMCID or arXiv number whose form cannot be right."""
    found = list(identifiers(reading))
    for one in found:
        if one.fault:
            yield finding(reading, rule, one.span, fault=one.fault)
    if found and not any(one.fault for one in found):
        yield passed(reading, rule, f"{len(found)} identifiers of sound form", found[0].span)


def future(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield a finding for every cited work that is newer than the document, or than the day of the audit."""
    limit = _own_year(reading)
    if not limit:
        return
    late = False
    dated = [entry for entry in reading.references if entry.year]
    answered = {index for citation in reading.citations for index in citation.resolved}
    for entry in dated:
        if entry.year > limit:
            late = True
            yield finding(reading, rule, entry.span, year=entry.year, limit=limit - GRACE)
    for citation in reading.citations:
        if citation.year > limit and citation.formal and not citation.resolved:
            late = True
            yield finding(reading, rule, citation.span, year=citation.year, limit=limit - GRACE)
    if dated and answered and not late:
        yield passed(reading, rule, f"{len(dated)} dated references, none newer than the text", dated[0].span)


def _own_year(reading: Reading) -> int:
    """Return the last year a reference may bear, by the newest date, else the day of the audit; 0: unknown."""
    metadata = reading.document.metadata
    own = [
        date[:4]
        for date in (reading.byline.published, reading.byline.modified, metadata.published, metadata.modified)
        if date[:4].isdigit()
    ]
    dates = own or ([reading.as_of[:4]] if reading.as_of[:4].isdigit() else [])
    return max(map(int, dates)) + GRACE if dates else 0


# --- the wording of lists and placeholders -----------------------------------------------------------------------


def placeholder(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the marks that stand where a citation was to come; “(ref)” counts in capitals only."""
    shouted = {hit for hit in reading.hits(f"{rule.id}#capitals") if not hit.of(reading.text).isupper()}
    spans = [span for span, _ in matches(reading, rule) if span not in shouted]
    yield from _one(reading, rule, spans, "another placeholder")


def retracted_notice_in_list(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every entry of the list that says of itself that the work was retracted or withdrawn."""
    for entry in reading.references:
        hits = reading.hits_between(rule.id, entry.span.start, entry.span.end)
        if hits and not reading.hits_between(f"{rule.id}#spare", entry.span.start, entry.span.end):
            yield finding(reading, rule, hits[0])


def bare_link_reference(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for entries of the list that are an address and nothing else."""
    bare = [
        entry.span
        for entry in reading.references
        if _BARE.match(_NUMBER_MARK.sub("", entry.span.of(reading.text)))
    ]
    yield from _one(reading, rule, bare, "another bare address")


_CHECKS: Final[dict[str, Callable[[Reading, Rule], Iterator[Finding | Passed]]]] = {
    "unsupported_claim": unsupported_claim,
    "vague_attribution": vague_attribution,
    "unnamed_study": unnamed_study,
    "dangling": dangling,
    "no_reference_list": no_reference_list,
    "unused_reference": unused_reference,
    "duplicate_reference": duplicate_reference,
    "numbering_gap": numbering_gap,
    "broken_identifier": broken_identifier,
    "future": future,
    "placeholder": placeholder,
    "retracted_notice_in_list": retracted_notice_in_list,
    "bare_link_reference": bare_link_reference,
}
ANALYZER: Final = Analyzer(family="citation", checks=_CHECKS)
