"""What ordinary laboratory values cannot tell: how much of each hidden quantity they explain between people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.case import read_case
from magnesia.simulation import simulate
from magnesia.simulation.versus import predicted

Array = NDArray[np.float64]

PEOPLE = 600
CASE = """
person: {age: 50 y, count: 600, spread: {age: 15 y}}
seen:
  - {at: 0 h, what: serum_magnesium, value: 0.83 mmol/L}
  - {at: 0 h, what: serum_calcium, value: 2.4 mmol/L}
  - {at: 0 h, what: serum_potassium, value: 4.2 mmol/L}
  - {at: 0 h, what: creatinine, value: 75 umol/L}
  - {from: 0 d, to: 1 d, what: urine_magnesium, value: 4.2 mmol}
  - {at: 0 h, what: ionized_magnesium, value: 0.55 mmol/L}
  - {at: 0 h, what: erythrocyte_magnesium, value: 1.9 mmol/L}
  - {at: 0 h, what: pth, value: 35 ng/L}
  - {at: 0 h, what: body_magnesium, value: 1000 mmol}
  - {at: 0 h, what: bone_magnesium, value: 530 mmol}
  - {at: 0 h, what: muscle_magnesium, value: 9 mmol/kg}
  - {at: 0 h, what: magnesium_deficit, value: 0 mmol}
  - {from: 0 d, to: 1 d, what: absorbed_fraction, of: intake, value: 35 %}
  - {at: 0 h, what: fractional_excretion_magnesium, value: 4 %}
"""
ROUTINE = ("serum magnesium", "serum calcium", "serum potassium", "creatinine")
MORE = ("24-h urine magnesium", "ionised magnesium", "red-cell magnesium", "PTH")
HIDDEN = ("magnesium of the body", "magnesium of bone", "magnesium of muscle", "deficit of the stores",
          "absorbed share", "fractional excretion")  # fmt: skip


@dataclass(frozen=True)
class Told:
    """Share of the variance of a hidden quantity between people that routine, and that all laboratory values tell."""

    what: str
    by_routine: float
    by_all: float


def hidden_from_laboratories(seed: int) -> list[Told]:
    """By quadratic regression over drawn adults of usual habits, cross-validated."""
    (result,) = simulate(read_case(CASE), people=PEOPLE, outputs=["serum_magnesium"], at=[0.0], seed=seed)
    columns = np.array([values for _, _, values, _ in predicted([result])]).T
    columns = columns[np.isfinite(columns).all(axis=1)]
    routine, every = columns[:, : len(ROUTINE)], columns[:, : len(ROUTINE) + len(MORE)]
    return [
        Told(what, _explained(routine, hidden), _explained(every, hidden))
        for what, hidden in zip(HIDDEN, columns[:, len(ROUTINE) + len(MORE) :].T, strict=True)
    ]


def _explained(known: Array, hidden: Array, folds: int = 5) -> float:
    """R squared of people left out of the regression; not below zero."""
    scaled = (known - known.mean(axis=0)) / known.std(axis=0)
    pairs = [scaled[:, i] * scaled[:, j] for i in range(scaled.shape[1]) for j in range(i, scaled.shape[1])]
    terms = np.column_stack([np.ones(len(scaled)), scaled, *pairs])
    errors = np.empty(len(hidden))
    for fold in range(folds):
        out = np.arange(len(hidden)) % folds == fold
        weights, *_ = np.linalg.lstsq(terms[~out], hidden[~out], rcond=None)
        errors[out] = hidden[out] - terms[out] @ weights
    return max(0.0, float(1 - errors.var() / hidden.var()))
