"""Whether the numbers, dates and statements of one document agree with each other; both places are shown."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, finding, passed
from credaudit.model import Also, Region, Severity, Shape, Span
from credaudit.reading import numbers
from credaudit.reading.wording import applies, matches
from credaudit.rulebook.phrases import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from credaudit.model import Finding, Passed
    from credaudit.reading import Reading
    from credaudit.reading.dates import DateMention
    from credaudit.reading.numbers import Interval, Stated
    from credaudit.reading.sentences import Sentence
    from credaudit.rulebook import Rule

LOOSE_SHARE: Final = 2.0
"""Percentage points beyond which a share is no longer a slip of rounding."""
SHARES: Final = 2
"""Fewest shares that can make a total."""
LONGEST: Final = 240
"""Code points of a sentence that can still be laid beside another one."""
SLACK_OF_TOTAL: Final = 2.0
"""Percentage points that rounding may add to a total of shares."""
LINKED: Final = 90
"""Code points between two dates that may tell beginning and end of one thing."""
NEAR_STAGES: Final = 300
"""Code points within which two dated steps belong to one text or study."""
GRACE: Final = timedelta(days=31)
"""A text may report what is dated a little after it (issue date, time zone)."""
_TO: Final = re.compile(r",? ?(?:to|until|till|through|and)\s+(?:the (?:end|beginning) of )?", re.IGNORECASE)
_FROM: Final = re.compile(r"\b(?P<word>from|between)\s+(?:the (?:end|beginning) of )?$", re.IGNORECASE)
_FROM_WORD: Final = re.compile(r"[Ff]rom|[Bb]etween")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORD: Final = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_SHARE_THEN_CATEGORY: Final = re.compile(
    r" (?:of (?:respondents|participants|patients|them|those|readers"
    r"|the (?:sample|patients|participants|readers|group)) )?"
    r"(?:(?!of|and|in|for|with|to)[a-z]+ ){0,2}"
)
_CATEGORY_THEN_SHARE: Final = re.compile(
    r"(?: (?:in|made up|were|was|accounted for|for|at|by|comprised|reached|represented|formed))*"
    r"[ :(=]+(?:in )?(?:about )?"
)
_SHARE: Final = re.compile(r"(?<![\w.,-])(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)")


def _own_voice(reading: Reading, span: Span) -> Sentence | None:
    """Return the sentence if the document itself speaks there in running text."""
    sentence = reading.sentence_at(span.start)
    if (
        sentence is None
        or sentence.asks
        or sentence.block.region not in {Region.MAIN, Region.TITLE, Region.ADVERTISEMENT}
    ):
        return None
    if (
        sentence.block.shape in {Shape.CODE, Shape.FRONT_MATTER}
        or reading.section_at(span.start) == "references"
    ):
        return None
    return sentence if reading.scope.own_voice(span, sentence) else None


def _beside(reading: Reading, span: Span, why: str) -> tuple[Also, ...]:
    return (Also(place=reading.place(span), why=why),)


# --- numbers ----------------------------------------------------------------------------------------------------------


def count_percentage(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield a finding where a part and a whole do not give the percentage printed beside them."""
    agreeing: list[Span] = []
    failing = 0
    for share in numbers.counted_shares(reading):
        sentence = reading.sentence_at(share.span.start)
        if (
            sentence is None
            or reading.hits_in(f"{rule.id}#adjusted", sentence)
            or sentence.block.shape is Shape.TABLE_ROW
        ):
            continue
        if share.agrees and share.part <= share.whole:
            agreeing.append(share.span)
            continue
        failing += 1
        off = abs(share.worked_out - share.percent) if share.percent is not None else 100.0
        yield finding(
            reading,
            rule,
            share.span,
            severity=None if off > LOOSE_SHARE else Severity.NOTE,
            worked_out=f"{share.worked_out:.{max(share.decimals, 1)}f}",
        )
    if agreeing and not failing:
        yield passed(reading, rule, f"{len(agreeing)} counts agree with their percentages", agreeing[0])


