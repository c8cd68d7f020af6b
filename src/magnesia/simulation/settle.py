"""The state of people who have long lived by their habits, meals and all, at one hour of the day.

A year of simulated meals would not settle bone. Instead the steady state under even intake is found first, and then
the day is closed on itself: whatever differs between two mornings is carried through the linearised body to the
morning that returns to itself (shooting), a few simulated days in all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.block import typical_scale
from magnesia.engine.evaluate import jacobian_matrix
from magnesia.engine.failure import Failure
from magnesia.engine.model import Model
from magnesia.engine.schedule import Schedule
from magnesia.engine.solve import solve
from magnesia.simulation.meals import DAY, serve
from magnesia.simulation.steady import SMALL, first_guess, moving_states, solved, steady_state
from magnesia.simulation.timetable import Timetable

Array = NDArray[np.float64]

TOLERANCE = 1e-7  # of the simulated days
CLOSED = 3e-4  # relative move that counts as closed; the error left is some fifty times less
MOST_DAYS = 12
LEAST_LEFT = 0.05  # of a pool in the evening
_SQUARINGS = 4  # the day is 16 implicit steps for the linearised body


@dataclass(frozen=True)
class Settled:
    """``states`` (states, people), ledgers and counters zero; who could not be settled is in ``failures`` and NaN."""

    states: Array
    failures: list[Failure]


def settle(model: Model, parameters: Array, intake: Mapping[str, Array], begin: float, clock_zero: float) -> Settled:
    """People (parameters, people) settled on ``intake`` (mmol/d by element) as they are at ``begin`` (h)."""
    people = parameters.shape[1]
    even = parameters.copy()
    for element, daily in intake.items():
        even[model.parameter_index[f"input.oral_{element}"]] += daily / DAY
    steady, found = steady_state(model, even, first_guess(model, even))
    failures = [
        Failure(int(person), begin, "no settled state exists for these habits and this body")
        for person in np.flatnonzero(~found)
    ]
    states = np.full((len(model.states), people), np.nan)
    alive = np.flatnonzero(found)
    if len(alive):
        day = Timetable(model, begin)
        serve(day, begin, begin + DAY, clock_zero, {element: daily[alive] for element, daily in intake.items()})
        schedule = day.schedule(begin + DAY, parameters[:, alive])
        mornings, lost = _close_the_day(model, steady[alive], even[:, alive], parameters[:, alive], schedule)
        states[:, alive] = mornings.T
        failures += [Failure(int(alive[one.person]), begin, one.reason) for one in lost]
    return Settled(states, sorted(failures, key=lambda failure: failure.person))


def _close_the_day(
    model: Model, steady: Array, even: Array, parameters: Array, schedule: Schedule
) -> tuple[Array, list[Failure]]:
    """States (people, states) that the day of ``schedule`` returns to; ``even`` are the parameters of even intake."""
    begin = float(schedule.times[0])
    moving = moving_states(model)
    scale = typical_scale(model)[moving]
    correction = _correction(model, steady, even, moving)
    morning = np.zeros_like(steady)
    morning[:, moving] = steady[:, moving]
    for _ in range(MOST_DAYS):
        day = solve(model, morning.T, parameters, schedule, at=[begin], outputs=[], tolerance=TOLERANCE)
        evening = day.final.T[:, moving]
        move = (correction @ (evening - morning[:, moving])[..., None])[..., 0]
        # the linearised body may empty a pool; what the day itself left of it bounds that
        corrected = np.maximum(morning[:, moving] + move, LEAST_LEFT * np.maximum(evening, 0))
        move = np.abs(corrected - morning[:, moving]) / (np.abs(corrected) + SMALL * scale)
        morning[:, moving] = corrected
        furthest = move.max(axis=1)
        if not np.any(furthest >= CLOSED):  # nor is NaN, which no further day would mend
            break
    known = {failure.person: failure for failure in day.failures}
    unsettled = np.flatnonzero(~(furthest < CLOSED))
    morning[unsettled] = np.nan
    return morning, [
        known.get(person, Failure(person, begin, "days of these habits do not come to resemble each other"))
        for person in unsettled.tolist()
    ]


def _correction(model: Model, steady: Array, even: Array, moving: NDArray[np.intp]) -> Array:
    """(I - M)^-1 (people, moving, moving), M being what a day makes of a small difference in the morning."""
    jacobian = jacobian_matrix(model, steady.T, even)[:, moving[:, None], moving]
    identity = np.eye(len(moving))
    every = np.broadcast_to(identity, jacobian.shape)
    day = solved(identity - DAY / 2**_SQUARINGS * jacobian, every)
    for _ in range(_SQUARINGS):
        day = day @ day
    kept = identity - day
    # what nothing acts on (gestation, a cavity without fluid) stays as it is
    still = ~np.any(jacobian, axis=2)
    kept += identity * still[:, None, :]
    return solved(kept, every)
