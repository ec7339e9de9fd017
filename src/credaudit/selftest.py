"""Every rule's own examples: exactly the marked words, and nothing in the look-alikes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from credaudit import comparers, readers
from credaudit.model import Finding, Skipped, Source, Span, Zone, ZoneState
from credaudit.pipeline import PHRASES, checks
from credaudit.reading import Reading
from credaudit.rulebook.rule import Example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credaudit.reading.library import Library
    from credaudit.rulebook import Rule

_PARTED = re.compile(r"\n-{3,}\n")
_MARK = re.compile(r"(?<!\\)\[\[(.*?)\]\]", re.DOTALL)
DEFAULT_GENRE = "web-article"
DEFAULT_ZONES = {
    Zone.HEAD: ZoneState.READ,
    Zone.BODY: ZoneState.READ,
    Zone.END: ZoneState.READ,
    Zone.LINKED: ZoneState.NOT_IN_INPUT,
}
SUFFIXES = {"txt": "text/plain", "md": "text/markdown", "html": "text/html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An example that does not do what its rule says."""

    rule: str
    example: str
    wanted: tuple[str, ...]
    got: tuple[str, ...]

    def __str__(self) -> str:
        """Return it on one line."""
        start = " ".join(self.example.split())[:100]
        return f"{self.rule}: “{start}” wanted {list(self.wanted)}, got {list(self.got)}"


def unmark(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without its `[[marks]]` and the marked words in order."""
    words = tuple(match.group(1) for match in _MARK.finditer(text))
    plain = _MARK.sub(lambda match: match.group(1), text)
    return plain.replace("\\[[", "[["), words


def run_rule(rule: Rule, library: Library) -> Iterator[Failure]:
    """Yield every example of `rule` that fails. Spans are compared by position as well as by words (for plain text)."""
    for wanted, examples in ((True, rule.examples.flag), (False, rule.examples.clear)):
        for given in examples:
            example = given if isinstance(given, Example) else Example(text=given)
            failure = _try(rule, example, library, wanted=wanted)
            if failure is not None:
                yield failure


def _try(rule: Rule, example: Example, library: Library, *, wanted: bool) -> Failure | None:
    text, marks = unmark(example.text)
    got = found_by(rule, text, example, library)
    if isinstance(got, str):
        return Failure(rule=rule.id, example=text, wanted=marks, got=(got,))
    words = tuple(sorted(place for one in got for place in _words(one)))
    expected = tuple(sorted(marks)) if wanted else ()
    if wanted and not marks:
        return Failure(rule=rule.id, example=text, wanted=("(no [[mark]] in a flag example)",), got=words)
    return None if words == expected else Failure(rule=rule.id, example=text, wanted=expected, got=words)


def _words(found: Finding) -> Iterator[str]:
    yield found.place.quote
    yield from (other.place.quote for other in found.also if other.why == "the same words again")


def found_by(rule: Rule, text: str, example: Example, library: Library) -> list[Finding] | str:
    """Return what `rule` alone finds in a text read as `example` says; a string tells why it could not be read.

    For a rule between documents, lines of dashes part the documents of one example.
    """
    if rule.check in comparers.names():
        return _found_between(rule, text, example, library)
    reading = read_example(text, example, library)
    if isinstance(reading, str):
        return reading
    check = checks()[rule.check or PHRASES]
    return [one for one in check(reading, rule) if isinstance(one, Finding)]


def _found_between(rule: Rule, text: str, example: Example, library: Library) -> list[Finding] | str:
    kept = []
    for number, part in enumerate(_PARTED.split(text)):
        reading = read_example(part, example, library)
        if isinstance(reading, str):
            return reading
        kept.append(replace(comparers.frames(reading), uri=f"example-{number}.{example.format}"))
    return list(comparers.compare(kept, [rule]))


def read_example(text: str, example: Example, library: Library) -> Reading | str:
    """Return a text read as `example` says; a string tells why it could not be read."""
    source = Source(uri=f"example.{example.format}", name=f"example.{example.format}", data=text.encode())
    document = readers.read(source, library.words)
    if isinstance(document, Skipped):
        return document.reason
    zones = DEFAULT_ZONES | {Zone(name): ZoneState(state) for name, state in example.zones.items()}
    return Reading(
        document,
        library,
        genre=example.genre or DEFAULT_GENRE,
        as_of=example.as_of,
        zones=zones,
        published=example.published,
    )


__all__ = ["Failure", "Span", "found_by", "read_example", "run_rule", "unmark"]
