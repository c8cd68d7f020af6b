"""Conservation: what a person holds, lost and was supplied changes only by what was given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.model import ELEMENTS, Model
from magnesia.engine.schedule import Schedule

Array = NDArray[np.float64]

LARGEST_ERROR = 1e-9
"""Relative to the element the person holds; more is a defect of the body or of the engine."""


def balance_errors(model: Model, schedule: Schedule, initial: Array, final: Array) -> dict[str, float]:
    """Largest relative error of conservation of each element among the people; states are (states, people)."""
    errors: dict[str, float] = {}
    given = np.zeros_like(initial)
    for bolus in schedule.boluses:
        given[bolus.state_index] += bolus.amount
    for element in ELEMENTS:
        rows = [index for index, state in enumerate(model.states) if state.element == element]
        missing = final[rows].sum(axis=0) - initial[rows].sum(axis=0) - given[rows].sum(axis=0)
        held = np.abs(initial[rows]).sum(axis=0) + given[rows].sum(axis=0)
        relative = np.abs(missing) / np.maximum(held, 1e-9)
        errors[element] = float(np.nanmax(relative, initial=0.0))
    return errors
