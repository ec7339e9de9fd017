"""What sells instead of informing: offers, plugs, advertisements in the text, series of benefits, relative risks alone.

All words are in `rules/promotion/`; here are only the shapes in which they count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, finding, passed
from credaudit.model import Also, Block, Passed, Region, Severity, Shape, Span
from credaudit.reading.wording import applies, matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credaudit.model import Finding
    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence
    from credaudit.rulebook import Rule

FIELDS: Final = (
    "mind",
    "nerve-and-pain",
    "joints-and-skin",
    "heart-and-metabolism",
    "gut-lungs-immunity",
    "cancer-and-rest",
)
"""Word lists of `promotion/condition-list`, one for each kind of condition."""
_NEAR: Final = 160
"""Code points around an offer in which words can make it innocent (a newsletter, a helpline)."""
LIST_GAP: Final = 30
"""Code points between two items of one list of conditions."""
BENEFIT_GAP: Final = 28
"""Code points from a verb of benefit to what it benefits."""
MAX_ADVERTISEMENT_WORDS: Final = 45
"""Words of a block that can still be taken for an advertisement among paragraphs."""
_ITEM_GAP = re.compile(
    r"[\s,;/&•·*–-]*(?:(?:and|or|even|as well as|chronic|severe|other|to|the|more)\s+)*[\w' -]{0,18}?[\s,;/&•·*–-]*",
    re.IGNORECASE,
)
_BRAND = re.compile(
    r"\s+(?:the\s+)?(?P<brand>[a-z0-9-]+\.[a-z]{2,8}\b|(?:[A-Z][\w’'&+-]*|\d+[A-Z]\w*)(?:\.[a-z]{2,6})?(?:\s+(?:[A-Z][\w’'&+-]*|of|for|&)(?=\s|[.,;:!?)’']|$)){0,3})"
)
_SITE = re.compile(
    r"\b[\w-]+\.(?:com|co|shop|store|io|health|clinic|net|app|care|life|us|co\.uk|uk|eu|de|ie|ca|me|ai"
    r"|online|site|website|world|club|coach|fit|beauty|vip|example)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\.(?:org|gov|edu|int|ac|nhs)\b", re.IGNORECASE)
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|\d[A-Z]")
_TRAILING = re.compile(r"\s+(?:of|for|&)$")
_LABEL_END = re.compile(r"\s*(?:[:|–—-]|$|\n)")
_CAPITAL = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][A-Za-z]*[a-z][\w’'-]*")
_PERCENT = re.compile(r"\b\d{1,3}(?:\.\d+)?(?:%| %| percent| per cent)", re.IGNORECASE)
_SHARE = r"\d[\d.]*\s?(?:%|percent|per cent)"
# So many of so many; from one share to another; one share against another.
_ABSOLUTE = re.compile(
    r"\b\d[\d,.]*\s?(?:%|percent|per cent)?\s+(?:of|in|out of|per)\s+(?:every\s+|the\s+|about\s+)?\d"
    r"|\bfrom\s+\d[\d.]*\s?(?:%|percent|per cent|to\s)[^.]{0,25}\bto\s+\d"
    rf"|\b{_SHARE}[^.;]{{0,90}}\b(?:versus|vs\.?|compared (?:with|to)|against|and|but|while|on)\s"
    rf"[^.;]{{0,50}}?{_SHARE}",
    re.IGNORECASE,
)
_RISK_REACH: Final = 70
"""Code points within which change, amount and risk make one statement of relative risk."""


def offer(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield offers by wording. On the seller's own pages (setting `own-pages`) an offer is expected: a note."""
    own = reading.genre.name in rule.settings.get("own-pages", "").split()
    places: dict[str, list[Span]] = {}
    for span, sentence in matches(reading, rule):
        around = Span(
            max(sentence.block.span.start, span.start - _NEAR), min(sentence.block.span.end, span.end + _NEAR)
        )
        if _words(reading, rule, "innocent", around) or not _capitals(rule, span.of(reading.text)):
            continue
        places.setdefault(" ".join(span.of(reading.text).casefold().split()), []).append(span)
    for first, *others in places.values():
        yield finding(
            reading, rule, first, also=_again(reading, others), severity=Severity.NOTE if own else None
        )


def _capitals(rule: Rule, words: str) -> bool:
    """Say whether the words hold a code in capitals, where the setting `capitals` asks for so many letters."""
    needed = rule.settings.get("capitals")
    return (
        needed is None
        or "code" in words.casefold()
        or re.search(rf"\b[A-Z][A-Z0-9]{{{int(needed) - 1},}}\b|\blink", words) is not None
    )


def _again(reading: Reading, others: Sequence[Span]) -> tuple[Also, ...]:
    return tuple(Also(place=reading.place(other), why="the same words again") for other in others)


