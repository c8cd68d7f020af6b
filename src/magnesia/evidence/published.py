"""The published experiments that are installed with the package, as case files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class PublishedCase:
    """An installed case file and what it says about itself."""

    path: Path
    title: str
    cite: str


@cache
def published_cases() -> Mapping[str, PublishedCase]:
    """Every installed case by name, the name being that of its file."""
    folder = Path(str(files(__package__) / "cases"))
    found = {}
    for path in sorted(folder.rglob("*.yaml"), key=lambda path: path.stem):
        head = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
        found[path.stem] = PublishedCase(path, head["title"], head["source"]["cite"])
    return found
