"""The documents that are measured: outside sets named by CREDAUDIT_DATA, else our own fixtures brought to size."""

from __future__ import annotations

import hashlib
import json
import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import fixtures

VARIABLE = "CREDAUDIT_DATA"
SIZE = 4096
"""Bytes of the document that speed is told for."""
SEED = 20261121


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One labelled document of an outside set."""

    id: str
    title: str
    text: str
    group: str
    labels: dict[str, Any]

    @property
    def held_back(self) -> bool:
        """Whether it belongs to half B; a whole group falls into one half."""
        return hashlib.sha256(self.group.encode()).digest()[0] % 2 == 1


def folder() -> Path | None:
    """Return the folder of outside sets, if one is named."""
    value = os.environ.get(VARIABLE)
    return Path(value) if value else None


def records(name: str) -> list[Record]:
    """Return the records of one set in their order; none when the set is not there."""
    base = folder()
    path = base / name / "dev.jsonl" if base else None
    if path is None or not path.is_file():
        return []
    made = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        made.append(
            Record(
                id=row["id"],
                title=row["title"],
                text=row["text"],
                group=row["meta"]["group"],
                labels=row["labels"],
            )
        )
    return made


def articles(count: int) -> tuple[str, list[str]]:
    """Return what the texts are, and `count` running texts of about SIZE bytes: news stories, else our fixtures."""
    stories = [f"{one.title}\n\n{one.text}" for one in records("healthstory")]
    if stories:
        random.Random(SEED).shuffle(stories)  # noqa: S311 (the same sample every time)
        return "healthstory", stories[:count]
    own = [one.path.read_text("utf-8", "replace") for one in fixtures.load() if one.path.suffix != ".html"]
    grown = []
    for number in range(count):
        text = "\n\n".join(own[(number + step) % len(own)] for step in range(8))
        grown.append(text[: SIZE - 200 + 37 * (number % 11)])
    return "fixtures joined and cut to 4 KB", grown


MENU = "".join(
    f'<li class="nav-item"><a href="/topic/{number}?ref=menu" rel="nofollow">Topic number {number}</a></li>\n'
    for number in range(160)
)
SCRIPT = "<script>" + "".join(
    f"window.queue.push(['set', {number}, {{\"slot\": 'a<b'}}]);\n" for number in range(220)
)
STYLE = "<style>" + "".join(
    f".card-{number} > a:hover {{ color: #0{number % 10}c; }}\n" for number in range(180)
)
ADVERTISEMENT = (
    '<div class="advertisement"><p>Advertisement</p><a href="https://shop.example/?a=1" rel="sponsored">'
)
COMMENT = (
    '<div class="comment"><b>Reader {number}</b><p>I have had this for years &amp; then some.</p></div>\n'
)
HEAD = '<!doctype html><html lang="en"><head><title>{title}</title><meta name="author" content="A. Writer">'
METADATA = (
    '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-05-02"}}</script>'
)


def page(text: str) -> str:
    """Return a web page of about 49 KB around one running text: menus, advertisements, scripts, comments."""
    title, _, body = text.partition("\n")
    paragraphs = [f"<p>{one.strip()}</p>" for one in body.split("\n") if one.strip()]
    paragraphs.insert(len(paragraphs) // 2, f"{ADVERTISEMENT}Order today</a></div>")
    comments = "".join(COMMENT.format(number=number) for number in range(60))
    return "\n".join(
        [
            HEAD.format(title=title.replace("<", "")) + METADATA.format(),
            f"{STYLE}</style>{SCRIPT}</script></head><body><nav><ul>{MENU}</ul></nav>",
            f"<main><article><h1>{title}</h1>",
            *paragraphs,
            f"</article></main><aside>{ADVERTISEMENT}Save 20%</a></div></aside>",
            f"<section class='comments'>{comments}</section>",
            "<footer><p>© 2024 The Example Press</p></footer></body></html>",
        ]
    )
