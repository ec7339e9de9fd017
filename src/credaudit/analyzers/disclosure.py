"""Who gains from what a text praises, whether the reader is told, where, and whether the rest of the page agrees.

Statements, ties and offers come from the reading; here they are compared. A declared interest is never a fault in
itself. Whatever a statement silences (a missing statement, an undisclosed link, an affiliate link) comes back when the
statement is cut out, and what only a statement can bring up (late, buried, vague, partial) is a matter of its place or
wording, which costs no more than its absence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from credaudit.analyzers import Analyzer, absence, finding, passed, shorten
from credaudit.model import Also, Confidence, Region, Severity, Shape, Span, Zone
from credaudit.reading import terms as term_module
from credaudit.reading.parties import AFFILIATION, E_MAIL, key
from credaudit.reading.stating import vague_credits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Finding, Passed
    from credaudit.reading import Reading
    from credaudit.reading.parties import Offer, Parties, Tie
    from credaudit.reading.sentences import Sentence
    from credaudit.reading.statements import FoundStatement
    from credaudit.rulebook import Rule

INTERESTS: Final = ("coi_none_declared", "coi_declared", "coi_partial", "coi_elsewhere")
COMMERCE: Final = ("sponsored", "gifted_product", "affiliate", "ownership")
FUNDING: Final = ("funding_declared", "funding_none")
FINANCIAL: Final = frozenset({"employs", "founded", "owns", "advises", "leads", "licenses"})
"""Ties of a person that give a share in what a firm earns."""
WEB: Final = frozenset({"web-article", "news"})
ENOUGH_MATTER: Final = 2
"""Mentions of treatments or products from which a text is about one."""
ENOUGH_STUDY: Final = 2
"""Words of a study from which a release is about one."""
MENTIONS: Final = 2
"""Promotional mentions before a statement from which it comes late."""
SHORTEST_WORD: Final = 4
"""Letters of a word that the name of a trade's body and its goods may share."""
NAMED_GOODS: Final = 2
"""Mentions of such a word beyond which the text is about those goods."""
AGAIN: Final = 4
"""Sentences that name a firm from which a text is about it, praise or none."""
MAX_ALSO: Final = 8
_HOST = re.compile(r"\b([a-z0-9-]{3,40})\.(?:[a-z]{2,3}\.)?[a-z]{2,8}\b")
_PLACE = re.compile(r"\{\{ ?[A-Za-z_. ]{2,40}\}\}|%%?[A-Z_]{4,40}%%?")
"""A place of a form that a program should have filled: “{{BRAND}}”."""
PANEL_GAP: Final = 4
"""Code points between a name that heads a panel and the panel's text: line ends only."""
PLAIN_MATTER: Final = 6
"""Mentions of treatments up to which a professional's page is plain information."""
HEAD: Final = 240
"""Code points in which a web page names its author."""
BRANDED: Final = 2
"""Mentions of a brand from which a story is about it."""
PLUG: Final = 320
"""Code points of a block that can be a plug rather than an argument."""


