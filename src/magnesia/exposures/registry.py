"""Looks up what a name stands for. Kinds: salt, food, drug, state, gene, procedure."""

from __future__ import annotations

from functools import cache

from magnesia.exposures.kinds import RECORD_OF, AnyRecord
from magnesia.exposures.loading import records
from magnesia.exposures.spelling import fold, nearest_of

KINDS = tuple(RECORD_OF)


def find(kind: str, name: str) -> AnyRecord | None:
    """The record, by name or synonym in any spelling; None if there is none of this kind."""
    known = _by_spelling(kind).get(fold(name))
    return None if known is None else records(kind)[known]


def names(kind: str) -> list[str]:
    """The names of all records of a kind, in alphabetical order."""
    return sorted(records(kind))


def kinds_of(name: str) -> list[str]:
    """The kinds among which a name or synonym is known."""
    folded = fold(name)
    return [kind for kind in KINDS if folded in _by_spelling(kind)]


def nearest(name: str, kind: str) -> list[str]:
    """The three records of a kind whose name or a synonym is most like ``name``, nearest first."""
    spellings = {
        spelling: record.name for record in records(kind).values() for spelling in (record.name, *record.aliases)
    }
    ranked = [spellings[spelling] for spelling in nearest_of(name, spellings, len(spellings))]
    return list(dict.fromkeys(ranked))[:3]


@cache
def _by_spelling(kind: str) -> dict[str, str]:
    if kind not in RECORD_OF:
        raise ValueError(f"{kind} is no kind of exposure; the kinds are {', '.join(KINDS)}")
    index: dict[str, str] = {}
    for record in records(kind).values():
        for spelling in (record.name, *record.aliases):
            other = index.setdefault(fold(spelling), record.name)
            if other != record.name:
                raise ValueError(f"the {kind}s {other} and {record.name} share the name {spelling}")
    return index