def _main(sentence: Sentence | None) -> bool:
    return sentence is not None and sentence.block.region in {Region.MAIN, Region.TITLE, Region.ADVERTISEMENT}


def _words(reading: Reading, rule: Rule, name: str, span: Span) -> list[Span]:
    return reading.hits_between(f"{rule.id}#{name}", span.start, span.end)


# --- relative risk ---


def relative_only(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield the first relative change of a risk, with the others, unless the text gives an absolute figure anywhere.

    Absolute figures: two shares compared, so many in so many, or words such as “absolute risk”, “per 1000”.
    """
    if not applies(reading, rule):
        return
    found = list(_relative(reading, rule))
    if not found:
        return
    if reading.hits(f"{rule.id}#absolute") or _ABSOLUTE.search(reading.text):
        yield passed(reading, rule, "relative and absolute figures are given", found[0])
        return
    others = tuple(Also(place=reading.place(other), why="another relative figure") for other in found[1:])
    yield finding(reading, rule, found[0], also=others)


def _relative(reading: Reading, rule: Rule) -> Iterator[Span]:
    """Yield, for each sentence that says by how much a risk changes, the words from change to risk and amount."""
    last = -1
    for amount in sorted([*_percentages(reading.text), *reading.hits(f"{rule.id}#fold")]):
        sentence = reading.sentence_at(amount.start)
        if sentence is None or sentence.index == last or not _main(sentence) or sentence.asks:
            continue
        span = _change(reading, rule, amount, sentence)
        if span is not None and not _words(reading, rule, "trend", sentence.span):
            last = sentence.index
            yield span


def _percentages(text: str) -> Iterator[Span]:
    if "%" in text or "percent" in text or "per cent" in text:
        yield from (Span(*match.span()) for match in _PERCENT.finditer(text))


def _change(reading: Reading, rule: Rule, amount: Span, sentence: Sentence) -> Span | None:
    near = Span(
        max(sentence.span.start, amount.start - _RISK_REACH), min(sentence.span.end, amount.end + _RISK_REACH)
    )
    changes = _words(reading, rule, "change", near)
    risks = [*_words(reading, rule, "risk", near), *_words(reading, rule, "likely", near)]
    triples = [
        (change, risk) for change in changes for risk in risks if _reach(change, amount, risk) <= _RISK_REACH
    ]
    if not triples:
        return None
    change, risk = min(triples, key=lambda pair: (_reach(pair[0], amount, pair[1]), pair[0].start))
    if reading.scope.any_holds(("negated", "hypothetical"), change, sentence):
        return None
    return Span(min(change.start, amount.start, risk.start), max(change.end, amount.end, risk.end))


def _reach(*spans: Span) -> int:
    return max(span.end for span in spans) - min(span.start for span in spans)


# --- lists of conditions ---


def condition_list(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield lists of conditions of several kinds that one offer is said to help (settings `conditions`, `fields`)."""
    if not applies(reading, rule):
        return
    named = sorted(
        (hit, field)
        for field in FIELDS
        for hit in reading.hits(f"{rule.id}#{field}")
        if _main(reading.sentence_at(hit.start))
    )
    places: dict[str, list[Span]] = {}
    counts: dict[str, int] = {}
    for run in _runs(reading, _longest_only(named)):
        if len(run) < int(rule.settings["conditions"]) or len({field for _, field in run}) < int(
            rule.settings["fields"]
        ):
            continue
        span = Span(run[0][0].start, run[-1][0].end)
        if _offered(reading, rule, span):
            key = " ".join(span.of(reading.text).casefold().split())
            places.setdefault(key, []).append(span)
            counts[key] = len(run)
    for key, (first, *others) in places.items():
        yield finding(reading, rule, first, also=_again(reading, others), n=counts[key])


def _longest_only(named: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Drop what lies inside a longer name (“pain” in “back pain”)."""
    end = -1
    for hit, field in sorted(named, key=lambda one: (one[0].start, -one[0].end)):
        if hit.end > end:
            end = hit.end
            yield hit, field


def _runs(reading: Reading, named: Iterator[tuple[Span, str]]) -> Iterator[list[tuple[Span, str]]]:
    """Yield stretches of names with only commas and little words between them."""
    run: list[tuple[Span, str]] = []
    for one in named:
        if run and not _continues(reading.text[run[-1][0].end : one[0].start]):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _continues(between: str) -> bool:
    return len(between) <= LIST_GAP and _ITEM_GAP.fullmatch(between) is not None


def _offered(reading: Reading, rule: Rule, span: Span) -> bool:
    sentence = reading.sentence_at(span.start)
    if sentence is None or reading.scope.any_holds(
        ("negated", "reported", "cautioned", "question"), span, sentence
    ):
        return False
    # A list under a heading (“Conditions we treat”) has its verb in the block before.
    lead = Span(max(0, min(sentence.span.start, span.start) - 120), span.start)
    helps = [hit for hit in _words(reading, rule, "helps", lead) if hit.end <= span.start]
    around = Span(min(sentence.span.start, lead.start), sentence.span.end)
    return (
        bool(helps)
        and bool(_words(reading, rule, "offers", around))
        and not _words(reading, rule, "innocent", sentence.span)
    )


# --- benefits without harms ---


def benefit_series(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield series of benefits in a text that offers something and names no harm at all."""
    if not applies(reading, rule) or not reading.hits("@promotion-offer-cues"):
        return
    series = list(_series(reading, rule))
    if not series or reading.hits("@promotion-harms"):
        return
    (first, count), *others = series
    also = tuple(Also(place=reading.place(span), why="another series of benefits") for span, _ in others)
    yield finding(reading, rule, first, also=also, n=count)


def _series(reading: Reading, rule: Rule) -> Iterator[tuple[Span, int]]:
    """Yield sentences, or runs of list items, with enough benefits, and how many they hold."""
    needed = int(rule.settings["benefits"])
    items: list[tuple[Sentence, int]] = []
    last = -1
    for hit in sorted([*reading.hits(f"{rule.id}#benefit"), *reading.hits(f"{rule.id}#gain")]):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.index == last or not _main(sentence):
            continue
        last = sentence.index
        count = _benefits(reading, rule, sentence)
        if count >= needed:
            yield sentence.span, count
        elif count and _is_item(reading, sentence):
            if items and sentence.index - items[-1][0].index > 1:
                items = []
            items.append((sentence, count))
            if len(items) == needed:
                yield Span(items[0][0].span.start, sentence.span.end), sum(number for _, number in items)


def _is_item(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the sentence is one item of a list, or a scrap such as “Better sleep.”."""
    if sentence.block.shape is Shape.LIST_ITEM:
        return True
    return len(sentence.span.of(reading.text).split()) <= _SCRAP_WORDS


_SCRAP_WORDS: Final = 5
"""Words of a sentence that can be one item of a series of benefits."""


def _benefits(reading: Reading, rule: Rule, sentence: Sentence) -> int:
    """Count the benefits of a sentence: a verb and what it betters, or a comparative (“clearer skin”)."""
    verbs = _words(reading, rule, "benefit", sentence.span)
    gains = _words(reading, rule, "gain", sentence.span)
    if not _is_item(reading, sentence) and len(verbs) + len(gains) < int(rule.settings["benefits"]):
        return 0
    goods = _words(reading, rule, "good", sentence.span)
    promised = [verb for verb in verbs if any(0 < good.start - verb.end <= BENEFIT_GAP for good in goods)]
    promised += [gain for gain in gains if not any(gain.meets(verb) for verb in promised)]
    guards = ("negated", "reported", "cautioned", "question", "hypothetical")
    return sum(not reading.scope.any_holds(guards, hit, sentence) for hit in promised)


# --- plugs and advertisements ---


def brand_plug(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each brand that readers are sent to (“Visit X to learn more”), with all its places."""
    if not applies(reading, rule):
        return
    plugs: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    for span, brand in _plugs(reading, rule):
        key = brand.casefold().removesuffix(".com")
        plugs.setdefault(key, []).append(span)
        names.setdefault(key, brand)
    for key, (first, *others) in plugs.items():
        yield finding(reading, rule, first, also=_again(reading, others), n=1 + len(others), brand=names[key])


def _plugs(reading: Reading, rule: Rule) -> Iterator[tuple[Span, str]]:
    for hit in reading.hits(f"{rule.id}#plug"):
        sentence = reading.sentence_at(hit.start)
        if not _main(sentence) or sentence is None:
            continue
        match = _BRAND.match(reading.text, hit.end, min(sentence.span.end, hit.end + 80))
        if match is None or not _addressed(reading, hit, sentence):
            continue
        brand = _TRAILING.sub("", match["brand"]).rstrip("’'")
        span = Span(hit.start, match.start("brand") + len(brand))
        if _advertises(reading, rule, span, brand, sentence):
            yield span, brand


def _addressed(reading: Reading, hit: Span, sentence: Sentence) -> bool:
    """Say whether the verb speaks to the reader: at the start, after a stop, or after “and”, “to”, “please”."""
    before = reading.text[sentence.span.start : hit.start].rstrip()
    if not before or before[-1] in ",.;:!?–—-|)":
        return True
    return before.rsplit(None, 1)[-1].casefold() in {
        "and",
        "or",
        "please",
        "can",
        "to",
        "just",
        "simply",
        "should",
        "now",
        "do",
        "so",
        "then",
    }


def _advertises(reading: Reading, rule: Rule, span: Span, brand: str, sentence: Sentence) -> bool:
    start = span.end - len(brand)
    if _PUBLIC.search(brand):
        return False
    if any(hit.start <= span.end for hit in _words(reading, rule, "innocent", Span(start, span.end + 1))):
        return False
    if reading.scope.any_holds(("negated", "reported", "cautioned"), span, sentence):
        return False
    if _SITE.fullmatch(brand) or _CAMEL.search(brand):
        return True
    linked = any(
        link.span.start < span.end and start < link.span.end and link.href.startswith("http")
        for link in reading.document.links
    )
    purposes = _words(reading, rule, "purpose", Span(span.end, min(span.end + 30, sentence.span.end)))
    urges = any(not reading.text[span.end : hit.start].strip(" ,.’s") for hit in purposes)
    # A town or a person is named once; a brand stands elsewhere too, is linked, or is all the block is about.
    return urges and (
        linked
        or sentence.block.region is Region.ADVERTISEMENT
        or _short(reading, sentence)
        or _elsewhere(reading, brand, start)
    )


def _short(reading: Reading, sentence: Sentence) -> bool:
    first = sentence.span.of(reading.text).split()
    return len(first) <= _PLUG_WORDS


_PLUG_WORDS: Final = 7
"""Words of a sentence so short that it holds the plug alone."""


def _elsewhere(reading: Reading, brand: str, start: int) -> bool:
    head = brand.split(maxsplit=1)[0]
    return head in reading.text[: max(0, start - 1)] or head in reading.text[start + len(brand) :]


def embedded_advertisement(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for all advertisements among the paragraphs; a note where none is on the text's own subject."""
    if not applies(reading, rule):
        return
    main = [
        block
        for block in reading.document.blocks
        if block.region in {Region.MAIN, Region.TITLE, Region.ADVERTISEMENT}
    ]
    found = [
        block
        for index, block in enumerate(main)
        if 0 < index < len(main) - 1 and _is_advertisement(reading, rule, block)
    ]
    if not found:
        return
    spans = [Span(block.span.start, block.span.end) for block in found]
    subject = _subject(reading)
    near = any(subject & _long_words(span.of(reading.text)) for span in spans)
    also = tuple(Also(place=reading.place(span), why="another advertisement") for span in spans[1:])
    yield finding(
        reading,
        rule,
        spans[0],
        also=also,
        severity=None if near else Severity.NOTE,
        n=len(spans),
        own_voice=True,
    )


_STOPS: Final = ("", ".", "!", "?", ":", "–", "—", "-")
_SUBJECT_WORD: Final = 6
"""Letters of a word that can tell a subject."""


def _is_advertisement(reading: Reading, rule: Rule, block: Block) -> bool:
    text = block.span.of(reading.text)
    if len(text) > MAX_ADVERTISEMENT_WORDS * 12 or len(text.split()) > MAX_ADVERTISEMENT_WORDS:
        return False
    if not (
        block.region is Region.ADVERTISEMENT
        or _labelled(reading, rule, block)
        or _plain_plug(reading, rule, block)
    ):
        return False
    return " " in text.strip() and not _words(reading, rule, "innocent", block.span)


def _labelled(reading: Reading, rule: Rule, block: Block) -> bool:
    """Say whether the block begins with a label (“Ad:”, “Sponsored –”)."""
    labels = reading.hits_between(f"{rule.id}#label", block.span.start, block.span.start + 3)
    return bool(labels) and _LABEL_END.match(reading.text, labels[0].end) is not None


def _plain_plug(reading: Reading, rule: Rule, block: Block) -> bool:
    """Say whether an unlabelled block cries, calls on the reader and names something with a capital."""
    text = block.span.of(reading.text).rstrip()
    if block.shape not in {Shape.PARAGRAPH, Shape.HEADING} or not text.endswith(("!", "!”", "»", "→")):
        return False
    hits = _words(reading, rule, "call", block.span)
    calls = any(reading.text[block.span.start : hit.start].rstrip()[-1:] in _STOPS for hit in hits)
    addressed = bool(_words(reading, rule, "second", block.span)) or text.count("?") == 1
    return calls and addressed and _CAPITAL.search(text, 1) is not None


def _subject(reading: Reading) -> frozenset[str]:
    titles = [
        block.span.of(reading.text)
        for block in reading.document.blocks
        if block.region is Region.TITLE or block.shape is Shape.HEADING
    ]
    return _long_words(" ".join([*titles[:6], reading.document.metadata.title, reading.text[:300]]))


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in re.findall(r"[A-Za-z]+", text) if len(word) >= _SUBJECT_WORD)


ANALYZER: Final = Analyzer(
    family="promotion",
    checks={
        "offer": offer,
        "relative_only": relative_only,
        "condition_list": condition_list,
        "benefit_series": benefit_series,
        "brand_plug": brand_plug,
        "embedded_advertisement": embedded_advertisement,
    },
)
