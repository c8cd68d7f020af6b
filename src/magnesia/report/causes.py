"""What else causes a sign, where the records of the organs tell."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

PACKAGE, KEY = "magnesia.effects", "other_causes"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def other_causes() -> dict[str, tuple[str, ...]]:
    """By sign, from the ``other_causes`` of ``effects/signs*.yaml``; empty where nobody wrote any."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(files(PACKAGE).iterdir(), key=lambda entry: entry.name):
        if path.name.startswith("signs") and path.name.endswith(".yaml"):
            for sign, row in yaml.load(path.read_text(encoding="utf-8"), _LOADER).items():
                if isinstance(row, dict) and KEY in row:
                    found[sign] = tuple(row[KEY])
    return found
