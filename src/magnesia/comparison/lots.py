"""The people and the bodies from which a comparison is predicted: two simulations of an arm serve all its entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.body.calibrated import calibration
from magnesia.case.cases import Case
from magnesia.case.seen import Seen
from magnesia.effects import plausible_answers
from magnesia.errors import ComputationError
from magnesia.simulation import ArmResult, simulate
from magnesia.simulation.versus import counterpart, paired

Array = NDArray[np.float64]
Progress = Callable[[float], None]

BODIES = 96
"""Typical persons, each in another body that the evidence allows."""
TOLERANCE = 1e-5


@dataclass(frozen=True)
class Lots:
    """Arms of a case simulated twice: drawn ``people``, each in a plausible body, and the typical person in many
    plausible ``bodies`` (none where nothing is about a group)."""

    people: Mapping[str, ArmResult]
    bodies: Mapping[str, ArmResult]


def draw_lots(case: Case, people: int, seed: int, progress: Progress | None = None) -> Lots:
    """Only what was seen is asked of the simulation. ``ComputationError`` where nobody of an arm can be computed."""
    first = min([0.0, *(moment for _, arm in case.variants() for one in arm.seen
                        for moment in (one.at, one.start) if moment is not None)])  # fmt: skip
    rng = np.random.default_rng(seed)
    apart = np.random.default_rng([seed, 1])  # so that a body is the same whether or not its organs are asked
    plausible = calibration()

    def several(count: int) -> Mapping[str, Array]:
        return plausible.bodies(count, rng) | plausible_answers(count, apart)

    def lot(begin: float, share: float, bodies: Mapping[str, Array], count: int | None) -> Mapping[str, ArmResult]:
        tell = None if progress is None else lambda done: progress(begin + share * done)
        results = simulate(case, people=count, bodies=bodies, outputs=["serum_magnesium"], at=[first],
                           seed=seed, tolerance=TOLERANCE, progress=tell)  # fmt: skip
        for result in results:
            if len(result.failures) == result.people:
                raise ComputationError(str(result.failures[0]))
        return {result.arm: result for result in results}

    typical = BODIES if _is_about_groups(case) else 0
    whole = people + typical
    everybody = lot(0.0, people / whole, several(people), people)
    if not typical:
        return Lots(everybody, {})
    return Lots(everybody, lot(people / whole, typical / whole, several(typical), None))


def _is_about_groups(case: Case) -> bool:
    arms = [arm for _, arm in case.variants()]
    return any((arm.person.count or 1) > 1 or any((seen.n or 1) > 1 for seen in arm.seen) for arm in arms)


@dataclass(frozen=True)
class Values:
    """An entry in one lot: ``own`` of its arm and ``other`` of the arm it is compared with, else None; the same people
    in both where their places agree."""

    own: Array
    other: Array | None

    def combined(self, seen: Seen) -> Array:
        """The difference or ratio where arms are compared."""
        if self.other is None:
            return self.own
        return self.own - self.other if seen.minus is not None else self.own / self.other

    def in_laboratories(self, count: int) -> Values:
        """Everybody as often as there are laboratories, (laboratories * people,): all in the first, all in the next."""
        return Values(np.tile(self.own, count), None if self.other is None else np.tile(self.other, count))

    @property
    def level(self) -> float:
        """What is usual in its arm."""
        return float(np.nanmedian(np.abs(self.own)))


def values_of(seen: Seen, entry: int, arm: str, lot: Mapping[str, ArmResult]) -> Values | str:
    """Of the entry with this number in an arm; the reason where there is no prediction."""
    prediction = lot[arm].predictions[entry]
    if prediction.values is None:
        return prediction.reason or "it is not simulated"
    if seen.versus_arm is None:
        return Values(prediction.values, None)
    theirs = counterpart(seen, lot)
    if theirs is None:
        return f"nothing comparable is predicted in arm {seen.versus_arm}"
    return Values(*paired(prediction.values, theirs))
