"""What acts on the people of a case and when: genes, conditions, drugs, states, dialysis, alcohol."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from magnesia.case.cases import Case
from magnesia.case.courses import Course
from magnesia.case.timeline import Dialyse, Give, Start
from magnesia.exposures import Activity, Body, find, lasting
from magnesia.exposures.activity import Number
from magnesia.exposures.kinds import DAY_H, Drug, Procedure, State
from magnesia.people.ckd_epi import indexed_filtration
from magnesia.people.covariates import Covariates, measured_egfr
from magnesia.people.scaling import healthy_filtration
from magnesia.simulation.diet import Epoch

MILLIGRAMS = 1000.0  # in a gram; doses of alcohol are recorded in mg
DIALYSIS_SETTINGS = ("blood_flow", "dialysate_flow", "bath_magnesium", "ultrafiltration", "volume", "exchanges")


def body_of(who: Covariates) -> Body:
    """The measures of the people that sizes of effects depend on."""
    filtration = indexed_filtration(healthy_filtration(who.build), who.build.surface)
    return Body(weight=who.weight, surface=who.surface, filtration=filtration)


def activities(case: Case, who: Covariates, epochs: Iterable[Epoch], horizon: float) -> list[Activity]:
    """Everything that acts before ``horizon`` (h); what began before memory starts at minus infinity."""
    found = lasting(case.person.genes, {})
    found += [_of_course(course, who) for course in case.courses(horizon)]
    for entry in case.timeline:
        if isinstance(entry, Give) and entry.kind == "drug":
            found += _of_doses(entry, who, horizon)
        elif isinstance(entry, Dialyse):
            found += _of_sessions(entry, who, horizon)
    for epoch in epochs:
        if epoch.habits.alcohol:
            found.append(Activity("state", "alcohol", epoch.begin, epoch.end, dose=MILLIGRAMS * epoch.habits.alcohol))
    return found


def _of_course(course: Course, who: Covariates) -> Activity:
    what = course.what
    options: dict[str, Number] = {**what.options, **({} if what.value is None else {"value": what.value})}
    if isinstance(what, Start):
        dose = None if what.dose is None else what.dose.value * who.size(what.dose.per)
        return Activity(what.kind, what.name, course.begin, course.end, dose, what.severity, options, what.route)
    record = find("state", what.name) or find("procedure", what.name)
    assert isinstance(record, State | Procedure)
    measured = measured_egfr(who)
    if measured is not None and "egfr" in record.options:
        options.setdefault("egfr", measured)  # a kidney disease of which the case says no more has left that much
    kind = record.kind
    return Activity(kind, what.name, course.begin, course.end, severity=what.severity, options=options)


def _of_doses(give: Give, who: Covariates, horizon: float) -> Iterator[Activity]:
    """A dose of a drug acts for as long as its record says, an infusion while it runs."""
    record = find("drug", give.substance)
    assert isinstance(record, Drug)
    for begin, end in give.spans(horizon):
        if give.rate is not None:
            amount, length = give.rate, end - begin
            daily = amount.value * DAY_H
        else:
            assert give.dose is not None
            amount = give.dose
            daily, length = record.occasion(amount.value)
            if end - begin > length:
                daily, length = amount.value * DAY_H / (end - begin), end - begin
        yield Activity("drug", give.substance, begin, begin + length, daily * who.size(amount.per), route=give.route)


def _of_sessions(entry: Dialyse, who: Covariates, horizon: float) -> Iterator[Activity]:
    settings = {name: getattr(entry, name) for name in DIALYSIS_SETTINGS if getattr(entry, name) is not None}
    if entry.effluent is not None:
        settings["effluent"] = entry.effluent.value * who.size(entry.effluent.per)
    if entry.citrate:
        settings["citrate"] = 1.0
    for begin, end in entry.spans(horizon):
        yield Activity("procedure", entry.kind, begin, end, options=settings)


def is_lasting(activity: Activity) -> bool:
    """Whether it acted before memory, so that the settled state knows it."""
    return activity.start == -math.inf
