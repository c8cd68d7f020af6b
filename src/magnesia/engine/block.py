"""One run of the kernel on up to eight persons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.driver import CONTROL
from magnesia.engine.emit import LANES
from magnesia.engine.kernel import SMALLEST_SCALE, Array, Kernel, Workspace, aligned
from magnesia.engine.model import Model
from magnesia.engine.schedule import Events, Plan

MOST_STEPS = 100_000.0  # within one segment


@dataclass(frozen=True)
class Job:
    """All that the blocks of one call of ``solve`` have in common.

    ``initial`` (states, people) and ``parameters`` (parameters, people) in model order; ``moments`` rising, followed
    by infinity; ``outputs`` are vectors of the workspace.
    """

    model: Model
    kernel: Kernel
    plan: Plan
    initial: Array
    parameters: Array
    moments: Array
    outputs: NDArray[np.int64]
    signals_wanted: bool
    tolerance: float
    scale: Array
    bolus_places: NDArray[np.int64]


@dataclass(frozen=True)
class BlockRun:
    """What a run left behind; ``values`` (moments, outputs, 8)."""

    values: Array
    workspace: Workspace
    control: Array

    def __getitem__(self, name: str) -> float:
        return float(self.control[CONTROL.index(name)])


def typical_scale(model: Model) -> Array:
    """The size below which an error in a state is judged absolutely: its initial value, or 1 where that is zero."""
    initial = np.abs([state.initial for state in model.states])
    return np.where(initial > SMALLEST_SCALE, initial, 1.0)


def new_control(tolerance: float) -> Array:
    control = np.zeros(len(CONTROL))
    control[CONTROL.index("tolerance")] = tolerance
    control[CONTROL.index("most_steps")] = MOST_STEPS
    return control


def stop(control: Array) -> None:
    """Asks a running kernel to return after its current step."""
    control[CONTROL.index("stop")] = 1.0


def run_block(job: Job, people: NDArray[np.intp], control: Array) -> BlockRun:
    """Runs up to eight persons; free lanes repeat the first, which neither costs nor changes anything."""
    kernel, plan = job.kernel, job.plan
    lanes = np.concatenate([people, np.repeat(people[:1], LANES - len(people))])
    workspace = kernel.workspace()
    workspace.fill("state", job.initial[np.ix_(kernel.order, people)])
    workspace.fill("parameter", job.parameters[:, people])
    workspace.fill("scale", job.scale[kernel.order][:, None])
    first_steps = np.zeros(plan.kind_count)
    boluses, changes = _for_lanes(plan.boluses, lanes), _for_lanes(plan.changes, lanes)
    values = aligned((len(job.moments) - 1, len(job.outputs), LANES))
    kernel.run(
        workspace.address, plan.times.ctypes.data, len(plan.kinds), plan.kinds.ctypes.data, first_steps.ctypes.data,
        plan.boluses.starts.ctypes.data, job.bolus_places.ctypes.data, boluses.ctypes.data,
        plan.changes.starts.ctypes.data, plan.changes.places.ctypes.data, changes.ctypes.data,
        job.moments.ctypes.data, job.outputs.ctypes.data, len(job.outputs), int(job.signals_wanted),
        values.ctypes.data, control.ctypes.data,
    )  # fmt: skip
    return BlockRun(values, workspace, control)


def _for_lanes(events: Events, lanes: NDArray[np.intp]) -> Array:
    amounts = aligned((len(events.amounts), LANES))
    np.take(events.amounts, lanes, axis=1, out=amounts)
    return amounts
