"""Where names come from: the registry of exposures, behind a small protocol so that reading needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from magnesia.case.problems import unknown

KINDS = ("salt", "food", "drug", "state", "gene", "procedure")


class Vocabulary(Protocol):
    """The names a case may use, by kind (one of ``KINDS``); lookups ignore case and know synonyms.

    A record has ``name`` and ``aliases``; a salt also ``element`` and ``grams_per_mmol`` (grams of salt per mmol of
    that element), a drug ``dose_unit``. Optional: ``options`` (names of the options a state takes), ``grades``
    ({word: severity}), ``value_unit`` (the unit of ``value:``), ``molar_mass`` (g/mol).
    """

    def find(self, kind: str, name: str) -> Any | None:
        """The record, or None."""

    def names(self, kind: str) -> Sequence[str]:
        """All names of a kind."""

    def kinds_of(self, name: str) -> Sequence[str]:
        """The kinds in which a name is known."""


def default_vocabulary() -> Vocabulary:
    """The registry of ``magnesia.exposures``, imported when first needed."""
    from magnesia.exposures import registry

    return registry


_BELONGS = {
    "salt": "a salt is given in the timeline, as in `give: {name}`",
    "food": "a food is eaten, as in `habits: {{foods: {{{name}: 30 g/d}}}}`",
    "drug": "a drug goes into the timeline, as in `start: {name}`",
    "state": "a state goes into `person: {{conditions: {{{name}: 1}}}}` or into the timeline as `start: {name}`",
    "gene": "a gene goes into `person: {{genes: {{{name}: absent}}}}`",
    "procedure": "a procedure goes into the timeline, as in `start: {name}`",
}


def belongs(vocabulary: Vocabulary, name: str) -> str | None:
    """Where a name that is known, but not here, would be right; None if it is known nowhere."""
    for kind in vocabulary.kinds_of(name):
        record = vocabulary.find(kind, name)
        if record is not None and kind in _BELONGS:
            return _BELONGS[kind].format(name=record.name)
    return None


def spellings(vocabulary: Vocabulary, kinds: Sequence[str]) -> list[str]:
    """Every name and synonym of these kinds, for offering the nearest."""
    found: list[str] = []
    for kind in kinds:
        for name in vocabulary.names(kind):
            record = vocabulary.find(kind, name)
            found += [name, *(record.aliases if record is not None else ())]
    return list(dict.fromkeys(found))


def unknown_name(vocabulary: Vocabulary, what: str, name: str, kinds: Sequence[str]) -> str:
    """The sentence for a name that none of ``kinds`` has."""
    place = belongs(vocabulary, name)
    if place:
        return f"`{name}` is not a {what}: {place}"
    return unknown(what, name, spellings(vocabulary, kinds) or spellings(vocabulary, KINDS))
