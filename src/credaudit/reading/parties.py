"""Who is tied to whom: a closed world of persons, organisations, brands and products for each document.

Names come from byline and metadata, statements, biographies and affiliations, calls to action, advertisements, links
and e-mail addresses; two names are one party when they are equal without case, spaces, possessives and legal form, or
when one begins the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from credaudit.model import Region, Shape, Span
from credaudit.reading import interests as interest_module
from credaudit.reading import stating
from credaudit.reading import terms as term_module
from credaudit.reading.statements import FoundStatement
from credaudit.rulebook.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.model import Link, Party
    from credaudit.reading import Reading
    from credaudit.reading.byline import Author
    from credaudit.reading.sentences import Sentence

RELATIONS: Final = {
    "employment": "employs",
    "founder": "founded",
    "ownership": "owns",
    "stock": "owns",
    "consulting-fees": "advises",
    "honoraria": "advises",
    "advisory-board": "advises",
    "expert-testimony": "advises",
    "leadership": "leads",
    "grants": "funds",
    "equipment": "funds",
    "travel": "funds",
    "royalties": "licenses",
    "patents": "licenses",
    "funding": "funds",
    "ownership-of-page": "owns",
    "sponsored": "sponsors",
    "gifted_product": "gives",
}
"""Kind of interest → relation between person (or text) and firm."""
OF_THE_TEXT: Final = frozenset(
    {"funding", "sponsored", "gifted_product", "writing_support", "medical_review"}
)
"""Interests that a text has, rather than a person."""
REFERRAL_KEYS: Final = frozenset(
    {
        "ref",
        "aff",
        "affid",
        "affiliate",
        "aff_id",
        "refid",
        "referral",
        "tag",
        "partner",
        "via",
        "irclickid",
        "aw_affid",
        "ascsubtag",
    }
)
"""Query keys of links that pay whoever sends the reader."""
REFERRAL_HOSTS: Final = frozenset(
    {
        "amzn",
        "shareasale",
        "awin1",
        "shrsl",
        "rstyle",
        "skimresources",
        "go2cloud",
        "anrdoezrs",
        "jdoqocy",
        "tkqlhce",
        "linksynergy",
        "prf",
        "pxf",
    }
)
AFFILIATION: Final = "affiliation"
HEAD_BLOCKS: Final = 10
"""Blocks of an article among which its affiliations stand."""
MAX_HEAD_LINE: Final = 300
E_MAIL: Final = "e-mail address"
PUBLIC_ENDINGS: Final = (
    ".gov",
    ".edu",
    ".mil",
    ".int",
    ".gov.uk",
    ".ac.uk",
    ".nhs.uk",
    ".gov.au",
    ".edu.au",
    ".europa.eu",
)
SECOND_LEVEL: Final = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "gob", "or", "ne"})
MAX_SITE_WORDS: Final = 3
ENOUGH_OWN: Final = 2
"""Times that a page says “our clinic” before it is taken for the clinic's; one may be a slip of the tongue."""
MIN_CALL: Final = 3
"""Words of a call to action; fewer are a button or a menu."""
MAX_TITLE: Final = 60
"""Code points of a line that can be just a seller's name."""
MAX_INITIALS: Final = 4
SHORTEST_KEY: Final = 4
"""Letters from which a name that begins another is taken for the same party (“Lumen” and “Lumen Health”)."""
_NOT_LETTER = re.compile(r"[^a-z0-9]+")
_FORM = re.compile(r"\b(?:inc|ltd|llc|gmbh|corp|corporation|co|company|plc|ag|sa|bv|limited|the)\b\.?")
_LEGAL_END = re.compile(r",? (?:Inc|Ltd|LLC|GmbH|Corp|Corporation|Co|Company|PLC|AG|SA|BV|Oy|AB|Limited)\.?$")
_ABOUT = re.compile(
    r"About ((?:[A-Z][\w&'’.-]*)(?: [A-Z][\w&'’.-]*){0,4}),?(?: Inc\.?| Ltd\.?| LLC)?:?\s*$", re.MULTILINE
)
_EMAIL = re.compile(r"\b[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})\b")
_HOST_IN_TEXT = re.compile(
    r"\b(?:https?://)?(?:www\.)?([a-z0-9-]{3,40})\.(?:com|co|net|io|health|shop|store|clinic|org|de|fr|it|es|nl|uk|us|app|care)\b(?:/[\w./-]*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """A person, organisation, brand or product with all the places that name it."""

    id: str
    name: str
    kind: str
    """`person`, `organisation`, `product`."""
    aliases: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    author: bool = False
    owner: bool = False
    """Whether the page is its own (the publisher or seller speaking)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation between two parties and the words that state it."""

    subject: str
    relation: str
    """One of the values of RELATIONS, or `linked`."""
    object: str
    role: str = ""
    span: Span
    stated: bool = False
    """Whether it stands in a statement of interests rather than in a biography or byline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A place that sends the reader to a seller."""

    party: str
    """Id of the organisation."""
    span: Span
    kind: str
    """`call` (to action), `advertisement`, `link` (that pays), `title` (a heading that is the brand's name)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The parties of a document, their ties, and what is offered in it."""

    parties: tuple[PartyMention, ...] = ()
    ties: tuple[Tie, ...] = ()
    offers: tuple[Offer, ...] = ()
    referrals: tuple[Span, ...] = ()
    """Links that pay whoever sends the reader."""
    own_page: bool = False
    """Whether a seller speaks on its own identifiable page."""

    def party(self, id_: str) -> PartyMention | None:
        """Return the party with this id."""
        return next((one for one in self.parties if one.id == id_), None)

    def offers_of(self, id_: str) -> tuple[Offer, ...]:
        """Return where the party's goods are offered, in order."""
        return tuple(one for one in self.offers if one.party == id_)


def key(name: str) -> str:
    """Return what two spellings of one name share: “Lumen Health, Inc.” and “LumenHealth's” give `lumenhealth`."""
    folded = fold(name).text.strip()
    folded = folded.removesuffix("'s").removesuffix("'")
    return _NOT_LETTER.sub("", _FORM.sub("", folded)) or _NOT_LETTER.sub("", folded)


def _without_form(name: str) -> str:
    # “Fungara Ltd” is called “Fungara” in the running text.
    short = _LEGAL_END.sub("", name).rstrip(" ,")
    return short if len(short) > SHORTEST_KEY else name


def host_stem(host: str) -> str:
    """Return the telling part of a host name: `www.healoverse.co.uk` gives `healoverse`."""
    parts = [part for part in host.lower().split(":")[0].split(".") if part not in {"www", ""}]
    if len(parts) > 1:
        parts.pop()
    while len(parts) > 1 and parts[-1] in SECOND_LEVEL:
        parts.pop()
    return parts[-1] if parts else ""


def is_referral(link: Link) -> bool:
    """Say whether a link pays whoever sends the reader: by its `rel`, its query, or its host."""
    if "sponsored" in link.rel or "affiliate" in link.rel:
        return True
    if "?" not in link.href and "/ref" not in link.href and "amzn" not in link.href and "//" not in link.href:
        return False
    try:
        parts = urlsplit(link.href)
        host = parts.hostname or ""
    except ValueError:
        return False
    if host_stem(host) in REFERRAL_HOSTS:
        return True
    names = {name.lower() for name, value in parse_qsl(parts.query) if value}
    if "tag" in names and "amazon" not in host:
        names.discard("tag")
    if names & {"ref", "via", "partner"} and (not host or _navigational(parts.query)):
        names -= {"ref", "via", "partner"}
    return bool(names & REFERRAL_KEYS)


def _navigational(query: str) -> bool:
    # “?ref=footer” tells a site where its own visitors clicked.
    return any(
        name.lower() in {"ref", "via", "partner"}
        and value.lower() in {"footer", "header", "nav", "home", "menu", "sidebar", "logo", "search", "hp"}
        for name, value in parse_qsl(query)
    )


def resolve(reading: Reading) -> Parties:
    """Resolve the parties of the document."""
    return _Resolver(reading).parties()


@dataclass(slots=True)
class _Known:
    name: str
    kind: str
    aliases: list[str] = field(default_factory=list)
    author: bool = False
    owner: bool = False


class _Resolver:
    """Collects names and ties, then says which names are one party."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.terms = term_module.of(reading.library)
        self.known: dict[str, _Known] = {}
        self.ties: list[Tie] = []
        self.offers: list[Offer] = []

    def parties(self) -> Parties:
        """Return everything, in an order that depends on the text alone."""
        authors = [self.person(author) for author in self.reading.byline.authors if not author.group]
        self.owners()
        self.stated()
        for author, id_ in zip(
            [one for one in self.reading.byline.authors if not one.group], authors, strict=True
        ):
            self.affiliation(author, id_)
        self.biographies(authors)
        self.headed(authors)
        self.mail(authors)
        referrals = self.links()
        self.calls()
        self.led()
        self.titles()
        offers = tuple(sorted(dict.fromkeys(self.offers), key=lambda one: (one.span, one.party, one.kind)))
        return Parties(
            parties=tuple(self.mention(id_, one) for id_, one in sorted(self.known.items())),
            ties=tuple(
                sorted(
                    dict.fromkeys(self.ties),
                    key=lambda tie: (tie.span, tie.subject, tie.object, tie.relation, tie.role),
                )
            ),
            offers=offers,
            referrals=referrals,
            own_page=self.own_page(offers),
        )

    # Names ------------------------------------------------------------------------------------------------------

    def person(self, author: Author) -> str:
        """Register an author and return the id."""
        id_ = key(author.name)
        self.known.setdefault(id_, _Known(author.name, "person")).author = True
        return id_

    def organisation(self, name: str) -> str:
        """Register an organisation under the id of what it is the same as."""
        new = key(name)
        if not new:
            return ""
        for id_, one in self.known.items():
            if one.kind == "person":
                continue
            if id_ == new or (
                min(len(id_), len(new)) > SHORTEST_KEY and (id_.startswith(new) or new.startswith(id_))
            ):
                if name != one.name and name not in one.aliases:
                    one.aliases.append(name)
                return id_
        self.known[new] = _Known(name, "organisation")
        return new

    def owners(self) -> None:
        """Register whose page it is: publisher, site, site name."""
        data = self.reading.document.metadata
        for name in (
            data.publisher,
            self.reading.byline.publisher,
            host_stem(data.site),
            data.extra.get("og:site_name", ""),
            _after_bar(data.title),
        ):
            if name and key(name):
                self.known[self.organisation(name)].owner = True

    def mention(self, id_: str, one: _Known) -> PartyMention:
        """Return the party with every place that names it."""
        text = self.reading.text
        names = [one.name, *one.aliases]
        names += [short for name in names if (short := _without_form(name)) != name]
        if one.kind == "person" and len(one.name.split()) > 1:
            names.append(one.name.replace(",", " ").split()[-1])
        spans: set[Span] = set()
        for name in names:
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                if not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum():
                    spans.add(Span(start, end))
                start = text.find(name, end)
        longest = sorted(spans, key=lambda span: (span.start, -span.end))
        kept = [
            span for index, span in enumerate(longest) if index == 0 or not longest[index - 1].covers(span)
        ]
        return PartyMention(
            id=id_,
            name=one.name,
            kind=one.kind,
            aliases=tuple(one.aliases),
            spans=tuple(kept),
            author=one.author,
            owner=one.owner,
        )

    # Ties -------------------------------------------------------------------------------------------------------

    def stated(self) -> None:
        """Take the ties that the statements state."""
        for found in self.reading.statements:
            for party in found.parties:
                self.tie(party, found.span, stated=True)

    def tie(self, party: Party, span: Span, *, stated: bool) -> None:
        """Register one interest as a tie."""
        if party.interest == "none" or not party.organisation:
            return
        object_ = self.organisation(party.organisation)
        relation = RELATIONS.get(party.interest, "linked")
        if object_:
            subject = "" if party.interest in OF_THE_TEXT else self.subject(party.person)
            self.ties.append(
                Tie(
                    subject=subject,
                    relation=relation,
                    object=object_,
                    role=party.role,
                    span=span,
                    stated=stated,
                )
            )

    def subject(self, person: str) -> str:
        """Return the id of a person: an author by name, surname or initials; “the author” where there is one."""
        authors = [(id_, one) for id_, one in self.known.items() if one.author]
        lowered = person.lower()
        if lowered in {"the author", ""}:
            return authors[0][0] if len(authors) == 1 else ""
        if lowered == "the authors":
            return ""
        for id_, one in authors:
            if same_person(person, one.name):
                return id_
        id_ = key(person)
        if id_:
            self.known.setdefault(id_, _Known(person, "person"))
        return id_

    def affiliation(self, author: Author, id_: str) -> None:
        """Take the affiliation that the byline gives."""
        if not author.affiliation:
            return
        object_ = self.organisation(author.affiliation)
        span = author.span or Span(0, 0)
        at = self.reading.text.find(author.affiliation, span.start)
        if at >= 0:
            span = Span(at, at + len(author.affiliation))
        if object_:
            self.ties.append(
                Tie(subject=id_, relation="employs", object=object_, role=author.credentials, span=span)
            )

    def biographies(self, authors: list[str]) -> None:
        """Take the ties that biographies, bylines and asides state (“Dr. Y, who owns X”)."""
        inside = [found.span for found in self.reading.statements if found.kind.startswith("coi")]
        for sentence in self.told():
            if any(span.meets(sentence.span) for span in inside):
                continue
            pseudo = FoundStatement(kind="coi_declared", span=sentence.span)
            for party in interest_module.parties_of(
                self.reading, pseudo, tuple(self.known[one].name for one in authors)
            ):
                if (
                    party.interest
                    and party.organisation
                    and party.interest not in {"grants", "equipment", "travel", "royalties"}
                ):
                    self.tie(party, sentence.span, stated=False)

    def told(self) -> Iterator[Sentence]:
        """Yield sentences that name an office or interest together with a person who may be tied by it."""
        surnames = stating.surnames(self.reading)
        seen: set[int] = set()
        for hit in self.reading.hits("@trigger-interests"):
            sentence = self.reading.sentence_at(hit.start)
            if sentence is None or sentence.index in seen or sentence.block.region is Region.COMMENTS:
                continue
            seen.add(sentence.index)
            line = sentence.folded.encode("ascii")
            if self.terms.finder(*stating.INTERESTS).search(line) is None:
                continue
            about = (
                self.reading.section_at(sentence.span.start) == "about-author"
                or sentence.block.region is Region.BYLINE
            )
            named = any(name in sentence.text for name in surnames)
            if about or named or self.terms.within("person-title", line) or self.follows_author(sentence):
                yield sentence

    def follows_author(self, sentence: Sentence) -> bool:
        """Say whether a biography begins here: the block before it is the author's name."""
        if sentence.index == 0:
            return False
        before = self.reading.sentences[sentence.index - 1].text
        return any(
            author.name in before and len(before) < len(author.name) + 30
            for author in self.reading.byline.authors
        )

    def headed(self, authors: list[str]) -> None:
        """Take firms from the lines of affiliations at the head of a journal article."""
        if self.reading.genre.name != "journal-article":
            return
        commercial = self.terms.finder("organisation-legal")
        known = {tie.object for tie in self.ties}
        for block in self.reading.document.blocks[1:HEAD_BLOCKS]:
            words = block.span.of(self.reading.text)
            if block.shape is Shape.HEADING or len(words) > MAX_HEAD_LINE or words.rstrip().endswith("."):
                continue
            if self.reading.section_at(block.span.start) not in {"", "about-author"}:
                break
            pseudo = FoundStatement(kind="ownership", span=block.span)
            for name in interest_module.names_in(self.reading, pseudo):
                if commercial.search(fold(name).text.encode("ascii")) is None or key(name) in known:
                    continue
                here = [one for one in authors if self.known[one].name in words]
                subject = here[0] if len(here) == 1 else ""
                object_ = self.organisation(name)
                self.ties.append(
                    Tie(
                        subject=subject, relation="employs", object=object_, role=AFFILIATION, span=block.span
                    )
                )

    def mail(self, authors: list[str]) -> None:
        """Take the employer from an author's e-mail address."""
        if "@" not in self.reading.text or self.reading.genre.name in {"shop-page", "clinic-page"}:
            return
        free = self.terms.words("domain-free")
        for match in _EMAIL.finditer(self.reading.text):
            stem = host_stem(match.group(1))
            if (
                stem in free
                or match.group(1).lower().endswith(PUBLIC_ENDINGS)
                or (match.start(0) and self.reading.text[match.start() - 1] == "/")
            ):
                continue
            local = _NOT_LETTER.sub("", match.group().split("@")[0].lower())
            named = [
                one
                for one in authors
                if _NOT_LETTER.sub("", self.known[one].name.lower().split()[-1]) in local
            ]
            if not named and authors:
                continue
            subject = named[0] if named else ""
            self.ties.append(
                Tie(
                    subject=subject,
                    relation="employs",
                    object=self.organisation(stem),
                    role=E_MAIL,
                    span=Span(*match.span()),
                )
            )

    # Offers -----------------------------------------------------------------------------------------------------

    def links(self) -> tuple[Span, ...]:
        """Register links that pay and return their places."""
        found: list[Span] = []
        platforms = self.terms.words("domain-platform")
        for link in self.reading.document.links:
            if not is_referral(link):
                continue
            block = self.reading.document.block_at(link.span.start)
            if block is not None and block.region in {Region.COMMENTS, Region.NAVIGATION, Region.FOOTER}:
                continue
            found.append(link.span)
            stem = host_stem(_host(link.href))
            if stem and stem not in platforms and stem not in REFERRAL_HOSTS:
                self.offers.append(Offer(party=self.organisation(stem), span=link.span, kind="link"))
        return tuple(found)

    def calls(self) -> None:
        """Register calls to action and advertisements that name a seller."""
        seen: set[int] = set()
        for hit in self.reading.hits("@offer-call"):
            sentence = self.reading.sentence_at(hit.start)
            if (
                sentence is None
                or sentence.index in seen
                or sentence.block.region in {Region.COMMENTS, Region.NAVIGATION, Region.TITLE}
            ):
                continue
            if not self.imperative(sentence, hit) or not self.speaks(hit):
                continue
            seen.add(sentence.index)
            advert = self.labelled(sentence)
            for name in self.sellers(Span(hit.end, sentence.span.end), sentence):
                id_ = self.organisation(name)
                if id_:
                    self.offers.append(
                        Offer(party=id_, span=sentence.span, kind="advertisement" if advert else "call")
                    )

    def imperative(self, sentence: Sentence, hit: Span) -> bool:
        """Say whether the hit opens its sentence or clause, or is a wording that needs no such place."""
        words = hit.of(self.reading.text).lower()
        if words.startswith(("available", "can be", "is sold", "use ")):
            return True
        lead = self.reading.text[sentence.span.start : hit.start].rstrip()
        if not lead.strip(stating.LEAD + ":–—-[]"):
            return True
        return lead.endswith((":", ",", "–", "—", "!", ")")) or lead.lower().endswith(
            (" and", " or", "please", " now", " just", " then", "you can", "you may", "simply")
        )

    def sellers(self, span: Span, sentence: Sentence) -> Iterator[str]:
        """Yield the names a call sends the reader to: capitalised names, hosts written out, hosts of links."""
        pseudo = FoundStatement(kind="ownership", span=span)
        public = self.terms.finder("organisation-public")
        authors = {author.name for author in self.reading.byline.authors}
        found = False
        if _title_case(sentence.text) or len(sentence.text.split()) < MIN_CALL:
            return  # “Sign Up For Newsletters” is a button, its capitals name nobody
        generic = self.terms.finder("offer-generic")
        for name in interest_module.names_in(self.reading, pseudo):
            if generic.search(fold(name).text.encode("ascii")):
                continue
            if name in authors or public.search(fold(name).text.encode("ascii")) or len(name) <= 2:  # noqa: PLR2004
                continue
            found = True
            yield name
            break
        platforms = self.terms.words("domain-platform")
        for link in self.reading.document.links:
            if found or not link.span.meets(sentence.span):
                continue
            host = _host(link.href)
            stem = host_stem(host)
            if (
                stem
                and stem not in platforms
                and not host.endswith(PUBLIC_ENDINGS)
                and host != self.reading.document.metadata.site
            ):
                found = True
                yield stem
        written = None if found else _HOST_IN_TEXT.search(span.of(self.reading.text))
        if (
            written
            and written.group(1).lower() not in platforms
            and not written.group().lower().endswith(PUBLIC_ENDINGS)
        ):
            yield written.group(1)

    def led(self) -> None:
        """Register links of the running text to a firm that somebody here is tied to, or that is offered."""
        firms = {tie.object for tie in self.ties} | {one.party for one in self.offers}
        taken = [one.span for one in self.offers]
        site = self.reading.document.metadata.site
        for link in self.reading.document.links:
            host = _host(link.href)
            stem = key(host_stem(host))
            if (
                not stem
                or host == site
                or host.endswith(PUBLIC_ENDINGS)
                or any(span.meets(link.span) for span in taken)
            ):
                continue
            firm = next(
                (
                    one
                    for one in firms
                    if one == stem
                    or (
                        min(len(one), len(stem)) > SHORTEST_KEY
                        and (one.startswith(stem) or stem.startswith(one))
                    )
                ),
                "",
            )
            sentence = self.reading.sentence_at(link.span.start)
            if (
                not firm
                or sentence is None
                or sentence.block.region not in {Region.MAIN, Region.ADVERTISEMENT}
            ):
                continue
            if self.reading.section_at(link.span.start) in {
                "about-author",
                "references",
                "disclosure",
                "funding",
            }:
                continue
            if any(tie.object == firm and tie.span.meets(sentence.span) for tie in self.ties):
                continue
            kind = (
                "advertisement"
                if self.labelled(sentence)
                else "call"
                if self.under_title(sentence, firm)
                else "link"
            )
            self.offers.append(Offer(party=firm, span=sentence.span, kind=kind))

    def under_title(self, sentence: Sentence, firm: str) -> bool:
        """Say whether the block before is nothing but the firm's name, as above a panel."""
        block = self.reading.document.block_at(sentence.block.span.start - 2)
        return block is not None and key(block.span.of(self.reading.text)) == firm

    def labelled(self, sentence: Sentence) -> bool:
        """Say whether the sentence stands under, or beside, the label of an advertisement."""
        block = sentence.block
        near = Span(max(0, block.span.start - 40), block.span.end)
        return any(
            one.kind in {"advertisement_label", "sponsored"} and one.span.meets(near)
            for one in self.reading.statements
        )

    def titles(self) -> None:
        """Register headings and lone lines that are just the name of a seller whose offer the text holds."""
        offered = {one.party for one in self.offers}
        for block in self.reading.document.blocks:
            if block.span.end - block.span.start > MAX_TITLE or block.region in {
                Region.NAVIGATION,
                Region.COMMENTS,
                Region.FOOTER,
            }:
                continue
            words = block.span.of(self.reading.text).strip()
            if block.shape is Shape.CODE or not words or key(words) not in offered:
                continue
            self.offers.append(Offer(party=key(words), span=block.span, kind="title"))

    def own_page(self, offers: tuple[Offer, ...]) -> bool:
        """Say whether a seller speaks on its own page: by kind of page, its owner's offer, or “our clinic”."""
        genre = self.reading.genre.name
        if genre in {"shop-page", "clinic-page"}:
            return True
        if genre == "press-release":
            return self.issued()
        if self.reading.document.links and any(is_referral(link) for link in self.reading.document.links):
            return False  # who is paid for readers sent does not speak as the seller
        owners = {id_ for id_, one in self.known.items() if one.owner}
        if any(one.party in owners and one.kind != "link" for one in offers):
            return True
        own = self.reading.hits("@organisation-own")
        spoken = sum(1 for hit in own if self.speaks(hit))
        if spoken >= ENOUGH_OWN:
            return True
        goods = [hit for hit in self.reading.hits("@organisation-own-goods") if self.speaks(hit)]
        names = [self.mention(id_, one) for id_, one in self.known.items() if one.owner]
        return bool(goods) and any(len(one.spans) > ENOUGH_OWN for one in names)

    def issued(self) -> bool:
        """Say whether a release comes from a firm and is about that firm: its title names who “About …” presents."""
        title = self.reading.byline.title
        public = self.terms.finder("organisation-public")
        for block in self.reading.document.blocks:
            words = block.span.of(self.reading.text)
            about = _ABOUT.match(words)
            if about is None:
                continue
            name = about.group(1).strip()
            if public.search(fold(name).text.encode("ascii")) is None and key(name.split()[0]) in key(title):
                return True
        return False

    def speaks(self, hit: Span) -> bool:
        """Say whether the page itself says “our clinic”, not somebody it quotes."""
        sentence = self.reading.sentence_at(hit.start)
        return sentence is not None and self.reading.scope.own_voice(hit, sentence)


def same_person(named: str, author: str) -> bool:
    """Say whether `named` (full name, surname, or initials) means the author."""
    parts = [part for part in re.split(r"[\s,.]+", author) if part]
    words = [part for part in re.split(r"[\s,.]+", named) if part]
    if not parts or not words:
        return False
    if words[-1].lower() == parts[-1].lower() and (
        len(words) == 1 or words[0][0].lower() == parts[0][0].lower()
    ):
        return True
    letters = "".join(words).upper()
    initials = "".join(part[0] for part in re.split(r"[\s.\-]+", author) if part[:1].isupper())
    return (
        len(letters) <= MAX_INITIALS
        and letters.isalpha()
        and (letters == initials or letters == initials[:1] + initials[-1:])
    )


def _after_bar(title: str) -> str:
    """Return the name of the site that a page's title ends in: “Shots online | SlimPort”."""
    parts = re.split(r"\s+[|·–—-]\s+", title)
    last = parts[-1].strip()
    return last if len(parts) > 1 and len(last.split()) <= MAX_SITE_WORDS else ""


def _title_case(words: str) -> bool:
    long = [word for word in words.split() if len(word) > 3]  # noqa: PLR2004 (“with”, “and” stay small in titles)
    return sum(word[:1].isupper() for word in long) * 3 > len(long) * 2


def _host(href: str) -> str:
    try:
        return (urlsplit(href).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
