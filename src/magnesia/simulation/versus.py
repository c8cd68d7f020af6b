"""What was predicted where something was seen, arms set against each other where an entry asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from magnesia.case.seen import Seen
from magnesia.simulation.result import ArmResult

Array = NDArray[np.float64]


def predicted(results: Sequence[ArmResult]) -> Iterator[tuple[ArmResult, Seen, Array | None, str | None]]:
    """Every ``seen`` entry of every arm: its result, the entry, values (people,) or None, and the reason for None.

    An entry with ``minus`` or ``over`` gets the difference or ratio to the same people in the other arm. What an arm
    is asked only because others compare themselves with it is left out.
    """
    arms = {result.arm: result for result in results}
    for result in results:
        for prediction in result.predictions:
            seen, values, reason = prediction.seen, prediction.values, prediction.reason
            if result.arm and seen.versus_arm == result.arm:
                continue
            if seen.versus_arm is not None and values is not None:
                values = _against(values, seen, arms.get(seen.versus_arm))
                reason = None if values is not None else f"nothing comparable is predicted in arm {seen.versus_arm}"
            yield result, seen, values, reason


def _against(values: Array, seen: Seen, other: ArmResult | None) -> Array | None:
    theirs = next((one.values for one in other.predictions if _same(one.seen, seen)), None) if other else None
    if theirs is None:
        return None
    if len(values) != len(theirs) and 1 not in (len(values), len(theirs)):
        common = min(len(values), len(theirs))  # people of one number are the same in every arm
        values, theirs = values[:common], theirs[:common]
    return values - theirs if seen.minus is not None else values / theirs


def _same(one: Seen, other: Seen) -> bool:
    """Whether two entries ask the same of different arms; what was measured there does not matter."""
    asked: dict[str, Any] = {"value": 0.0, "unit": "", "spread": (), "spread_kind": None, "bound": None, "n": None,
                             "given": False, "minus": None, "over": None, "note": None}  # fmt: skip
    return replace(one, **asked) == replace(other, **asked)
