"""What a pregnancy has already changed when the measurements of a case are taken."""

from __future__ import annotations

import numpy as np

from magnesia.body.laws import hill
from magnesia.body.pregnancy import COURSE_POWER
from magnesia.engine.model import Model
from magnesia.people.growth import Array


def maternal_growth(model: Model, parameters: Array, gestation: Array) -> tuple[Array, Array]:
    """Filtration and albumin at this gestation (wk) relative to before the pregnancy, (people,) each."""
    if not np.any(gestation):
        return np.ones_like(gestation), np.ones_like(gestation)
    row = model.parameter_index
    course = hill(gestation, parameters[row["pregnancy.half_way"]], COURSE_POWER)
    growth = 1 + parameters[row["pregnancy.filtration_rise"]] * course
    dilution = 1 - parameters[row["pregnancy.albumin_fall"]] * course
    return growth, dilution
