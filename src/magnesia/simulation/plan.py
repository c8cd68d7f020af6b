"""A case and its people laid out for the engine: from when to when, what happens, and in what body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.timeline import Give
from magnesia.effects import effect_records
from magnesia.engine.model import Model
from magnesia.engine.schedule import Schedule
from magnesia.errors import InputError
from magnesia.exposures import Activity, Course, courses
from magnesia.people.population import Population
from magnesia.simulation.activities import activities, body_of, is_lasting
from magnesia.simulation.baseline import base_parameters
from magnesia.simulation.dialysed import dialysed
from magnesia.simulation.diet import Appetite, epochs, habits_without_effect, intake_of, serve_meals
from magnesia.simulation.doses import Dose, administer, doses, problem_with, salt_of
from magnesia.simulation.doubts import doubts, doubts_of_doses, filtration_at
from magnesia.simulation.horizon import WEEK
from magnesia.simulation.meals import DAY, clock_at_zero
from magnesia.simulation.timetable import INSTANT, Timetable

Array = NDArray[np.float64]

LONGEST_PREGNANCY = 42.0  # wk
SHORTEST_RUN = 1e-3  # h


@dataclass(frozen=True)
class Plan:
    """Everything the engine needs for one arm.

    ``parameters`` (parameters, people) are those of the life before ``begin`` (h), in which ``intake`` (mmol/d by
    element, (people,)) was eaten; the schedule changes them from there on. ``doses`` of magnesium and ``meals``
    (moment, magnesium (people,) mmol) tell what was given.
    """

    begin: float
    until: float
    clock_zero: float
    schedule: Schedule
    parameters: Array
    intake: dict[str, Array]
    doses: tuple[Dose, ...]
    meals: tuple[tuple[float, Array], ...]
    warnings: tuple[str, ...]


def plan(
    case: Case, model: Model, people: Population, begin: float, until: float,
    *, without_doses: tuple[float, float] | None = None,
) -> Plan:  # fmt: skip
    """Lays out a case from ``begin`` to ``until`` (h).

    ``without_doses`` leaves out the doses of magnesium that begin in that window: the twin against which absorption
    and retention are measured.
    """
    until = max(until, begin + SHORTEST_RUN)
    clock_zero = clock_at_zero(case.start)
    who, body = people.covariates, body_of(people.covariates)
    warnings = list(habits_without_effect(case))
    life = [(epoch, intake_of(epoch.habits, who)) for epoch in epochs(case, until)]
    acting = activities(case, who, [epoch for epoch, _ in life], until)
    warnings += doubts(acting, [one for one in case.timeline if isinstance(one, Give)], until, body, who)
    base = base_parameters(model, people, acting, body)
    lasting = courses([one for one in acting if is_lasting(one)], (begin - DAY, begin), body)
    before, hungry = base.copy(), Appetite(lasting)
    for name, course in _on_parameters(model, lasting, acting).items():
        before[model.parameter_index[name]] = course.apply(base[model.parameter_index[name]])[-1]
    before, said = dialysed(case, model, before, who)
    warnings += said
    changing = courses(acting, (begin, until), body)
    timetable = Timetable(model, begin)
    for place in np.flatnonzero(np.any(before != base, axis=1)):
        timetable.set(begin, model.parameters[place].name, base[place])  # unless a course says otherwise
    for name, course in _on_parameters(model, changing, acting).items():
        values = course.apply(base[model.parameter_index[name]])
        for moment, value in zip(course.times.tolist(), values, strict=True):
            timetable.set(moment, name, value)
    meals = serve_meals(timetable, life, clock_zero, Appetite(changing))
    given: list[Dose] = []
    for entry in case.timeline:
        if not isinstance(entry, Give) or entry.kind == "drug":
            continue
        problem = problem_with(entry)
        if problem is not None:
            warnings.append(f"{problem}.")
            continue
        salt = salt_of(entry)
        for dose in doses(entry, who, until, clock_zero):
            left_out = without_doses is not None and without_doses[0] - INSTANT <= dose.begin < without_doses[1]
            if dose.element == "magnesium" and left_out:
                continue
            administer(timetable, dose, salt)
            if dose.element == "magnesium":
                given.append(dose)
    filtration = filtration_at(base[model.parameter_index["kidney.gfr"]], changing.get("kidney.gfr"), who)
    warnings += doubts_of_doses(given, case.seen, filtration, acting)
    warnings += _pregnancy(timetable, case, until)
    return Plan(
        begin, until, clock_zero, timetable.schedule(until, base), before,
        intake={element: daily * hungry.of(element, begin) for element, daily in life[0][1].items()},
        doses=tuple(given), meals=tuple(meals), warnings=tuple(dict.fromkeys(warnings)),
    )  # fmt: skip


def _on_parameters(model: Model, found: dict[str, Course], acting: list[Activity]) -> dict[str, Course]:
    """The courses of parameters of the model; those of ``input.oral_*`` change meals instead, and those of organs whose
    answers nobody asked for change nothing."""
    for name in found:
        if name not in model.parameter_index and name not in effect_records():
            guilty = ", ".join(one.name for one in acting if any(e.parameter == name for e in one.record.effects))
            raise InputError(f"{guilty or 'an exposure'} acts on {name}, which the body does not have.")
    return {
        name: course
        for name, course in found.items()
        if name in model.parameter_index and not name.startswith("input.oral_")
    }


def _pregnancy(timetable: Timetable, case: Case, until: float) -> list[str]:
    """The clock of gestation runs from conception; a pregnancy ends with the run or at 42 weeks."""
    weeks = case.person.pregnant
    if not weeks:
        return []
    conception = -weeks * WEEK
    timetable.set(conception, "pregnancy.progress", np.array(1 / WEEK))
    overdue = conception + LONGEST_PREGNANCY * WEEK
    if overdue >= until:
        return []
    timetable.set(overdue, "pregnancy.progress", np.array(0.0))
    return [f"The pregnancy would pass {LONGEST_PREGNANCY:g} weeks; birth is not simulated, and it stands still there."]
