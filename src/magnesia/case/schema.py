"""The JSON Schema of a case, generated from the same fields that read it, so that editors complete keys and names."""

from __future__ import annotations

from typing import Any

from magnesia.case.reading import CASE
from magnesia.case.vocabulary import Vocabulary, default_vocabulary


def json_schema(vocabulary: Vocabulary | None = None) -> dict[str, Any]:
    """The schema (draft 2020-12); lenient where reading is strict, for it knows no units and does not check names."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "magnesia case",
        "description": "Who someone is, what happens to them and what was seen.",
        **CASE.schema(vocabulary or default_vocabulary()),
    }
