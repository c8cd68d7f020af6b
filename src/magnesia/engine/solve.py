"""Solving a model for many people over a schedule."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import ArrayLike, NDArray

from magnesia.engine.block import Job, new_control, run_block, stop, typical_scale
from magnesia.engine.driver import FINISHED, STOPPED
from magnesia.engine.emit import LANES
from magnesia.engine.failure import Failure, explain, guilty_lanes, unusable
from magnesia.engine.kernel import Array, kernel_of
from magnesia.engine.model import Model
from magnesia.engine.schedule import Schedule, plan
from magnesia.errors import InputError

POLL = 0.1  # s between looks at the keyboard while kernels run


@dataclass(frozen=True)
class Solution:
    """``values`` (outputs, moments, people), ``final`` (states, people), ``steps`` (people,) tried by their blocks.

    Values of a person named in ``failures`` are NaN.
    """

    values: Array
    final: Array
    failures: list[Failure]
    steps: NDArray[np.int64]


def solve(
    model: Model,
    initial: ArrayLike,
    parameters: ArrayLike,
    schedule: Schedule,
    *,
    at: ArrayLike,
    outputs: Sequence[str],
    tolerance: float = 1e-6,
    progress: Callable[[int, int], None] | None = None,
) -> Solution:
    """Runs people through a schedule and reads signals and states on the way.

    ``initial`` (states, people) and ``parameters`` (parameters, people) hold at the start; ``at`` (moments,) h lie
    within the schedule, and a moment on the boundary of two segments is read before the boluses and changes there;
    ``outputs`` name signals or states. ``tolerance`` is the error allowed in a step relative to the size of each state
    (at least its usual size, see ``typical_scale``). ``progress(done, people)`` is called as blocks finish. A person
    that cannot be computed becomes a ``Failure`` and leaves the others alone. Raises InputError for arguments that do
    not fit each other.
    """
    job, unsort = _job(model, initial, parameters, schedule, at, outputs, tolerance)
    return _Run(job, progress).solution(unsort)


class _Run:
    """The bookkeeping of one call of ``solve``: blocks, threads, failures."""

    def __init__(self, job: Job, progress: Callable[[int, int], None] | None):
        self.job, self.progress = job, progress
        people = job.initial.shape[1]
        self.values = np.full((len(job.outputs), len(job.moments) - 1, people), np.nan)
        self.final = np.full(job.initial.shape, np.nan)
        self.steps = np.zeros(people, dtype=np.int64)
        self.failures = unusable(job)
        self.stopped = False
        self.running: list[Array] = []

    def solution(self, unsort: NDArray[np.intp]) -> Solution:
        total = self.job.initial.shape[1]
        people = np.setdiff1d(np.arange(total), [failure.person for failure in self.failures])
        blocks = [people[start : start + LANES] for start in range(0, len(people), LANES)]
        workers = max(1, min(len(blocks), os.cpu_count() or 1))
        with ThreadPoolExecutor(workers) as pool:
            waiting: set[Future[int]] = {pool.submit(self._block, block) for block in blocks}
            done = total - len(people)
            try:
                while waiting:  # with a time limit, so that an interrupt from the keyboard is noticed everywhere
                    finished, waiting = wait(waiting, POLL, FIRST_COMPLETED)
                    for future in finished:
                        done += future.result()
                    if self.progress and finished:
                        self.progress(done, total)
            except BaseException:
                self._stop(waiting)
                raise
        self.failures.sort(key=lambda failure: failure.person)
        values = self.values if np.all(np.diff(unsort) == 1) else self.values[:, unsort]
        return Solution(values, self.final, self.failures, self.steps)

    def _stop(self, waiting: set[Future[int]]) -> None:
        self.stopped = True
        for future in waiting:
            future.cancel()
        for control in list(self.running):
            stop(control)

    def _block(self, people: NDArray[np.intp]) -> int:
        """Runs a block, then whoever stopped it alone and the others without them. How many people that were."""
        control = new_control(self.job.tolerance)
        self.running.append(control)
        if self.stopped:
            stop(control)
        run = run_block(self.job, people, control)
        self.running = [other for other in self.running if other is not control]
        self.steps[people] += int(run["steps"])
        count = len(people)
        if run["status"] == FINISHED:
            self.values[:, :, people] = run.values[:, :, :count].transpose(1, 0, 2)
            final = run.workspace.region("state", self.job.kernel.layout.states)
            self.final[np.ix_(self.job.kernel.order, people)] = final[:, :count]
        elif run["status"] != STOPPED and count == 1:
            self.failures.append(explain(self.job, run, int(people[0])))
        elif run["status"] != STOPPED:
            guilty = guilty_lanes(run, count)
            for lane in guilty:
                self._block(people[lane : lane + 1])
            innocent = np.delete(people, guilty)
            if len(innocent):
                self._block(innocent)
        return count


def _job(
    model: Model, initial: ArrayLike, parameters: ArrayLike, schedule: Schedule, at: ArrayLike,
    outputs: Sequence[str], tolerance: float,
) -> tuple[Job, NDArray[np.intp]]:  # fmt: skip
    start, numbers = np.asarray(initial, dtype=float), np.asarray(parameters, dtype=float)
    if start.ndim != 2 or len(start) != len(model.states):
        raise InputError(f"initial values have shape {start.shape}, not ({len(model.states)} states, people)")
    people = start.shape[1]
    if numbers.shape != (len(model.parameters), people):
        raise InputError(f"parameters have shape {numbers.shape}, not ({len(model.parameters)} parameters, {people})")
    if not 1e-12 <= tolerance <= 0.1:
        raise InputError(f"a tolerance of {tolerance} is outside 1e-12 to 0.1")
    checked = plan(model, schedule, people)
    moments = np.atleast_1d(np.asarray(at, dtype=float))
    if not np.all((moments >= checked.times[0]) & (moments <= checked.times[-1])):
        raise InputError(f"moments must lie within the schedule, {checked.times[0]} to {checked.times[-1]} h")
    order = np.argsort(moments, kind="stable")
    kernel = kernel_of(model)
    places = [_place(model, kernel, name) for name in outputs]
    signals = kernel.offsets["signal"]
    job = Job(
        model, kernel, checked, start, numbers, np.append(moments[order], np.inf), np.array(places, dtype=np.int64),
        any(place >= signals for place in places), tolerance, typical_scale(model),
        kernel.place[checked.boluses.places].astype(np.int64),
    )  # fmt: skip
    return job, np.argsort(order)


def _place(model: Model, kernel, name: str) -> int:
    if name in model.signal_index:
        return kernel.offsets["signal"] + model.signal_index[name]
    if name in model.state_index:
        return kernel.offsets["moment_state"] + int(kernel.place[model.state_index[name]])
    near = get_close_matches(name, [*model.signal_index, *model.state_index], 3)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise InputError(f"there is no signal or state called {name}{hint}")
