"""The JSON Schema: valid itself, accepts the examples, refuses misspelled keys, describes every key."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from case_vocabulary import VOCABULARY

from magnesia.case import read_case
from magnesia.case.schema import json_schema

HERE = Path(__file__).parent
SCHEMA = json_schema(VOCABULARY)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def loaded(text: str) -> Any:
    """As an editor sees it: YAML 1.2 has no dates."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return value.isoformat() if isinstance(value, date) else value

    return plain(yaml.safe_load(text))


def test_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("name", ["preeclampsia.yaml", "full.yaml"])
def test_examples_are_valid(name):
    text = (HERE / name).read_text()
    VALIDATOR.validate(loaded(text))
    VALIDATOR.validate(loaded(read_case(text, vocabulary=VOCABULARY).to_yaml()))


@pytest.mark.parametrize(
    "text",
    [
        "persn: {}",
        "person: {wieght: 62 kg}",
        "person: {weight: 62}",
        "person: {sex: 5}",
        "timeline: [{at: 0 h}]",
        "timeline: [{at: 0 h, give: magnesium, rout: iv}]",
        "timeline: [{give: magnesium}]",
        "seen: [{at: 0 h, what: pth}]",
        "arms: {a: {persn: {}}}",
    ],
)
def test_refuses(text):
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(loaded(text))


def test_every_key_is_described():
    def objects(schema: Any) -> Any:
        if isinstance(schema, dict):
            if isinstance(schema.get("properties"), dict):
                yield schema["properties"]
            for value in schema.values():
                yield from objects(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from objects(value)

    for key, value in SCHEMA["properties"].items():
        assert value["description"], key
    give = next(one for one in objects(SCHEMA) if "give" in one)
    assert {"at", "dose", "rate", "route"} <= set(give)
    assert all(value["description"] for value in give.values())


def test_names_are_offered():
    text = str(SCHEMA)
    for name in ("magnesium_sulfate", "omeprazole", "TRPM6", "almonds", "serum_magnesium", "tetany"):
        assert name in text
