"""Where a text comes from: author, credentials, date, publisher, review, standing, and traces of how it was made."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, absence, finding, passed
from credaudit.model import Also, Confidence, Region, Severity, Shape, Span, Zone
from credaudit.reading.language import small_words
from credaudit.reading.wording import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from credaudit.model import Finding, Passed
    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence
    from credaudit.rulebook import Rule

MANY_FAULTS: Final = 3
"""Places of damage from which a text counts as damaged rather than mistyped."""
FOREIGN_WORDS: Final = 6
"""Words of the shortest sentence that is told to be in another language."""
FOREIGN_SHARE: Final = 0.4
"""Share of its words that must be small words of one other language."""
SIGNS_BESIDE: Final = 2
"""Slips of grammar that count beside other damage; alone they must be as many as the rule says."""
WORDS_A_SIGN: Final = 120
"""Words among which one slip at least must stand, so that a long careful text is not blamed for three."""
MIN_STEM: Final = 5
"""Letters of the first part of words that ran together; shorter ones are too often whole words."""
MAX_PLACES: Final = 8
"""Places that a finding names besides its own."""
MAX_LABEL: Final = 90
"""Code points; a longer block is prose, not a label left by a scraper."""
ABOUT_TOOLS: Final = 2
"""Mentions of writing tools, apart from the residue, that make a text one about such tools."""

_COUNTED = (
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty)"
)
_ACCENTED = re.compile(r"[^\W\x00-\x7f]")
"""Letters beyond ASCII: without them a text holds no sentence in most other languages."""
_WORD = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")
_LONG_WORD = re.compile(r"[a-z]{7,}")
_GROWN = re.compile(r"[a-z](?P<stop>[.!?]?)(?P<next>[A-Z][a-z]+)(?=\s+[a-z])")
_LOWER_END = re.compile(r"(?<![\w@/.-])[a-z]{3,}$")
_CODE = re.compile(
    r"\[/?(?:caption|gallery|embed|video|audio|playlist|contact-form(?:-7)?|vc_\w+|et_pb_\w+|su_\w+|fusion_\w+|wp_\w+|rev_slider"
    r"|elementor\w*|shortcode|quote|url|img|adrotate|social_\w+|toc|table|tablepress|button|column\w*|accordion\w*|icon)"
    r"(?:[ =][^\]\n]{0,200})?\](?!\()"
    r"|\{\{\s?[\w.|/ -]{2,60}\s?\}\}|\{%\s?\w[^%\n]{0,60}%\}|%%\w{3,30}%%|<!--\s?(?:more|nextpage)\s?-->"
)
"""Short codes and template marks that a publishing system should have replaced."""
_ADDRESS = re.compile(r"(?:https?:|www\.|@)\S*$")


def _expected(reading: Reading, kind: str) -> Zone | None:
    """Return the zone where this genre keeps something of that kind, if it does."""
    zone = reading.expects.get(kind)
    return Zone(zone) if zone else None


def no_author(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield an absence where the genre names authors and the text does not."""
    zone = _expected(reading, "author")
    if zone is None or not applies(reading, rule):
        return
    authors = reading.byline.authors
    if authors:
        yield passed(reading, rule, "author named", authors[0].span)
        return
    yield absence(reading, rule, zone, at=0)


