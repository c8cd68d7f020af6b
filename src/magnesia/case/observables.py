"""Everything that can be seen, and the clinical signs, from ``records/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from magnesia.case.analytes import ANALYTES, Analyte
from magnesia.case.reader import LOADER


@dataclass(frozen=True)
class Observable:
    """One thing that can be measured or predicted.

    ``unit`` is the standard unit of every number about it ("1" for shares and ratios). A ``level`` has a value at a
    moment (and a mean over ``from``/``to``); an ``amount`` or a ``share`` needs a window. ``low`` and ``high``
    bound what is possible at all. ``options`` are the keys a ``seen`` entry may add, each with its words.
    """

    name: str
    unit: str
    kind: Literal["level", "amount", "share"]
    about: str
    high: float
    analyte: Analyte | None = None
    low: float = 0.0
    aliases: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def needs_window(self) -> bool:
        """True where only ``from`` and ``to`` make sense."""
        return self.kind != "level"


@dataclass(frozen=True)
class Sign:
    """A sign of too little (``side`` low) or too much (high) magnesium."""

    name: str
    side: Literal["low", "high"]
    about: str
    aliases: tuple[str, ...] = ()


def _records(name: str) -> dict[str, dict[str, Any]]:
    text = files("magnesia.case").joinpath("records", name).read_text(encoding="utf-8")
    records: dict[str, dict[str, Any]] = yaml.load(text, Loader=LOADER)
    return records


def _observable(name: str, record: dict[str, Any]) -> Observable:
    analyte = ANALYTES[record.pop("analyte")] if "analyte" in record else None
    options = {option: tuple(choices) for option, choices in record.pop("options", {}).items()}
    return Observable(name, analyte=analyte, options=options, aliases=tuple(record.pop("aliases", ())), **record)


def _sign(name: str, record: dict[str, Any]) -> Sign:
    return Sign(name, record["side"], record["about"], tuple(record.get("aliases", ())))


OBSERVABLES = {name: _observable(name, record) for name, record in _records("observables.yaml").items()}
SIGNS = {name: _sign(name, record) for name, record in _records("signs.yaml").items()}
SIGN = Observable("sign", "1", "level", "Probability that a sign is present", 1)

_AMERICAN = ((re.compile("ionised"), "ionized"), (re.compile("fecal"), "faecal"), (re.compile("hemo"), "haemo"))


def plain(name: str) -> str:
    """A name in lower snake case, in the spelling of the records."""
    spelled = re.sub(r"[\s\-]+", "_", name.strip().lower())
    for pattern, ours in _AMERICAN:
        spelled = pattern.sub(ours, spelled)
    return spelled


@lru_cache(maxsize=1)
def observables_by_spelling() -> dict[str, Observable]:
    """Every name and synonym of an observable, plain."""
    return {plain(word): record for record in OBSERVABLES.values() for word in (record.name, *record.aliases)}


@lru_cache(maxsize=1)
def signs_by_spelling() -> dict[str, Sign]:
    """Every name and synonym of a sign, plain."""
    return {plain(word): record for record in SIGNS.values() for word in (record.name, *record.aliases)}


def find_observable(name: str) -> Observable | None:
    """The observable of this name or synonym, in any case and with American spellings."""
    return observables_by_spelling().get(plain(name))


def find_sign(name: str) -> Sign | None:
    """The sign of this name or synonym."""
    return signs_by_spelling().get(plain(name))
