"""The JSON Schema of the report, made from the model; `src/credaudit/schema/report-v1.json` is its written form."""

from __future__ import annotations

import json
from typing import Any, Final

from credaudit.model import Confidence, Level, Severity, Zone, ZoneState
from credaudit.reports.json import SCHEMA_VERSION

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
NUMBER: Final[Schema] = {"type": "number"}
FLAG: Final[Schema] = {"type": "boolean"}
TEXTS: Final[Schema] = {"type": "array", "items": TEXT}


def _choice(values: type[Severity | Confidence | Level | Zone | ZoneState]) -> Schema:
    return {"enum": [one.value for one in values]}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


LINES: Final = {
    name: {"type": "integer", "minimum": 1} for name in ("line", "column", "end_line", "end_column")
}
PLACE: Final = {"quote": TEXT, "start": COUNT, "end": COUNT, **LINES}


def _definitions() -> dict[str, Schema]:
    part = _object(dimension=TEXT, points=NUMBER, rule=TEXT, fingerprints=TEXTS)
    gap = _object(what=TEXT, why=TEXT)
    return {
        "not_checked": gap,
        "points": part,
        "reference": _object(title=TEXT, doi=TEXT, url=TEXT, citation=TEXT),
        "evidence": _object(
            id=TEXT, title=TEXT, record=TEXT, level=_choice(Level), url=TEXT, valid_as_of=TEXT
        ),
        "finding": _object(
            rule={"type": "string", "pattern": "^[a-z]+/[a-z0-9-]+$"},
            family=TEXT,
            severity=_choice(Severity),
            confidence=_choice(Confidence),
            uri=TEXT,
            message=TEXT,
            plain_message=TEXT,
            **{name: PLACE[name] for name in ("quote", "start", "end")},
            context=_object(text=TEXT, start=COUNT, end=COUNT),
            **LINES,
            also=_list(_object(uri=TEXT, **PLACE, why=TEXT)),
            evidence=_list(_ref("evidence")),
            zone={"enum": [*(one.value for one in Zone), None]},
            zone_state={"enum": [*(one.value for one in ZoneState), None]},
            own_voice=FLAG,
            fingerprint=TEXT,
        ),
        "score": _object(
            value={"type": ["integer", "null"], "minimum": 0, "maximum": 100},
            band={"enum": ["review-first", "some-concerns", "few-concerns", "not-rated"]},
            confidence=_choice(Confidence),
            coverage={"type": "number", "minimum": 0, "maximum": 1},
            validated=FLAG,
            reason=TEXT,
            dimensions=_map(_object(value=NUMBER, checked=COUNT, possible=COUNT, printed=FLAG)),
            credits=_list(_ref("points")),
            deductions=_list(_ref("points")),
            limits=_list(_object(cap=COUNT, because=TEXT, fingerprints=TEXTS)),
        ),
        "statement": _object(
            kind=TEXT,
            **PLACE,
            position=NUMBER,
            parties=_list(_object(person=TEXT, role=TEXT, organisation=TEXT, interest=TEXT)),
        ),
        "document": _document(),
    }


def _document() -> Schema:
    schema = _object(
        uri=TEXT,
        sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        media_type=TEXT,
        language=TEXT,
        genre=_object(name=TEXT, confidence=_choice(Confidence), because=TEXTS),
        title=TEXT,
        authors=TEXTS,
        published=TEXT,
        status=TEXTS,
        words=COUNT,
        sentences=COUNT,
        state={"enum": ["ok", "partial"]},
        limited=TEXTS,
        zones=_map(_choice(ZoneState)),
        score=_ref("score"),
        findings=_list(_ref("finding")),
        statements=_list(_ref("statement")),
        interests=TEXT,
        support=_map(COUNT),
        checklists=_map(_map(TEXT)),
        readability=_map(NUMBER),
        not_checked=_list(_ref("not_checked")),
    )
    schema["properties"]["text"] = TEXT
    return schema


def build() -> Schema:
    """Return the schema as plain values."""
    report = _object(
        schema_version={"const": SCHEMA_VERSION},
        tool=_object(name=TEXT, version=TEXT, rulebook=TEXT, knowledge_as_of=TEXT),
        documents=_list(_ref("document")),
        rules=_map(_object(title=TEXT, why=TEXT, fix=TEXT, references=_list(_ref("reference")))),
        between_documents=_list(_ref("finding")),
        skipped=_list(_object(uri=TEXT, reason=TEXT, kind={"enum": ["error", "skipped"]})),
        incomplete=FLAG,
        not_checked=_list(_ref("not_checked")),
        summary=_object(
            documents=COUNT,
            skipped=COUNT,
            findings=_object(error=COUNT, warning=COUNT, note=COUNT),
            suppressed=COUNT,
            baselined=COUNT,
        ),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "credaudit report",
        **report,
        "$defs": _definitions(),
    }


def text() -> str:
    """Return the schema as it is shipped."""
    return json.dumps(build(), indent=2) + "\n"
