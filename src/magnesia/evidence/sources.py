"""The bibliography: what a source key stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SEEN_AS = {
    "fulltext": "read in full",
    "table": "read as a table",
    "abstract": "read as an abstract",
    "secondary": "as quoted by another text",
    "memory": "from memory, unconfirmed",
    "definition": "by definition",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One publication and how it was seen."""

    key: str
    cite: str
    read: str
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    added: bool = False

    def __str__(self) -> str:
        if self.read == "definition":
            return self.cite
        where = " ".join(str(part) for part in (self.journal, f"({self.year})" if self.year else None) if part)
        link = f"doi:{self.doi}" if self.doi else f"PMID {self.pmid}" if self.pmid else self.url
        return ". ".join(part for part in (self.cite.rstrip("."), where, link) if part) + f" [{SEEN_AS[self.read]}]"


@cache
def bibliography() -> Mapping[str, Source]:
    """Every source by key."""
    text = (files(__package__) / "sources.yaml").read_text(encoding="utf-8")
    return {key: Source(key=key, **fields) for key, fields in yaml.load(text, _LOADER).items()}


def citation(key: str) -> str:
    """The full citation of a source key; a key that the bibliography lacks is returned as it is."""
    source = bibliography().get(key)
    return str(source) if source else key
