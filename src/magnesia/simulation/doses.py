"""Where doses of magnesium, calcium and potassium go: by route and solubility, at once or slowly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from magnesia.case.timeline import Give
from magnesia.engine.model import ELEMENTS
from magnesia.exposures import find
from magnesia.exposures.kinds import Salt
from magnesia.people.covariates import Covariates
from magnesia.simulation.meals import nearest_meal
from magnesia.simulation.timetable import Timetable

Array = NDArray[np.float64]

PUSH = 1 / 60  # h; an intravenous dose without `over:` is pushed within a minute
INHALED_SHARE = 0.10  # of a nebulised dose; the rest stays in the device or is breathed out (assumed)
PORTIONS = 12  # of a slow dose by a route that knows only doses at once
WITH_MEAL = 4.0  # h; the farthest meal that a dose taken with a meal waits for

# Where each route leads: the pool of a dose given at once, and the input of one given slowly; None: not modelled.
_DISSOLVED = {
    ("magnesium", "oral"): ("stomach_magnesium", "input.oral_magnesium"),
    ("magnesium", "tube"): ("upper_magnesium", "input.tube_magnesium"),
    ("magnesium", "rectal"): ("colon_magnesium", None),
    ("magnesium", "im"): ("depot_magnesium", None),
    ("magnesium", "inhaled"): ("depot_magnesium", None),
    ("magnesium", "iv"): (None, "input.intravenous_magnesium"),
    ("calcium", "oral"): ("bowel_calcium", "input.oral_calcium"),
    ("calcium", "tube"): ("bowel_calcium", "input.oral_calcium"),
    ("calcium", "iv"): (None, "input.intravenous_calcium"),
    ("potassium", "oral"): ("bowel_potassium", "input.oral_potassium"),
    ("potassium", "tube"): ("bowel_potassium", "input.oral_potassium"),
    ("potassium", "iv"): (None, "input.intravenous_potassium"),
}
_UNDISSOLVED = {
    "oral": ("stomach_solid_magnesium", "input.oral_magnesium_solid"),
    "tube": ("upper_solid_magnesium", None),
}


@dataclass(frozen=True)
class Dose:
    """One occasion: ``amount`` (people,) mmol of ``element`` from ``begin`` to ``end`` (h, equal if at once)."""

    element: str
    route: str
    begin: float
    end: float
    amount: Array


def doses(give: Give, who: Covariates, horizon: float, clock_zero: float) -> Iterator[Dose]:
    """Every occasion of an entry that begins before ``horizon`` (h)."""
    said = give.dose or give.rate
    assert said is not None and give.element is not None and give.route is not None
    amount = said.value * who.size(said.per)
    for begin, end in give.spans(horizon):
        if give.rate is not None:
            yield Dose(give.element, give.route, begin, end, amount * (end - begin))
            continue
        start = begin
        if give.with_meal:
            meal = nearest_meal(begin, clock_zero)
            start = meal if abs(meal - begin) <= WITH_MEAL else begin
        yield Dose(give.element, give.route, start, start + (end - begin), amount)


def problem_with(give: Give) -> str | None:
    """Why an entry cannot be simulated; None if it can."""
    if give.element not in ELEMENTS or give.route is None:
        return f"{give.element} is not simulated, so `give: {give.substance}` has no effect"
    if (give.element, give.route) not in _DISSOLVED:
        return f"`give: {give.substance}` by the route {give.route} is not simulated"
    return None


def administer(timetable: Timetable, dose: Dose, salt: Salt | None) -> None:
    """Puts one dose into the timetable; a plain element (no ``salt``) counts as dissolved."""
    amount = dose.amount * (INHALED_SHARE if dose.route == "inhaled" else 1.0)
    if salt is not None and dose.element == "magnesium" and dose.route in _UNDISSOLVED:
        dose = _released(dose, salt)
        _place(timetable, dose, _UNDISSOLVED[dose.route], amount * (1 - salt.soluble_share))
        amount = amount * salt.soluble_share
    _place(timetable, dose, _DISSOLVED[dose.element, dose.route], amount)


def _released(dose: Dose, salt: Salt) -> Dose:
    """Where and until when a tablet gives off its content; what an enteric coat holds comes to the small bowel."""
    return replace(dose, route="tube" if salt.enteric else dose.route, end=max(dose.end, dose.begin + salt.release))


def _place(timetable: Timetable, dose: Dose, way: tuple[str | None, str | None], amount: Array) -> None:
    if not np.any(amount):
        return
    pool, inlet = way
    if inlet is not None and (pool is None or dose.end > dose.begin):
        end = max(dose.end, dose.begin + PUSH)
        timetable.run(dose.begin, end, inlet, amount / (end - dose.begin))
        return
    assert pool is not None
    # A pool without an inlet (a depot, the rectum) is given what comes slowly in equal portions, each in its middle.
    portions = PORTIONS if dose.end > dose.begin else 1
    for portion in range(portions):
        at = dose.begin + (dose.end - dose.begin) * (portion + 0.5) / portions if portions > 1 else dose.begin
        timetable.add(at, pool, amount / portions)


def salt_of(give: Give) -> Salt | None:
    """The record of the salt given; None for a plain element."""
    record = find("salt", give.substance) if give.kind == "salt" else None
    assert record is None or isinstance(record, Salt)
    return record
