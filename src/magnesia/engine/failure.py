"""Why a person could not be computed, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.engine import rodas
from magnesia.engine.block import MOST_STEPS, BlockRun, Job
from magnesia.engine.driver import NOT_FINITE, TOO_MANY_STEPS
from magnesia.engine.kernel import Array

NEGLIGIBLE = 1e-6  # of the typical scale: rounding and tolerance may leave this much below zero


@dataclass(frozen=True)
class Failure:
    """A person whose simulation ended early, when (h) and why; its values are NaN."""

    person: int
    time: float
    reason: str


def guilty_lanes(run: BlockRun, count: int) -> NDArray[np.intp]:
    """The lanes, of the first ``count``, that stopped a block; all of them if that cannot be told."""
    last = run.workspace.region("lane_error", 1)[0, :count]
    history = run.workspace.region("lane_history", 1)[0, :count]
    if run["status"] == NOT_FINITE:
        found = ~np.isfinite(last)
    elif run["status"] == TOO_MANY_STEPS:
        found = history >= 0.9 * np.max(history)
    else:
        found = ~(last <= 1)
    return np.flatnonzero(found) if np.any(found) else np.arange(count)


def explain(job: Job, run: BlockRun, person: int) -> Failure:
    """The failure of a person that was run alone."""
    time = run["time"]
    return Failure(person, time, f"{_reason(job, run)} at {time:.4g} h")


def _reason(job: Job, run: BlockRun) -> str:
    order, count = job.kernel.order, job.kernel.layout.states
    scale = job.scale[order]
    state, rate = (run.workspace.region(name, count)[:, 0] for name in ("state", "start_rate"))
    error = run.workspace.region("stages", count * rodas.STAGES)[-count:, 0]

    def named(position: np.intp) -> str:
        return job.model.states[order[position]].name

    stores = np.array([job.model.states[index].role == "store" for index in order])
    below = np.where(stores, state / scale, 0.0)
    if np.min(below) < -NEGLIGIBLE:
        position = np.argmin(below)
        return f"{named(position)} became negative ({state[position]:.3g} {job.model.states[order[position]].unit})"
    if not np.all(np.isfinite(rate)):
        return f"the rate of change of {named(np.argmin(np.isfinite(rate)))} became not finite"
    weighted = np.abs(error) / (scale + np.abs(state))
    if run["status"] == NOT_FINITE or not np.all(np.isfinite(weighted)):
        return f"{named(np.argmax(np.abs(rate) / (scale + np.abs(state))))} became not finite"
    if run["status"] == TOO_MANY_STEPS:
        return f"{named(np.argmax(weighted))} had needed more than {MOST_STEPS:.0f} steps"
    return f"{named(np.argmax(weighted))} changed faster than the smallest step can follow"


def unusable(job: Job) -> list[Failure]:
    """People whose own input is not finite; these are not run."""
    model, plan = job.model, job.plan
    sources: list[tuple[Array, Callable[[int], str]]] = [
        (job.initial, lambda row: f"the initial value of {model.states[row].name}"),
        (job.parameters, lambda row: f"parameter {model.parameters[row].name}"),
        (plan.boluses.amounts, lambda row: f"a bolus into {model.states[plan.boluses.places[row]].name}"),
        (plan.changes.amounts, lambda row: f"a change of {model.parameters[plan.changes.places[row]].name}"),
    ]
    found: dict[int, str] = {}
    for values, name in sources:
        for row, person in np.argwhere(~np.isfinite(values)):
            found.setdefault(int(person), f"{name(int(row))} is not a finite number")
    start = float(plan.times[0])
    return [Failure(person, start, reason) for person, reason in sorted(found.items())]
