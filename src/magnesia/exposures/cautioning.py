"""The records of what should not meet in one person, in whom something can be, and how much has been given."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from magnesia.exposures.kinds import AnyRecord, Drug


@dataclass(frozen=True)
class Together:
    """Any of ``one`` beside any of ``other`` (names of records, or groups of drugs) is worth a sentence.

    Without ``says`` they rule each other out; ``route`` is the only one of ``one`` that counts.
    """

    one: frozenset[str]
    other: frozenset[str]
    source: str
    says: str | None = None
    route: str | None = None

    def speaks_of(self, first: AnyRecord, second: AnyRecord) -> bool:
        """Whether the two are such a pair, in either order."""
        return (self.is_one(first) and _among(second, self.other)) or (
            self.is_one(second) and _among(first, self.other)
        )

    def is_one(self, record: AnyRecord) -> bool:
        """Whether a record is of the first list."""
        return _among(record, self.one)


@dataclass(frozen=True)
class Whom:
    """People in whom something can be, by sex, age (years) and pregnancy; None: it does not matter."""

    sex: str | None = None
    youngest: float = 0.0
    oldest: float = math.inf
    pregnant: bool | None = None


@dataclass(frozen=True)
class Limit:
    """The most magnesium (mmol) that was described within some ``hours``."""

    hours: float
    most: float
    source: str


@dataclass(frozen=True)
class Cautioning:
    """All of it. ``swallowed`` and ``injected`` limit magnesium; ``fastest`` is in mmol/h by vein, ``filtration``
    (mL/min/1.73m2) that below which serum must be watched. From ``laxative`` on a day's dose is one, and below the
    filtration ``slow_bowel`` it matters which state of the ``bowel`` needs it."""

    together: tuple[Together, ...]
    whom: Mapping[str, Whom]
    swallowed: tuple[Limit, ...]
    injected: tuple[Limit, ...]
    fastest: float
    filtration: float
    laxative: Limit
    slow_bowel: float
    bowel: frozenset[str]


@cache
def cautioning() -> Cautioning:
    """What ``records/cautions.yaml`` holds."""
    held = yaml.safe_load((files(f"{__package__}.records") / "cautions.yaml").read_text(encoding="utf-8"))
    people = {
        name: Whom(who.get("sex"), who.get("from", 0.0), who.get("to", math.inf), who.get("pregnant"))
        for name, who in held["whom"].items()
    }
    magnesium = held["magnesium"]
    slow = magnesium["slow_bowel"]
    swallowed, injected = (tuple(Limit(**limit) for limit in magnesium[way]) for way in ("swallowed", "injected"))
    together = tuple(_together(**fields) for fields in held["together"])
    return Cautioning(
        together, people, swallowed, injected, magnesium["fastest"]["most"], magnesium["filtration"]["least"],
        Limit(**magnesium["laxative"]), slow["filtration"], frozenset(slow["bowel"]),
    )  # fmt: skip


def _together(
    *, source: str, among: list[str] | None = None, one: list[str] | None = None, other: list[str] | None = None,
    says: str | None = None, route: str | None = None,
) -> Together:  # fmt: skip
    return Together(frozenset(one or among or ()), frozenset(other or among or ()), source, says, route)


def _among(record: AnyRecord, names: frozenset[str]) -> bool:
    return record.name in names or (isinstance(record, Drug) and record.group in names)
