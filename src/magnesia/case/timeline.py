"""What happens to someone: the entries of a timeline, all moments in hours from the case's zero."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from magnesia.case.amounts import Amount
from magnesia.case.habits import Habits
from magnesia.case.places import NOWHERE, Place
from magnesia.case.repeats import Repeats

Route = Literal["oral", "iv", "im", "rectal", "inhaled", "tube"]
Span = tuple[float, float]


class _Recurring:
    """An entry that begins at ``at`` and perhaps again."""

    at: float
    repeats: Repeats | None

    def occasions(self, horizon: float) -> Iterator[float]:
        """The moments (h) before ``horizon`` at which it begins, rising."""
        if self.repeats is not None:
            yield from self.repeats.occasions(self.at, horizon)
        elif self.at < horizon:
            yield self.at


class _Lasting(_Recurring):
    """An entry that goes on for ``duration`` h each time; None: without an end of its own."""

    duration: float | None

    def spans(self, horizon: float) -> Iterator[Span]:
        """(begin, end) in h of each time, stops not considered (see ``courses``); an open end is infinite."""
        length = math.inf if self.duration is None else self.duration
        return ((begin, begin + length) for begin in self.occasions(horizon))


@dataclass(frozen=True)
class Give(_Recurring):
    """A dose, repeated doses, or an infusion.

    ``kind`` is element, salt or drug and ``element`` what a salt carries. Either ``dose`` (an amount each time, spread
    over ``over`` h where that is not None) or ``rate`` (an amount per h during ``over`` h) is set.
    """

    at: float
    substance: str
    kind: Literal["element", "salt", "drug"]
    element: str | None
    route: Route | None
    dose: Amount | None = None
    rate: Amount | None = None
    over: float | None = None
    repeats: Repeats | None = None
    with_meal: bool = False
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    def spans(self, horizon: float) -> Iterator[Span]:
        """(begin, end) in h of each; both are the same for a dose given at once. The end may pass the horizon."""
        return ((begin, begin + (self.over or 0.0)) for begin in self.occasions(horizon))


@dataclass(frozen=True)
class Start(_Lasting):
    """Something with an on and an off begins: a drug, a state or a procedure (``kind``).

    ``dose`` is per day (``period`` "d"). ``severity`` 0-1, ``value`` what a clamp holds, in ``value_unit``, ``options``
    in the units of ``states.OPTIONS``. ``duration`` h of each course; None: until a ``Stop``, a new ``Start`` of the
    same name, or for good.
    """

    at: float
    name: str
    kind: str
    dose: Amount | None = None
    severity: float = 1.0
    value: float | None = None
    value_unit: str | None = None
    options: Mapping[str, float] = field(default_factory=dict)
    route: Route | None = None
    duration: float | None = None
    repeats: Repeats | None = None
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Stop:
    """Something started, or a condition of the person, ends."""

    at: float
    name: str
    kind: str
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class ChangeHabits:
    """From here on the habits that are not None replace those before (``Habits.changed_by``)."""

    at: float
    habits: Habits
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Dialyse(_Lasting):
    """A session, repeated sessions, or lasting dialysis (``duration`` None: to the end).

    ``duration`` h; ``bath_magnesium`` mmol/L; ``blood_flow`` and ``dialysate_flow`` mL/min; ``effluent`` an amount in L
    per h, possibly per kg; ``ultrafiltration`` L/h; ``volume`` L of each peritoneal exchange, ``exchanges`` per day.
    """

    at: float
    kind: Literal["haemodialysis", "haemodiafiltration", "peritoneal", "crrt"]
    duration: float | None = None
    bath_magnesium: float | None = None
    blood_flow: float | None = None
    dialysate_flow: float | None = None
    effluent: Amount | None = None
    ultrafiltration: float | None = None
    citrate: bool = False
    volume: float | None = None
    exchanges: float | None = None
    repeats: Repeats | None = None
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


TimelineEntry = Give | Start | Stop | ChangeHabits | Dialyse
