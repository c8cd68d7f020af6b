"""The steady state of people who eat evenly: a Newton walk along ever longer implicit steps, all people at once."""

from __future__ import annotations

import contextlib

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.block import typical_scale
from magnesia.engine.evaluate import derivatives, jacobian_matrix
from magnesia.engine.model import Model

Array = NDArray[np.float64]

FIRST_STEP, LONGEST_STEP = 100.0, 1e12  # h
GROWTH, SHRINKAGE, TOO_SHORT = 100.0, 0.2, 1e-9
LARGEST_MOVE = 0.5  # of the size of a state, in one step
CLOSE = 1e-9  # relative move of a full Newton step that counts as none
MOST_STEPS = 200
NEGLIGIBLE = 1e-6  # mmol below zero, left by rounding
SMALL = 0.1  # of the usual size of a state: less is judged as if it were that much

# Stores that differ between people by the size of an organ start from their share of it.
_SIZED_BY = {
    "plasma_magnesium": "plasma.volume",
    "interstitial_magnesium": "extracellular.interstitial_volume",
    "fast_magnesium": "extracellular.fast_volume",
    "plasma_calcium": "extracellular.interstitial_volume",
    "extracellular_potassium": "extracellular.interstitial_volume",
    "viscera_store_magnesium": "viscera.structural",
    "muscle_store_magnesium": "muscle.structural",
    "erythrocyte_store_magnesium": "erythrocyte.volume",
    "cell_potassium": "potassium.cells_reference",
    "bone_surface_magnesium": "bone.surface_reference",
    "bone_depth_magnesium": "bone.depth_reference",
    "bone_surface_calcium": "calcium.surface_reference",
    "bone_mineral_calcium": "calcium.mineral_reference",
    "csf_store_magnesium": "csf.volume",
}


def moving_states(model: Model) -> NDArray[np.intp]:
    """Indices of the states that act: no ledgers and counters, which only count."""
    return np.array([index for index, state in enumerate(model.states) if state.role in ("store", "signal")])


def first_guess(model: Model, parameters: Array) -> Array:
    """States (people, states) of a healthy adult, the stores resized to each person's organs."""
    people = parameters.shape[1]
    guess = np.tile([state.initial for state in model.states], (people, 1))
    for name, sizing in _SIZED_BY.items():
        row = model.parameter_index[sizing]
        guess[:, model.state_index[name]] *= parameters[row] / model.parameters[row].value
    return guess


def steady_state(model: Model, parameters: Array, guess: Array) -> tuple[Array, NDArray[np.bool_]]:
    """States (people, states) at which nothing moves and no store is negative, from ``guess``; and who was found.

    Each step solves one implicit Euler step and is taken only if no state moves by more than half of its size and
    stays computable; the steps grow until they are Newton steps.
    """
    states = guess.copy()
    moving = moving_states(model)
    scale = typical_scale(model)[moving]
    people = len(states)
    step = np.full(people, FIRST_STEP)
    found = np.zeros(people, dtype=bool)
    active = np.arange(people)
    rates, jacobian = _restricted(model, states, parameters, moving)
    for _ in range(MOST_STEPS):
        if not len(active):
            break
        shifted = np.eye(len(moving)) / step[active, None, None] - jacobian[active]
        move = solved(shifted, rates[active][..., None])[..., 0]
        size = np.abs(states[np.ix_(active, moving)]) + SMALL * scale
        furthest = np.max(np.abs(move) / size, axis=1)
        trial = states[active]
        trial[:, moving] += move
        trial_rates, trial_jacobian = _restricted(model, trial, parameters[:, active], moving)
        usable = np.isfinite(trial_rates).all(axis=1) & np.isfinite(trial_jacobian).all(axis=(1, 2))
        taken = usable & (furthest <= LARGEST_MOVE)  # NaN is not
        kept = active[taken]
        states[kept], rates[kept], jacobian[kept] = trial[taken], trial_rates[taken], trial_jacobian[taken]
        full = step[active] >= LONGEST_STEP
        found[active[taken & full & (furthest < CLOSE)]] = True
        step[active] = np.where(taken, np.minimum(step[active] * GROWTH, LONGEST_STEP), step[active] * SHRINKAGE)
        active = active[~found[active] & (step[active] > TOO_SHORT)]
    stores = [index for index, state in enumerate(model.states) if state.role == "store"]
    return states, found & (states[:, stores] >= -NEGLIGIBLE).all(axis=1)


def _restricted(model: Model, states: Array, parameters: Array, moving: NDArray[np.intp]) -> tuple[Array, Array]:
    rates = derivatives(model, states.T, parameters).T
    jacobian = jacobian_matrix(model, states.T, parameters)
    return rates[:, moving], jacobian[:, moving[:, None], moving]


def solved(matrices: Array, right: Array) -> Array:
    """``matrices`` (people, n, n) divided into ``right`` (people, n, columns); NaN for a person whose is singular."""
    try:
        return np.asarray(np.linalg.solve(matrices, right))
    except np.linalg.LinAlgError:  # one person's stops them all: find out whose
        found = np.full(right.shape, np.nan)
        for person, (matrix, side) in enumerate(zip(matrices, right, strict=True)):
            with contextlib.suppress(np.linalg.LinAlgError):
                found[person] = np.linalg.solve(matrix, side)
        return found
