"""The store against which a deficit is counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from magnesia.case.cases import Case
from magnesia.engine.evaluate import evaluate
from magnesia.engine.model import Model
from magnesia.people.habits import sufficient_intake
from magnesia.people.population import Population
from magnesia.simulation.meals import clock_at_zero
from magnesia.simulation.settle import settle


def knowing_what_is_replete(model: Model, people: Population, begin: float, case: Case) -> Population:
    """Deficits are counted from the store the same person would hold on a sufficient diet, without drug or disease."""
    healthy = settle(model, people.parameters, sufficient_intake(people.covariates), begin, clock_at_zero(case.start))
    stores = evaluate(model, healthy.states, people.parameters, ["body_magnesium"])[0]
    parameters = people.parameters.copy()
    row = model.parameter_index["body.replete_magnesium"]
    parameters[row] = np.where(np.isfinite(stores), stores, parameters[row])
    return replace(people, parameters=parameters)
