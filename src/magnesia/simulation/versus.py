"""What was predicted where something was seen, arms set against each other where an entry asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
                theirs = counterpart(seen, arms)
                if theirs is None:
                    values, reason = None, f"nothing comparable is predicted in arm {seen.versus_arm}"
                else:
                    values, theirs = paired(values, theirs)
                    values = values - theirs if seen.minus is not None else values / theirs
            yield result, seen, values, reason


def counterpart(seen: Seen, arms: Mapping[str, ArmResult]) -> Array | None:
    """What the same entry is in the arm that it is compared with."""
    other = arms.get(seen.versus_arm or "")
    return next((one.values for one in other.predictions if _same(one.seen, seen)), None) if other else None


def paired(one: Array, other: Array) -> tuple[Array, Array]:
    """The people whom both arms have: those of one number are the same. A single typical person goes with all."""
    if 1 in (len(one), len(other)):
        return one, other
    common = min(len(one), len(other))
    return one[:common], other[:common]


def _same(one: Seen, other: Seen) -> bool:
    """Whether two entries ask the same of different arms; what was measured there does not matter."""
    asked: dict[str, Any] = {"value": 0.0, "unit": "", "spread": (), "spread_kind": None, "bound": None, "n": None,
                             "given": False, "minus": None, "over": None, "note": None}  # fmt: skip
    return replace(one, **asked) == replace(other, **asked)