def no_credentials(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield an author of health advice for whom the text gives no degree, calling or affiliation."""
    persons = [author for author in reading.byline.authors if not author.group]
    if not persons or not applies(reading, rule):
        return
    if len(reading.hits(f"{rule.id}#health")) < int(rule.settings["least"]):
        return
    qualified = [author for author in persons if author.credentials or author.affiliation]
    reviewed = any(reviewer.name for reviewer in reading.byline.reviewers)
    if qualified or reviewed or _introduced(reading, rule, persons[0].name):
        yield passed(reading, rule, "credentials given", qualified[0].span if qualified else None)
        return
    span = persons[0].span or Span(0, 0)
    yield finding(reading, rule, span, names={"person": persons[0].name})


def _introduced(reading: Reading, rule: Rule, name: str) -> bool:
    """Say whether a sentence that names the author also names a calling."""
    family = name.rsplit(maxsplit=1)[-1]
    for hit in reading.hits(f"{rule.id}#calling"):
        sentence = reading.sentence_at(hit.start)
        if sentence is not None and family in sentence.text:
            return True
    return False


def no_date(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield an absence where the genre is dated and the text is not."""
    zone = _expected(reading, "date")
    if zone is None or not applies(reading, rule):
        return
    byline = reading.byline
    if byline.published or byline.modified:
        yield passed(reading, rule, f"dated {byline.published or byline.modified}", byline.published_span)
        return
    yield absence(reading, rule, zone, at=0 if zone is Zone.HEAD else None)


def no_publisher(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield an absence where nothing says who publishes the text."""
    zone = _expected(reading, "publisher")
    if zone is None or not applies(reading, rule):
        return
    if reading.byline.publisher:
        yield passed(reading, rule, "publisher named")
        return
    yield absence(reading, rule, zone, at=0 if zone is Zone.HEAD else None)


def unnamed_review(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield review notes that name nobody."""
    reviewers = reading.byline.reviewers
    named = [reviewer for reviewer in reviewers if reviewer.name]
    if named:
        yield passed(reading, rule, "reviewer named", named[0].span)
        return
    if reviewers:
        also = tuple(
            Also(place=reading.place(one.span), why="the same note again") for one in reviewers[1:MAX_PLACES]
        )
        yield finding(reading, rule, reviewers[0].span, also=also)


def standing(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield what the source says of its own standing, of the kinds in the rule's settings."""
    kinds = rule.settings["kinds"].split()
    byline = reading.byline
    for one in byline.standings:
        if one.kind in kinds:
            span = one.span if one.span.end else byline.title_span or one.span
            yield finding(reading, rule, span, own_voice=True, kind=one.kind)
            return


def preprint(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield that the text is a preprint; gravely where it speaks as if the matter were settled."""
    for one in reading.byline.standings:
        if one.kind != "preprint":
            continue
        settled = next(iter(_own(reading, reading.hits(f"{rule.id}#settled"))), None)
        also = (Also(place=reading.place(settled), why="told as settled"),) if settled else ()
        severity = Severity.WARNING if settled else Severity.NOTE
        yield finding(reading, rule, one.span, severity=severity, also=also, own_voice=True)
        return


def _own(reading: Reading, hits: Iterable[Span]) -> Iterator[Span]:
    """Yield the hits that the text says itself: no quotation, question, supposition, denial or list of references."""
    for hit in hits:
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.block.region in {Region.NAVIGATION, Region.COMMENTS, Region.FOOTER}:
            continue
        if not reading.scope.any_holds(
            ("negated", "quoted", "attributed", "question", "reference"), hit, sentence
        ):
            yield hit


def search_without_counts(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield a claim of a systematic search where no count of records or studies stands anywhere in the text."""
    if not applies(reading, rule):
        return
    claim = next(_searches(reading, rule), None)
    if claim is None:
        return
    counted = _count(reading, rule)
    if counted is not None:
        yield passed(reading, rule, "counts of records or studies given", counted)
        return
    yield finding(reading, rule, claim)


def _searches(reading: Reading, rule: Rule) -> Iterator[Span]:
    for hit in reading.hits(f"{rule.id}#claim"):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.block.shape is Shape.HEADING:
            continue
        if not reading.hits_in(f"{rule.id}#literature", sentence):
            continue
        if reading.hits_in(f"{rule.id}#others", sentence):
            continue
        if not reading.scope.any_holds(
            ("negated", "question", "hypothetical", "quoted", "reference"), hit, sentence
        ):
            yield hit


def _count(reading: Reading, rule: Rule) -> Span | None:
    """Find a number directly before, or “n =” directly after, a word for records or studies."""
    counted = _counted(tuple(rule.settings["between"].split()))
    for hit in reading.hits(f"{rule.id}#counted"):
        if reading.section_at(hit.start) == "references":
            continue
        before = reading.text[max(0, hit.start - 60) : hit.start]
        match = counted.search(before)
        if match:
            return Span(hit.start - (len(before) - match.start()), hit.end)
        after = re.match(
            r"\s*\(\s*n\s?=\s?\d|\s?,?\s?n\s?=\s?\d|\s*:\s*\d",
            reading.text[hit.end : hit.end + 12],
            re.IGNORECASE,
        )
        if after:
            return Span(hit.start, hit.end + after.end())
    return None


@lru_cache(maxsize=4)
def _counted(stops: tuple[str, ...]) -> re.Pattern[str]:
    """Match a number with at most four words between it and what it counts; none of `stops` among them."""
    word = rf"(?!(?:{'|'.join(map(re.escape, stops))})\b)[\w’'/-]+,?\s+"
    return re.compile(rf"(?<![\w.])(?<!\d[,.]){_COUNTED}\s+(?:{word}){{0,4}}$", re.IGNORECASE)


def no_harms(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield an absence where a treatment is praised and offered in the page's own voice and no harm is named."""
    if not applies(reading, rule) or _expected(reading, "harms") is None:
        return
    if reading.text.count(" ") < int(rule.settings["words"]):
        return
    harm = next(_harms(reading, rule), None)
    if harm is not None:
        # Whatever is praised or offered: selling must not make a credit possible.
        yield passed(reading, rule, "harms named", harm)
        return
    if len(reading.hits(f"{rule.id}#treatment")) < int(rule.settings["treatments"]):
        return
    benefits = list(_own(reading, reading.hits(f"{rule.id}#benefit")))
    offer = next(_own(reading, reading.hits(f"{rule.id}#offer")), None)
    if len(benefits) < int(rule.settings["benefits"]) or offer is None:
        return
    yield absence(reading, rule, Zone.BODY, n=len(benefits), offer=offer.of(reading.text))


def _harms(reading: Reading, rule: Rule) -> Iterator[Span]:
    """Yield harms that the page names; “fewer side effects” and a general disclaimer name none."""
    for hit in reading.hits(f"{rule.id}#harm"):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.block.region not in {Region.MAIN, Region.TITLE}:
            continue
        if any(spare.meets(hit) for spare in reading.hits_in(f"{rule.id}#no-harm", sentence)):
            continue
        if not reading.scope.negated(hit, sentence):
            yield hit


def translation_damage(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield lost spaces, sentences left in another language and broken agreement, as one finding."""
    if reading.language not in {"en", "und"}:
        return
    words = reading.library.words
    spans = sorted({*_run_together(reading, words), *_run_on(reading, words), *_foreign(reading, words)})
    signs = _ungrammatical(reading)
    if len(signs) >= int(rule.settings["signs"]) or (spans and len(signs) >= SIGNS_BESIDE):
        spans = sorted({*spans, *signs})
    if not spans:
        return
    also = tuple(Also(place=reading.place(span), why="here too") for span in spans[1 : MAX_PLACES + 1])
    many = len(spans) >= MANY_FAULTS
    yield finding(
        reading,
        rule,
        spans[0],
        also=also,
        severity=rule.severity if many else Severity.NOTE,
        confidence=rule.confidence if many else Confidence.MEDIUM,
        own_voice=True,
        n=len(spans),
    )


def _prose(reading: Reading, offset: int) -> Sentence | None:
    sentence = reading.sentence_at(offset)
    if (
        sentence is None
        or sentence.block.region is not Region.MAIN
        or sentence.block.shape in {Shape.CODE, Shape.TABLE_ROW}
    ):
        return None
    return None if reading.section_at(offset) in {"references", "further-reading"} else sentence


def _ungrammatical(reading: Reading) -> list[Span]:
    """Return words that do not agree and foreign idioms where they are dense; none in a text that asks pardon."""
    found = [hit for key in ("@damage-grammar", "@damage-idioms") for hit in reading.hits(key)]
    if len(found) < SIGNS_BESIDE or reading.hits("@damage-spare"):
        return []
    kept = []
    for hit in found:
        sentence = _prose(reading, hit.start)
        if sentence is None or reading.text[hit.end : hit.end + 1] in {"'", "’", "-"}:
            continue
        if not reading.scope.any_holds(("quoted", "question"), hit, sentence):
            kept.append(hit)
    return kept if len(kept) * WORDS_A_SIGN >= reading.words else []


def _run_together(reading: Reading, words: Mapping[str, tuple[str, ...]]) -> Iterator[Span]:
    """Yield words with a small word grown onto them (“purposeis”).

    The first part stands alone elsewhere, or ends as no English word goes on (“…eis”, “…yand”).
    """
    endings, whole = tuple(words.get("damage-endings", ())), words.get("damage-whole", ())
    text = reading.text
    counted = Counter(_LONG_WORD.findall(text))
    suspects = [
        word for word, count in counted.items() if count == 1 and word.endswith(endings) and word not in whole
    ]
    if not suspects:
        return
    alone = set(_WORD.findall(text))
    for word in sorted(suspects):
        stem = min((word.removesuffix(ending) for ending in endings if word.endswith(ending)), key=len)
        start = text.find(word)
        around = text[start - 1 : start] + text[start + len(word) : start + len(word) + 1]
        if len(stem) < MIN_STEM or around.strip(" \n\t,;.") or _prose(reading, start) is None:
            continue
        ending = word[len(stem) :]
        strange = stem[-1] in "ey" and ending in {"is", "and", "of", "was", "were", "that"}
        # Latin goes on in “-is” (“personalis”), so that the first part alone shows nothing there.
        if strange or (ending != "is" and stem in alone):
            yield Span(start, start + len(word))


def _run_on(reading: Reading, words: Mapping[str, tuple[str, ...]]) -> Iterator[Span]:
    """Yield places where one sentence or heading runs into the next (“called.Next”, “hallucinationThere is”)."""
    openers = frozenset(words.get("damage-openers", ()))
    text = reading.text
    for match in _GROWN.finditer(text):
        if not match["stop"] and match["next"] not in openers:
            continue
        before = text[max(0, match.start() - 40) : match.start() + 1]
        word = _LOWER_END.search(before)
        if word is None or _ADDRESS.search(before) or _prose(reading, match.start()) is None:
            continue
        yield Span(match.start() + 1 - len(word.group()), match.end())


def _foreign(reading: Reading, words: Mapping[str, tuple[str, ...]]) -> Iterator[Span]:
    """Yield sentences whose small words are those of another language."""
    if not _ACCENTED.search(reading.text):
        return
    lists = [listed for name, listed in small_words(words) if name != "en"]
    for sentence in reading.sentences:
        if not _ACCENTED.search(sentence.text) or _prose(reading, sentence.span.start) is None:
            continue
        tokens = re.findall(r"[^\W\d_]+", sentence.text.lower())
        most = max((sum(token in listed for token in tokens) for listed in lists), default=0)
        foreign = len(tokens) >= FOREIGN_WORDS and most >= FOREIGN_SHARE * len(tokens)
        if foreign and not reading.scope.quoted(sentence.span, sentence):
            yield sentence.span


def scraping_residue(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield labels, form fields and short codes of a page that a scraper left in the text, as one finding."""
    if reading.document.media_type not in {"text/plain", "text/markdown"}:
        return
    plain = reading.document.media_type == "text/plain"
    spans = sorted(
        {
            *_codes(reading),
            *(_labels(reading, rule) if plain else ()),
            *(_fields(reading, rule) if plain else ()),
        }
    )
    if spans:
        also = tuple(Also(place=reading.place(span), why="here too") for span in spans[1 : MAX_PLACES + 1])
        yield finding(reading, rule, spans[0], also=also, own_voice=True)


def _codes(reading: Reading) -> Iterator[Span]:
    """Yield short codes and template marks (“[caption id=…]”, “{{views}}”) in running text."""
    text = reading.text
    if "[" not in text and "{{" not in text and "%%" not in text:
        return
    for match in _CODE.finditer(text):
        block = reading.document.block_at(match.start())
        if block is not None and block.shape is not Shape.CODE and block.region is Region.MAIN:
            yield Span(*match.span())


def _fields(reading: Reading, rule: Rule) -> Iterator[Span]:
    """Yield fields and notices of forms that stand inside a paragraph of the text."""
    for hit in reading.hits(f"{rule.id}#field"):
        sentence = _prose(reading, hit.start)
        if sentence is not None and not reading.scope.quoted(hit, sentence):
            yield hit


def _labels(reading: Reading, rule: Rule) -> Iterator[Span]:
    prose = [
        block.span.start
        for block in reading.document.blocks
        if block.span.end - block.span.start > MAX_LABEL and block.region is Region.MAIN
    ]
    last = prose[-1] if prose else 0
    first = {hit.start for hit in reading.hits(f"{rule.id}#first")}
    for hit in reading.hits(f"{rule.id}#label"):
        block = reading.document.block_at(hit.start)
        if block is None or block.span.end - block.span.start > MAX_LABEL or hit.start >= last:
            continue
        if hit.start == 0 and 0 not in first:
            continue
        if reading.section_at(hit.start) in {"further-reading", "comments", "references"}:
            continue
        if not reading.text[block.span.start : hit.start].strip(" \t*#|»>"):
            yield hit


def tool_residue(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield words with which a writing tool speaks of itself or hands over its text; texts about tools are innocent."""
    spans = [*_own(reading, reading.hits(f"{rule.id}#itself")), *_handed(reading, rule)]
    if not spans:
        return
    about = [
        hit
        for hit in reading.hits(f"{rule.id}#about")
        if not any(span.start <= hit.start < _sentence_end(reading, span) for span in spans)
    ]
    if len(about) >= ABOUT_TOOLS:
        return
    spans.sort()
    also = tuple(Also(place=reading.place(span), why="here too") for span in spans[1:MAX_PLACES])
    yield finding(reading, rule, spans[0], also=also, own_voice=True)


def _sentence_end(reading: Reading, span: Span) -> int:
    sentence = reading.sentence_at(span.start)
    return sentence.span.end if sentence else span.end


def _handed(reading: Reading, rule: Rule) -> Iterator[Span]:
    """Yield openings by which a tool hands over its text; they count only at the start of a paragraph."""
    for hit in reading.hits(f"{rule.id}#opening"):
        block = reading.document.block_at(hit.start)
        if block is not None and not reading.text[block.span.start : hit.start].strip(" *#_"):
            yield hit


ANALYZER: Final = Analyzer(
    family="provenance",
    checks={
        "no_author": no_author,
        "no_credentials": no_credentials,
        "no_date": no_date,
        "no_publisher": no_publisher,
        "unnamed_review": unnamed_review,
        "standing": standing,
        "preprint": preprint,
        "search_without_counts": search_without_counts,
        "no_harms": no_harms,
        "translation_damage": translation_damage,
        "scraping_residue": scraping_residue,
        "tool_residue": tool_residue,
    },
)
