"""First-order rise and fall drawn as pieces of constant height, so that a solver meets jumps only where pieces begin.

A piece has the mean height of the curve over its length, so what it does in sum is what the curve would do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from magnesia.exposures.kinds import Array

STEPS = 12  # pieces for a change as large as the whole effect
MOST_SHARE = 1000.0  # a change counts as that many times what is ever reached: it had no time to get anywhere
_SETTLED = 5.0  # time constants after which a change counts as complete; the rest is put into the last piece


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` to ``end`` (h) the height tends to ``target`` with ``time_constant`` (h), beginning with a jump by
    ``jump`` first. ``end`` may be infinite."""

    start: float
    end: float
    target: Array
    time_constant: float
    jump: Array


@dataclass(frozen=True, slots=True)
class Staircase:
    """``heights`` (pieces[, people]) hold from ``times`` (pieces,) h on; before the first it is zero."""

    times: Array
    heights: Array

    def at(self, moments: Array) -> Array:
        """The height that holds at and after each moment, (moments[, people])."""
        index = np.searchsorted(self.times, moments, side="right") - 1
        shape = (-1,) + (1,) * (self.heights.ndim - 1)
        return np.where((index >= 0).reshape(shape), self.heights[np.maximum(index, 0)], 0.0)


def draw(stretches: Sequence[Stretch]) -> Staircase:
    """The staircase along consecutive stretches; the height before the first is zero."""
    ends = list(_ends(stretches))
    largest = max((float(np.max(np.abs(height))) for pair in ends for height in pair), default=0.0)
    times: list[float] = []
    heights: list[Array] = []
    for stretch, (begin, _) in zip(stretches, ends, strict=True):
        for time, height in _pieces(stretch, begin, largest):
            times.append(time)
            heights.append(height)
    return Staircase(np.array(times), np.array(np.broadcast_arrays(*heights)) if heights else np.zeros(0))


def _ends(stretches: Sequence[Stretch]) -> Iterator[tuple[Array, Array]]:
    """The exact height at the beginning (after the jump) and the end of each stretch."""
    height: Array = np.asarray(0.0)
    for stretch in stretches:
        begin = height + stretch.jump
        length = stretch.end - stretch.start
        left = math.exp(-length / stretch.time_constant) if stretch.time_constant > 0 else 0.0
        height = stretch.target + (begin - stretch.target) * left
        yield begin, height


def _pieces(stretch: Stretch, begin: Array, largest: float) -> Iterator[tuple[float, Array]]:
    """(start, height) of each piece of a stretch."""
    change = begin - stretch.target
    share = float(np.max(np.abs(change))) / largest if largest > 0 else 0.0
    if stretch.time_constant <= 0 or share < 1e-9:
        yield stretch.start, stretch.target + 0.0 * change
        return
    constant, length = stretch.time_constant, stretch.end - stretch.start
    steps = max(1, math.ceil(STEPS * min(share, MOST_SHARE)))
    done = np.arange(steps) / steps
    begins = np.append(-constant * np.log1p(-done), max(_SETTLED * constant, 0.0))
    within = begins[begins < length]
    for index, start in enumerate(within):
        end = min(begins[index + 1], length) if index + 1 < len(begins) else length
        if index + 1 == len(begins):  # settled: nothing is left, the tail was counted in the piece before
            yield stretch.start + start, stretch.target + 0.0 * change
        else:
            complete = index + 2 == len(begins) and end == begins[-1]
            until = 0.0 if complete else math.exp(-end / constant)
            mean = constant * (math.exp(-start / constant) - until) / (end - start)
            yield stretch.start + start, stretch.target + change * mean
