"""What one sentence states of interests, funding, advertising, gifts, ownership and review, by wording and by speaker.

Finders of wordings (see `terms`) say what it states; who speaks in it (the author, “we”, initials, a label of its own)
tells a statement from a sentence about the subject.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from credaudit.model import Region, Span
from credaudit.reading import terms as term_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from credaudit.reading import Reading
    from credaudit.reading.sentences import Sentence
    from credaudit.reading.terms import Terms

INTERESTS: Final = (
    "interest-consulting-fees",
    "interest-honoraria",
    "interest-testimony",
    "interest-advisory-board",
    "interest-stock",
    "interest-royalties",
    "interest-patents",
    "interest-travel",
    "interest-grants",
    "interest-equipment",
    "interest-founder",
    "interest-ownership",
    "interest-officer",
    "interest-employment",
    "interest-leadership",
)
INTEREST_WORDING: Final = (
    *INTERESTS,
    "statement-interest-term",
    "statement-none",
    "statement-partial",
    "statement-elsewhere",
    "direct-openness",
    "direct-relative",
    "foreign-coi-none",
    "foreign-coi-declared",
    "frame-declared",
    "frame-undeclared",
)
FUNDING_WORDING: Final = (
    "funding-verb",
    "funding-publisher",
    "funding-active",
    "funding-takes-none",
    "funding-noun",
    "funding-award",
    "funding-none",
    "funding-role",
    "funding-support",
    "funding-in-kind",
    "foreign-funding",
    "foreign-funding-none",
    "frame-funded",
    "frame-unfunded",
    "frame-role",
)
ROLES: Final = frozenset(
    {
        "interest-founder",
        "interest-ownership",
        "interest-officer",
        "interest-employment",
        "interest-leadership",
    }
)
COMMERCE: Final = (
    "affiliate-phrase",
    "gifted-phrase",
    "sponsored-phrase",
    "sponsored-weak",
    "ownership-phrase",
    "direct-affiliate",
    "direct-sponsored",
    "direct-gift",
    "direct-ownership",
)
EDITING: Final = (
    "review-phrase",
    "correction-phrase",
    "writing-support",
    "generated-verb",
    "frame-generated",
)
TRIGGERS: Final = ("interests", "funding", "commerce", "editing")
"""Lexicons `trigger-…`: which families of wording are tried on a sentence."""
MONEY: Final = frozenset(
    {
        "interest-honoraria",
        "interest-stock",
        "interest-testimony",
        "interest-grants",
        "interest-royalties",
        "interest-travel",
    }
)
"""Interests that are told as such even in a biography."""
CREDITED: Final = frozenset({"interest-ownership", "interest-founder", "interest-employment"})
"""Interests that a credit line states (“Written by Jo Marsh, co-owner of …”)."""
PERSONAL: Final = frozenset(
    {
        "interest-consulting-fees",
        "interest-honoraria",
        "interest-testimony",
        "interest-advisory-board",
        "interest-stock",
    }
)
"""Interests that only a person has: a firm holds patents and grants too."""
SCIENCE: Final = frozenset({"journal-article", "abstract", "press-release"})
"""Genres whose sponsors are funders."""
SPEAKER_REACH: Final = 60
"""Code points from “I”, “we” to the interest that the speaker has."""
MONEY_FIRST: Final = 12
"""Offset up to which money is the subject of its sentence (“Additional funding …”)."""
TERM_REACH: Final = 110
"""Code points from a negation to the interest it denies."""
MAX_LABEL: Final = 40
"""Code points within which the colon of a label stands."""
SHORT: Final = 90
"""Code points: a block so short that begins with a credit (“Sponsored by X”) is one."""
OPENING: Final = 2
"""Offset in the folded sentence up to which a wording opens it; quotation marks and bullets may come first."""
_GRANT_NUMBER = re.compile(
    rb"\b(?:grants?|awards?|projects?|contracts?|fellowships?)\b[^.;]{0,40}?\d{3}|\b[a-z]{1,5}[ /-]?\d{4,}"
)
_INITIALS = re.compile(r"(?<![\w.])(?:(?:[A-Z]\.[ -]?){2,4}(?!\w)|[A-Z]{2,4}(?![\w.]))")
_SUBJECTS = re.compile(
    r"(?:[\s,.&()-]|[A-Z][\w.’'-]*|\band\b|\bor\b|\balso\b|\bcurrently\b|\bpreviously\b|\beach\b|\bboth\b){0,400}"
)
_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:[A-Z]\.? )*(?:van |de |von |der )*[A-Z][\w'’-]+)*")
_CREDITED = re.compile(r"(?:the )?[@#]?[A-Z0-9][\w.'’&-]*(?: (?:&|and|of|the|by|x|[A-Z0-9][\w.'’&-]*))*")
_CAPITAL = re.compile(r"(?<=\s)[A-Z]\w+")
_OTHERS_WORK = re.compile(r"et al|\(?\b(?:19|20)\d\d\b\)?|['’]s ")
_BRACKETS = re.compile(r"\([^)]*\)|['\"][^'\"]{0,120}['\"]")
MAX_BEFORE_VERB: Final = 70
"""Code points between the work in hand and the verb of funding; what is further away belongs to another clause."""
SHORTEST_NAME: Final = 3
"""Letters of a last name that is looked for in the text."""
LEAD: Final = " \t\n#*_>•†‡§¶0123456789[(\"“'"


class Line:
    """One sentence with what its statement would need, each looked up once."""

    def __init__(
        self,
        reading: Reading,
        terms: Terms,
        sentence: Sentence,
        label: str = "",
        triggers: frozenset[str] = frozenset(TRIGGERS),
        label_span: Span | None = None,
    ) -> None:
        """Look at `sentence`, which stands under a label where `label` says which (`interests`, `funding`)."""
        self.triggers = triggers
        self.reading = reading
        self.terms = terms
        self.sentence = sentence
        self.label = label
        self.folded = _without(sentence, reading, label_span)

    def has(self, name: str) -> bool:
        """Say whether the line holds a wording of the lexicon."""
        return self.terms.within(name, self.folded)

    def has_any(self, names: tuple[str, ...]) -> bool:
        """Say whether the line holds a wording of one of the lexicons."""
        return self.terms.gate(*names).search(self.folded) is not None

    @cached_property
    def author(self) -> bool:
        """Whether an author, writer or presenter is spoken of."""
        return self.has("statement-author")

    @cached_property
    def speaker(self) -> bool:
        """Whether it says “I” or “we”."""
        return self.has("statement-first-person")

    @cached_property
    def own_text(self) -> bool:
        """Whether it speaks of the text itself (“this article”)."""
        return self.has("statement-own-text")

    @cached_property
    def opens_block(self) -> bool:
        """Whether it begins its block and the block is short, as a credit line is."""
        block = self.sentence.block
        lead = self.reading.text[block.span.start : self.sentence.span.start]
        return not lead.strip(LEAD) and block.span.end - block.span.start <= SHORT

    @cached_property
    def initials(self) -> bool:
        """Whether somebody's initials are the subject of a verb in it (“J.S. and T.R. have …”)."""
        text = self.sentence.text
        if text.isupper():
            return False
        known = self.terms.words("statement-not-initials")
        verbs: list[int] | None = None
        for match in _INITIALS.finditer(text):
            if match.group().replace(".", "").strip().lower() in known or text[: match.start()].endswith("("):
                continue
            after = text[match.end() : match.end() + 1]
            if (self.label and after in {":", ","}) or (
                after == ":" and not text[: match.start()].strip(LEAD)
            ):
                return True
            if verbs is None:
                spans = self.terms.spans("statement-subject-verb", self.folded)
                verbs = [
                    self.reading.unfold(self.sentence.folded_start + a, self.sentence.folded_start + b).start
                    for a, b in spans
                ]
            end = self.sentence.span.start + match.end()
            following = next((verb for verb in verbs if verb >= end), None)
            if following is not None and _SUBJECTS.fullmatch(self.reading.text[end:following]):
                return True
        return False

    @cached_property
    def person(self) -> bool:
        """Whether a person is named: a title, one of the authors, or a capitalised name that opens the sentence."""
        return self.titled or self.known_author

    @cached_property
    def titled(self) -> bool:
        """Whether a title and a name stand in it (“Dr. Lund”)."""
        start = self.sentence.folded_start
        text = self.reading.text
        for _, end in self.terms.spans("person-title", self.folded):
            after = self.reading.unfold(start + end - 1, start + end).end
            if text[after : after + 3].lstrip(". ")[:1].isupper():
                return True
        return False

    @cached_property
    def known_author(self) -> bool:
        """Whether the last name of one of the authors stands in it."""
        return any(name in self.sentence.text for name in surnames(self.reading))

    @cached_property
    def named(self) -> bool:
        """Whether it opens with a capitalised name."""
        first = _NAME.match(self.sentence.text.removeprefix("The "))
        return first is not None and first.group().split()[0].lower() not in self.terms.words(
            "organisation-stop"
        )

    @cached_property
    def interests(self) -> tuple[str, ...]:
        """Kinds of interest that it names, in order, each once."""
        return tuple(dict.fromkeys(name for name, _, _ in self.terms.kinds(INTERESTS, self.folded)))


