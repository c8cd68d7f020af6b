"""What organs would answer at given levels of plasma: a typical adult, only the levels moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from magnesia.case.habits import Habits
from magnesia.case.person import Person
from magnesia.effects.assembly import answering_body
from magnesia.engine.evaluate import evaluate
from magnesia.people.habits import daily_intake
from magnesia.people.population import draw
from magnesia.simulation.meals import DAY
from magnesia.simulation.steady import first_guess, steady_state

Array = NDArray[np.float64]

POOLS = {"serum_magnesium": "plasma_magnesium", "ionized_calcium": "plasma_calcium",
         "serum_potassium": "extracellular_potassium"}  # fmt: skip
"""Levels that can be set and the pool each is proportional to."""
USUAL_MAGNESIUM, USUAL_CALCIUM = 0.85, 1.2  # serum and ionised, mmol/L
# Under severe excess the gland rests and urine takes calcium: 0.95 mmol/L is left at 6.4 in the simulated patient of
# Kontani (2005).
CALCIUM_LOST = 0.045


def calcium_beside(serum: ArrayLike) -> Array:
    """Ionised calcium (points,), mmol/L, of people whose ``serum`` magnesium is high; usual below."""
    return USUAL_CALCIUM - CALCIUM_LOST * np.maximum(np.asarray(serum, dtype=float) - USUAL_MAGNESIUM, 0)


def answers_at(
    names: Sequence[str], levels: Mapping[str, ArrayLike], states: Mapping[str, ArrayLike] | None = None
) -> dict[str, Array]:
    """Read-outs {name: (points,)} at ``levels`` {one of POOLS: (points,) mmol/L or a number}.

    ``states`` sets states of the organs by name, such as what vessels are used to; the others are those of health.
    """
    model = answering_body()
    wanted = {
        name: np.atleast_1d(np.asarray(value, dtype=float)) for name, value in {**levels, **(states or {})}.items()
    }
    points = max(len(value) for value in wanted.values())
    parameters, values = (np.repeat(one, points, axis=1) for one in _typical_adult())
    for level in POOLS.keys() & wanted.keys():
        values[model.state_index[POOLS[level]]] *= wanted[level] / evaluate(model, values, parameters, [level])[0]
    for name in wanted.keys() - POOLS.keys():
        values[model.state_index[name]] = wanted[name]
    return dict(zip(names, evaluate(model, values, parameters, names), strict=True))


def lasting(levels: Mapping[str, ArrayLike]) -> dict[str, Array]:
    """``states`` of :func:`answers_at` {name: (points,)} of someone who has had these ``levels`` for weeks."""
    now = answers_at(["ionized_magnesium", "nerve_excitability"], levels)
    parameters, _ = _typical_adult()
    csf = {
        name: parameters[answering_body().parameter_index[f"csf.{name}"], 0]
        for name in ("volume", "capacity", "affinity")
    }
    held = csf["volume"] * csf["capacity"] * now["ionized_magnesium"] / (csf["affinity"] + now["ionized_magnesium"])
    follow = ("vessel_magnesium", "habitual_magnesium", "skin_habit_magnesium", "malaise_magnesium",
              "metabolic_habit_magnesium", "beta_cell_habit_magnesium", "brain_habit_magnesium")  # fmt: skip
    return {name: now["ionized_magnesium"] for name in follow} | {
        "nerve_habit": now["nerve_excitability"], "csf_store_magnesium": held}  # fmt: skip


@cache
def _typical_adult() -> tuple[Array, Array]:
    """Parameters and settled states (.., 1) of a typical adult on usual habits."""
    model = answering_body()
    someone = draw(Person(), model)
    for element, daily in daily_intake(Habits(), someone.covariates).items():
        someone.parameters[model.parameter_index[f"input.oral_{element}"]] += daily / DAY
    settled, _ = steady_state(model, someone.parameters, first_guess(model, someone.parameters))
    return someone.parameters, settled.T
