"""Every number that a study saw under an exposure, with what the typical person of the model shows in its place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from magnesia.case import read_case
from magnesia.case.cases import Case
from magnesia.case.seen import Seen
from magnesia.evidence.published import PublishedCase, published_cases
from magnesia.simulation import simulate
from magnesia.simulation.versus import predicted
from magnesia.sizes.acting import Acting, acting, is_infused

NEAR = 0.25
"""A simulated size this share away from the published one is as good as it."""
STANDARD_ERRORS = 1.96
"""On either side of a mean lies its 95 % interval."""
TOLERANCE = 1e-5


@dataclass(frozen=True)
class Size:
    """One published number, in the unit of ``seen``, and the simulated one.

    ``acting`` are the exposures that make the difference: those of the arm, without those of the arm that it is
    compared with. ``control`` and ``simulated_control`` are the same quantity where less acts, if the study tells it.
    ``is_of_one`` marks a single patient, reported because he is unusual: it tells what can happen, no usual size.
    """

    study: str
    split: str
    arm: str
    seen: Seen
    acting: tuple[Acting, ...]
    simulated: float
    control: float | None
    simulated_control: float | None
    is_of_one: bool

    @property
    def key(self) -> str:
        """Names the number among all."""
        kind = "" if self.seen.kind == "level" else self.seen.kind
        versus = f"to {self.seen.versus_arm}" if self.seen.versus_arm is not None else ""
        parts = (self.study, self.arm, self.seen.name, kind, versus, (self.seen.bound or "") + self.when)
        return " ".join(part for part in parts if part)

    @property
    def when(self) -> str:
        """The moment or the window."""
        return f"{self.seen.at:g} h" if self.seen.start is None else f"{self.seen.start:g}-{self.seen.end:g} h"

    @property
    def interval(self) -> tuple[float, float] | None:
        """The published interval: as printed, or of the mean by its standard error; open where a bound was told."""
        if self.seen.bound is not None:
            return (-math.inf, self.seen.value) if self.seen.bound == "<" else (self.seen.value, math.inf)
        if self.seen.spread_kind in ("iqr", "range", "ci95"):
            return self.seen.spread[0], self.seen.spread[1]
        error = self.seen.standard_error()
        if error is None or (self.seen.spread_kind == "sd" and self.seen.n is None):
            return None
        return self.seen.value - STANDARD_ERRORS * error, self.seen.value + STANDARD_ERRORS * error

    @property
    def is_hit(self) -> bool:
        """Whether the simulated number is near the published one or inside the published interval."""
        if self.interval is not None and self.interval[0] <= self.simulated <= self.interval[1]:
            return True
        near = abs(self.simulated - self.seen.value) <= NEAR * abs(self.seen.value)
        return near and self.seen.bound is None

    @property
    def effects(self) -> tuple[float, float] | None:
        """What the exposures add to the control (published, simulated), in the unit; a ratio less one."""
        if self.seen.bound is not None:
            return None
        if self.seen.kind == "ratio":
            return self.seen.value - 1, self.simulated - 1
        if self.seen.kind != "level":
            return self.seen.value, self.simulated
        if self.control is None or self.simulated_control is None:
            return None
        return self.seen.value - self.control, self.simulated - self.simulated_control

    @property
    def is_effect_hit(self) -> bool | None:
        """The stricter question: whether the difference that the exposures make is near, or excused by the interval.

        None where the study does not tell what there is without them.
        """
        if self.effects is None:
            return None
        published, found = self.effects
        slack = NEAR * abs(published)
        if self.interval is not None:
            slack = max(slack, (self.interval[1] - self.interval[0]) / 2)
        return abs(found - published) <= slack


def sizes(cases: Mapping[str, PublishedCase] | None = None) -> Iterator[Size]:
    """Of all published cases, or of these, every number that was not given beforehand and that an exposure touches.

    Levels under an infusion of magnesium are left to the gallery: they tell of its kinetics. So is what is predicted
    from a level that is given (people chosen because they are low): the typical person is not one of them.
    """
    for name, published in (cases if cases is not None else published_cases()).items():
        case = read_case(published.path)
        yield from _sizes_of(name, published.split, case)


def _sizes_of(name: str, split: str, case: Case) -> Iterator[Size]:
    variants = dict(case.variants())
    if not any(acting(variant, math.inf) for variant in variants.values()):
        return
    moments = [seen.start if seen.at is None else seen.at for variant in variants.values() for seen in variant.seen]
    first = min((moment for moment in moments if moment is not None), default=0.0)
    results = simulate(case, outputs=["serum_magnesium"], at=[min(first, 0.0)], tolerance=TOLERANCE)
    found = [
        (result.arm, seen, float(np.median(values)))
        for result, seen, values, _ in predicted(results)
        if values is not None and np.isfinite(values).all() and not seen.given
    ]
    for arm, seen, simulated in found:
        end = seen.end if seen.at is None else seen.at
        end = math.inf if end is None else end
        there = acting(variants[arm], end)
        without = set(acting(variants[seen.versus_arm], end)) if seen.versus_arm in variants else set()
        makes = tuple(one for one in there if one not in without)
        apart = seen.versus_arm is not None or seen.what == "load_retention" or not is_infused(variants[arm])
        compared = [variants[name] for name in (arm, seen.versus_arm) if name is not None and name in variants]
        chosen = any(one.given for variant in compared for one in variant.seen)
        if makes and apart and not chosen:
            control = _control(seen, set(there), found, variants, end)
            yield Size(name, split, arm, seen, makes, simulated, *control, variants[arm].whom(seen) == "patient")


def _control(
    seen: Seen, there: set[Acting], found: Iterable[tuple[str, Seen, float]], variants: Mapping[str, Case], end: float
) -> tuple[float | None, float | None]:
    """The same level in the arm where least acts of what acts here, as published and as simulated."""
    if seen.kind != "level":
        return None, None
    same = [
        (len(acting(variants[arm], end)), other.value, simulated)
        for arm, other, simulated in found
        if (other.what, other.at, other.start, other.end, other.kind, other.bound) ==
           (seen.what, seen.at, seen.start, seen.end, "level", None)
        and set(acting(variants[arm], end)) < there
    ]  # fmt: skip
    if not same:
        return None, None
    _, published, simulated = min(same)
    return published, simulated
