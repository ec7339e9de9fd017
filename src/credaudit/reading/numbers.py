"""Counts, shares, intervals, p-values and measures in the running text, and the shapes in which they belong together.

Everything is read from the folded text, in which dashes, minus signs and decimal points have one form each.
"""

# ruff: noqa: E501 (patterns stay whole)
from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Span
    from credaudit.reading import Reading


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number as written."""

    span: Span
    value: float
    unit: str
    """`%`, `mg`, `hours`, `patients`, … or empty."""
    kind: str
    """`count`, `share`, `measure`, `p`, `ratio`, `interval-bound`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedShare:
    """A part and a whole with the percentage given for them; `percent` is None where only the counts are."""

    span: Span
    part: float
    whole: float
    percent: float | None
    decimals: int = 0
    """Decimals of the percentage as printed."""
    slack: float = 0.0
    """Percentage points by which a share in words (“one in five”, “nearly half”) may lie beside the one in figures."""

    @property
    def worked_out(self) -> float:
        """The percentage that the counts give."""
        return 100 * self.part / self.whole

    @property
    def agrees(self) -> bool:
        """Whether the percentage is that of the counts, rounded or cut off."""
        return (
            self.percent is None
            or abs(self.percent - self.worked_out) <= self.slack + 10.0**-self.decimals + 1e-9
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A confidence or credible interval as printed, with the estimate that stands directly before it."""

    span: Span
    low: float
    high: float
    estimate: float | None = None
    step: float = 0.0
    """Half of the last printed digit of the estimate: what rounding may have moved."""
    measure: str = ""
    """What is estimated, as written and folded (`hazard ratio`)."""

    @property
    def ordered(self) -> bool:
        """Whether the lower bound stands first."""
        return self.low <= self.high

    @property
    def holds_estimate(self) -> bool:
        """Whether the estimate lies inside, with either sign, or cannot be told."""
        if self.estimate is None or not self.ordered:
            return True
        low, high = self.low - self.step, self.high + self.step
        return low <= self.estimate <= high or low <= -self.estimate <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A value stated for an attribute of the document's own study or subject."""

    span: Span
    attribute: str
    """Folded and reduced: `sample size`, `randomised`, `mean age`, `response rate`, `trial lasted`."""
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A whole and the two parts that it is said to consist of."""

    span: Span
    whole: float
    parts: tuple[float, ...]


UNITS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
)
TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_WORDS = rf"(?:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(list(UNITS)[:9])}))?|{'|'.join(sorted(UNITS, key=len, reverse=True))})"
_COUNT = rf"(?:{_FIGURES}|{_WORDS})"
_DECIMAL = rf"(?:{_FIGURES}(?:\.\d+)?|\.\d+)"
_PERCENT = r" ?(?:%|per ?cent\b)"
_THE = r"(?:the |all |our |these |those |all the )?(?:first |remaining |total )?"
_MANY = r"(?:about |around |up to |as much as |an average of |roughly |nearly |almost |over |more than )*"
# Each begins with a letter or sign that is rare or literal, so that a text without it costs one quick search.
_FIGURES_OF = (
    (("%",), re.compile(r"(?<=\d)%|(?<=\d )%")),
    (("percent", "per cent"), re.compile(r"\bper ?cent\b")),
    (
        (" in ", " out of "),
        re.compile(
            rf" (?:in|out of) (?:every )?(?:{_WORDS}|hundred|\d+)\b(?! ?(?:weeks?|months?|years?|days?|hours?|minutes?|seconds?|groups?|cm|mm|inch|o'clock)\b|,?\d|:)"
        ),
    ),
    (
        ("third", "quarter", "fifth", "tenth"),
        re.compile(
            r"\b(?:thirds?|quarters?|fifths?|tenths?)\b(?! (?:time|day|week|dose|edition|party|person|place|phase|trimester|year|of an? (?:hour|mile|cup|pint|inch)))"
        ),
    ),
    (
        ("every ",),
        re.compile(r"\bevery (?:second|third|fourth|fifth|other) (?!day|week|month|year|hour|time)[a-z]+\b"),
    ),
    (("half ",), re.compile(r"\bhalf (?:of )?(?:all|the|them|those|our|its|their|\w+s)\b|(?<=than )half\b")),
    ((" times ",), re.compile(r" times (?:as|more|less|higher|lower|greater|the)\b")),
    (("twice ", "fold"), re.compile(r"\btwice (?:as|the)\b|-?fold\b")),
    (
        ("doubl", "tripl", "quadrupl", "halv"),
        re.compile(r"(?:doubl|tripl|quadrupl|halv)(?:e|es|ed|ing) (?:the|your|their|in|its|his|her)\b"),
    ),
    (("million", "billion"), re.compile(r"[mb]illions? (?:of )?[a-z]+")),
    (
        (" by ",),
        re.compile(
            rf" by {_MANY}(?:{_COUNT}|\d+\.\d+|half|a third)(?: |-)(?:points?|mm|kilo|kg|pounds|days?|hours?|minutes?|years?|weeks?|months?|degrees|beats|times)\b"
        ),
    ),
)
_COUNT_BEFORE = re.compile(rf"\b(?:{_COUNT}|several|many|a|one|\d+\.\d+)$")
_PART_OF_WHOLE = re.compile(
    rf"(?<![\w.,/$-])(?P<part>{_COUNT}) (?:out )?of {_THE}(?P<whole>{_COUNT})(?![\w.]*\d|[%])(?P<noun>(?: [a-z][a-z'-]+){{0,3}}),? ?\((?P<percent>\d+(?:\.(?P<decimals>\d+))?){_PERCENT}(?P<tail>[^)]{{0,40}})\)"
)
_SLASHED = re.compile(
    rf"(?<![\w.,/$-])(?P<part>\d+) ?/ ?(?P<whole>\d+)(?![\w/]|\.\d)(?P<noun>(?: [a-z][a-z'-]+){{0,3}}),? ?[(\[](?P<percent>\d+(?:\.(?P<decimals>\d+))?){_PERCENT}(?P<tail>[^)\]]{{0,40}})[)\]]"
)
_WHOLE_FIRST = re.compile(
    rf"\b(?:of|among|in) {_THE}(?P<whole>{_COUNT}) (?P<noun>[a-z][a-z' -]{{2,40}}?), (?:only |just |a total of )?(?P<part>{_COUNT})(?: [a-z]+){{0,3}} \((?P<percent>\d+(?:\.(?P<decimals>\d+))?){_PERCENT}(?P<tail>[^)]{{0,40}})\)"
)
_SHARE_FIRST = re.compile(
    rf"(?<![\w.,/$-])(?P<percent>\d+(?:\.(?P<decimals>\d+))?){_PERCENT} ?[(\[](?:n ?= ?)?(?P<part>{_COUNT}) ?(?:/|of|out of) ?{_THE}(?P<whole>{_COUNT})(?P<noun>(?: [a-z][a-z'-]+){{0,2}})(?P<tail>[^)\]]{{0,40}})[)\]]"
)
_PART_IN_BRACKET = re.compile(
    rf"(?<![\w.,/$-])(?P<part>{_COUNT})(?P<noun>(?: [a-z][a-z'-]+){{0,2}}) ?[(\[](?P<percent>\d+(?:\.(?P<decimals>\d+))?){_PERCENT}(?P<tail>)[)\]] (?:out )?of {_THE}(?P<whole>{_COUNT})(?![\w.]*\d|%)"
)
_PERCENT_WORDS = rf"(?P<percent>\d+(?:\.(?P<decimals>\d+))?|{_WORDS}){_PERCENT}"
_PART_OR_SHARE = re.compile(
    rf"(?<![\w.,/$-])(?P<part>{_COUNT}) (?:out )?of {_THE}(?P<whole>{_COUNT})(?![\w.]*\d|%)(?P<noun>(?: [a-z][a-z'-]+){{0,5}})(?:,? or|, (?:that is|i\.e\.|which is|equal to|equivalent to|a rate of|a share of|giving|corresponding to)|,? ?-| ?[:;=]|,)(?: about| roughly| only| just|,)? {_PERCENT_WORDS}(?P<tail>)(?! of (?:the )?(?:women|men|those|these)| \()"
)
_SHARE_OR_PART = re.compile(
    rf"(?<![\w.,/$-]){_PERCENT_WORDS}(?P<noun>)(?:,? or|, (?:that is|i\.e\.)|,? ?-) (?P<part>{_COUNT}) (?:out )?of {_THE}(?P<whole>{_COUNT})(?P<tail>)(?![\w.]*\d|%)"
)
# Shares in words: “one in five callers (35%)”, “30 of 120, or nearly half”, “a third of users (60%)”.
_PIECES = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "eighth": 1 / 8,
    "tenth": 1 / 10,
}
_FRACTION = rf"(?P<often>one|an?|two|three|four|five|seven|nine)?[ -]?(?P<piece>{'|'.join(_PIECES)})s?\b"
_BOUNDED = r"(?:(?P<bound>more than|over|above|well over|just over|at least|less than|fewer than|under|just under|below|at most|up to|nearly|almost|about|around|some|roughly|close to|approximately|exactly|just|only) )?"
_SHARE_AFTER = rf",? ?(?:[(\[]|, or |,? or |, that is,? |- ?|, )(?:about |around |roughly |some |i\.e\.,? |or )?(?P<percent>\d+(?:\.(?P<decimals>\d+))?|{_WORDS}){_PERCENT}(?P<tail>)(?=[)\].,;: ]|$)(?! of\b| (?:in|less|more|fewer|higher|lower|off|discount)\b)"
_ONE_IN = re.compile(
    rf"(?<![\w.,/$-]){_BOUNDED}(?P<part>one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of) (?:every )?(?P<whole>{_COUNT}|a hundred)(?P<noun>(?: [a-z][a-z'-]+){{0,4}}){_SHARE_AFTER}"
)
_PIECE_OF = re.compile(
    rf"(?<![\w.,/-]){_BOUNDED}{_FRACTION}(?:(?: of)?(?P<noun>(?: [a-z0-9][a-z0-9'-]+){{0,4}})){_SHARE_AFTER}"
)
_COUNT_IS_PIECE = (
    re.compile(
        rf"\b(?:of|among|in) {_THE}(?P<whole>{_COUNT}) (?P<noun>[a-z][a-z' -]{{2,40}}?), (?:only |just |a total of )?(?P<part>{_COUNT})(?: [a-z]+){{0,3}},? ?(?:, or|or|- ?|\(|that is,?|, which is|i\.e\.) ?{_BOUNDED}{_FRACTION}(?! (?:of|as|a) )"
    ),
    re.compile(
        rf"(?<![\w.,/$-])(?P<part>{_COUNT}) (?:out )?of {_THE}(?P<whole>{_COUNT})(?P<noun>(?: [a-z][a-z'-]+){{0,4}}),? ?(?:, or|or|- ?|\(|that is,?|, which is|i\.e\.) ?{_BOUNDED}{_FRACTION}(?! (?:of|as|a) )"
    ),
)
_IN_WORDS = re.compile(
    r" (?:in|out of) (?:every )?\w+|\b(?:half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b"
)
_AT_LEAST = ("more than", "over", "above", "well over", "just over", "at least")
_AT_MOST = ("less than", "fewer than", "under", "just under", "below", "at most", "up to")
_BEFORE_BRACKET = (_PART_OF_WHOLE, _SLASHED, _WHOLE_FIRST)
# Cheap anchors: the shapes above are tried only in a window around one of these.
_BRACKETED_SHARE = re.compile(r"[(\[]\d+(?:\.\d+)? ?(?:%|per ?cent)[^)\]]{0,40}[)\]]")
_SHARE_BRACKET = re.compile(r"(?:%|cent) ?[(\[](?:n ?= ?)?\w[^)\]]{0,70}[)\]]")
_OF = re.compile(rf" of {_THE}{_COUNT}\b")
WINDOW = 130
"""Characters before an anchor in which its shape must begin."""
_RELATIVE = re.compile(r"\b(?:who|whom|which|that|with|without)\b")
_MORE_THAN_ALL = re.compile(
    rf"(?<![\w.,/$-])(?P<part>{_FIGURES}) (?:out )?of {_THE}(?P<whole>{_FIGURES}) (?:[a-z]+ )?(?:patients|participants|people|adults|women|men|children|subjects|volunteers|users|cases|mice|rats|trials|studies)\b"
)
_BOUND = rf"[-+]?{_DECIMAL}"
_NAMED_INTERVAL = re.compile(
    rf"(?:\b(?:ci|cri|ic)s?|\b(?:confidence|credible) (?:interval|limit)s?)\b(?: \[?\(?(?:ci|cri)\)?\]?)?[ ,:;=(\[]*(?:was |were |is |of |from |between |ranging from |ranged from )*(?P<low>{_BOUND})%?(?: ?(?:to|and|through) |(?: ?[,;:] ?)| ?- ?)(?P<high>{_BOUND})%?(?P<after>.{{0,3}})"
)
_MEASURE = r"(?P<measure>(?:hazard|odds|risk|rate|prevalence|incidence rate) ratios?|relative risks?|a?[hor]r|irr|smd|mean (?:change|difference)|(?:standardi[sz]ed )?mean difference|risk difference|effect size)"
_ESTIMATE = re.compile(
    rf"\b{_MEASURE}\b[ ,:=(\[]*(?:was |is |of |were |at )*(?P<estimate>{_BOUND})(?P<unit>%| [a-z]+(?: [a-z]+)?)?[ ,;:(\[]*(?:(?:9\d(?:\.\d)?|80)%? ?)?$"
)
_PLAIN_ESTIMATE = re.compile(
    rf"(?<![\w.,/-])(?P<measure>)(?P<estimate>{_BOUND}) ?(?P<unit>%|percent|per cent|points?|percentage points|times(?: (?:higher|lower|as likely|more likely))?|-fold|mm ?hg|kg|mmol/l|units?)? ?[,;]? ?[(\[]?(?:with an? |the )?(?:(?:9\d(?:\.\d)?|80)(?:%|-| percent| per cent)* ?)?$"
)
_NO_ESTIMATE = re.compile(
    r"(?:\bp ?[<=>]+ ?|\bn ?= ?|\b(?:weeks?|months?|days?|years?|table|figure|fig\.|at|aged?|in|ref\.?|level|grade|phase|type|model|step|and|to|-) ?)$"
)
_RANGE = re.compile(
    rf"\b(?:ranged|ranging|varied|varying|ranges|iqr|interquartile range|range|aged)\b[ ,:(=\[]*(?:was |of |from |between |is )*(?P<low>{_DECIMAL})(?: (?:years|mg|ml|kg|points|days|weeks|%))?(?: to | ?- ?| and |, )(?P<high>{_DECIMAL})(?![\d.]*[-:/]?\d)"
)
_BRACKETED = re.compile(
    rf"\b{_MEASURE}\b(?:,? (?:was|is|of|were)|[ ,:=])* ?(?P<estimate>{_BOUND}) ?[\[(](?P<low>{_BOUND})(?: to | ?[,;] ?| ?- ?)(?P<high>{_BOUND})[\])]"
)
_INTERVAL_WORDS = (" ci", "(ci", "[ci", "confidence int", "confidence lim", "credible int", " cri")
_PAIR = re.compile(rf"[(\[]{_BOUND}(?: to | ?[,;] ?| ?- ?){_BOUND}[\])]")
_COUNT_OF = rf"(?<![\w.,/$-]){_COUNT}(?![\w.,/-]*\d|%| ?per ?cent)"
_DIVIDED = re.compile(
    rf"(?<![\w.,/$-])(?P<whole>{_COUNT}) (?!years?|weeks?|days?|months?|mg|ml)(?:[a-z'-]+ ){{0,3}}[a-z'-]+(?: (?:were|was) (?:randomly )?(?:randomi[sz]ed|assigned|allocated|split|divided))? ?(?:[:;,(-]|- ) ?(?P<one>{_COUNT}) (?P<a>[a-z][a-z -]{{1,38}}?),? (?:and|or|,) (?P<two>{_COUNT}) (?P<b>[a-z]+(?: [a-z-]+){{0,4}}) ?(?=[.;)]|,? (?:were|was|took|and then))"
)
_TO_ARM = re.compile(
    r"(?:were |was |went |got |received |given )?(?:randomly )?(?:allocated |assigned |randomi[sz]ed )?(?:to|in|got|received|into|had|on|with|women|men|girls|boys|male|males|female|females|controls|cases)\b"
)
_SAMPLE = re.compile(
    rf"\b(?P<act>studied|surveyed|interviewed|examined|followed|sampled|sample of|study of|survey of|data (?:from|on)|observed|tested|included|recruited|enrolled|asked|analy[sz]ed|questioned) (?:a total of |in all |data from )?(?P<value>{_COUNT}) (?P<noun>[a-z]+(?:[a-z]s|people|men|women|children|nurses|staff|mice))\b"
)
_WHOLE_GROUP = re.compile(
    rf"\b(?P<act>all|of the|of all|all of the) (?P<value>{_COUNT}) (?P<noun>[a-z]+)\b(?! who\b| with\b| that\b)"
)
_MONEY = r"(?:(?P<coin>[$£€]) ?(?P<value>\d[\d,]*(?:\.\d\d)?)|(?P<amount>\d[\d,]*(?:\.\d\d)?) ?(?P<named>euros?|dollars?|pounds?|eur|usd|gbp|chf|francs?|kronor))"
_PRICED = (
    re.compile(
        rf"\b(?:the|our|this|each|one|a|an) (?P<noun>[a-z]+(?:[ -][a-z]+){{0,4}}?)(?: (?:fee|price|charge|ticket))? (?:costs?|is priced at|is yours for|sells for|comes to|is) (?:just |only |exactly )?{_MONEY}"
    ),
    re.compile(
        rf"\b(?:the |our |this )?{_MONEY} (?P<noun>[a-z]+(?: [a-z]+)?) (?:fee|price|charge|ticket)s?\b"
    ),
    re.compile(
        rf"\b(?:the|our) (?:price|cost|fee|charge) (?:of|for) (?:the |a |our |one )?(?P<noun>[a-z]+(?: [a-z]+){{0,3}}?) (?:is|comes to|stands at) (?:just |only )?{_MONEY}"
    ),
    re.compile(
        rf"\b(?:buy|order|get|book|pay for|have) (?:the|our|a|this) (?P<noun>[a-z]+(?: [a-z]+){{0,3}}?) (?:for|at) (?:just |only )?{_MONEY}"
    ),
    re.compile(rf"\bpay (?:just |only )?{_MONEY} for (?:the|our|a|this) (?P<noun>[a-z]+(?: [a-z]+){{0,2}})"),
)
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?P<sign>-)?(?P<value>{_DECIMAL})(?P<unit>{_PERCENT}| ?(?:mg|mcg|ug|g|kg|ml|l|mm hg|mmhg|cm|mm|m|km|kcal|iu|mg/kg|mmol/l|bpm|hz|degrees|points?)\b(?!-)| (?:second|minute|hour|day|week|month|year)s?\b| (?:patients|participants|people|adults|women|men|children|subjects|volunteers|cases|deaths|trials|studies|nurses|users|doctors|mice|rats)\b)?"
)
_P = re.compile(r"\bp ?(?:<|=|>|<=|>=) ?(?P<value>0?\.\d+|\d)")
_PEOPLE = r"(?:patients|participants|people|adults|women|men|children|subjects|volunteers|individuals|nurses|students|users|veterans|adolescents|infants|mothers)"
_ENROLLED = r"(?P<act>randomi[sz]ed|enrolled|recruited|screened)"
_ENROLMENT = (
    re.compile(rf"\b{_ENROLLED} (?:a total of )?(?P<value>{_COUNT}) (?:[a-z-]+ )?{_PEOPLE}\b"),
    re.compile(
        rf"(?<![\w.,/-])(?P<value>{_COUNT}) (?:[a-z-]+ )?{_PEOPLE} (?:were |was |had been |who were )?(?:randomly )?{_ENROLLED}\b"
    ),
    re.compile(rf"\bthe (?P<value>{_COUNT}) {_ENROLLED} {_PEOPLE}\b"),
)
_ATTRIBUTES = {
    "": "number of participants",
    "trial": "length of the trial",
    "study": "length of the trial",
    "trial lasted": "length of the trial",
    "study lasted": "length of the trial",
    "enrolled": "number of participants",
    "program": "programme",
}
_ENROLMENT_WORD = re.compile(r"\b(?:randomi[sz]ed|enrolled|recruited|screened)\b")
_STATED = (
    (re.compile(rf"\b(?P<act>sample size) (?:was|is|of|=) (?P<value>{_COUNT})\b(?!\.\d)"), ("sample size",)),
    (
        re.compile(
            rf"\b(?P<act>(?:mean|median|average) age) (?:was|of|:) (?P<value>{_DECIMAL})(?P<unit> years?)?"
        ),
        ("mean age", "median age", "average age"),
    ),
    (
        re.compile(
            rf"\b(?P<act>(?:response|remission|relapse|success|dropout|drop-out|completion|participation|mortality|survival) rate) (?:was|of|is|reached|:)(?: about| around| approximately| roughly)? (?P<value>{_DECIMAL})(?P<unit>{_PERCENT})"
        ),
        (" rate was", " rate of", " rate is", " rate reached", " rate:"),
    ),
    (
        re.compile(
            rf"\b(?P<act>(?:trial|study|treatment) lasted) (?:for )?(?P<value>{_COUNT}) (?P<unit>hours?|days?|weeks?|months?|years?)\b"
        ),
        (" lasted ",),
    ),
)


def find(reading: Reading) -> Iterator[NumberMention]:
    """Yield the numbers in order; numbers written as words are left to the shapes that need them."""
    folded = reading.folded.text
    p_values = {match.start("value"): match for match in _P.finditer(folded)}
    for match in _NUMBER.finditer(folded):
        start = match.start("value")
        kind = "p" if start in p_values else _kind(match["unit"])
        value = _value(match["value"]) * (-1 if match["sign"] else 1)
        unit = "%" if kind == "share" else (match["unit"] or "").strip()
        yield NumberMention(
            span=reading.unfold(match.start(), match.end()), value=value, unit=unit, kind=kind
        )


def _kind(unit: str | None) -> str:
    if unit is None:
        return "count"
    if re.fullmatch(_PERCENT, unit):
        return "share"
    return (
        "count"
        if re.fullmatch(rf" (?:{_PEOPLE[3:-1]}|cases|deaths|trials|studies|doctors|mice|rats)", unit)
        else "measure"
    )


def _value(words: str) -> float:
    """Return the value of a number in figures or words."""
    if words[0].isdigit() or words[0] in ".-+":
        return float(words.replace(",", ""))
    tens, _, unit = words.partition("-")
    return float(TENS.get(tens, UNITS.get(tens, 0)) + UNITS.get(unit, 0))


def figure_in(folded: str) -> bool:
    """Say whether folded words give a share, odds, a multiple, a size of a population, or a change by so much."""
    return next(_figures(folded), None) is not None


def with_figures(reading: Reading) -> frozenset[int]:
    """Return the numbers of the sentences that hold such a figure."""
    found = (reading.sentence_at(reading.unfold(at, at + 1).start) for at in _figures(reading.folded.text))
    return frozenset(sentence.index for sentence in found if sentence is not None)


def _figures(folded: str) -> Iterator[int]:
    """Yield the offset of each figure, kind by kind."""
    for triggers, shape in _FIGURES_OF:
        if not any(trigger in folded for trigger in triggers):
            continue
        for match in shape.finditer(folded):
            words = match.group()
            counted = words.startswith(
                ("per", " in ", " out of ", " times ", "third", "quarter", "fifth", "tenth")
            )
            before = folded[max(0, match.start() - 14) : match.start()].rstrip("- ") if counted else ""
            if not counted or _COUNT_BEFORE.search(before):
                yield match.start() + words.startswith(" ")


def counted_shares(reading: Reading) -> Iterator[CountedShare]:
    """Yield every part and whole that stand together with a percentage, and parts that exceed their whole."""
    folded = reading.folded.text
    taken: list[tuple[int, int]] = []
    for match in _share_shapes(folded):
        if not _overlaps(match, taken) and not _of_something_else(match["tail"]):
            insort(taken, match.span())
            part, whole = _value(match["part"]), _value(match["whole"])
            # “Nine out of ten people (86 %)” rounds by idiom; “of 40 who ate it” has another total in mind.
            idiom = whole == 10 and not match["part"].isdigit()  # noqa: PLR2004
            if whole and not idiom and not _RELATIVE.search(match["noun"]):
                yield CountedShare(
                    span=reading.unfold(*match.span()),
                    part=part,
                    whole=whole,
                    percent=_value(match["percent"]),
                    decimals=len(match["decimals"] or ""),
                )
    yield from _shares_in_words(reading, taken)
    for anchor in _OF.finditer(folded):
        more = _MORE_THAN_ALL.search(folded, max(0, anchor.start() - 12), anchor.end() + 40)
        if more is None or _overlaps(more, taken):
            continue
        part, whole = _value(more["part"]), _value(more["whole"])
        if part > whole > 0:
            yield CountedShare(span=reading.unfold(*more.span()), part=part, whole=whole, percent=None)


def _overlaps(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    """Say whether a match meets one of the disjoint ranges in `taken`, which are in order."""
    index = bisect_left(taken, (match.end(), 0))
    return index > 0 and taken[index - 1][1] > match.start()


def _shares_in_words(reading: Reading, taken: list[tuple[int, int]]) -> Iterator[CountedShare]:
    """Yield shares told in words beside a percentage or beside the counts they stand for."""
    folded = reading.folded.text
    for match in _told_in_words(folded):
        if _overlaps(match, taken):
            continue
        insort(taken, match.span())
        if _RELATIVE.search(match["noun"]):
            continue
        told = match.groupdict()
        if "piece" in told:
            often = told["often"] or "one"
            share = 100 * (1.0 if often in {"a", "an"} else _value(often)) * _PIECES[told["piece"]]
        else:
            whole = 100.0 if told["whole"] == "a hundred" else _value(told["whole"])
            share = 100 * _value(told["part"]) / whole if whole else 0.0
        figure = (
            _value(told["percent"])
            if "percent" in told
            else 100 * _value(told["part"]) / max(_value(told["whole"]), 1.0)
        )
        bound = told.get("bound") or ""
        fits = (bound in _AT_LEAST and figure >= share) or (bound in _AT_MOST and figure <= share)
        if 0 < share <= 100 and figure <= 100:  # noqa: PLR2004
            closed = match.end() + (folded[match.end() : match.end() + 1] == ")")
            yield CountedShare(
                span=reading.unfold(match.start(), closed),
                part=share,
                whole=100.0,
                percent=share if fits else figure,
                slack=min(6.0, 0.35 * share),
            )


def _told_in_words(folded: str) -> Iterator[re.Match[str]]:
    """Yield the shapes of shares in words; percentages and fractions are the rare parts, so the search begins there."""
    for anchor in _IN_WORDS.finditer(folded):
        start, end = max(0, anchor.start() - 20), anchor.end() + 75
        shape = _ONE_IN if anchor.group().startswith(" ") else _PIECE_OF
        nearby = folded.find("%", anchor.end(), end) >= 0 or folded.find("cent", anchor.end(), end) >= 0
        match = shape.search(folded, start, min(len(folded), end)) if nearby else None
        if match and match.start() <= anchor.start() < match.end():
            yield match
        elif shape is _PIECE_OF:
            for counted in _COUNT_IS_PIECE:
                match = counted.search(
                    folded, max(0, anchor.start() - WINDOW), min(len(folded), anchor.end() + 3)
                )
                if match and match.end() >= anchor.end():
                    yield match
                    break


def _share_shapes(folded: str) -> Iterator[re.Match[str]]:
    for anchor in _BRACKETED_SHARE.finditer(folded):
        for shape in _BEFORE_BRACKET:
            for match in shape.finditer(folded, max(0, anchor.start() - WINDOW), anchor.end()):
                if match.end() == anchor.end():
                    yield match
    for anchor in _SHARE_BRACKET.finditer(folded):
        first = _SHARE_FIRST.search(folded, max(0, anchor.start() - 10), anchor.end())
        if first:
            yield first
    if any(words in folded for words in (") of", "] of", ") out of")):
        yield from _PART_IN_BRACKET.finditer(folded)
    yield from _unbracketed(folded)


def _unbracketed(folded: str) -> Iterator[re.Match[str]]:
    for anchor in _OF.finditer(folded):
        for shape in (_PART_OR_SHARE, _SHARE_OR_PART):
            found = shape.search(folded, max(0, anchor.start() - 40), anchor.end() + 90)
            if found and found.start("whole") >= anchor.start():
                yield found


def _of_something_else(tail: str) -> bool:
    """Say whether the percentage in brackets has a noun of its own (“25 % fat”) or stands beside another one."""
    return (
        "%" in tail
        or "cent" in tail
        or bool(re.match(r" ?[a-z]", tail))
        or bool(re.search(r"\bvs|versus|respectively|compared", tail))
    )


def intervals(reading: Reading) -> Iterator[Interval]:
    """Yield the confidence and credible intervals with the estimates before them."""
    folded = reading.folded.text
    for match in _NAMED_INTERVAL.finditer(folded) if any(word in folded for word in _INTERVAL_WORDS) else ():
        if re.match(r" ?(?:[a-z%]|\.\d)", match["after"]):
            continue  # “6.0–12.2 for the subgroup”, or no bound at all
        before = folded[max(0, match.start() - 90) : match.start()]
        estimate = _ESTIMATE.search(before) or _plain_estimate(before, match)
        yield _interval(reading, match, estimate, max(0, match.start() - 90))
    for anchor in _PAIR.finditer(folded):
        pair = _BRACKETED.search(folded, max(0, anchor.start() - WINDOW // 2), anchor.end())
        if pair and pair.end() == anchor.end():
            yield _interval(reading, pair, pair, 0)


def ranges(reading: Reading) -> Iterator[Interval]:
    """Yield plain ranges: “ranged from 18 to 65”, “IQR 7–14”."""
    folded = reading.folded.text
    for match in (
        _RANGE.finditer(folded) if any(word in folded for word in ("rang", "iqr", "var", "aged")) else ()
    ):
        low, high = _value(match["low"]), _value(match["high"])
        yield Interval(span=reading.unfold(match.start(), match.end("high")), low=low, high=high)


def _plain_estimate(before: str, interval: re.Match[str]) -> re.Match[str] | None:
    """Return the number directly before the interval where its unit fits the bounds."""
    found = _PLAIN_ESTIMATE.search(before)
    if found is None or _NO_ESTIMATE.search(before[: found.start("estimate")]):
        return None
    if not re.search(r"[(\[,;]", before[found.end("unit") if found["unit"] else found.end("estimate") :]):
        return None  # the level of confidence itself: “95 % CI”
    shares = (found["unit"] or "").startswith(("%", "per"))
    bounded = "%" in interval.group() or float(interval["high"].replace(",", "")) > 5  # noqa: PLR2004
    return found if bounded or not shares else None


def _interval(
    reading: Reading, match: re.Match[str], estimate: re.Match[str] | None, offset: int
) -> Interval:
    low, high = _bound(match["low"]), _bound(match["high"])
    if estimate is not None and estimate["measure"] in {"or", "aor", "hr", "rr", "ar"}:
        written = reading.unfold(offset + estimate.start("measure"), offset + estimate.end("measure")).of(
            reading.text
        )
        estimate = estimate if written[-1:].isupper() else None  # “or”, the word
    value = _bound(estimate["estimate"]) if estimate is not None else None
    start = offset + estimate.start("measure") if estimate is not None else match.start()
    end = match.end("high")
    return Interval(
        span=reading.unfold(min(start, match.start()), end),
        low=low,
        high=high,
        estimate=value,
        step=_step(estimate["estimate"]) if estimate is not None else 0.0,
        measure=estimate["measure"] if estimate is not None else "",
    )


def _bound(words: str) -> float:
    return float(words.replace(",", ""))


def _step(words: str) -> float:
    return 0.5 * 10.0 ** -len(words.partition(".")[2])


def divided(reading: Reading) -> Iterator[Divided]:
    """Yield wholes with their two parts: “200 children: 98 to the film and 122 to no film”, “60 nurses (32 women, 38 men)”."""
    folded = reading.folded.text
    for anchor in re.finditer(rf"[:;,(-] ?{_COUNT} (?:[a-z]+ ){{1,6}}(?:and|or) ?{_COUNT} ", folded):
        start = max(0, anchor.start() - 60)
        match = _DIVIDED.search(folded, start, min(len(folded), anchor.end() + 60))
        if match is None or match.start("one") > anchor.end():
            continue
        if _TO_ARM.match(match["a"]) and _TO_ARM.match(match["b"]):
            yield Divided(
                span=reading.unfold(match.start("whole"), match.end("two")),
                whole=_value(match["whole"]),
                parts=(_value(match["one"]), _value(match["two"])),
            )


def samples(reading: Reading) -> Iterator[Stated]:
    """Yield “studied 84 miners” (unit empty) and “all 48 miners” (unit `all`), the attribute being the noun."""
    folded = reading.folded.text
    acts = list(_SAMPLE.finditer(folded))
    nouns = {match["noun"] for match in acts}
    for match in acts:
        yield Stated(
            span=reading.unfold(*match.span()), attribute=match["noun"], value=_value(match["value"])
        )
    for match in _WHOLE_GROUP.finditer(folded) if acts else ():
        if match["noun"] in nouns:
            yield Stated(
                span=reading.unfold(*match.span()),
                attribute=match["noun"],
                value=_value(match["value"]),
                unit="all",
            )


def prices(reading: Reading) -> Iterator[Stated]:
    """Yield the prices of named things in order of place; the attribute is the last word of the name."""
    folded = reading.folded.text
    if not any(
        sign in folded
        for sign in ("$", "£", "€", "euro", "dollar", "pound", "franc", "kronor", " gbp", " eur", " usd")
    ):
        return
    found = []
    for shape in _PRICED:
        for match in shape.finditer(folded):
            value = float((match["value"] or match["amount"]).replace(",", ""))
            noun = re.split(r" (?:at|in|of|on|with|for|from|to) ", match["noun"])[0].split()[-1]
            unit = match["coin"] or match["named"].rstrip("s")
            found.append(Stated(span=reading.unfold(*match.span()), attribute=noun, value=value, unit=unit))
    yield from sorted(found, key=lambda one: one.span)


def stated(reading: Reading) -> tuple[Stated, ...]:
    """Return values stated for sizes, ages, rates and durations in order of place; whose they are is for others to judge."""
    known: tuple[Stated, ...] | None = reading.memory.get("numbers.stated")
    if known is None:
        known = tuple(sorted(_all_stated(reading), key=lambda one: (one.span, one.attribute)))
        reading.memory["numbers.stated"] = known
    return known


def _all_stated(reading: Reading) -> Iterator[Stated]:
    folded = reading.folded.text
    enrolled = any(word in folded for word in ("randomi", "enrolled", "recruited", "screened"))
    for anchor in _ENROLMENT_WORD.finditer(folded) if enrolled else ():
        for shape in _ENROLMENT:
            match = shape.search(
                folded, max(0, anchor.start() - WINDOW // 2), min(len(folded), anchor.end() + WINDOW // 2)
            )
            if match and match.start("act") == anchor.start():
                yield _stated(reading, match)
    for shape, words in _STATED:
        for match in shape.finditer(folded) if any(word in folded for word in words) else ():
            yield _stated(reading, match)


def _stated(reading: Reading, match: re.Match[str]) -> Stated:
    unit = match.groupdict().get("unit") or ""
    return Stated(
        span=reading.unfold(*match.span()),
        attribute=_ATTRIBUTES.get(match["act"], match["act"]).replace("randomized", "randomised"),
        value=_value(match["value"]),
        unit="%" if unit and re.fullmatch(_PERCENT, unit) else unit.strip().rstrip("s"),
    )
