"""What was predicted, beside each thing that was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from magnesia.simulation.result import quantiles
from magnesia.simulation.versus import predicted

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
    """Every ``seen`` entry of every arm."""
    for result, seen, values, _ in predicted(results):
        yield _row(result, seen, values)


def _row(result: ArmResult, seen: Seen, values: np.ndarray | None) -> Compared:
    known = values[np.isfinite(values)] if values is not None else np.empty(0)
    if not len(known):
        return Compared(result.arm, seen, None)
    if not result.is_ensemble:
        return Compared(result.arm, seen, float(known[0]))
    low, middle, high = quantiles(known[None])[:, 0].tolist()
    return Compared(result.arm, seen, middle, low, high)
