"""How much passed along every flow of magnesium: the body with a counter at each flow.

Counters are integrated with the body itself, so that what they count and what the pools hold agree to rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from magnesia.body import whole_body
from magnesia.case.cases import Case
from magnesia.engine.model import Flow, Model, State
from magnesia.people.population import draw
from magnesia.simulation.horizon import first_moment
from magnesia.simulation.lives import Task, live
from magnesia.simulation.observe import Given, Record

Array = NDArray[np.float64]
Window = tuple[float, float]


def flows() -> tuple[Flow, ...]:
    """All flows of magnesium."""
    return tuple(flow for flow in whole_body().flows if flow.element == "magnesium")


@cache
def counting_body() -> Model:
    """The whole body with a counter, mmol, at each flow of magnesium."""
    body = whole_body()
    counters = tuple(State(_counter(flow.name), "mmol", "counter", None, 0.0, flow.about) for flow in flows())
    return replace(
        body, states=(*body.states, *counters), derivatives=(*body.derivatives, *(flow.rate for flow in flows()))
    )


@dataclass(frozen=True)
class Passing:
    """What passed and what was held, in the windows (h, h) that were asked for."""

    record: Record
    given: Given

    def passed(self, flow: str, window: Window) -> Array:
        """mmol (people,) along a flow in a window."""
        return self.record.over(_counter(flow), *window)

    def change(self, names: Sequence[str], window: Window) -> Array:
        """mmol (people,) by which pools or ledgers changed together in a window."""
        return np.asarray(np.sum([self.record.over(name, *window) for name in names], axis=0))

    def held(self, names: Sequence[str], when: float) -> Array:
        """mmol (people,) in pools together at the beginning or the end of a window."""
        return np.asarray(np.sum([self.record.at(name, when) for name in names], axis=0))

    def eaten(self, window: Window) -> Array:
        """mmol (people,) that came with meals in a window."""
        return self.given.eaten[window] - self.given.swallowed[window]


def follow(case: Case, windows: Sequence[Window], people: int | None, seed: int, tolerance: float) -> Passing:
    """Lives an arm once more with counters; ``people`` None follows the typical person."""
    model = counting_body()
    moments = np.unique(np.array(windows))
    names = [state.name for state in model.states if state.element == "magnesium"]
    task = Task(
        case, model, first_moment(case, moments.tolist()), float(moments[-1]), moments,
        names=(*names, *(_counter(flow.name) for flow in flows())), windows=(), shares=tuple(windows), traced=(),
        tolerance=tolerance,
    )  # fmt: skip
    lived = live(task, draw(case.person, model, people, np.random.default_rng(seed)), lambda share: None)
    return Passing(lived.record, lived.given)


def _counter(flow: str) -> str:
    return f"passed.{flow}"