@dataclass(frozen=True)
class _View:
    """What the checks of this family need again and again."""

    reading: Reading

    @cached_property
    def parties(self) -> Parties:
        return self.reading.parties

    def of(self, *kinds: str) -> tuple[FoundStatement, ...]:
        return tuple(one for one in self.reading.statements if one.kind in kinds)

    @cached_property
    def told(self) -> tuple[FoundStatement, ...]:
        """Every statement by which the text tells of interests."""
        return self.of(*INTERESTS, *COMMERCE)

    @cached_property
    def about_matter(self) -> bool:
        """Whether the text is about a treatment or product."""
        hits = len(self.reading.hits("@disclosure-matter"))
        return hits >= ENOUGH_MATTER or bool(self.parties.offers and hits) or bool(self.parties.referrals)

    @cached_property
    def about_study(self) -> bool:
        return len(self.reading.hits("@disclosure-study")) >= ENOUGH_STUDY

    @property
    def own_page(self) -> bool:
        return self.parties.own_page and self.reading.genre.name not in {"journal-article", "news"}

    @cached_property
    def authors(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.parties.parties if one.author)

    def name(self, id_: str) -> str:
        one = self.parties.party(id_)
        return one.name if one else id_

    @cached_property
    def stated_links(self) -> frozenset[str]:
        """Organisations that some statement names as an interest."""
        return frozenset(tie.object for tie in self.parties.ties if tie.stated)

    def mentions(self, party: str, before: int) -> tuple[Span, ...]:
        """Return the promotional mentions of a party ahead of an offset: offers, and sentences that praise it."""
        offers = [one.span for one in self.parties.offers_of(party) if one.span.start < before]
        found = list(dict.fromkeys(offers))
        one = self.parties.party(party)
        terms = term_module.of(self.reading.library)
        for span in one.spans if one else ():
            sentence = self.reading.sentence_at(span.start)
            if (
                sentence is None
                or span.start >= before
                or sentence.block.region in {Region.NAVIGATION, Region.COMMENTS, Region.BYLINE}
            ):
                continue
            if any(mention.meets(sentence.span) for mention in found):
                continue
            if any(told.span.meets(sentence.span) for told in self.told):
                continue
            heading = sentence.block.shape is Shape.HEADING
            if heading or terms.within("offer-praise", sentence.folded.encode("ascii")):
                found.append(sentence.span)
        return tuple(sorted(found))

    def named(self, party: str, before: int) -> tuple[Span, ...]:
        """Return the sentences ahead of an offset that name a party, where a story names it again and again."""
        one = self.parties.party(party)
        sentences = (
            self.reading.sentence_at(span.start) for span in (one.spans if one else ()) if span.start < before
        )
        found = tuple(
            dict.fromkeys(
                sentence.span
                for sentence in sentences
                if sentence is not None
                and sentence.block.region not in {Region.NAVIGATION, Region.COMMENTS, Region.BYLINE}
                and not any(told.span.meets(sentence.span) for told in self.told)
            )
        )
        return found if len(found) >= AGAIN else ()


def _view(reading: Reading) -> _View:
    view = reading.memory.get("disclosure")
    if view is None:
        view = reading.memory["disclosure"] = _View(reading)
    return view


def interests(reading: Reading) -> str:
    """Return what the text tells of interests, in one word for the report (contract, section 2)."""
    view = _view(reading)
    # A footer's line on all pages of a site (“some articles contain links …”) tells nothing of this one.
    kinds = {
        one.kind for one in reading.statements if one.kind != "affiliate" or not _in_footer(reading, one.span)
    }
    if "coi_partial" in kinds:
        return "partial"
    if kinds & {"coi_declared", "sponsored", "gifted_product", "affiliate"}:
        return "declared"
    if "ownership" in kinds and reading.genre.name == "web-article" and not view.own_page:
        return "declared"
    if "coi_none_declared" in kinds:
        return "none_declared"
    if "coi_elsewhere" in kinds:
        return "elsewhere"
    return "evident" if view.own_page or reading.genre.name == "leaflet" else "not_found"


# Absence -------------------------------------------------------------------------------------------------------------


