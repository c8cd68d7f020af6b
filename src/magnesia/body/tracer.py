"""A magnesium isotope in a settled body: each flow carries the label of the pool it leaves.

At a steady state the label obeys a linear compartment law whose matrix follows from the flows alone, so tracer
experiments (Avioli, Silver) need no equations of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.model import Model

# Magnesium that a tracer does not reach within days does not dilute the label.
UNREACHED = {"viscera_store_magnesium": "viscera.structural", "muscle_store_magnesium": "muscle.structural"}
# mmol; a pool with less has no specific activity worth the name
EMPTY = 1e-6


def tracer_matrix(
    model: Model, amounts: Mapping[str, float], parameters: Mapping[str, float], rates: Mapping[str, float]
) -> tuple[list[str], NDArray[np.float64]]:
    """Names of the pools and the matrix K (1/h) of d label / dt = K label.

    ``amounts`` (mmol) are the pools, ``rates`` (mmol/h) the flows by name, at the steady state; empty pools are left
    out. Label that enters a ledger has left the person.
    """
    pools = [
        state.name
        for state in model.states
        if state.element == "magnesium" and state.role == "store" and amounts[state.name] > EMPTY
    ]
    row = {name: position for position, name in enumerate(pools)}
    matrix = np.zeros((len(pools), len(pools)))
    for flow in model.flows:
        if flow.element != "magnesium" or flow.source not in row:
            continue
        unreached = parameters[UNREACHED[flow.source]] if flow.source in UNREACHED else 0.0
        share = rates[flow.name] / (amounts[flow.source] - unreached)
        matrix[row[flow.source], row[flow.source]] -= share
        if flow.target in row:
            matrix[row[flow.target], row[flow.source]] += share
    return pools, matrix


def half_times(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half-times (h) of the components, shortest first."""
    rates = -np.linalg.eigvals(matrix).real
    return np.sort(np.log(2) / rates[rates > 0])
