"""Collects what happens, in any order, and lays it out as the segments the engine runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.model import Model
from magnesia.engine.schedule import Bolus, Change, Schedule

Array = NDArray[np.float64]
INSTANT = 1e-7  # h; moments closer than this are one


class Timetable:
    """Amounts added to states, rates that switch on and off, and values that parameters take, from ``begin`` on (h).

    Amounts, rates and values are (people,) or one number for all. What is said of a time before ``begin`` holds at
    ``begin``, except amounts, which are no longer there.
    """

    def __init__(self, model: Model, begin: float):
        self.model = model
        self.begin = begin
        self._boluses: list[tuple[float, int, Array]] = []
        self._rates: dict[int, list[tuple[float, int, Array]]] = defaultdict(list)
        self._values: dict[int, list[tuple[float, Array]]] = defaultdict(list)

    def add(self, time: float, state: str, amount: Array) -> None:
        """An amount given at once."""
        if time >= self.begin - INSTANT:
            self._boluses.append((time, self.model.state_index[state], amount))

    def run(self, begin: float, end: float, parameter: str, rate: Array) -> None:
        """Something supplied at a constant rate; what runs at the same time adds up."""
        begin = max(begin, self.begin)
        if end > begin:
            self._rates[self.model.parameter_index[parameter]] += [(begin, 1, rate), (end, -1, -rate)]

    def set(self, time: float, parameter: str, value: Array) -> None:
        """The value of a parameter from ``time`` on."""
        self._values[self.model.parameter_index[parameter]].append((max(time, self.begin), value))

    def schedule(self, until: float, parameters: Array) -> Schedule:
        """Everything before ``until``; ``parameters`` (parameters, people) are those at the start."""
        values = {row: _in_order(entries) for row, entries in self._values.items()}
        for row, entries in self._rates.items():
            values[row] = _summed(entries, values.get(row, []), parameters[row])
        moments = [time for entries in values.values() for time, _ in entries] + [time for time, *_ in self._boluses]
        times = _boundaries(self.begin, until, moments)
        last = len(times) - 1
        segment_of = dict(zip(moments, (np.searchsorted(times, np.array(moments) - INSTANT)).tolist(), strict=True))
        return Schedule(
            times=times,
            boluses=tuple(
                Bolus(segment_of[time], index, amount)
                for time, index, amount in self._boluses
                if segment_of[time] < last
            ),
            changes=tuple(
                Change(segment_of[time], row, value)
                for row, entries in values.items()
                for time, value in entries
                if segment_of[time] < last
            ),
        )


def _in_order(entries: list[tuple[float, Array]]) -> list[tuple[float, Array]]:
    """By time; of those at one time the last one said."""
    kept: list[tuple[float, Array]] = []
    for time, value in sorted(entries, key=lambda entry: entry[0]):
        if kept and time - kept[-1][0] <= INSTANT:
            kept[-1] = (kept[-1][0], value)
        else:
            kept.append((time, value))
    return kept


def _summed(
    rates: list[tuple[float, int, Array]], values: list[tuple[float, Array]], before: Array
) -> list[tuple[float, Array]]:
    """What runs at each moment on top of the value that is set; nothing running is exactly that value."""
    happenings: list[tuple[float, int, Array | None, Array | None]] = [
        *((time, started, rate, None) for time, started, rate in rates),
        *((time, 0, None, value) for time, value in values),
    ]
    running, supplied, level = 0, np.zeros(1), before
    levels: list[tuple[float, Array]] = []
    for time, started, rate, value in sorted(happenings, key=lambda happening: happening[:2]):
        running += started
        if rate is not None:
            supplied = supplied + rate if running else np.zeros(1)
        level = level if value is None else value
        levels.append((time, level + supplied))
    return _in_order(levels)


def _boundaries(begin: float, until: float, moments: Iterable[float]) -> Array:
    times = np.unique(np.array([begin, *(time for time in moments if begin < time < until - INSTANT)]))
    apart = np.concatenate([[True], np.diff(times) > INSTANT])
    return np.append(times[apart], until)
