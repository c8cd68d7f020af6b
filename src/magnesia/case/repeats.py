"""Things that happen again: ``every`` with ``times`` or ``until``, expanded only when asked for."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from magnesia.errors import InputError

MOST_OCCASIONS = 100_000
# two moments closer than this are one: decimal hours are not exact
INSTANT_H = 1e-7


@dataclass(frozen=True)
class Repeats:
    """``every``: the pattern of gaps (h); ``times``: how often in all; ``until`` (h): none from this moment on."""

    every: tuple[float, ...]
    times: int | None = None
    until: float | None = None

    def occasions(self, first: float, horizon: float) -> Iterator[float]:
        """The moments (h) from ``first`` on, before ``until`` and before ``horizon``.

        ``InputError`` if they are more than ``MOST_OCCASIONS``.
        """
        end = min(horizon, math.inf if self.until is None else self.until) - INSTANT_H
        cycle = math.fsum(self.every)
        offsets = (0.0, *itertools.accumulate(self.every[:-1]))
        for index in itertools.count():
            turn, step = divmod(index, len(self.every))
            moment = first + turn * cycle + offsets[step]
            if moment > end or (self.times is not None and index >= self.times):
                return
            if index >= MOST_OCCASIONS:
                raise InputError(
                    f"An entry repeats more than {MOST_OCCASIONS} times before {horizon / 24:g} d; simulate less time."
                )
            yield moment

    def count(self, first: float) -> float:
        """About how many occasions there are; infinite where nothing ends them."""
        by_times = math.inf if self.times is None else self.times
        by_until = math.inf if self.until is None else (self.until - first) / math.fsum(self.every) * len(self.every)
        return min(by_times, by_until)
