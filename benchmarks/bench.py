"""The benchmark: our kernel beside libroadrunner on the same exported model, at equal achieved accuracy.

For each life both tools get the loosest tolerance of one scale at which no output of a few people errs by more than
``ALLOWED``; the reference is our solver at its tightest, which the oracle tests hold to two other solvers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.bench_lives import OUTPUTS, Array, Life, day, year
from benchmarks.bench_process import first_and_next_result, memory_of_a_group
from benchmarks.bench_roadrunner import PROCESSES, Pool, Simulator, plain
from magnesia.engine.solve import solve

ALLOWED = 1e-5
TOLERANCES = (3e-5, 1e-5, 3e-6, 1e-6, 3e-7, 1e-7)
TIGHT = 1e-11
JUDGED = 4  # people on whom accuracy is judged
WARM_UPS = 2
REPEATS = 5


@dataclass(frozen=True)
class Figure:
    """One result; ``target`` is the most it may be, or the least for a ratio."""

    name: str
    value: float
    unit: str
    target: float

    @property
    def reached(self) -> bool:
        return self.value >= self.target if self.unit == "ratio" else self.value <= self.target


@dataclass(frozen=True)
class Contest:
    """One life run by both tools: tolerances and errors, seconds for one person, people a second on all cores."""

    name: str
    tolerances: tuple[float, float]
    errors: tuple[float, float]
    alone: tuple[float, float]
    throughput: tuple[float, float]


def ours(life: Life, tolerance: float) -> Array:
    """The outputs (people, moments, outputs)."""
    solution = solve(life.model, life.initial, life.parameters, life.schedule, at=life.at, outputs=OUTPUTS,
                     tolerance=tolerance)  # fmt: skip
    if solution.failures:
        raise RuntimeError(str(solution.failures[0]))
    return solution.values.transpose(2, 1, 0)


def theirs(life: Life, tolerance: float) -> Array:
    """The same by libroadrunner in this process."""
    task, people = plain(life)
    simulator = Simulator(task, tolerance)
    return np.array([simulator.run(person) for person in people])


def calibrated(run: Callable[[Life, float], Array], life: Life, reference: Array) -> tuple[float, float]:
    """The loosest tolerance that is exact enough, and the largest relative error it makes."""
    for tolerance in TOLERANCES:
        error = float(np.max(np.abs(run(life, tolerance) / reference - 1)))
        if error <= ALLOWED:
            return tolerance, error
    raise RuntimeError(f"no tolerance keeps the error of the {life.name} below {ALLOWED}")


def seconds(first: Callable[[], object], second: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Median wall times of two calls, made in turn so that a busy machine is unfair to neither, after a warm-up."""
    times: list[tuple[float, float]] = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        first()
        between = time.perf_counter()
        second()
        times.append((between - start, time.perf_counter() - between))
    return median(one for one, _ in times[1:]), median(other for _, other in times[1:])


def warm(call: Callable[[], object]) -> float:
    """Median wall time of a call made again and again, after some that do not count."""
    for _ in range(WARM_UPS):
        call()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return median(times)


def contest(make: Callable[[int], Life], our_people: int, their_people: int) -> Contest:
    """Both tools on one kind of life; each gets as many people as it needs to be timed well."""
    few, one = make(JUDGED), make(1)
    reference = ours(few, TIGHT)
    our_tolerance, our_error = calibrated(ours, few, reference)
    their_tolerance, their_error = calibrated(theirs, few, reference)
    task, people = plain(one)
    simulator = Simulator(task, their_tolerance)
    alone = warm(lambda: ours(one, our_tolerance)), warm(lambda: simulator.run(people[0]))
    many = make(our_people)
    with Pool(*plain(make(their_people)), their_tolerance) as pool:
        taken = seconds(lambda: ours(many, our_tolerance), pool.run, REPEATS)
    throughput = (our_people / taken[0], their_people / taken[1])
    return Contest(few.name, (our_tolerance, their_tolerance), (our_error, their_error), alone, throughput)


def side_by_side(contests: list[Contest]) -> Table:
    table = Table(title=f"The same model, the same people, errors at most {ALLOWED:g}, {PROCESSES} cores")
    for heading in ("life", "", "tolerance", "error", "one person", "people a second"):
        table.add_column(heading, justify="left" if heading in ("life", "") else "right")
    for c in contests:
        for index, tool in enumerate(("magnesia", "libroadrunner")):
            table.add_row(c.name if index == 0 else "", tool, f"{c.tolerances[index]:g}", f"{c.errors[index]:.1e}",
                          f"{c.alone[index] * 1e3:.2f} ms", f"{c.throughput[index]:.1f}")  # fmt: skip
        table.add_row("", "ratio", "", "", f"{c.alone[1] / c.alone[0]:.1f}",
                      f"{c.throughput[0] / c.throughput[1]:.1f}", end_section=True)  # fmt: skip
    return table


def against_targets(figures: list[Figure]) -> Table:
    table = Table(title="Against the targets")
    for heading in ("figure", "value", "target", ""):
        table.add_column(heading, justify="right" if heading in ("value", "target") else "left")
    for figure in figures:
        sign = "≥" if figure.unit == "ratio" else "≤"
        table.add_row(figure.name, f"{figure.value:.3g} {figure.unit}", f"{sign} {figure.target:g}",
                      "reached" if figure.reached else "missed")  # fmt: skip
    return table


def main() -> None:
    """Measure everything, print two tables, then one line a figure."""
    console = Console()
    with console.status("Timing a day, a year, whole processes (some minutes) ..."):
        days = contest(day, our_people=2048, their_people=64 * PROCESSES)
        years = contest(year, our_people=128, their_people=2 * PROCESSES)
        first, following = first_and_next_result()
        memory = memory_of_a_group()
    figures = [
        Figure("year_ensemble_vs_libroadrunner", years.throughput[0] / years.throughput[1], "ratio", 20),
        Figure("day_ensemble_vs_libroadrunner", days.throughput[0] / days.throughput[1], "ratio", 20),
        Figure("one_person_day", days.alone[0] * 1e3, "ms", 1),
        Figure("one_person_year", years.alone[0] * 1e3, "ms", 60),
        Figure("cold_first", first, "s", 6),
        Figure("cold_cached", following, "s", 1.5),
        Figure("memory_10k", memory, "MB", 300),
        Figure("max_error", max(days.errors[0], years.errors[0]), "relative", ALLOWED),
    ]
    console.print(side_by_side([days, years]))
    console.print(against_targets(figures))
    for figure in figures:
        print(f"bench {figure.name} {figure.value:.4g} {figure.unit}")
