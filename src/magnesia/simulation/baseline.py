"""The body that exposures act upon, such that with them it shows what was measured."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.model import Model
from magnesia.exposures import Activity, Body, Course, courses
from magnesia.people.population import Population
from magnesia.simulation.activities import is_lasting
from magnesia.simulation.meals import DAY

Array = NDArray[np.float64]

KIDNEY_DISEASES = ("chronic_kidney_disease", "acute_kidney_injury")


def base_parameters(model: Model, people: Population, acting: list[Activity], body: Body) -> Array:
    """Parameters (parameters, people) without exposures.

    Filtration and albumin were measured at time zero, with whatever was acting then: their values without it follow
    backwards. A measured filtration below the healthy is a kidney disease even where the case does not say so.
    """
    parameters = people.parameters.copy()
    row, who = model.parameter_index, people.covariates
    filtration_known = who.egfr is not None or who.creatinine is not None
    measured = ["kidney.gfr"] * filtration_known + ["plasma.albumin"] * (who.albumin is not None)
    if not measured:
        return parameters
    before_zero = [one for one in acting if one.start < 0]
    begin = min([-DAY, *(one.start for one in before_zero if not is_lasting(one))])
    shown = courses(before_zero, (begin, 0.0), body)
    for name in measured:
        if name in shown:
            parameters[row[name]] = _undone(shown[name], parameters[row[name]])
    if filtration_known and not any(one.name in KIDNEY_DISEASES for one in acting):
        disease = Activity("state", "chronic_kidney_disease", options={"egfr": people.egfr})
        ill = parameters[row["kidney.nephron_share"]] < 1
        for name, course in courses([disease], (-DAY, 0.0), body).items():
            known = name in ("kidney.gfr", "kidney.nephron_share")  # from the measurement itself
            if name in row and not known:
                value = parameters[row[name]]
                parameters[row[name]] = np.where(ill, course.apply(value)[-1], value)
    return parameters


def _undone(course: Course, shown: Array) -> Array:
    """The value that a course turns, in its last piece, into what is shown; unchanged where the course replaces it."""
    keep, put, multiply, add = (part[-1] for part in (course.keep, course.put, course.multiply, course.add))
    kept = keep > 0
    return np.where(kept, ((shown - add) / multiply - put) / np.where(kept, keep, 1.0), shown)
