"""A schedule told in few words: repeated doses as trains, the rest as single moments, for one person.

A year with three meals a day is a thousand boluses. Written as a thousand events it is unreadable, and a simulator
that watches a thousand triggers is slow; as three daily trains it is neither.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from magnesia.engine.schedule import Schedule

DAY = 24.0
SHORTEST_TRAIN = 3
SAME_TIME = 1e-6  # h; moments closer than this are one

Additions = tuple[tuple[int, float], ...]
"""What is added to which states: pairs of state index and amount."""


@dataclass(slots=True)
class Moment:
    """What happens at one time (h): amounts added to states, and the values that parameters take from then on."""

    time: float
    additions: dict[int, float] = field(default_factory=dict)
    values: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Train:
    """The same additions again and again: ``count`` times from ``first``, ``period`` hours apart."""

    first: float
    period: float
    count: int
    additions: Additions

    @property
    def end(self) -> float:
        """Half a period after the last dose: a bound that the rounding of a running sum does not cross."""
        return self.first + (self.count - 0.5) * self.period


@dataclass(frozen=True, slots=True)
class Occasions:
    """All that happens to one person: first what happens at the start, then moments and trains after it."""

    start: Moment
    moments: tuple[Moment, ...]
    trains: tuple[Train, ...]


def moments_of(schedule: Schedule, person: int = 0) -> list[Moment]:
    """The boluses and changes of one person in order of time, those of no effect left out."""
    moments: dict[int, Moment] = {}
    for bolus in schedule.boluses:
        if amount := _of(bolus.amount, person):
            additions = moments.setdefault(bolus.segment, Moment(float(schedule.times[bolus.segment]))).additions
            additions[bolus.state_index] = additions.get(bolus.state_index, 0.0) + amount
    for change in schedule.changes:
        values = moments.setdefault(change.segment, Moment(float(schedule.times[change.segment]))).values
        values[change.parameter_index] = _of(change.value, person)
    return [moments[segment] for segment in sorted(moments)]


def _of(amounts: ArrayLike, person: int) -> float:
    """One person's share of an amount that is given for each or is the same for all."""
    return float(np.asarray(amounts) if np.ndim(amounts) == 0 else np.asarray(amounts)[person])


def occasions(schedule: Schedule, person: int = 0) -> Occasions:
    """One person's schedule with its repetitions found. Times stay those of the schedule."""
    start = Moment(float(schedule.times[0]))
    later: list[Moment] = []
    repeated: dict[Additions, list[float]] = defaultdict(list)
    for moment in moments_of(schedule, person):
        if moment.time <= start.time + SAME_TIME:
            start = moment
        elif moment.values:
            later.append(moment)
        else:
            repeated[tuple(sorted(moment.additions.items()))].append(moment.time)
    trains: list[Train] = []
    for additions, times in repeated.items():
        found, single = _trains(times, additions)
        trains += found
        later += [Moment(time, dict(additions)) for time in single]
    later.sort(key=lambda moment: moment.time)
    return Occasions(start, tuple(later), tuple(sorted(trains, key=lambda train: train.first)))


def _trains(times: list[float], additions: Additions) -> tuple[list[Train], list[float]]:
    """Equal doses as trains: one train if they are evenly spaced, else daily ones, for that is how people eat."""
    runs = _even_runs(times)
    if len(runs) > 1:
        by_clock: dict[int, list[float]] = defaultdict(list)
        for time in times:
            by_clock[round(time % DAY / SAME_TIME)].append(time)
        runs = [run for daily in by_clock.values() for run in _even_runs(daily)]
    trains = [Train(run[0], run[1] - run[0], len(run), additions) for run in runs if len(run) >= SHORTEST_TRAIN]
    return trains, [time for run in runs if len(run) < SHORTEST_TRAIN for time in run]


def _even_runs(times: list[float]) -> list[list[float]]:
    """The times cut wherever the spacing changes."""
    runs: list[list[float]] = []
    for time in times:
        run = runs[-1] if runs else []
        if run and (len(run) == 1 or abs((time - run[-1]) - (run[1] - run[0])) < SAME_TIME):
            run.append(time)
        else:
            runs.append([time])
    return runs
