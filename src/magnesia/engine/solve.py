"""Solving a model for many people over a schedule."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike, NDArray

from magnesia.engine.block import Job, new_control, run_block, stop, typical_scale
from magnesia.engine.driver import FINISHED, STOPPED
from magnesia.engine.emit import LANES
from magnesia.engine.evaluate import checked, place_of_output
from magnesia.engine.failure import Failure, explain, guilty_lanes, unusable
from magnesia.engine.kernel import Array, kernel_of
from magnesia.engine.model import Model
from magnesia.engine.schedule import Schedule, plan
from magnesia.errors import InputError

POLL = 0.1  # s between looks at the keyboard while kernels run
LEAST_TOLERANCE, LARGEST_TOLERANCE = 1e-12, 0.1
AHEAD = 4  # blocks handed out per core: enough to keep it busy
SHORT = 300  # segments of one block, some milliseconds, that need no thread to stay interruptible


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
    start, numbers = checked(model, initial, parameters)
    timeline = plan(model, schedule, start.shape[1])
    moments = np.atleast_1d(np.asarray(at, dtype=float))
    if not np.all((moments >= timeline.times[0]) & (moments <= timeline.times[-1])):
        raise InputError(f"moments must lie within the schedule, {timeline.times[0]} to {timeline.times[-1]} h")
    if not LEAST_TOLERANCE <= tolerance <= LARGEST_TOLERANCE:
        raise InputError(f"a tolerance of {tolerance} is outside {LEAST_TOLERANCE} to {LARGEST_TOLERANCE}")
    order = np.argsort(moments, kind="stable")
    kernel = kernel_of(model)
    places = np.array([place_of_output(model, kernel, name) for name in outputs], dtype=np.int64)
    job = Job(
        model=model, kernel=kernel, plan=timeline, initial=start, parameters=numbers,
        moments=np.append(moments[order], np.inf), outputs=places,
        signals_wanted=any(name in model.signal_index for name in outputs), tolerance=tolerance,
        scale=typical_scale(model), bolus_places=kernel.place[timeline.boluses.places].astype(np.int64),
    )  # fmt: skip
    unsort = np.argsort(order)
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
        self.running: dict[int, Array] = {}  # the control of each running kernel

    def solution(self, unsort: NDArray[np.intp]) -> Solution:
        total = self.job.initial.shape[1]
        people = np.setdiff1d(np.arange(total), [failure.person for failure in self.failures])
        blocks = [people[start : start + LANES] for start in range(0, len(people), LANES)]
        if len(blocks) <= 1 and len(self.job.plan.kinds) <= SHORT:
            for block in blocks:
                self._block(block)
                self._report(total, total)
        else:
            self._in_threads(blocks, total - len(people), total)
        self.failures.sort(key=lambda failure: failure.person)
        values = self.values if np.all(np.diff(unsort) == 1) else self.values[:, unsort]
        return Solution(values, self.final, self.failures, self.steps)

    def _in_threads(self, blocks: list[NDArray[np.intp]], done: int, total: int) -> None:
        workers = os.cpu_count() or 1
        to_do = iter(blocks)
        waiting: set[Future[int]] = set()
        with ThreadPoolExecutor(workers) as pool:
            try:
                while True:
                    room = AHEAD * workers - len(waiting)
                    waiting |= {pool.submit(self._block, block) for block in islice(to_do, room)}
                    if not waiting:
                        break
                    # With a time limit, so that an interrupt from the keyboard is noticed on every platform.
                    finished, waiting = wait(waiting, POLL, FIRST_COMPLETED)
                    done += sum(future.result() for future in finished)
                    if finished:
                        self._report(done, total)
            except BaseException:
                self._stop(waiting)
                raise

    def _report(self, done: int, total: int) -> None:
        if self.progress:
            self.progress(done, total)

    def _stop(self, waiting: set[Future[int]]) -> None:
        self.stopped = True
        for future in waiting:
            future.cancel()
        for control in list(self.running.values()):
            stop(control)

    def _block(self, people: NDArray[np.intp]) -> int:
        """Runs a block, then whoever stopped it alone and the others without them. How many people that were."""
        control = new_control(self.job.tolerance)
        self.running[id(control)] = control
        if self.stopped:
            stop(control)
        run = run_block(self.job, people, control)
        del self.running[id(control)]
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
