"""How fast the engine runs the body: compiling, loading, a day with an infusion, a year of meals, a population.

Run with ``python benchmarks/engine_speed.py``. Times are the best of several, in one thread unless said otherwise.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable

import numpy as np

from magnesia.body import whole_body
from magnesia.engine import cache, kernel
from magnesia.engine.schedule import Bolus, Change, Schedule
from magnesia.engine.solve import Solution, solve

MEALS = (7.0, 12.5, 18.5)
MEAL = 4.0  # mmol of magnesium


def best(work: Callable[[], object], repeats: int) -> float:
    """The shortest of several times, ms."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return 1e3 * min(times)


def meals(days: int) -> Schedule:
    stomach = whole_body().state_index["stomach_magnesium"]
    hours = [24.0 * day + meal for day in range(days) for meal in MEALS]
    boluses = tuple(Bolus(segment, stomach, np.array(MEAL)) for segment in range(len(hours)))
    return Schedule(np.array([*hours, 24.0 * days]) - hours[0], boluses)


def infusion() -> Schedule:
    rate = whole_body().parameter_index["input.intravenous_magnesium"]
    return Schedule(
        np.array([0.0, 1.0, 5.0, 24.0]), (), (Change(1, rate, np.array(8.0)), Change(2, rate, np.array(0.0)))
    )


def people(count: int) -> tuple[np.ndarray, np.ndarray]:
    model = whole_body()
    states = np.tile([[state.initial] for state in model.states], count)
    parameters = np.array([[parameter.value] for parameter in model.parameters])
    spread = np.array([[parameter.spread] for parameter in model.parameters])
    return states, parameters * np.exp(spread * np.random.default_rng(0).normal(0, 1, (len(parameters), count)))


def run(count: int, schedule: Schedule, tolerance: float = 1e-6) -> Solution:
    states, parameters = people(count)
    moments = np.linspace(schedule.times[0], schedule.times[-1], 366)
    return solve(whole_body(), states, parameters, schedule, at=moments, outputs=["plasma_magnesium"],
                 tolerance=tolerance)  # fmt: skip


def main() -> None:
    model = whole_body()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[cache.VARIABLE] = folder
        for what in ("compile", "load"):
            kernel._loaded.clear()
            print(f"{what:32} {best(lambda: kernel.kernel_of(model), 1):8.1f} ms")
    year, day = meals(365), infusion()
    for tolerance in (1e-4, 1e-6, 1e-8):
        found = run(8, year, tolerance)
        taken = best(lambda tolerance=tolerance: run(8, year, tolerance), 5)
        print(f"{f'year, 8 people, {tolerance:.0e}':32} {taken:8.1f} ms  {found.steps[0]} steps, "
              f"{len(year.times) - 1} segments, {1e3 * taken / found.steps[0]:.2f} us/step")  # fmt: skip
    print(
        f"{'day with an infusion, 1 person':32} {best(lambda: run(1, day), 50):8.2f} ms  {run(1, day).steps[0]} steps"
    )
    taken = best(lambda: run(256, year, 1e-4), 3)
    print(f"{'year, 256 people, all cores, 1e-4':32} {taken:8.1f} ms  {256 / taken * 1e3:.0f} person-years/s")


if __name__ == "__main__":
    main()
