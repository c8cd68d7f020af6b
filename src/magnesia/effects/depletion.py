"""How likely the stores of someone are depleted, given what is known: a normal serum excludes little.

People are drawn as the case describes them, each in a body that the evidence allows, and weighed by how well they agree
with what was measured (``given`` entries). The history decides: serum hardly goes with stores among people alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from magnesia.body.calibrated import calibration
from magnesia.case.cases import Case
from magnesia.comparison.predicting import measured_by, on_scale
from magnesia.comparison.weighing import Known, of_a_person
from magnesia.errors import ComputationError
from magnesia.simulation import ArmResult, simulate

DEPLETED = 0.05  # of the replete store: about 50 mmol, what alcohol leaves short (0.5 to 1 mmol/kg, Flink 1986)
LIMITS = (0.05, 0.50, 0.95)  # as of every interval here
PEOPLE = 400  # so that a rare history still leaves some dozens who agree with what was measured


@dataclass(frozen=True)
class Likelihood:
    """``probability`` that the store is short by more than ``DEPLETED``; ``deficit`` (3,), shares of the replete store
    at ``LIMITS``; ``effective`` is how many equally likely people that rests on."""

    probability: float
    deficit: tuple[float, float, float]
    effective: float


def likelihood_of_depletion(
    case: Case, *, at: float = 0.0, people: int = PEOPLE, seed: int = 0
) -> dict[str, Likelihood]:
    """Of each arm by name, at a time (h). ``ComputationError`` where nobody of an arm could be simulated."""
    bodies = calibration().bodies(people, np.random.default_rng(seed))
    outputs = ["magnesium_deficit", "body_magnesium"]
    results = simulate(case, people=people, bodies=bodies, outputs=outputs, at=[at], seed=seed)
    return {result.arm: _likelihood(result, at) for result in results}


def _likelihood(result: ArmResult, at: float) -> Likelihood:
    row = int(np.argmin(np.abs(result.times - at)))
    deficit, held = (result.outputs[name].values[row] for name in ("magnesium_deficit", "body_magnesium"))
    share = deficit / (deficit + held)
    if not np.isfinite(share).any():
        raise ComputationError(f"Nobody could be simulated: {result.failures[0]}")
    known = [
        Known(
            on_scale(one.seen, one.values),
            float(on_scale(one.seen, np.array(one.seen.value))),
            measured_by(one.seen, float(np.nanmedian(one.values))),
        )
        for one in result.predictions
        if one.seen.given and one.values is not None
    ]
    weights = of_a_person(known, result.people).of_known(share)
    order = np.argsort(np.where(np.isfinite(share), share, np.inf))
    reached = np.cumsum(weights.share[order])
    low, middle, high = share[order][np.minimum(np.searchsorted(reached, LIMITS), len(order) - 1)].tolist()
    return Likelihood(weights.mean(np.where(share > DEPLETED, 1.0, 0.0)), (low, middle, high), weights.effective)
