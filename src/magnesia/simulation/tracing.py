"""Experiments with an isotope, followed in the settled body by the linear law of its label (``body.tracer``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from magnesia.body.tracer import tracer_matrix
from magnesia.case.cases import Case
from magnesia.case.seen import Seen
from magnesia.engine.model import Model
from magnesia.simulation.meals import DAY
from magnesia.simulation.steady import first_guess, steady_state

Array = NDArray[np.float64]

TRACED = ("exchangeable_magnesium",)
"""Observables that a tracer shows and no state or signal of the body holds."""
BOWEL = ("stomach_magnesium", "stomach_solid_magnesium", "upper_magnesium", "upper_solid_magnesium",
         "ileum_magnesium", "colon_magnesium")  # fmt: skip


def why_not_traced(case: Case, seen: Seen) -> str | None:
    """Why a tracer injected at time zero cannot be read as was seen; None if it can."""
    if seen.at is None or seen.at < 0 or seen.reference_time is not None:
        return "a tracer injected at time zero is read at a moment after it, with `at` alone"
    if any(entry.at < seen.at for entry in case.timeline):
        return "a tracer is followed in people who live by their habits, and the timeline has changed them by then"
    return None


def exchangeable(model: Model, parameters: Array, intake: Mapping[str, Array], moments: Sequence[float]) -> Array:
    """Magnesium (mmol) that has mixed with a tracer injected into plasma at time zero, (moments, people): what is left
    of the tracer in the body outside the bowel, over the specific activity of plasma magnesium."""
    # few cases follow a tracer, and every one would wait for these
    from scipy.linalg import expm

    from magnesia.engine.reference import Interpreter

    even = parameters.copy()
    for element, daily in intake.items():
        even[model.parameter_index[f"input.oral_{element}"]] += daily / DAY
    states, found = steady_state(model, even, first_guess(model, even))
    rates = Interpreter([flow.rate for flow in model.flows])
    mixed = np.full((len(moments), parameters.shape[1]), np.nan)
    for person in np.flatnonzero(found):
        amounts = {state.name: float(states[person, index]) for index, state in enumerate(model.states)}
        values = {record.name: float(even[index, person]) for index, record in enumerate(model.parameters)}
        flows = zip((flow.name for flow in model.flows), rates({**amounts, **values}), strict=True)
        pools, matrix = tracer_matrix(model, amounts, values, {name: float(rate) for name, rate in flows})
        inside = np.array([pool not in BOWEL for pool in pools])
        plasma = pools.index("plasma_magnesium")
        for place, moment in enumerate(moments):
            label = expm(matrix * moment)[:, plasma]
            mixed[place, person] = label[inside].sum() / label[plasma] * amounts["plasma_magnesium"]
    return mixed
