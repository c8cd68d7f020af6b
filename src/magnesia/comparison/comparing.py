"""One thing that was seen, and the interval in which the model expected it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from magnesia.case.seen import Seen


@dataclass(frozen=True)
class Comparison:
    """``seen`` in ``arm`` of ``case``, numbers in its standard unit.

    ``p05``, ``p50`` and ``p95`` are None where the model has no prediction, and ``reason`` says why. ``warnings`` are
    sentences on what is doubtful in the arm, and on what weakens a prediction that there is.
    """

    case: str
    arm: str
    seen: Seen
    p05: float | None = None
    p50: float | None = None
    p95: float | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def inside(self) -> bool | None:
        """Whether the interval holds what was seen; for a bound, whether it reaches the side that the bound allows."""
        if self.p05 is None or self.p95 is None:
            return None
        if self.seen.bound == "<":
            return self.p05 <= self.seen.value
        if self.seen.bound == ">":
            return self.p95 >= self.seen.value
        return self.p05 <= self.seen.value <= self.p95

    @property
    def log_ratio(self) -> float | None:
        """ln(p50 / seen); 0 for a bound that the middle keeps; None where the signs differ or one is nothing."""
        if self.p50 is None:
            return None
        kept = (self.seen.bound == "<" and self.p50 <= self.seen.value) or (
            self.seen.bound == ">" and self.p50 >= self.seen.value
        )
        if kept:
            return 0.0
        if self.p50 * self.seen.value <= 0:
            return None
        return math.log(self.p50 / self.seen.value)

    def to_json(self) -> dict[str, Any]:
        """The object that ``magnesia compare --json`` prints; ``reason`` and ``warnings`` only where there are any."""
        seen = self.seen
        when = {"at": seen.at} if seen.at is not None else {"from": seen.start, "to": seen.end}
        what = f"sign: {seen.sign}" if seen.sign else seen.what
        found: dict[str, Any] = {
            "case": self.case, "arm": self.arm, "what": what, **when, "unit": seen.unit, "kind": seen.kind,
            "seen": seen.value, "p05": self.p05, "p50": self.p50, "p95": self.p95, "inside": self.inside,
            "log_ratio": self.log_ratio,
        }  # fmt: skip
        if self.reason is not None:
            found["reason"] = self.reason
        return {**found, "warnings": list(self.warnings)} if self.warnings else found
