"""What the calibration studies saw, as residuals of one size: logarithms of ratios, shares, or parts of a change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.body.calibrated import scatter_key
from magnesia.case.cases import Case, Whom
from magnesia.case.seen import Seen
from magnesia.simulation.usual import smallest_change, usual_level

Array = NDArray[np.float64]

SMALLEST_ERROR = 0.002
"""No mean is known better than this share of itself: figures are rounded."""
USUAL_SPREAD = {"serum_magnesium": 0.09, "ionized_magnesium": 0.09, "serum_calcium": 0.05, "ionized_calcium": 0.04,
                "serum_potassium": 0.09}  # fmt: skip
"""SD of the logarithm between people where a study gives none; of all else it is taken as ``OTHER_SPREAD``."""
OTHER_SPREAD = 0.40


WORST_RATIO = 1e-3
"""A prediction of the wrong sign counts as this share of what was seen."""
CHOSEN = 0.10
"""SD added to what else was seen in people who were chosen by one of their levels: the typical person is not they."""


@dataclass(frozen=True)
class Observation:
    """One number of a study.

    ``style`` is ``level`` or ``ratio`` (residuals are logarithms of predicted / seen), ``share`` (differences) or
    ``change`` (differences per ``size``, the change or what it is measured by); ``error`` is the standard error of the
    residual. ``whom`` tells about whom it is (``Case.whom``); ``is_free`` marks a level by which these people were
    chosen, so that it says nothing of the typical body.
    """

    study: str
    arm: str
    seen: Seen
    style: str
    size: float
    error: float
    whom: Whom
    is_free: bool

    @property
    def key(self) -> str:
        """What scatters alike between studies."""
        return scatter_key(self.seen.what, self.style, self.whom)

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
    variants = dict(case.variants())
    for arm, variant in variants.items():
        chosen = any(seen.given for seen in variant.seen)
        for seen in variant.seen:
            size = _size(seen)
            error = _relative_error(seen, variant.person.count, size)
            if chosen and not seen.given:
                error = float(np.hypot(error, CHOSEN))
            other = variants.get(seen.versus_arm or "", variant)
            whom = variant.whom(seen) if variant.is_disturbed else other.whom(seen)
            yield Observation(study, arm, seen, seen.style, size, error, whom, seen.given)


def _size(seen: Seen) -> float:
    """What a difference is measured by."""
    if seen.style == "share":
        return 1.0
    if seen.style != "change":
        return abs(seen.value)
    return max(abs(seen.value), seen.standard_error() or 0.0, smallest_change(seen.what), 1e-6)


def _relative_error(seen: Seen, people: int | None, size: float) -> float:
    error = seen.standard_error(people)
    if error is not None:
        return max(error / size, SMALLEST_ERROR)
    spread = USUAL_SPREAD.get(seen.what, OTHER_SPREAD)
    level = usual_level(seen.what) if seen.style == "change" else abs(seen.value)
    return max(spread * level / size / math.sqrt(seen.n or people or 1), SMALLEST_ERROR)