def _without(sentence: Sentence, reading: Reading, label: Span | None) -> bytes:
    """Return the folded sentence, its own label blanked out: “Conflict of interest:” itself declares nothing."""
    if label is None or not sentence.span.covers(label):
        return sentence.folded.encode("ascii")
    end = reading.folded.folded(label.end) - sentence.folded_start
    return (" " * end + sentence.folded[end:]).encode("ascii")


def surnames(reading: Reading) -> tuple[str, ...]:
    """Return the last names of the document's authors as the byline or metadata give them."""
    known = reading.memory.get("surnames")
    if known is None:
        names = [author.name for author in reading.byline.authors] or list(reading.document.metadata.authors)
        last = (name.replace(",", " ").split()[-1] for name in names if name.split())
        known = reading.memory["surnames"] = tuple(
            dict.fromkeys(name for name in last if len(name) >= SHORTEST_NAME)
        )
    return known


def allowed(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence can be a statement: no question, comment, menu or reference."""
    if sentence.block.region in {Region.COMMENTS, Region.NAVIGATION} or sentence.asks:
        return False
    return reading.section_at(sentence.span.start) != "references"


def stated(line: Line) -> tuple[str, ...]:
    """Return the kinds of statement that one sentence makes."""
    found: list[str] = []
    interest = _interest_kind(line) if "interests" in line.triggers else ""
    funding = list(_funding_kinds(line)) if "funding" in line.triggers else []
    if interest and funding and interest != "coi_elsewhere":
        interest, funding = _either(line, interest, funding)
    if interest:
        found.append(interest)
    found.extend(funding)
    if "commerce" in line.triggers:
        found.extend(_commerce_kinds(line, found))
    if "editing" in line.triggers:
        found.extend(_editing_kinds(line))
    return tuple(dict.fromkeys(found))


def _either(line: Line, interest: str, funding: list[str]) -> tuple[str, list[str]]:
    """Decide for a sentence that reads both as an interest and as funding."""
    if interest == "coi_none_declared":
        kept = {"funding_declared"} if line.label == "funding" else set[str]()
        kept |= {"funding_none"} if line.has("frame-unfunded") else set()
        return interest, [kind for kind in funding if kind in kept]
    if line.label == "funding":
        return "", funding
    if line.label == "interests":
        return interest, [kind for kind in funding if _work_funded(line)]
    money_only = set(line.interests) <= {"interest-grants", "interest-equipment", "interest-travel"}
    named = (line.initials or line.person) and not line.has("funding-body")
    opens = any(start <= OPENING for start, _ in line.terms.spans("funding-noun", line.folded))
    if opens or (money_only and (not named or _work_funded(line))):
        return "", funding
    return interest, []


# Interests -----------------------------------------------------------------------------------------------------------


def _interest_kind(line: Line) -> str:
    """Return the kind of the statement of interests that the sentence makes, or empty."""
    if not _may_state_interest(line):
        return ""
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("coi_partial", lambda: line.has("statement-partial")),
        ("coi_elsewhere", lambda: _elsewhere(line)),
        ("coi_none_declared", lambda: line.has("foreign-coi-none")),
        ("coi_declared", lambda: line.has("foreign-coi-declared")),
        ("coi_none_declared", lambda: line.has("frame-undeclared")),
        ("coi_declared", lambda: _declares_interest(line)),
        ("coi_declared", lambda: _framed(line)),
        ("coi_none_declared", lambda: _denies_interest(line)),
        ("coi_declared", lambda: _opens_up(line)),
        ("coi_declared", lambda: line.label == "interests" and _labelled_interest(line)),
    )
    return next((kind for kind, holds in tests if holds()), "")


def _may_state_interest(line: Line) -> bool:
    if line.label:
        return line.label != "funding" or line.has("statement-interest-term")
    return (
        line.has_any(INTEREST_WORDING)
        and not line.has("statement-policy")
        and not line.has("statement-topic")
    )


def _framed(line: Line) -> bool:
    """Say whether a complete frame, undenied, states who has which tie."""
    return any(
        not _negated(line, start, end) for start, end in line.terms.spans("frame-declared", line.folded)
    )


def _elsewhere(line: Line) -> bool:
    if not (line.has("statement-elsewhere") or line.label == "interests"):
        return False
    return line.has("statement-elsewhere-where")


def _denies_interest(line: Line) -> bool:
    if line.has("statement-none"):
        return bool(line.label) or not line.has("statement-participants")
    denied = any(
        _negated(line, start, end) for start, end in line.terms.spans("statement-interest-term", line.folded)
    )
    if not denied:
        return bool(line.interests) and _denies_roles(line)
    if line.opens_block and sentence_length(line) <= SHORT and line.folded.lstrip(b" *_").startswith(b"no "):
        return True
    subject = line.label or line.author or line.speaker or line.initials or line.person
    return bool(subject) or (line.has("statement-declares") and line.named)


def denies(terms: Terms, line: bytes) -> bool:
    """Say whether a clause denies interests and names none."""
    spans = terms.spans("statement-interest-term", line)
    none = terms.within("statement-none", line) or any(
        _negated_in(terms, line, start, end) for start, end in spans
    )
    return none and all(
        _negated_in(terms, line, start, end) for _, start, end in terms.kinds(INTERESTS, line)
    )


def _denies_roles(line: Line) -> bool:
    """Say whether the sentence denies a tie of the speaker in plain words (“does not work for the maker”)."""
    if not (line.label == "interests" or line.author):
        return False
    return any(_negated(line, start, end) for _, start, end in line.terms.kinds(INTERESTS, line.folded))


def _negated(line: Line, start: int, end: int) -> bool:
    """Say whether a negation before the words, or “none”, “nil” after them, denies the interest."""
    return _negated_in(line.terms, line.folded, start, end)


def _negated_in(terms: Terms, line: bytes, start: int, end: int) -> bool:
    after = line[end : end + 25].lstrip(b" :.-")
    if after.startswith((b"none", b"nil")):
        return True
    for negation in terms.spans("negation", line):
        between = line[negation[1] : start]
        if (
            negation[0] <= start
            and len(between) <= TERM_REACH
            and b";" not in between
            and b" but " not in between
        ):
            return True
    return False


def _declares_interest(line: Line) -> bool:
    stated = [
        (name, start)
        for name, start, end in line.terms.kinds(INTERESTS, line.folded)
        if not _negated(line, start, end)
    ]
    if not stated:
        return _names_interest(line)
    kinds = {name for name, _ in stated}
    if line.label == "interests":
        return True
    if _biography(line) and not kinds & MONEY:
        return False  # “About the author: Jo Marsh advises …” is a tie that no statement states
    first = stated[0][1]
    if (
        any(start < first for start, _ in line.terms.spans("statement-participants", line.folded))
        and not line.author
    ):
        return False
    noted = line.has("direct-note") and (line.person or line.author)
    return noted or _own_interest(line, kinds, first) or _named_interest(line, kinds)


def _names_interest(line: Line) -> bool:
    """Say whether an author declares an interest in general terms: “report ties to several drugmakers”."""
    spans = line.terms.spans("statement-interest-term", line.folded)
    if not spans or any(_negated(line, start, end) for start, end in spans):
        return False
    return (line.author or bool(line.label)) and line.has("statement-declares")


def _own_interest(line: Line, kinds: set[str], first: int) -> bool:
    """Whether the text's own voice states the interest: “the author”, “I”."""
    head = line.folded[:first]
    if not kinds - ROLES and line.has("statement-speech"):
        return False  # “said the lead author, director of …” introduces a speaker
    written = line.author and line.terms.within("statement-author", head)
    if written and (kinds - ROLES or _author_by_trade(line)):
        return True
    if "interest-patents" in kinds and line.has("statement-writer"):
        return True
    if kinds & CREDITED and line.has("statement-credit"):
        return True
    spoken = line.terms.within("statement-speaker", head[-SPEAKER_REACH:]) and not line.has(
        "statement-unsure"
    )
    return spoken and bool(kinds & PERSONAL or line.has("statement-link") or line.has("organisation-generic"))


def _opens_up(line: Line) -> bool:
    """Say whether the writer opens up in plain words: “just so you know, my wife works for the firm behind it”."""
    lexicons = ("direct-relative",) if not line.has("direct-openness") else ("direct-relative", "direct-tie")
    spans = line.terms.spans("direct-relative", line.folded)
    if len(lexicons) > 1:
        spans += line.terms.spans("direct-tie", line.folded)
    if not spans or line.has("statement-unsure") or any(_negated(line, start, end) for start, end in spans):
        return False
    maker = any(line.terms.within("direct-maker", line.folded[start:]) for start, _ in spans)
    if len(lexicons) == 1:
        return maker
    last = max(end for _, end in spans)
    after = line.reading.unfold(line.sentence.folded_start + last - 1, line.sentence.folded_start + last).end
    return maker or bool(_CAPITAL.search(line.reading.text[after - 1 : line.sentence.span.end]))


def _biography(line: Line) -> bool:
    about = line.reading.section_at(line.sentence.span.start) == "about-author"
    return about or line.has("statement-biography")


def _author_by_trade(line: Line) -> bool:
    # “The author is medical director of …” states an interest; “the lead researcher, director of …” is an affiliation.
    named_first = line.folded.lstrip(b" *").startswith((b"co-author", b"coauthor"))
    return named_first or line.has("statement-writer") or line.has("statement-link")


def _named_interest(line: Line, kinds: set[str]) -> bool:
    """Whether a named person or initials are said to have the interest."""
    if not kinds - ROLES and line.has("statement-speech"):
        return False  # “Dr. Lund, director of …, said” introduces a speaker
    if line.initials and (kinds != {"interest-leadership"} or line.reading.genre.name == "journal-article"):
        return True
    linked = line.has("statement-link")
    if line.person:
        if kinds & {"interest-travel", "interest-royalties"} or (
            kinds - ROLES and line.has("organisation-generic")
        ):
            return True
        return bool(kinds & PERSONAL) or linked or (bool(kinds) and line.has("statement-reports"))
    if not line.named:
        return False
    return bool(kinds & PERSONAL and (kinds & ROLES or linked or line.has("statement-reports"))) or (
        linked and bool(kinds & {"interest-founder", "interest-ownership"})
    )


def _labelled_interest(line: Line) -> bool:
    """Whether a sentence under a label of interests states one in bare words."""
    return line.has("interest-bare") or line.author or line.initials or line.titled or line.known_author


# Funding -------------------------------------------------------------------------------------------------------------


def _funding_kinds(line: Line) -> Iterator[str]:
    """Yield the kinds of funding statement that the sentence makes."""
    if not line.label and (not line.has_any(FUNDING_WORDING) or line.has("statement-policy")):
        return
    if line.has("funding-denied"):
        return
    if line.has("frame-role") and not line.has("statement-topic"):
        yield "funder_role"
        if _declares_funding(line):
            yield "funding_declared"
        return
    if (
        line.has("funding-role")
        and (line.has("funding-funder") or line.has("funding-role-strong"))
        and (line.label or not line.has("statement-topic"))
    ):
        yield "funder_role"
        if _declares_funding(line):
            yield "funding_declared"
        return
    if line.has("foreign-funding-none") or line.has("frame-unfunded"):
        yield "funding_none"
        return
    if line.has("funding-takes-none") or (line.has("funding-none") and _funding_subject(line)):
        yield "funding_none"
        return
    if line.has("foreign-funding") or line.has("frame-funded") or _declares_funding(line):
        yield "funding_declared"


def _funding_subject(line: Line) -> bool:
    return (
        bool(line.label)
        or line.author
        or line.speaker
        or line.initials
        or line.person
        or _own_work(line)
        or line.opens_block
    )


def _own_work(line: Line, before: int | None = None) -> bool:
    """Say whether the work in hand is named (“this study”), ahead of `before` where given, and no one else's."""
    limit = len(line.folded) if before is None else before
    for start, end in line.terms.spans("funding-work", line.folded[:limit]):
        lead = line.folded[max(0, start - 40) : start]
        own = line.terms.spans("funding-own", lead)
        if not own:
            if start == 0:
                return True
            continue
        between = lead[own[-1][1] :].decode("ascii")
        after = line.folded[end:limit].decode("ascii")
        if before is not None and len(_BRACKETS.sub("", after)) > MAX_BEFORE_VERB:
            continue
        if not _OTHERS_WORK.search(between) and not _OTHERS_WORK.search(after[:30]):
            return True
    return False


def _work_funded(line: Line) -> bool:
    """Say whether a verb of funding follows the work in hand."""
    return any(_own_work(line, start) for start, _ in line.terms.spans("funding-verb", line.folded))


def _declares_funding(line: Line) -> bool:
    """Say whether the sentence names who paid for the work in hand."""
    money = line.has("funding-noun") or line.has("funding-award")
    if line.label == "funding":
        return money or (bool(_CAPITAL.search(line.sentence.text)) and _payer_named(line))
    if line.has("statement-topic-funding") or line.has("statement-unsure") or _sponsored_text(line):
        return False
    if _plainly_funded(line, money=money):
        return True
    in_credits = line.reading.section_at(line.sentence.span.start) in {"acknowledgements", "funding"}
    verbs = line.terms.spans("funding-verb", line.folded)
    if any(_paid(line, start, end, in_credits=in_credits) for start, end in verbs):
        return True
    if _GRANT_NUMBER.search(line.folded) and line.has("funding-award") and line.has("funding-body"):
        return True
    return _money_given(line, in_credits=in_credits)


def _payer_named(line: Line) -> bool:
    """Say whether what stands under a label of funding can be a payer's name rather than a menu."""
    if line.reading.genre.name in {"journal-article", "abstract", "press-release"}:
        return True
    if any(line.has(name) for name in ("funding-body", "funding-payer", "organisation-commercial")):
        return "\n" not in line.sentence.text.strip() or line.sentence.text.count("\n") == 1
    colon = ":" in line.sentence.text[:MAX_LABEL]
    return colon and "\n" not in line.sentence.text and sentence_length(line) <= SHORT


def _plainly_funded(line: Line, *, money: bool) -> bool:
    """Say whether a wording names payer and work in one."""
    if line.has("funding-pronoun") or (line.has("funding-receiver") and money):
        return True
    if line.has("funding-publisher") and (line.own_text or line.speaker or line.named):
        return True
    if line.has("funding-in-kind") and (line.has("funding-in-kind-given") or line.has("interest-equipment")):
        return True
    payer = line.named or line.has("organisation-generic")
    return line.has("funding-active") and payer and not line.has("statement-participants")


def _paid(line: Line, start: int, end: int, *, in_credits: bool) -> bool:
    """Say whether the verb of funding at [start, end) speaks of this work or of its authors."""
    if _weak_verb(line, start, end):
        return False
    if start <= OPENING:
        # “Sponsored by X” above a text is a credit line, “Supported by grants from X” names the money.
        return not (line.opens_block and line.folded[start:end].startswith(b"sponsor"))
    return _own_work(line, start) or in_credits or (_person_before(line, start) and line.has("funding-award"))


def _sponsored_text(line: Line) -> bool:
    """Say whether the text itself was paid for, as an advertisement is; a journal's article is funded."""
    return line.has("sponsored-text") and line.reading.genre.name not in {
        "journal-article",
        "abstract",
        "press-release",
    }


def _weak_verb(line: Line, start: int, end: int) -> bool:
    """Say whether “supported by” is not followed by anything that gives money."""
    if not line.folded[start:end].startswith(b"support"):
        return False
    rest = line.folded[end : end + 60]
    if line.terms.within("funding-payer", rest):
        return False
    offset = line.reading.unfold(line.sentence.folded_start + end - 1, line.sentence.folded_start + end).end
    words = line.reading.text[offset : line.sentence.span.end].split()[:3]
    return not any(word[:1].isupper() for word in words)


def _person_before(line: Line, start: int) -> bool:
    head = line.folded[:start]
    return (
        line.initials
        or line.person
        or line.terms.within("statement-author", head)
        or line.terms.within("statement-first-person", head)
    )


def _money_given(line: Line, *, in_credits: bool) -> bool:
    """Say whether money (funding, a grant, a fellowship) is said to reach this work or its authors."""
    money = line.terms.spans("funding-noun", line.folded) + line.terms.spans("funding-award", line.folded)
    if line.has("funding-body"):
        money += line.terms.spans("funding-support", line.folded)
    if not money or not line.has("funding-given"):
        return False
    first = min(start for start, _ in money)
    if in_credits or line.initials or line.author or _own_work(line):
        return True
    if line.has("funding-thanks"):
        return True
    opens = first <= MONEY_FIRST and line.terms.within("funding-source-verb", line.folded)
    return opens or (line.terms.within("statement-first-person", line.folded) and line.has("funding-thanks"))


# Advertising, gifts, ownership ---------------------------------------------------------------------------------------


def _commerce_kinds(line: Line, found: Iterable[str]) -> Iterator[str]:
    """Yield the kinds of statement on money from a seller that the sentence makes."""
    if not line.has_any(COMMERCE):
        return
    hit = {name for name in COMMERCE if line.has(name)}
    denied = line.has("commerce-denied")
    if not denied and not line.has("statement-policy") and _pays_for_links(line, hit):
        yield "affiliate"
    if (
        hit & {"gifted-phrase", "direct-gift"}
        and not denied
        and not line.has("statement-participants")
        and not line.has("funding-in-kind")
    ):
        yield "gifted_product"
    elif (
        not denied
        and "funding_declared" not in found
        and not line.has("writing-support")
        and ("direct-sponsored" in hit or _sponsored(line))
        and not (hit <= {"direct-sponsored"} and line.reading.genre.name in SCIENCE)
    ):
        yield "sponsored"
    if ("direct-ownership" in hit and _capital(line)) or ("ownership-phrase" in hit and _owned(line)):
        yield "ownership"


def _pays_for_links(line: Line, hit: set[str]) -> bool:
    return "direct-affiliate" in hit or ("affiliate-phrase" in hit and _in_own_voice(line))


def _capital(line: Line) -> bool:
    # The seller that owns a text is named, or described (“which also sells …”).
    return bool(_CAPITAL.search(line.sentence.text)) or line.has("organisation-generic")


def _in_own_voice(line: Line) -> bool:
    return bool(line.label) or line.own_text or line.speaker or line.has("affiliate-links")


def _sponsored(line: Line) -> bool:
    if line.has("sponsored-phrase") or _sponsored_text(line):
        return True
    if not line.has("sponsored-weak"):
        return False
    if line.has("sponsored-policy"):
        return False
    opens = any(
        start <= OPENING and _credits(line, end)
        for start, end in line.terms.spans("sponsored-weak", line.folded)
    )
    return (opens and line.opens_block) or line.own_text or (line.speaker and line.has("sponsored-speaker"))


def _credits(line: Line, end: int) -> bool:
    """Say whether nothing but a name follows: “In partnership with Somnia”, not “… with the ministry, the team …”."""
    base = line.sentence.folded_start
    after = line.reading.unfold(base + end - 1, base + end).end
    rest = line.reading.text[after : line.sentence.span.end].strip(" :.!*_")
    if not rest or rest[0] in "|•·–—-(:,":
        return not line.folded[:end].endswith((b" by", b" with"))
    name = _CREDITED.match(
        re.sub(r"^(?:in|by|with|from) (?:(?:collaboration|partnership|association) with )?", "", rest)
    )
    return name is not None and (name.end() == len(rest) or rest[name.end() :].lstrip()[:1] in "|•·–—-(")


def vague_credits(reading: Reading) -> Iterator[Span]:
    """Yield sentences that name a partner and do not say what it gave (“in collaboration with Somnia”)."""
    terms = term_module.of(reading.library)
    seen: set[int] = set()
    for hit in reading.hits("@trigger-commerce"):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.index in seen or not allowed(reading, sentence):
            continue
        seen.add(sentence.index)
        spans = terms.spans("vague-credit", sentence.folded.encode("ascii"))
        if not spans or sentence.block.region in {Region.FOOTER, Region.NAVIGATION}:
            continue
        line = Line(reading, terms, sentence)
        credit = any(start <= OPENING and _credits(line, end) for start, end in spans) and line.opens_block
        if credit or line.own_text or line.has("vague-strong"):
            yield sentence.span


def _owned(line: Line) -> bool:
    if line.has("ownership-self"):
        return True
    if line.has("ownership-subject"):
        return bool(_CAPITAL.search(line.sentence.text)) or line.has("organisation-generic")
    return line.has("ownership-strong") and line.named


# Review, correction, writing -----------------------------------------------------------------------------------------


def _editing_kinds(line: Line) -> Iterator[str]:
    if not line.has_any(EDITING):
        return
    if line.has("review-phrase") and _reviewed(line):
        yield "medical_review"
    if line.has("correction-phrase") and (line.own_text or line.has("correction-strong")):
        yield "correction"
    if (
        line.has("writing-support")
        and not line.has("statement-policy")
        and not line.has("statement-participants")
    ):
        yield "writing_support"
    if line.has("frame-generated") or (
        line.has("generated-tool") and line.has("generated-verb") and _own_writing(line)
    ):
        yield "generated_text"


def _reviewed(line: Line) -> bool:
    """Say whether the text is said to have been reviewed by somebody who is named."""
    for start, end in line.terms.spans("review-phrase", line.folded):
        base = line.sentence.folded_start
        after = line.reading.unfold(base + end - 1, base + end).end
        following = line.reading.text[after : after + 60].lstrip(" :\n")
        if not following[:1].isupper():
            continue
        if line.terms.within("review-strong", line.folded[start:end]) or line.own_text:
            return True
        short = (
            sentence_length(line) <= SHORT and start <= OPENING
        ) or line.sentence.block.region is Region.FOOTER
        if short and (line.has("credential") or line.titled):
            return True
    return False


def sentence_length(line: Line) -> int:
    """Return the code points of the sentence."""
    return line.sentence.span.end - line.sentence.span.start


def _own_writing(line: Line) -> bool:
    if line.has("generated-study"):
        return False
    return line.own_text or bool(line.label) or (line.author and line.has("generated-aim"))
