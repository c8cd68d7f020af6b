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
    read: str
    split: str
    protocol: str
    lesson: str


@cache
def published_cases() -> Mapping[str, PublishedCase]:
    """Every installed case by name, the name being that of its file.

    One without a citation, or that does not say how it was read and whether it may be fitted, is a ``ValueError``.
    """
    folder = Path(str(files(__package__) / "cases"))
    found = {}
    for path in sorted(folder.rglob("*.yaml"), key=lambda path: path.stem):
        head = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
        source = head.get("source") or {}
        missing = [key for key in ("cite", "read", "split") if not source.get(key)]
        if missing or not head.get("title"):
            raise ValueError(
                f"{path.name}: a study needs a title and, in its source, {', '.join(missing) or 'nothing else'}"
            )
        found[path.stem] = PublishedCase(
            path, head["title"], source["cite"], source["read"], source["split"],
            source.get("protocol", ""), source.get("lesson", ""),
        )  # fmt: skip
    return found
