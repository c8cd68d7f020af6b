"""What a pregnancy has already changed when the measurements of a case are taken."""

from __future__ import annotations

import numpy as np

from magnesia.engine.evaluate import evaluate
from magnesia.engine.model import Model
from magnesia.people.growth import Array


def maternal_growth(model: Model, parameters: Array, gestation: Array) -> tuple[Array, Array]:
    """Filtration and albumin at this gestation (wk) relative to before the pregnancy, (people,) each.

    All changes of the mother follow one course, which the body shows in her filtration.
    """
    if not np.any(gestation):
        return np.ones_like(gestation), np.ones_like(gestation)
    row = model.parameter_index
    states = np.tile(np.array([state.initial for state in model.states])[:, None], len(gestation))
    states[model.state_index["gestation"]] = gestation
    growth = evaluate(model, states, parameters, ["glomerular_filtration"])[0] / parameters[row["kidney.gfr"]]
    course = (growth - 1) / parameters[row["pregnancy.filtration_rise"]]
    return growth, 1 - parameters[row["pregnancy.albumin_fall"]] * course
