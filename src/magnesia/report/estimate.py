"""A number with the limits of nine tenths of the people beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.simulation.result import quantiles

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """``middle`` of the typical person, or of a group; ``low`` and ``high`` hold 90 % of the people. NaN: unknown."""

    middle: float
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether anything could be computed."""
        return bool(np.isfinite(self.middle))


def estimate(typical: Array, people: Array) -> Estimate:
    """From the value of the typical person (1,) and those of many; a group is its own type, by its median."""
    low, _, high = quantiles(people[None])[:, 0].tolist()
    return Estimate(float(quantiles(typical[None])[1, 0]), low, high)


def mean_estimate(typical: Array, people: Array) -> Estimate:
    """The same with the mean of a group, so that sums stay sums."""
    known = typical[np.isfinite(typical)]
    low, _, high = quantiles(people[None])[:, 0].tolist()
    return Estimate(float(known.mean()) if len(known) else float("nan"), low, high)