def interval_order(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield a finding for an interval or a range whose first bound is the larger."""
    found = (*_intervals(reading), *numbers.ranges(reading))
    for one in found:
        if not one.ordered and one.low > 0 and one.high > 0:
            yield finding(reading, rule, one.span, low=f"{one.low:g}", high=f"{one.high:g}")
    if found and all(one.ordered for one in found):
        yield passed(reading, rule, f"{len(found)} intervals in order", found[0].span)


def estimate_outside_interval(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Yield a finding for an estimate that lies outside its own interval."""
    found = [one for one in _intervals(reading) if one.estimate is not None]
    for one in found:
        if not one.holds_estimate:
            yield finding(
                reading,
                rule,
                one.span,
                estimate=f"{one.estimate:g}",
                low=f"{one.low:g}",
                high=f"{one.high:g}",
            )
    if found and all(one.holds_estimate for one in found):
        yield passed(reading, rule, f"{len(found)} estimates inside their intervals", found[0].span)


def _intervals(reading: Reading) -> tuple[Interval, ...]:
    known: tuple[Interval, ...] | None = reading.memory.get("consistency.intervals")
    if known is None:
        known = tuple(numbers.intervals(reading))
        reading.memory["consistency.intervals"] = known
    return known


def percent_total(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where shares that exclude one another add up to more than all."""
    yield from _parts_of_whole(reading, rule)
    folded = reading.folded.text
    if folded.count("%") + folded.count("cent") < SHARES:
        return
    yield from _with_the_rest(reading, rule)
    yield from _exclusive(reading, rule)
    groups: dict[str, list[str]] = {}
    for name in rule.words:
        if name.startswith("set-"):
            groups.setdefault(name.rsplit("-", 1)[0], []).append(name)
    tried: set[int] = set()
    for names in groups.values():
        for hit in reading.hits(f"{rule.id}#{names[0]}"):
            sentence = reading.sentence_at(hit.start)
            if (
                sentence is None
                or sentence.index in tried
                or sentence.folded.count("%") + sentence.folded.count("cent") < SHARES
            ):
                continue
            if reading.hits_in(f"{rule.id}#several", sentence):
                continue
            shares = _shares_of(reading, rule, names, sentence)
            total = sum(value for value, _ in shares)
            if len(shares) > 1 and total > 100 + SLACK_OF_TOTAL and all(value <= 100 for value, _ in shares):  # noqa: PLR2004
                tried.add(sentence.index)
                yield finding(
                    reading,
                    rule,
                    Span(shares[0][1].start, shares[-1][1].end),
                    total=f"{total:g} %",
                    whole="100 %",
                )


def _with_the_rest(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where shares and “the remaining 20 %” do not come to all."""
    for hit in reading.hits(f"{rule.id}#rest"):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or reading.hits_in(f"{rule.id}#several", sentence):
            continue
        shares = list(_SHARE.finditer(sentence.folded))
        at = reading.folded.folded(hit.end) - sentence.folded_start
        if len(shares) < 2 or not any(0 <= share.start() - at <= 4 for share in shares):  # noqa: PLR2004
            continue
        total = sum(float(share[1]) for share in shares)
        if abs(total - 100) > SLACK_OF_TOTAL:
            span = reading.unfold(
                sentence.folded_start + shares[0].start(), sentence.folded_start + shares[-1].end()
            )
            yield finding(reading, rule, span, total=f"{total:g} %", whole="100 %")


def _exclusive(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where a sentence, or the one after it, lists one answer each and the shares exceed all."""
    tried: set[int] = set()
    for hit in reading.hits(f"{rule.id}#exclusive"):
        sentence = reading.sentence_at(hit.start)
        while sentence is not None and sentence.index not in tried:
            tried.add(sentence.index)
            shares = list(_SHARE.finditer(sentence.folded))
            if reading.hits_in(f"{rule.id}#several", sentence):
                break
            if len(shares) < SHARES:
                later = reading.sentences[sentence.index + 1 : sentence.index + 2]
                begun = sentence.span.start <= hit.start < sentence.span.end
                sentence = later[0] if later and begun else None
                continue
            total = sum(float(share[1]) for share in shares)
            if (
                len(shares) > SHARES
                and total - 100 > SLACK_OF_TOTAL
                and max(float(one[1]) for one in shares) < 100  # noqa: PLR2004 (per cent)
            ):
                start = sentence.folded_start
                span = reading.unfold(start + shares[0].start(), start + shares[-1].end())
                yield finding(reading, rule, span, total=f"{total:g} %", whole="100 %")
            break


def _parts_of_whole(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where two arms, or women and men, do not come to the number they are parts of."""
    if not reading.hits(f"{rule.id}#parts"):
        return
    for one in numbers.divided(reading):
        sentence = reading.sentence_at(one.span.start)
        if (
            sentence is None
            or sum(one.parts) == one.whole
            or not reading.hits_in(f"{rule.id}#parts", sentence)
            or reading.hits_in(f"{rule.id}#several", sentence)
        ):
            continue
        yield finding(reading, rule, one.span, total=f"{sum(one.parts):g}", whole=f"{one.whole:g}")


def _shares_of(
    reading: Reading, rule: Rule, names: Sequence[str], sentence: Sentence
) -> list[tuple[float, Span]]:
    """Return the one share that each category of a set has in the sentence; none where one has two or shares one."""
    found: dict[int, tuple[float, Span]] = {}
    percents = list(_SHARE.finditer(sentence.folded))
    for name in names:
        own = set()
        for hit in reading.hits_in(f"{rule.id}#{name}", sentence):
            start = reading.folded.folded(hit.start) - sentence.folded_start
            end = reading.folded.folded(hit.end) - sentence.folded_start
            own |= {
                index
                for index, percent in enumerate(percents)
                if _belongs(sentence.folded, percent, start, end)
            }
        if len(own) > 1:
            return []
        for index in own:
            if index in found:
                return []
            span = reading.unfold(
                sentence.folded_start + percents[index].start(), sentence.folded_start + percents[index].end()
            )
            found[index] = (float(percents[index][1]), span)
    return [found[index] for index in sorted(found)]


def _belongs(folded: str, percent: re.Match[str], start: int, end: int) -> bool:
    """Say whether a category stands directly beside a share: “40 % were women”, not “40 % of women”."""
    if percent.end() <= start:
        return bool(_SHARE_THEN_CATEGORY.fullmatch(folded, percent.end(), start))
    return bool(_CATEGORY_THEN_SHARE.fullmatch(folded, end, percent.start()))


# --- dates ------------------------------------------------------------------------------------------------------------


def dates_order(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a stretch of time that ends before it begins, and for events dated after the text itself."""
    staged = list(_staged(reading, rule))
    yield from staged
    if staged:
        return
    limit = _newest(reading)
    if limit is None and not _may_stretch(reading, rule):
        return  # reading every date for nothing costs more than all else here
    dates = reading.dates
    for first, second in pairwise(dates):
        sentence = reading.sentence_at(first.span.start)
        if (
            sentence is None
            or not sentence.block.span.covers(second.span)
            or second.span.start - first.span.end > LINKED
        ):
            continue
        if first.last < second.first and _ended_and_begun(reading, rule, sentence, first, second):
            yield finding(
                reading,
                rule,
                Span(first.span.start, second.span.end),
                what="the end lies before the beginning",
            )
        if first.first <= second.last:
            continue
        if _stretch(reading, rule, sentence, first, second) or _begun_and_ended(
            reading, rule, sentence, first, second
        ):
            yield finding(
                reading,
                rule,
                Span(first.span.start, second.span.end),
                what="the end lies before the beginning",
            )
    if limit is not None:
        yield from _ahead_of_text(reading, rule, limit)


def _staged(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where a text was accepted before it came in, updated before it was out, begun before approved."""
    for series in ("stage", "study"):
        keys = [name for name in rule.words if name.startswith(f"{series}-")]
        labels = sorted(
            (hit, int(name.rpartition("-")[2])) for name in keys for hit in reading.hits(f"{rule.id}#{name}")
        )
        if len({rank for _, rank in labels}) < SHARES or not _YEAR.search(reading.text):
            continue
        told = list(_labelled(reading, rule, labels, 40 if series == "stage" else 70))
        for (first, early), (second, late) in pairwise(told):
            before, after = (first, second) if early < late else (second, first)
            if (
                early != late
                and before.first > after.last
                and second.span.start - first.span.end < NEAR_STAGES
            ):
                yield finding(reading, rule, second.span, what="the later step has the earlier date")


def _labelled(
    reading: Reading, rule: Rule, labels: Sequence[tuple[Span, int]], reach: int
) -> Iterator[tuple[DateMention, int]]:
    """Yield the dates that directly follow a word for a step, with the rank of the step."""
    last = 0
    for day in reading.dates:
        before = [one for one in labels if last <= one[0].start and 0 <= day.span.start - one[0].end <= reach]
        last = day.span.end
        sentence = reading.sentence_at(day.span.start)
        if not before or sentence is None or reading.hits_in(f"{rule.id}#again", sentence):
            continue
        if sentence.block.region not in {Region.COMMENTS, Region.NAVIGATION} and not sentence.asks:
            yield day, before[-1][1]


def _may_stretch(reading: Reading, rule: Rule) -> bool:
    """Say whether the text may tell of a stretch of time: “from” before a year, a word of beginning."""
    text = reading.text
    return any(
        _FROM_WORD.search(text, max(0, year.start() - 45), year.start()) for year in _YEAR.finditer(text)
    ) or (bool(reading.hits(f"{rule.id}#ended")) and bool(reading.hits(f"{rule.id}#begun")))


def _stretch(
    reading: Reading, rule: Rule, sentence: Sentence, first: DateMention, second: DateMention
) -> bool:
    text = reading.text
    if not _FROM.search(text[max(0, first.span.start - 30) : first.span.start]) or not _TO.fullmatch(
        text[first.span.end : second.span.start]
    ):
        return False
    if first.precision == "year" or second.precision == "year":
        return bool(reading.hits_in(f"{rule.id}#running", sentence)) and not reading.hits_between(
            f"{rule.id}#measured", second.span.end, second.span.end + 3
        )
    return True


def _begun_and_ended(
    reading: Reading, rule: Rule, sentence: Sentence, first: DateMention, second: DateMention
) -> bool:
    """Say whether one date follows a word of beginning and another, earlier one a word of ending of the same thing."""
    if reading.hits_between(f"{rule.id}#another", first.span.end, second.span.start):
        return False
    before_first = max(sentence.span.start, first.span.start - 45)
    return bool(
        reading.hits_between(f"{rule.id}#begun", before_first, first.span.start)
        and reading.hits_between(f"{rule.id}#ended", first.span.end, second.span.start)
    )


def _ended_and_begun(
    reading: Reading, rule: Rule, sentence: Sentence, first: DateMention, second: DateMention
) -> bool:
    """Say the same of a sentence that tells the end first: “completed in 2014, after it had begun in 2016”."""
    if reading.hits_between(f"{rule.id}#another", first.span.end, second.span.start):
        return False
    before_first = max(sentence.span.start, first.span.start - 45)
    return bool(
        reading.hits_between(f"{rule.id}#ended", before_first, first.span.start)
        and reading.hits_between(f"{rule.id}#after", first.span.end, second.span.start)
        and reading.hits_between(f"{rule.id}#begun", first.span.end, second.span.start)
    )


def _ahead_of_text(reading: Reading, rule: Rule, limit: date) -> Iterator[Finding]:
    for mention in reading.dates:
        if mention.first <= (limit + GRACE).isoformat():
            continue
        sentence = _own_voice(reading, mention.span)
        if (
            sentence is None
            or not reading.hits_in(f"{rule.id}#happened", sentence)
            or reading.hits_in(f"{rule.id}#ahead", sentence)
        ):
            continue
        if reading.hits_in("@hypothetical", sentence) or sentence.block.shape is Shape.FOOTNOTE:
            continue
        yield finding(reading, rule, mention.span, what=f"the text is dated {limit.isoformat()}")


def _newest(reading: Reading) -> date | None:
    """Return the last day that the newest date of the document can mean; a bare year read off the page is too weak."""
    metadata = reading.document.metadata
    told = (reading.byline.published, reading.byline.modified)
    written = (*(one for one in told if len(one) > len("2024")), metadata.published, metadata.modified)
    days = [day for one in written if (day := _last_day(one))]
    return max(days) if days else None


def _last_day(written: str) -> date | None:
    parts = written[:10].split("-")
    if not parts[0].isdigit():
        return None
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
        return date(year, month, int(parts[2]) if len(parts) > 2 else monthrange(year, month)[1])  # noqa: PLR2004
    except (ValueError, IndexError):
        return None


# --- statements -------------------------------------------------------------------------------------------------------


def absolute_against_list(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for an absolute on safety, fitness or habit where the same page says otherwise; both places."""
    if not reading.hits(rule.id) or not applies(reading, rule):
        return
    for span, sentence in matches(reading, rule):
        if reading.hits_in(f"{rule.id}#elsewhere", sentence) or _own_voice(reading, span) is None:
            continue
        other = next(_against(reading, rule, span, sentence), None)
        if other is not None:
            yield finding(reading, rule, span, also=_beside(reading, other.span, "says otherwise"))


def _against(reading: Reading, rule: Rule, span: Span, absolute: Sentence) -> Iterator[Sentence]:
    """Yield the other sentences that speak against an absolute of this kind.

    “May cause headaches” counts only where it speaks of what the absolute praises: a word or a pronoun in common.
    """
    kinds = ("fit", "habit")
    kind = next(
        (name for name in kinds if any(hit.meets(span) for hit in reading.hits(f"{rule.id}#{name}"))), ""
    )
    keys = (f"{kind}-list",) if kind else ("list", "loose-list")
    for key in keys:
        for hit in reading.hits(f"{rule.id}#{key}"):
            sentence = reading.sentence_at(hit.start)
            if (
                sentence is None
                or sentence.index == absolute.index
                or sentence.asks
                or reading.hits_in(f"{rule.id}#elsewhere", sentence)
            ):
                continue
            if kind:
                yield sentence
            elif reading.scope.any_holds(("negated", "attributed"), hit, sentence):
                continue
            elif reading.hits_between(f"{rule.id}#harms", hit.start, sentence.span.end) and (
                key == "list" or _same_thing(absolute.folded, sentence.folded)
            ):
                yield sentence


def _same_thing(first: str, second: str) -> bool:
    if second.startswith(
        ("it ", "this ", "the treatment ", "users ", "patients ", "some users ", "some patients ")
    ):
        return True
    return bool({word for word in _WORD.findall(first) if len(word) > 3} & {*_WORD.findall(second)[:6]})  # noqa: PLR2004


def conflicting_values(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where one attribute of the text's own study bears two values and nothing tells them apart."""
    if not applies(reading, rule):
        return
    yield from _title_against_text(reading, rule)
    yield from _sample_sizes(reading, rule)
    yield from _prices(reading, rule)
    kept: dict[tuple[str, str], list[Stated]] = {}
    for one in numbers.stated(reading):
        if _about_own_study(reading, rule, one):
            kept.setdefault((one.attribute, one.unit), []).append(one)
    for (attribute, _), ones in sorted(kept.items()):
        values = sorted({one.value for one in ones})
        if len(values) == 2:  # noqa: PLR2004 (three values are groups, not a slip)
            first = ones[0]
            other = next(one for one in ones if one.value != first.value)
            yield finding(
                reading,
                rule,
                first.span,
                also=_beside(reading, other.span, "another value"),
                attribute=attribute,
                value=f"{first.value:g}",
                other=f"{other.value:g}",
            )


def _sample_sizes(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where “we studied 84 miners” meets “all 48 miners”, and nothing else says 84."""
    told = [one for one in numbers.samples(reading) if _about_own_study(reading, rule, one)]
    for one in told:
        if not one.unit:  # the whole group, not the act of studying
            continue
        acts = [other for other in told if not other.unit and other.attribute == one.attribute]
        values = {other.value for other in acts}
        if len(values) == 1 and one.value not in values and one.span.start > acts[0].span.end:
            yield _two_values(reading, rule, acts[0], one, f"the number of {one.attribute}")
            return


def _prices(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the same named thing costs two sums and nothing tells the offers apart."""
    told = []
    for price in numbers.prices(reading):
        sentence = _own_voice(reading, price.span)
        if sentence is not None and not reading.hits_in(f"{rule.id}#bargain", sentence):
            told.append(price)
    for first, second in pairwise(told):
        if first.value != second.value and first.unit == second.unit and first.attribute == second.attribute:
            yield _two_values(reading, rule, first, second, f"the price of the {first.attribute}")
            return


def _two_values(reading: Reading, rule: Rule, first: Stated, second: Stated, attribute: str) -> Finding:
    return finding(
        reading,
        rule,
        first.span,
        also=_beside(reading, second.span, "another value"),
        attribute=attribute,
        value=f"{first.value:g}",
        other=f"{second.value:g}",
    )


def _title_against_text(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a share in the title where the text gives shares, and none that it could be."""
    span = reading.byline.title_span
    if span is None:
        return
    told = [float(one[1]) for one in _SHARE.finditer(span.of(reading.text))]
    if len(told) != 1 or reading.hits(f"{rule.id}#fraction"):
        return
    body = [one for one in reading.numbers if one.kind == "share" and one.span.start >= span.end]
    if not body:
        return
    if all(min(abs(one.value - told[0]), abs(100 - one.value - told[0])) > LOOSE_SHARE for one in body):
        yield finding(
            reading,
            rule,
            span,
            also=_beside(reading, body[0].span, "the first share in the text"),
            attribute="a share in its title",
            value=f"{told[0]:g} %",
            other=f"{body[0].value:g} %",
        )


def _about_own_study(reading: Reading, rule: Rule, one: Stated) -> bool:
    sentence = _own_voice(reading, one.span)
    if (
        sentence is None
        or reading.hits_in(f"{rule.id}#qualifier", sentence)
        or sentence.block.shape is Shape.TABLE_ROW
    ):
        return False
    cited = reading.memory.setdefault(
        "consistency.cited", frozenset(citation.sentence for citation in reading.citations)
    )
    return sentence.index not in cited and not any(
        sentence.span.covers(day.span) for day in reading.dates if day.precision != "year"
    )


def conflicting_statements(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the text denies of all what it counts, or denies a state that it affirms."""
    if not applies(reading, rule):
        return
    opposed = list(_opposed(reading, rule))
    yield from opposed
    if opposed:
        return
    denied = list(_denials(reading, rule))
    if not denied:
        return
    folded = reading.folded.text
    for span, sentence, words, universal in denied:
        rarest = min(words, key=lambda word: (folded.count(word), word))
        for other in _sentences_with(reading, rarest):
            if other.index != sentence.index and _affirms(reading, rule, other, words, universal=universal):
                yield finding(
                    reading,
                    rule,
                    span,
                    also=_beside(reading, other.span, "says otherwise"),
                    other=" ".join(other.text.split())[:80],
                )
                break


def _opposed(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for two descriptions of the same thing that exclude each other (`pair-…-a`, `pair-…-b`)."""
    for name in rule.words:
        if not name.startswith("pair-") or not name.endswith("-a"):
            continue
        first, second = (_plain(reading, rule, f"{rule.id}#{name[:-1]}{end}") for end in "ab")
        if first and second and first[1].index != second[1].index:
            (span, _), (_, other) = sorted((first, second), key=lambda one: one[0])
            yield finding(
                reading,
                rule,
                span,
                also=_beside(reading, other.span, "says otherwise"),
                other=" ".join(other.text.split())[:80],
            )


def _plain(reading: Reading, rule: Rule, key: str) -> tuple[Span, Sentence] | None:
    """Return the first hit of a key that the text says of itself without reserve."""
    for hit in reading.hits(key):
        sentence = _own_voice(reading, hit)
        if (
            sentence is not None
            and not _qualified(reading, rule, sentence)
            and not reading.scope.any_holds(("negated", "hedged"), hit, sentence)
        ):
            cited = {citation.sentence for citation in reading.citations}
            if sentence.index not in cited:
                return hit, sentence
    return None


def _denials(reading: Reading, rule: Rule) -> Iterator[tuple[Span, Sentence, frozenset[str], bool]]:
    """Yield short sentences that deny, with the words denied: “no” things counted, “not” a word of state."""
    for key, universal in (("none", True), ("not-state", False), ("never", False)):
        for hit in reading.hits(f"{rule.id}#{key}"):
            sentence = _own_voice(reading, hit)
            if sentence is None or len(sentence.text) > 160 or _qualified(reading, rule, sentence):  # noqa: PLR2004
                continue
            words = _content(reading, sentence)
            if len(words) >= (2 if universal else 3):
                yield sentence.span, sentence, words, universal


def _affirms(
    reading: Reading, rule: Rule, sentence: Sentence, words: frozenset[str], *, universal: bool
) -> bool:
    if (
        _own_voice(reading, sentence.span) is None
        or _qualified(reading, rule, sentence)
        or len(sentence.text) > LONGEST
    ):
        return False
    if any(reading.hits_in(key, sentence) for key in (f"{rule.id}#denies", "@hedges")):
        return False
    own = _content(reading, sentence)
    if not words <= own:
        return False
    if universal:
        return _counts_one(reading, sentence, words)
    return len(own) <= len(words) + 2 and any(
        reading.hits_in(f"{rule.id}#{name}", sentence) for name in ("state", "always")
    )


def _counts_one(reading: Reading, sentence: Sentence, words: frozenset[str]) -> bool:
    """Say whether a number near the beginning counts one of the things denied: “two serious adverse events”."""
    told = [word.strip(".,;:()") for word in sentence.folded[:80].split()]
    counts = _listed(reading.library.words["consistency-count"])
    for at, word in enumerate(told[:7]):
        if (word in counts or (word.isdigit() and int(word) > 0)) and {
            one.rstrip("s") for one in told[at + 1 : at + 3]
        } & words:
            return True
    return False


def _qualified(reading: Reading, rule: Rule, sentence: Sentence) -> bool:
    return sentence.asks or bool(
        reading.hits_in(f"{rule.id}#qualifier", sentence) or reading.hits_in("@hypothetical", sentence)
    )


def _content(reading: Reading, sentence: Sentence) -> frozenset[str]:
    """Return the words that carry the statement, plural and singular as one."""
    small = _listed(reading.library.words["consistency-small"])
    return frozenset(
        word.removesuffix("'s").rstrip("s") for word in _WORD.findall(sentence.folded) if word not in small
    )


@cache
def _listed(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(wording for phrase in phrases for wording in expand(phrase))


def _sentences_with(reading: Reading, word: str) -> Iterator[Sentence]:
    """Yield each sentence that holds `word`, found in the text rather than sentence by sentence."""
    folded = reading.folded.text
    at = folded.find(word)
    while at >= 0:
        sentence = reading.sentence_at(reading.unfold(at, at + 1).start)
        end = at + len(word)
        if sentence is not None:
            yield sentence
            end = max(end, reading.folded.folded(sentence.span.end))
        at = folded.find(word, end)


_CHECKS: Final[dict[str, Callable[[Reading, Rule], Iterator[Finding | Passed]]]] = {
    "count_percentage": count_percentage,
    "interval_order": interval_order,
    "estimate_outside_interval": estimate_outside_interval,
    "percent_total": percent_total,
    "dates_order": dates_order,
    "absolute_against_list": absolute_against_list,
    "conflicting_values": conflicting_values,
    "conflicting_statements": conflicting_statements,
}
ANALYZER: Final = Analyzer(family="consistency", checks=_CHECKS)
