"""The claims, one a row of ``claims.yaml``, and the evidence that stands beside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from magnesia.case.problems import unknown
from magnesia.case.quantities import convert, parse
from magnesia.errors import InputError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Kind = Literal["mechanism", "quantity", "knowledge", "association", "disputed"]
DOCUMENTS = {
    "G": "the encyclopedia article on imbalance of magnesium",
    "W": "the article on muscle weakness",
    "R": "the guide to its reversal",
    "V": "the review of magnesium deficiency in disease",
    "S": "the article on spasms",
}


@dataclass(frozen=True)
class Inside:
    """A condition on signals or states of the model, which no ``seen`` entry of a case can name.

    The sum of ``what``, over the sum of ``of`` where given, in ``arm`` at ``at`` (h) of the experiment; relative to the
    same ``over`` another arm, or ``relative_to`` an earlier time (h). It must lie between ``low`` and ``high``.
    """

    experiment: str
    what: tuple[str, ...]
    at: float
    low: float
    high: float
    because: str
    of: tuple[str, ...] = ()
    arm: str = ""
    over: str | None = None
    relative_to: float | None = None


@dataclass(frozen=True)
class Recorded:
    """A published number: what, how much (with its interval), in whom, and what limits it."""

    what: str
    value: str
    who: str
    limits: str
    source: str


@dataclass(frozen=True)
class Disputed:
    """What the better evidence says, and its sources."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """One claim. ``carried`` {words of the claim: names that carry them}; ``sources`` are those of its experiments.

    ``lacking`` says what the simulated body lacks to show the claim, so that it is not shown yet; ``apart_from`` names
    a part of the claim that what is shown leaves out.
    """

    id: str
    doc: str
    kind: Kind
    system: str
    claim: str
    size: str | None = None
    experiments: tuple[str, ...] = ()
    inside: tuple[Inside, ...] = ()
    carried: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recorded: tuple[Recorded, ...] = ()
    disputed: Disputed | None = None
    lacking: str | None = None
    apart_from: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def cited(self) -> tuple[str, ...]:
        """Keys of all sources."""
        better = self.disputed.sources if self.disputed else ()
        return tuple(dict.fromkeys([*self.sources, *(one.source for one in self.recorded), *better]))


@cache
def claims() -> Mapping[str, Claim]:
    """Every claim by id, in the order of the file."""
    text = (files(__package__) / "claims.yaml").read_text(encoding="utf-8")
    return {row["id"]: _claim(row) for row in yaml.load(text, _LOADER)}


def named(ids: list[str]) -> list[Claim]:
    """The claims of these ids, all if there are none; ``InputError`` with the nearest ids for one that is unknown."""
    known = claims()
    for wanted in ids:
        if wanted not in known:
            raise InputError(f"{unknown('claim', wanted, known)}; `magnesia claims` shows them all.")
    return [known[wanted] for wanted in dict.fromkeys(ids)] if ids else list(known.values())


def _claim(row: dict[str, Any]) -> Claim:
    disputed = row.pop("disputed", None)
    return Claim(
        experiments=tuple(row.pop("experiments", ())),
        inside=tuple(map(_inside, row.pop("inside", ()))),
        carried={words: _several(names) for words, names in row.pop("carried", {}).items()},
        recorded=tuple(Recorded(**one) for one in row.pop("recorded", ())),
        disputed=Disputed(disputed["says"], tuple(disputed["sources"])) if disputed else None,
        sources=tuple(row.pop("sources", ())),
        **row,
    )


def _inside(entry: dict[str, Any]) -> Inside:
    low, high = entry.pop("between", (entry.pop("above", float("-inf")), entry.pop("below", float("inf"))))
    given: dict[str, Any] = {key: convert(parse(entry.pop(key)), "h") for key in ("at", "relative_to") if key in entry}
    given |= {key: _several(entry.pop(key)) for key in ("what", "of") if key in entry}
    return Inside(experiment=entry.pop("in"), low=float(low), high=float(high), **given, **entry)


def _several(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
