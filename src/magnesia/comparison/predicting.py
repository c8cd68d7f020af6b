"""The distribution in which the model expects one entry: of a person, or of the mean of a group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.body.calibrated import TAILS, calibration
from magnesia.case.cases import Whom
from magnesia.case.seen import Seen
from magnesia.comparison.lots import Values
from magnesia.comparison.measuring import scatter_between_studies, variation_of
from magnesia.comparison.weighing import Weights
from magnesia.simulation.usual import is_store, smallest_change, usual_level

Array = NDArray[np.float64]

DRAWS = 4000
LIMITS = (0.05, 0.50, 0.95)
LEAST = 1e-9


def on_scale(seen: Seen, values: Array) -> Array:
    """Levels and ratios as logarithms; what can be negative as it is."""
    return np.log(np.maximum(values, LEAST)) if seen.style in ("level", "ratio") else np.asarray(values)


def off_scale(seen: Seen, values: Array) -> Array:
    """Back from :func:`on_scale`."""
    return np.exp(values) if seen.style in ("level", "ratio") else np.asarray(values)


def limits(seen: Seen, draws: Array) -> Array:
    """(3,) quantiles; a probability stays one."""
    found = np.quantile(draws, LIMITS)
    return np.clip(found, 0.0, 1.0) if seen.sign is not None else found


def size_of_errors(seen: Seen, middle: float) -> float:
    """What a relative error is counted by on the scale of the entry: logarithms and shares need nothing."""
    if seen.style != "change":
        return 1.0
    return max(abs(middle), smallest_change(seen.name))


def measured_by(seen: Seen, level: float) -> float:
    """SD of one measurement of one person, on the scale of the entry; of two of them where something is compared.

    ``level`` is about what the observable is, or all that is known of it.
    """
    hours = 0.0 if seen.start is None or seen.end is None else seen.end - seen.start
    size = variation_of(seen.what, hours) * (1.0 if seen.kind == "level" else np.sqrt(2))
    if seen.style in ("level", "ratio"):
        return float(size)
    if seen.style == "change" and is_store(seen.what):
        return smallest_change(seen.name)  # nobody weighs a store twice: a balance tells how it changed
    return float(size * max(abs(level), 0.05 if seen.style == "share" else usual_level(seen.name)))


@dataclass(frozen=True)
class Offsets:
    """What a laboratory or a population adds to all entries of one kind in a case: (people,) of Student's law.

    They matter where something of that kind is given: then they are part of why it was so. How far studies
    scatter depends on ``whom`` an entry is about.
    """

    whom: Callable[[Seen], Whom]
    drawn: dict[tuple[str, str], Array]
    rng: np.random.Generator

    def of(self, seen: Seen, people: int) -> Array:
        """(people,) in units of the scatter that entries share."""
        key = (seen.name, seen.style)
        if key not in self.drawn or len(self.drawn[key]) != people:
            self.drawn[key] = self.rng.standard_t(TAILS, people)
        return self.drawn[key]

    def sizes(self, seen: Seen) -> tuple[float, float]:
        """Scales of what the entries of a kind share, and of each by itself."""
        expected = scatter_between_studies(seen.name, seen.style)
        return calibration().scatter_of(seen.what, seen.style, self.whom(seen), expected)

    def shifts(self, seen: Seen, people: int, middle: float) -> Array:
        """(people,) on the scale of an entry that is about ``middle``."""
        shared, _ = self.sizes(seen)
        return np.asarray(shared * size_of_errors(seen, middle) * self.of(seen, people))


def of_a_person(
    seen: Seen, everybody: Values, offsets: Offsets, weights: Weights, given: frozenset[tuple[str, str]],
    rng: np.random.Generator,
) -> Array:  # fmt: skip
    """(3,) limits: people in plausible bodies, measured once, by some laboratory.

    Of what was ``given`` (observable and style), the laboratory is the same and its offset in the weights.
    """
    combined = everybody.combined(seen)
    middle = float(np.nanmedian(combined))
    values, size = on_scale(seen, combined), size_of_errors(seen, middle)
    shared, own = offsets.sizes(seen)
    scatter = np.hypot(shared, own)
    if (seen.name, seen.style) in given:
        values, scatter = values + offsets.shifts(seen, len(values), middle), own
    chosen = rng.choice(len(combined), DRAWS, p=weights.of_known(combined).share)
    blur = np.hypot(size * scatter, measured_by(seen, everybody.level))
    return limits(seen, off_scale(seen, values[chosen] + blur * rng.standard_t(TAILS, DRAWS)))


def of_a_group(
    seen: Seen, everybody: Values, typical: Values, people: tuple[int, int], same_people: bool, offsets: Offsets,
    weights: Weights, given: frozenset[tuple[str, str]], explained: Array | None, rng: np.random.Generator,
) -> Array:  # fmt: skip
    """(3,) limits of the mean of a group of ``people`` (in its arm, in the other).

    About the weighted mean of the drawn people lie: the bodies that the evidence allows (less what known values explain
    of it, ``explained`` (bodies,)), the luck of the sample, and the scatter between studies. Of what was ``given``
    (observable and style), the offset of the laboratory is in the weights, and the own scatter counts twice.
    """
    combined = everybody.combined(seen)
    held = weights.of_known(combined)
    shared, own = offsets.sizes(seen)
    total = np.hypot(shared, own)
    natural = held.mean(combined)
    if (seen.name, seen.style) in given:
        total = np.sqrt(2) * own
        shifts = offsets.shifts(seen, len(combined), natural)
        natural = float(off_scale(seen, np.array(held.mean(on_scale(seen, combined) + shifts))))
    bodies = on_scale(seen, typical.combined(seen))
    bodies = bodies - np.nanmedian(bodies)
    luck = _luck(seen, everybody, people, same_people, held, float(np.nanvar(bodies)))
    if explained is not None:
        bodies = bodies - explained
    bodies = bodies[np.isfinite(bodies)]
    spread = np.hypot(luck, total * size_of_errors(seen, natural))
    middle = on_scale(seen, np.array(natural))
    draws = middle + rng.choice(bodies, DRAWS) + spread * rng.standard_t(TAILS, DRAWS)
    return limits(seen, off_scale(seen, draws))


def _luck(
    seen: Seen, everybody: Values, people: tuple[int, int], same_people: bool, held: Weights, of_bodies: float
) -> float:
    """SE of the mean of the sample, on the scale of the entry; ``of_bodies`` is the variance in the drawn people that
    comes of their bodies, which are no luck: all of a study have the same."""
    if seen.kind == "level" and seen.sign is not None:  # of so many people it is present in some, absent in the rest
        share = float(np.clip(held.mean(everybody.own), 0.0, 1.0))
        return float(np.sqrt(share * (1 - share) / people[0]))
    blur = measured_by(seen, everybody.level)
    if everybody.other is None or same_people:
        between = max(held.sd(on_scale(seen, everybody.combined(seen))) ** 2 - of_bodies, 0.0)
        return float(np.sqrt((between + blur**2) / people[0]))
    sizes = []
    for values, count in zip((everybody.own, everybody.other), people, strict=True):
        finite = values[np.isfinite(values)]
        sd = float(np.std(np.log(np.maximum(finite, LEAST)) if seen.style == "ratio" else finite))
        sizes.append(np.hypot(sd, blur / np.sqrt(2)) / np.sqrt(count))
    return float(np.hypot(*sizes))
