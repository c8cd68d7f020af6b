"""What the calibration studies saw, as residuals of one size: logarithms of ratios, shares, or parts of a change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from magnesia.body import whole_body
from magnesia.case.cases import Case
from magnesia.case.seen import Seen
from magnesia.simulation import simulate

Array = NDArray[np.float64]

SD_OF_IQR, SD_OF_RANGE, SD_OF_CI = 1.349, 4.0, 3.92
"""Standard deviations in an interquartile range, in a range (of some thirty values), in a 95 % interval."""
SMALLEST_ERROR = 0.002
"""No mean is known better than this share of itself: figures are rounded."""
USUAL_SPREAD = {"serum_magnesium": 0.09, "ionized_magnesium": 0.09, "serum_calcium": 0.05, "ionized_calcium": 0.04,
                "serum_potassium": 0.09}  # fmt: skip
"""SD of the logarithm between people where a study gives none; of all else it is taken as ``OTHER_SPREAD``."""
OTHER_SPREAD = 0.40


SMALLEST_CHANGE = 0.05
"""Of the usual level: a change that is smaller is measured by this."""
WORST_RATIO = 1e-3
"""A prediction of the wrong sign counts as this share of what was seen."""
CHOSEN = 0.10
"""SD added to what else was seen in people who were chosen by one of their levels: the typical person is not they."""


@dataclass(frozen=True)
class Observation:
    """One number of a study.

    ``style`` is ``level`` or ``ratio`` (residuals are logarithms of predicted / seen), ``share`` (differences) or
    ``change`` (differences per ``size``, the change or what it is measured by); ``error`` is the standard error of the
    residual. ``is_free`` marks a level by which the people were chosen, so that it says nothing of the typical body.
    """

    study: str
    arm: str
    seen: Seen
    style: str
    size: float
    error: float
    is_free: bool

    @property
    def key(self) -> str:
        """What scatters alike between studies, such as ``serum_magnesium level``."""
        return f"{self.seen.what} {self.style}"

    def residual(self, predicted: Array) -> Array:
        """Of predictions (lanes,). A bound that is kept leaves nothing."""
        if self.style in ("change", "share"):
            found = (predicted - self.seen.value) / self.size
        else:
            found = np.log(np.maximum(predicted / self.seen.value, WORST_RATIO))
        if self.seen.bound == "<":
            found = np.maximum(found, 0.0)
        elif self.seen.bound == ">":
            found = np.minimum(found, 0.0)
        return np.asarray(found)


def observations(study: str, case: Case) -> Iterator[Observation]:
    """Every entry of every arm, in order."""
    for arm, variant in case.variants():
        chosen = any(seen.given for seen in variant.seen)
        for seen in variant.seen:
            style = style_of(seen)
            size = _size(seen, style)
            error = _relative_error(seen, variant.person.count, style, size)
            if chosen and not seen.given:
                error = float(np.hypot(error, CHOSEN))
            yield Observation(study, arm, seen, style, size, error, seen.given)


def style_of(seen: Seen) -> str:
    if seen.kind in ("change", "difference") or (seen.observable.low < 0 and seen.observable.kind != "share"):
        return "change"  # what can be on either side of nothing has no logarithm
    if seen.kind == "ratio":
        return "ratio"
    return "share" if seen.observable.kind == "share" or seen.value <= 0 else "level"


def standard_error(seen: Seen, people: int | None = None) -> float | None:
    """Of the mean that was seen, in its unit; None where the study tells nothing about it."""
    root = math.sqrt(seen.n or people or 1)
    if seen.spread_kind is None:
        return None
    if len(seen.spread) == 1:
        return seen.spread[0] if seen.spread_kind == "se" else seen.spread[0] / root
    width = seen.spread[1] - seen.spread[0]
    if seen.spread_kind == "ci95":
        return width / SD_OF_CI
    return width / (SD_OF_IQR if seen.spread_kind == "iqr" else SD_OF_RANGE) / root


def _size(seen: Seen, style: str) -> float:
    """What a difference is measured by."""
    if style == "share":
        return 1.0
    if style != "change":
        return abs(seen.value)
    return max(abs(seen.value), standard_error(seen) or 0.0, SMALLEST_CHANGE * usual_level(seen.what), 1e-6)


def _relative_error(seen: Seen, people: int | None, style: str, size: float) -> float:
    error = standard_error(seen, people)
    if error is not None:
        return max(error / size, SMALLEST_ERROR)
    spread = USUAL_SPREAD.get(seen.what, OTHER_SPREAD)
    level = usual_level(seen.what) if style == "change" else abs(seen.value)
    return max(spread * level / size / math.sqrt(seen.n or people or 1), SMALLEST_ERROR)


@cache
def usual_level(what: str) -> float:
    """Of a healthy adult, in the standard unit; zero for what is counted over a window."""
    model = whole_body()
    if what not in model.signal_index:
        return 0.0
    (result,) = simulate(Case(), outputs=[what], at=[0.0])
    return abs(float(result.outputs[what].values[0, 0]))
