"""What was predicted, beside each thing that was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from magnesia.simulation.result import quantiles

if TYPE_CHECKING:
    from magnesia.case.seen import Seen
    from magnesia.simulation import ArmResult


@dataclass(frozen=True)
class Compared:
    """A ``seen`` entry of an arm with its prediction: the middle, and p05 and p95 where there are many people."""

    arm: str
    seen: Seen
    middle: float | None
    low: float | None = None
    high: float | None = None


def compared(results: Sequence[ArmResult]) -> Iterator[Compared]:
    """Every ``seen`` entry of every arm; one that compares its arm with itself is left out."""
    arms = {result.arm: result for result in results}
    for result in results:
        for prediction in result.predictions:
            seen, values = prediction.seen, prediction.values
            if seen.versus_arm == result.arm and result.arm:
                continue
            if seen.versus_arm is not None and values is not None:
                values = _against(values, seen, arms.get(seen.versus_arm))
            yield _row(result, seen, values)


def _against(values: np.ndarray, seen: Seen, other: ArmResult | None) -> np.ndarray | None:
    """The difference or the ratio to the same thing in another arm, person by person."""
    theirs = next((one.values for one in other.predictions if _same(one.seen, seen)), None) if other else None
    if theirs is None or theirs.shape != values.shape:
        return None
    return values - theirs if seen.minus is not None else values / theirs


def _same(one: Seen, other: Seen) -> bool:
    """Whether two entries ask the same of different arms; what was measured there does not matter."""
    asked: dict[str, Any] = {"value": 0.0, "unit": "", "spread": (), "spread_kind": None, "bound": None, "n": None,
                             "given": False, "minus": None, "over": None, "note": None}  # fmt: skip
    return replace(one, **asked) == replace(other, **asked)


def _row(result: ArmResult, seen: Seen, values: np.ndarray | None) -> Compared:
    known = values[np.isfinite(values)] if values is not None else np.empty(0)
    if not len(known):
        return Compared(result.arm, seen, None)
    if not result.is_ensemble:
        return Compared(result.arm, seen, float(known[0]))
    low, middle, high = quantiles(known[None])[:, 0].tolist()
    return Compared(result.arm, seen, middle, low, high)
