"""The distribution in which the model expects one entry: of a person, or of the mean of a group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.body.calibrated import calibration
from magnesia.case.seen import Seen
from magnesia.comparison.lots import Values
from magnesia.comparison.measuring import variation_of
from magnesia.comparison.weighing import Weights
from magnesia.simulation.usual import smallest_change, usual_level

Array = NDArray[np.float64]

DRAWS = 4000
LIMITS = (0.05, 0.50, 0.95)
LEAST = 1e-9


def on_scale(seen: Seen, values: Array) -> Array:
    """Levels and ratios as logarithms; what can be negative as it is."""
    return np.log(np.maximum(values, LEAST)) if seen.style in ("level", "ratio") else np.asarray(values)


def off_scale(seen: Seen, values: Array) -> Array:
    return np.exp(values) if seen.style in ("level", "ratio") else np.asarray(values)


def size_of_errors(seen: Seen, middle: float) -> float:
    """What a relative error is counted by on the scale of the entry: logarithms and shares need nothing."""
    if seen.style != "change":
        return 1.0
    return max(abs(middle), smallest_change(seen.what))


def measured_by(seen: Seen, middle: float) -> float:
    """SD of one measurement of one person, on the scale of the entry; two of them where something is compared."""
    size = variation_of(seen.what)
    if seen.kind != "level":
        size *= np.sqrt(2)
    if seen.style in ("level", "ratio"):
        return float(size)
    if seen.style == "share":
        return float(size * max(abs(middle), 0.05))
    return float(size * max(abs(middle), usual_level(seen.what)))


@dataclass(frozen=True)
class Offsets:
    """What a laboratory or a population adds to all entries of one kind in a case: (people,) standard normals."""

    normals: dict[tuple[str, str], Array]
    rng: np.random.Generator

    def of(self, seen: Seen, people: int) -> Array:
        key = (seen.what, seen.style)
        if key not in self.normals or len(self.normals[key]) != people:
            self.normals[key] = self.rng.standard_normal(people)
        shared, _ = calibration().scatter_of(*key)
        return np.asarray(shared * self.normals[key])


def of_a_person(seen: Seen, everybody: Values, offsets: Offsets, weights: Weights, rng: np.random.Generator) -> Array:
    """(3,) limits: people in plausible bodies, measured once, by some laboratory."""
    values = on_scale(seen, everybody.combined(seen))
    people = len(values)
    known = np.isfinite(values)
    middle = float(np.median(off_scale(seen, values[known]))) if known.any() else np.nan
    _, own = calibration().scatter_of(seen.what, seen.style)
    size = size_of_errors(seen, middle)
    shifted = values + size * offsets.of(seen, people)
    share = np.where(known, weights.share, 0.0)
    chosen = rng.choice(people, DRAWS, p=share / share.sum())
    blur = np.hypot(size * own, measured_by(seen, middle))
    return np.quantile(off_scale(seen, shifted[chosen] + blur * rng.standard_normal(DRAWS)), LIMITS)


def of_a_group(
    seen: Seen, everybody: Values, typical: Values, people: tuple[int, int], same_people: bool, offsets: Offsets,
    weights: Weights, explained: Array | None, rng: np.random.Generator,
) -> Array:  # fmt: skip
    """(3,) limits of the mean of a group of ``people`` (in its arm, in the other).

    About the weighted mean of the drawn people lie: the bodies that the evidence allows (less what known values explain
    of it, ``explained`` (bodies,)), the luck of the sample, and the scatter between studies.
    """
    combined = everybody.combined(seen)
    known = np.isfinite(combined)
    held = Weights(np.where(known, weights.share, 0.0) / np.sum(weights.share[known]))
    combined = np.where(known, combined, np.nanmean(combined))
    total = np.hypot(*calibration().scatter_of(seen.what, seen.style))
    with_offset = on_scale(seen, combined) + offsets.of(seen, len(combined)) * size_of_errors(seen, np.median(combined))
    if held.effective < len(combined) * 0.999:  # people were chosen: by what they are and by how they were measured
        middle = held.mean(with_offset)
        total = calibration().scatter_of(seen.what, seen.style)[1]
    else:
        middle = float(on_scale(seen, np.array([np.mean(combined)]))[0])
    natural = float(off_scale(seen, np.array([middle]))[0])
    bodies = on_scale(seen, typical.combined(seen))
    bodies = bodies - np.nanmedian(bodies)
    if explained is not None:
        bodies = bodies - explained
    bodies = bodies[np.isfinite(bodies)]
    luck = _luck(seen, everybody, combined, people, same_people, held, natural)
    spread = np.hypot(luck, total * size_of_errors(seen, natural))
    draws = middle + rng.choice(bodies, DRAWS) + spread * rng.standard_normal(DRAWS)
    return np.quantile(off_scale(seen, draws), LIMITS)


def _luck(
    seen: Seen, everybody: Values, combined: Array, people: tuple[int, int], same_people: bool, held: Weights,
    middle: float,
) -> float:  # fmt: skip
    """SE of the mean of the sample, on the scale of the entry."""
    blur = measured_by(seen, middle)
    if everybody.other is None or same_people:
        sd = held.sd(on_scale(seen, combined))
        return float(np.hypot(sd, blur) / np.sqrt(people[0]))
    relative = seen.style == "ratio"
    sizes = []
    for values, count in zip((everybody.own, everybody.other), people, strict=True):
        finite = values[np.isfinite(values)]
        sd = float(np.std(np.log(np.maximum(finite, LEAST)) if relative else finite))
        sizes.append(np.hypot(sd, blur / np.sqrt(2)) / np.sqrt(count))
    return float(np.hypot(*sizes))
