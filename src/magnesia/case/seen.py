"""What was seen: measurements to be compared with predictions, or known beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from magnesia.case.observables import OBSERVABLES, SIGN, Observable
from magnesia.case.places import NOWHERE, Place

SeenKind = Literal["level", "change", "ratio", "difference"]


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
    def kind(self) -> SeenKind:
        """level, change (in time), ratio (in time or between arms) or difference (between arms)."""
        if self.minus is not None:
            return "difference"
        if self.over is not None or self.relative_to is not None:
            return "ratio"
        return "change" if self.change_from is not None else "level"

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
