"""Usual levels of a healthy adult, for what needs a size to measure by."""

from __future__ import annotations

from functools import cache

from magnesia.case.cases import Case
from magnesia.effects import model_answering
from magnesia.simulation.run import simulate

SMALLEST_CHANGE, SMALLEST_CHANGE_OF_STORE = 0.05, 0.005
"""Of the usual level: an error of a smaller change is measured by this. Stores are seen to change by balances, which
know little of the level."""


@cache
def usual_level(what: str) -> float:
    """In the standard unit; zero for what is counted over a window."""
    if what not in model_answering([what]).signal_index:
        return 0.0
    (result,) = simulate(Case(), outputs=[what], at=[0.0])
    return abs(float(result.outputs[what].values[0, 0]))


def is_store(what: str) -> bool:
    """Whether it is an amount that the body holds."""
    model = model_answering([what])
    return what in model.signal_index and model.signals[model.signal_index[what]].unit == "mmol"


def smallest_change(what: str) -> float:
    """What an error of a change is measured by at least, in the standard unit."""
    return (SMALLEST_CHANGE_OF_STORE if is_store(what) else SMALLEST_CHANGE) * usual_level(what)
