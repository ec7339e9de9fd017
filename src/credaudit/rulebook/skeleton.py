"""The skeleton of a new rule."""

from __future__ import annotations

import re

from credaudit.errors import UsageError

_ID = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")
_TEXT = """\
id: {name}
title: What it is, in three words
severity: note                      # note | warning | error; above note a reference is needed
confidence: medium                  # low is shown on request only
since: "0.1"
phrases:                            # {{a,b}} alternatives, word* any ending
  - example wording
unless: [negated, quoted, attributed, question]
message: "“{{match}}” … say why in a few words, then what to do."
why: Why a reader should care.
fix: What the author can do.
examples:
  flag:                             # [[marks]] are the exact words, all of them, and nothing else
    - "A sentence from the wild with [[example wording]] in it."
    - "Another one that puts [[example wording]] in another place."
  clear:
    - "An innocent look-alike."
    - "This is not example wording."
"""


def skeleton(name: str) -> str:
    """Return the YAML of a new rule called `name` (family/name); raises UsageError for a bad name."""
    if not _ID.fullmatch(name):
        message = f"“{name}”: a rule id is family/name in lower case, such as promotion/miracle"
        raise UsageError(message)
    return _TEXT.format(name=name)
