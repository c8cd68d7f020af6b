"""What was seen: measurements to be compared with predictions, or known beforehand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from magnesia.case.observables import OBSERVABLES, SIGN, Observable
from magnesia.case.places import NOWHERE, Place

SeenKind = Literal["level", "change", "ratio", "difference"]
Style = Literal["level", "ratio", "share", "change"]

SD_OF_IQR, SD_OF_RANGE, SD_OF_CI = 1.349, 4.0, 3.92
"""Standard deviations in an interquartile range, in a range (of some thirty values), in a 95 % interval."""


@dataclass(frozen=True)
class Seen:
    """One measurement, numbers in ``unit`` (the observable's standard unit; "1" for ratios).

    Either ``at`` (h) or a window ``start`` to ``end`` (h). ``bound`` is "<" or ">" where ``value`` is only a bound.
    ``spread_kind`` sd or se with ``spread`` (number,), iqr, range or ci95 with (low, high). ``change_from`` and
    ``relative_to`` (h) name the moment it is compared with: for a window, where a window of the same length begins.
    ``minus`` and ``over`` name the arm it is compared with. ``sign`` is the sign where ``what`` is "sign".
    """

    what: str
    value: float
    unit: str
    at: float | None = None
    start: float | None = None
    end: float | None = None
    bound: Literal["<", ">"] | None = None
    spread_kind: Literal["sd", "se", "iqr", "range", "ci95"] | None = None
    spread: tuple[float, ...] = ()
    n: int | None = None
    given: bool = False
    change_from: float | None = None
    relative_to: float | None = None
    minus: str | None = None
    over: str | None = None
    sign: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def name(self) -> str:
        """What the model calls it: a sign is a read-out of its own."""
        return f"sign_{self.sign}" if self.what == "sign" else self.what

    @property
    def kind(self) -> SeenKind:
        """level, change (in time), ratio (in time or between arms) or difference (between arms)."""
        if self.minus is not None:
            return "difference"
        if self.over is not None or self.relative_to is not None:
            return "ratio"
        return "change" if self.change_from is not None else "level"

    @property
    def style(self) -> Style:
        """How an error of it is counted: by the logarithm (level, ratio), as it is (share), or by its size (change).

        What can lie on either side of nothing has no logarithm.
        """
        if self.kind in ("change", "difference"):
            return "change"
        if self.kind == "ratio":
            return "ratio"
        if self.observable.kind == "share" or self.sign is not None:
            return "share"
        return "change" if self.observable.low < 0 or self.value <= 0 else "level"

    def standard_error(self, people: int | None = None) -> float | None:
        """Of the mean that was seen in ``n`` people (or ``people``), in its unit; None where nothing tells it."""
        root = math.sqrt(self.n or people or 1)
        if self.spread_kind is None:
            return None
        if len(self.spread) == 1:
            return self.spread[0] if self.spread_kind == "se" else self.spread[0] / root
        width = self.spread[1] - self.spread[0]
        if self.spread_kind == "ci95":
            return width / SD_OF_CI
        return width / (SD_OF_IQR if self.spread_kind == "iqr" else SD_OF_RANGE) / root

    @property
    def reference_time(self) -> float | None:
        """The moment (h) of ``change_from`` or ``relative_to``."""
        return self.change_from if self.change_from is not None else self.relative_to

    @property
    def versus_arm(self) -> str | None:
        """The arm of ``minus`` or ``over``."""
        return self.minus if self.minus is not None else self.over

    @property
    def observable(self) -> Observable:
        """The record of what was seen."""
        return OBSERVABLES.get(self.what, SIGN)