def missing(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Look for a statement of interests where this kind of text keeps one and there is something to gain."""
    view = _view(reading)
    if view.told:
        first = view.told[0]
        yield passed(reading, rule, f"a statement of interests ({first.kind.replace('_', ' ')})", first.span)
        return
    zone = reading.expects.get("disclosure")
    if zone is None or view.own_page or not (view.about_matter or _article(reading)) or _plain_page(view):
        return
    found = absence(reading, rule, Zone(zone))
    if reading.genre.name == "press-release" and (view.of(*FUNDING) or not view.about_study):
        # Experts passed most releases that name the money alone, and failed most that name neither.
        found = replace(found, severity=Severity.NOTE)
    yield found


def _article(reading: Reading) -> bool:
    return reading.genre.name == "journal-article"


def _plain_page(view: _View) -> bool:
    """Say whether a professional informs on a web page that offers, links and praises nothing."""
    if view.reading.genre.name not in WEB or view.parties.referrals:
        return False
    if any(one.kind != "advertisement" for one in view.parties.offers):
        return False
    if len(view.reading.hits("@disclosure-matter")) > PLAIN_MATTER:
        return False
    byline = view.reading.text[:HEAD].lower().encode("ascii", "ignore")
    terms = term_module.of(view.reading.library)
    return terms.within("person-title", byline) or terms.within("credential", byline)


def funding_missing(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Look for a funding statement in articles and in releases about a study."""
    view = _view(reading)
    statements = view.of(*FUNDING, "funder_role")
    if statements:
        yield passed(reading, rule, "a funding statement", statements[0].span)
        return
    zone = reading.expects.get("funding")
    if zone is not None and (view.about_study or reading.genre.name == "journal-article"):
        yield absence(reading, rule, Zone(zone))


# Placement -----------------------------------------------------------------------------------------------------------


def late(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Count the promotional mentions of a party that stand before the statement of an interest in it."""
    view = _view(reading)
    if reading.genre.name not in WEB or view.own_page:
        return
    least = int(rule.settings.get("mentions", str(MENTIONS)))
    seen: set[str] = set()
    for told in view.of("coi_declared", *COMMERCE):
        if _in_footer(reading, told.span):
            continue
        for party in _told_parties(view, told):
            if party in seen:
                continue
            seen.add(party)
            mentions = view.mentions(party, told.span.start) or view.named(party, told.span.start)
            if len(mentions) >= least:
                yield _late(reading, rule, told, mentions, view.name(party))
                return
            if view.parties.offers_of(party):
                yield passed(
                    reading,
                    rule,
                    f"the interest in {view.name(party)} is stated before its offers",
                    told.span,
                )
    affiliate = view.of("affiliate")
    before = [span for span in view.parties.referrals if affiliate and span.start < affiliate[0].span.start]
    if len(before) >= least and not _in_footer(reading, affiliate[0].span):
        yield _late(reading, rule, affiliate[0], tuple(before), "the linked shops")


def _told_parties(view: _View, told: FoundStatement) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(tie.object for tie in view.parties.ties if tie.stated and tie.span == told.span)
    )


def _late(
    reading: Reading, rule: Rule, told: FoundStatement, mentions: tuple[Span, ...], brand: str
) -> Finding:
    also = tuple(Also(place=reading.place(one), why="advertised before it") for one in mentions[:MAX_ALSO])
    return finding(reading, rule, told.span, also=also, n=len(mentions), brand=brand)


def _in_footer(reading: Reading, span: Span) -> bool:
    block = reading.document.block_at(span.start)
    return block is not None and block.region in {Region.FOOTER, Region.DISCLAIMER}


def buried(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Report a page whose only word on its interests stands in the footer or behind a link, though the page sells."""
    view = _view(reading)
    if reading.genre.name not in WEB or view.own_page or not view.told:
        return
    sells = [one.span for one in view.parties.offers] + list(view.parties.referrals)
    if not sells:
        return
    if all(one.kind == "coi_elsewhere" or _in_footer(reading, one.span) for one in view.told):
        also = tuple(
            Also(place=reading.place(one), why="offered before it") for one in sorted(set(sells))[:MAX_ALSO]
        )
        yield finding(reading, rule, view.told[0].span, also=also)


def vague(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Report credits that name a partner without saying that money or goods changed hands."""
    view = _view(reading)
    clear = reading.hits(f"{rule.id}#clear")
    if any(one.kind in {"coi_declared", "affiliate", "gifted_product"} for one in view.told):
        return
    for span in vague_credits(reading):
        if not any(span.meets(hit) for hit in clear):
            yield finding(reading, rule, span)
            return


# Agreement -----------------------------------------------------------------------------------------------------------


def contradicted(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Hold “no competing interests” against biographies, affiliations, addresses, links and other statements."""
    view = _view(reading)
    paid = _paid_after_all(view)
    if paid is not None:
        told, other_told = paid
        yield finding(
            reading,
            rule,
            told.span,
            also=(Also(place=reading.place(other_told.span), why="names payment or goods"),),
            severity=Severity.WARNING,
            confidence=Confidence.MEDIUM,
            other=shorten(other_told.span.of(reading.text)),
        )
        return
    for denial in _denials(view):
        other = _against(view, denial)
        if other is None:
            yield passed(reading, rule, "nothing in the text speaks against the statement", denial.span)
            continue
        span, why, certain = other
        yield finding(
            reading,
            rule,
            denial.span,
            also=(Also(place=reading.place(span), why=why),),
            severity=Severity.ERROR if certain else Severity.WARNING,
            confidence=Confidence.HIGH if certain else Confidence.MEDIUM,
            other=shorten(span.of(reading.text)),
        )
        return


def _paid_after_all(view: _View) -> tuple[FoundStatement, FoundStatement] | None:
    """Return a denial on a web page, and the statement in another block that names payment, goods or commission."""
    if view.reading.genre.name not in WEB:
        return None
    blocks = view.reading.document
    for told in view.of("coi_none_declared"):
        for other in view.of("sponsored", "gifted_product", "affiliate"):
            if blocks.block_at(told.span.start) is not blocks.block_at(other.span.start):
                return told, other
    return None


def _denials(view: _View) -> Iterator[FoundStatement]:
    """Yield each statement, or sentence of one, that denies interests; one author's says nothing of another's."""
    for told in view.of("coi_none_declared", "coi_declared", "coi_partial"):
        denying = tuple(party for party in told.parties if party.interest == "none")
        if told.kind == "coi_none_declared":
            yield replace(told, parties=denying)
            continue
        for party in denying:
            name = party.person.split()[-1] if party.person else ""
            sentences = [one for one in view.reading.sentences_in(told.span) if name and name in one.text]
            yield replace(told, span=sentences[-1].span if sentences else told.span, parties=(party,))


def _against(view: _View, denial: FoundStatement) -> tuple[Span, str, bool] | None:
    """Return (place, why, certain) of what speaks against a denial, the surest first."""
    denied = _covered(view, denial)
    for tie in view.parties.ties:
        if (
            tie.relation not in FINANCIAL
            or tie.stated
            or denial.span.meets(tie.span)
            or not _same(view, tie.subject, denied)
        ):
            continue
        if not tie.subject and tie.object in view.stated_links:
            continue  # somebody of that firm is told of
        relevant = _relevant(view, tie.object, tie.span, denial.span)
        if relevant:
            return (
                tie.span,
                f"names a tie to {view.name(tie.object)}",
                relevant == "sold" and tie.role not in {E_MAIL, AFFILIATION},
            )
    if view.parties.referrals and not view.of("affiliate") and view.reading.genre.name in WEB:
        return view.parties.referrals[0], "a link that pays for readers sent", False
    return None


def _covered(view: _View, denial: FoundStatement) -> frozenset[str]:
    """Return the ids of the authors whom a denial speaks for; empty means all of them."""
    ids = {_author_id(view, party.person) for party in denial.parties}
    return frozenset(id_ for id_ in ids if id_)


def _author_id(view: _View, person: str) -> str:
    for id_ in view.authors:
        one = view.parties.party(id_)
        if one and one.name == person:
            return id_
    return "" if person.lower() in {"", "the author", "the authors"} else key(person)


def _same(view: _View, subject: str, denied: frozenset[str]) -> bool:
    if not subject:
        return not denied
    if denied:
        return subject in denied
    declared = {tie.subject for tie in view.parties.ties if tie.stated}
    return subject in view.authors and subject not in declared


def _relevant(view: _View, organisation: str, tied: Span, denial: Span) -> str:
    """Say whether a firm matters here: `sold` when offered or named elsewhere, `firm` when it has a firm's name."""
    terms = term_module.of(view.reading.library)
    name = view.name(organisation).lower().encode("ascii", "ignore")
    if terms.within("organisation-public", name):
        return ""
    if view.parties.offers_of(organisation):
        return "sold"
    one = view.parties.party(organisation)
    elsewhere = [
        span for span in (one.spans if one else ()) if not tied.meets(span) and not denial.meets(span)
    ]
    if elsewhere or _named_folded(view, organisation, tied):
        return "sold"
    return "firm" if terms.within("organisation-commercial", name) else ""


def _named_folded(view: _View, organisation: str, tied: Span) -> bool:
    """Say whether the text names the firm in another spelling (an e-mail host is in lower case)."""
    folded = view.reading.folded
    start = folded.text.find(organisation)
    while start >= 0:
        if not tied.meets(view.reading.unfold(start, start + len(organisation))):
            return True
        start = folded.text.find(organisation, start + 1)
    return False


def undisclosed_link(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Report an author's firm that the text offers while no statement connects the two."""
    view = _view(reading)
    if view.own_page or not view.parties.offers:
        return
    for tie in view.parties.ties:
        if tie.subject not in view.authors or tie.relation not in FINANCIAL:
            continue
        offers = [one for one in view.parties.offers_of(tie.object) if not one.span.meets(tie.span)]
        if not offers:
            continue
        if tie.object in view.stated_links:
            yield passed(reading, rule, f"the tie to {view.name(tie.object)} is stated", tie.span)
            continue
        if _public(view, tie.object) or _told_in_general(view):
            continue
        yield _undisclosed(reading, rule, view, tie, tuple(offers))
        return


def _public(view: _View, organisation: str) -> bool:
    name = view.name(organisation).lower().encode("ascii", "ignore")
    return term_module.of(view.reading.library).within("organisation-public", name)


def _told_in_general(view: _View) -> bool:
    """Whether a statement tells of the interest without naming the firm (“I own the clinic named here”)."""
    return any(
        not party.organisation or party.organisation[:1].islower()
        for told in view.of("coi_declared")
        for party in told.parties
    )


def _undisclosed(reading: Reading, rule: Rule, view: _View, tie: Tie, offers: tuple[Offer, ...]) -> Finding:
    also = (
        Also(place=reading.place(tie.span), why=f"names the tie to {view.name(tie.object)}"),
        *(Also(place=reading.place(one.span), why="offered again") for one in offers[1:MAX_ALSO]),
    )
    return finding(
        reading,
        rule,
        offers[0].span,
        also=also,
        names={"person": view.name(tie.subject)},
        role=tie.role or "a party",
        organisation=view.name(tie.object),
    )


def funder_product(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Note a funder that makes what was studied: told openly, and worth a look at who analysed the data."""
    view = _view(reading)
    terms = term_module.of(reading.library)
    for told in view.of("funding_declared"):
        line = told.span.of(reading.text).lower().encode("ascii", "ignore")
        for party in told.parties:
            id_ = next(
                (one.id for one in view.parties.parties if one.name == party.organisation),
                key(party.organisation),
            )
            if _public(view, id_) and not _trade(view, party.organisation):
                continue
            one = view.parties.party(id_)
            elsewhere = [span for span in (one.spans if one else ()) if not told.span.meets(span)]
            maker = (
                terms.within("party-makes", line)
                or _trade(view, party.organisation)
                or bool(view.parties.offers_of(id_))
                or bool(elsewhere and _product_of(view, elsewhere))
            )
            if maker:
                also = tuple(Also(place=reading.place(span), why="the product") for span in elsewhere[:1])
                yield finding(reading, rule, told.span, also=also, funder=party.organisation)
                return


def _trade(view: _View, funder: str) -> bool:
    """Say whether a body of a trade pays for a study of its goods: walnut growers, and walnuts in the title."""
    terms = term_module.of(view.reading.library)
    folded = funder.lower().encode("ascii", "ignore")
    if not terms.within("organisation-trade", folded):
        return False
    text = view.reading.folded.text
    words = (word.strip("',.").removesuffix("s") for word in funder.lower().split())
    return any(
        len(word) >= SHORTEST_WORD
        and text.count(word) > NAMED_GOODS
        and not terms.within("organisation-trade", word.encode("ascii", "ignore"))
        for word in words
    )


def _product_of(view: _View, spans: list[Span]) -> bool:
    """Say whether the title names it: a release headed by the funder's own brand."""
    title = view.reading.byline.title_span
    return title is not None and any(title.meets(span) for span in spans)


# Advertising ---------------------------------------------------------------------------------------------------------


def unlabelled_advertisement(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Report blocks inside an article that send the reader to a seller and carry no label."""
    view = _view(reading)
    if view.own_page or reading.genre.name not in {*WEB, "encyclopaedia", "institution-page"}:
        return
    plugs: dict[str, list[Span]] = {}
    own = {
        tie.object
        for tie in view.parties.ties
        if tie.subject in view.authors and tie.object not in view.stated_links
    }
    for offer in view.parties.offers:
        if offer.kind != "call" or offer.party in own:
            continue
        if not _spared(reading, rule, offer.span) and _plug(reading, view, offer):
            plugs.setdefault(offer.party, []).append(_block(reading, offer.span))
    labelled = [one for one in view.parties.offers if one.kind == "advertisement"]
    if not plugs and labelled:
        yield passed(reading, rule, "the advertisement is labelled", labelled[0].span)
    pitch = None if plugs or view.told else _pitch(reading, rule, view)
    if pitch is not None:
        yield finding(reading, rule, pitch[0], brand=pitch[1])
    for party, spans in plugs.items():
        also = tuple(Also(place=reading.place(one), why="offered again") for one in spans[1:MAX_ALSO])
        yield finding(reading, rule, spans[0], also=also, brand=view.name(party))


def _pitch(reading: Reading, rule: Rule, view: _View) -> tuple[Span, str] | None:
    """Return the sentence by which a story turns into a sales pitch for the one brand it praises, and the brand."""
    if _carries_label(view) or reading.genre.name not in WEB:
        return None
    for hit in reading.hits(f"{rule.id}#pitch"):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.span.start * 2 < len(reading.text) or sentence.asks:
            continue
        if sentence.block.region in {Region.NAVIGATION, Region.COMMENTS, Region.FOOTER}:
            continue
        for host in _HOST.finditer(sentence.text):
            brand = host.group(1).lower()
            named = reading.folded.text.count(brand)
            if len(brand) > SHORTEST_WORD and named - len(_HOST.findall(sentence.text)) >= BRANDED:
                return sentence.span, host.group(1)
    return None


def _carries_label(view: _View) -> bool:
    """Say whether the text carries the label of an advertisement."""
    return bool(view.of("advertisement_label"))


def _block(reading: Reading, span: Span) -> Span:
    block = reading.document.block_at(span.start)
    return block.span if block is not None else span


def _spared(reading: Reading, rule: Rule, span: Span) -> bool:
    """Say whether the line is about the page, its writers, help in need or a show rather than an offer."""
    block = _block(reading, span)
    return bool(reading.hits_between(f"{rule.id}#spare", block.start, block.end))


def _plug(reading: Reading, view: _View, offer: Offer) -> bool:
    """Say whether a call to action is a block of its own in an article, from somebody it does not discuss."""
    block = reading.document.block_at(offer.span.start)
    if block is None or block.span.end - block.span.start > PLUG or block.region is Region.FOOTER:
        return False
    if _expected(view, offer):
        return False
    if block.region is Region.ADVERTISEMENT:
        return True
    sentence = reading.sentence_at(offer.span.start)
    reports = reading.genre.name != "web-article"
    if sentence is None or (reports and _informs(reading, sentence)):
        return False
    above = [one.span.end for one in view.parties.offers_of(offer.party) if one.kind == "title"]
    panel = any(0 < block.span.start - end <= PANEL_GAP for end in above)
    return panel or not _discussed(reading, view, offer.party, offer.span)


def _expected(view: _View, offer: Offer) -> bool:
    """Say whether readers know the seller: the page's owner, a public body, a sponsor or firm named before."""
    owner = view.parties.party(offer.party)
    if (owner is not None and owner.owner) or _public(view, offer.party):
        return True
    if any(told.span.start < offer.span.start for told in view.of("sponsored")):
        return True
    return any(
        tie.object == offer.party and tie.stated and tie.span.start < offer.span.start
        for tie in view.parties.ties
    )


def _informs(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a line points to more information, as reports have at their end."""
    return term_module.of(reading.library).within("offer-information", sentence.folded.encode("ascii"))


def _discussed(reading: Reading, view: _View, party: str, offered: Span) -> bool:
    """Say whether the running text is about the party: it names it outside offers, statements and biographies."""
    one = view.parties.party(party)
    offers = [other.span for other in view.parties.offers_of(party)]
    for span in one.spans if one else ():
        if any(other.meets(span) for other in (*offers, offered)) or any(
            told.span.meets(span) for told in reading.statements
        ):
            continue
        if any(tie.span.meets(span) for tie in view.parties.ties) or reading.section_at(span.start) in {
            "about-author",
            "further-reading",
        }:
            continue
        return True
    return False


def affiliate_unstated(reading: Reading, rule: Rule) -> Iterator[Finding | Passed]:
    """Report links that pay for readers sent when no statement says so."""
    view = _view(reading)
    referrals = view.parties.referrals
    if not referrals or reading.genre.name == "shop-page":
        return
    told = view.of("affiliate", "sponsored")
    if told:
        yield passed(reading, rule, "the text says that links pay", told[0].span)
        return
    also = tuple(Also(place=reading.place(one), why="another such link") for one in referrals[1:MAX_ALSO])
    yield finding(reading, rule, referrals[0], also=also, n=len(referrals))


# Form ----------------------------------------------------------------------------------------------------------------


def template(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Report places of a statement's form that nobody filled in."""
    labels = [*reading.hits("@statement-label"), *reading.hits("@funding-label")]
    reported: set[int] = set()
    open_places = [Span(match.start(), match.end()) for match in _PLACE.finditer(reading.text)]
    for hit in sorted([*reading.hits("@statement-template"), *open_places]):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or sentence.index in reported or sentence.block.shape is Shape.CODE:
            continue
        near = Span(max(0, sentence.block.span.start - 80), sentence.span.end)
        spoken = reading.hits_in(f"{rule.id}#interests", sentence)
        if spoken or any(near.covers(label) for label in labels):
            reported.add(sentence.index)
            yield finding(reading, rule, sentence.span)


def partial_authors(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Report statements that say nothing of some of the authors."""
    view = _view(reading)
    partial = view.of("coi_partial")
    if partial:
        yield finding(reading, rule, partial[0].span)
        return
    if len(view.authors) < 2 or reading.genre.name != "journal-article":  # noqa: PLR2004
        return
    told = view.of("coi_none_declared", "coi_declared")
    if not told or view.of("coi_elsewhere") or any(one.kind == "coi_declared" for one in told):
        return  # a declared interest of some is read as none of the others
    covered: set[str] = set()
    for one in told:
        people = _covered(view, one)
        if not people:
            return
        covered |= people
    if (
        covered & set(view.authors)
        and set(view.authors) - covered
        and not any(_speaks_for_rest(reading, rule, one) for one in told)
    ):
        yield finding(reading, rule, told[0].span, severity=Severity.NOTE)


def _speaks_for_rest(reading: Reading, rule: Rule, told: FoundStatement) -> bool:
    return any(told.span.covers(hit) for hit in reading.hits(f"{rule.id}#rest"))


ANALYZER: Final = Analyzer(
    family="disclosure",
    checks={
        "missing": missing,
        "funding_missing": funding_missing,
        "late": late,
        "buried": buried,
        "vague": vague,
        "contradicted": contradicted,
        "undisclosed_link": undisclosed_link,
        "funder_product": funder_product,
        "unlabelled_advertisement": unlabelled_advertisement,
        "affiliate_unstated": affiliate_unstated,
        "template": template,
        "partial_authors": partial_authors,
    },
)
