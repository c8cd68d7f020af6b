"""One portion of the people of an arm, from their settled state to the end: planned, settled, solved, checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.engine.evaluate import evaluate
from magnesia.engine.failure import Failure
from magnesia.engine.model import Model
from magnesia.engine.solve import solve
from magnesia.people.population import Population
from magnesia.simulation.balance import balance_errors
from magnesia.simulation.observe import Given, Record
from magnesia.simulation.plan import Plan, plan
from magnesia.simulation.portions import schedule_of
from magnesia.simulation.repletion import knowing_what_is_replete
from magnesia.simulation.settle import settle
from magnesia.simulation.timetable import INSTANT
from magnesia.simulation.tracing import exchangeable

Array = NDArray[np.float64]


SURVIVED = {"serum_magnesium": (0.2, 4.0), "serum_potassium": (2.0, 7.5), "serum_calcium": (1.2, 4.0)}
"""Levels, mmol/L, with which people are seen alive for long."""
REACHED_ALIVE = {"serum_magnesium": (0.15, 7.5), "serum_potassium": (1.5, 9.0), "serum_calcium": (1.0, 5.0)}
"""Levels, mmol/L, that people have passed through alive; the model has no death and goes on beyond them."""


@dataclass(frozen=True)
class Task:
    """What is to be computed for every person of an arm.

    From ``begin`` to ``until`` (h), the signals and states ``names`` are recorded at ``moments``; once more for each of
    ``windows`` (h, h), without the doses of magnesium that are given in it. What is given is summed in each of
    ``shares`` (h, h). A tracer injected at time zero is read at ``traced`` (h).
    """

    case: Case
    model: Model
    begin: float
    until: float
    moments: Array
    names: tuple[str, ...]
    windows: tuple[tuple[float, float], ...]
    shares: tuple[tuple[float, float], ...]
    traced: tuple[float, ...]
    tolerance: float


@dataclass(frozen=True)
class Lives:
    """What came of a portion of the people; the values of those in ``failures`` are NaN."""

    record: Record
    twins: dict[tuple[float, float], Record]
    given: Given
    exchangeable: Array  # (traced, people) mmol
    failures: list[Failure]
    balance: dict[str, float]
    warnings: tuple[str, ...]


def live(task: Task, people: Population, tell: Callable[[float], None]) -> Lives:
    """Plans, settles and solves the life of some people; ``tell`` is told the share done, 0 to 1."""

    def part(done: int) -> Callable[[float], None]:
        return lambda share: tell((done + share) / (1 + len(task.windows)))

    case, model = task.case, task.model
    if "magnesium_deficit" in task.names:
        people = knowing_what_is_replete(model, people, task.begin, case)
    planned = plan(case, model, people, task.begin, task.until)
    settled = settle(model, planned.parameters, planned.intake, planned.begin, planned.clock_zero)
    warnings = (*planned.warnings, *_hard_to_survive(model, settled.states, planned.parameters))
    record, failures, balance = _run(task, people, planned, settled.states, part(0))
    warnings = (*warnings, *_beyond_life(record))
    twins = {}
    for done, window in enumerate(task.windows, start=1):
        without = plan(case, model, people, task.begin, task.until, without_doses=window)
        twins[window], lost, _ = _run(task, people, without, settled.states, part(done))
        failures += lost
    tell(1.0)
    first = {failure.person: failure for failure in reversed(settled.failures + failures)}
    mixed = exchangeable(model, planned.parameters, planned.intake, task.traced) if task.traced else np.empty((0, 0))
    given = _given(planned, people.count, task.shares)
    return Lives(record, twins, given, mixed, list(first.values()), balance, warnings)


def _run(
    task: Task, people: Population, planned: Plan, initial: Array, tell: Callable[[float], None]
) -> tuple[Record, list[Failure], dict[str, float]]:
    """The record of everybody; who could not be settled is left out."""
    alive = np.flatnonzero(np.isfinite(initial).all(axis=0))
    values = np.full((len(task.names), len(task.moments), people.count), np.nan)
    if not len(alive):
        return Record(task.names, task.moments, values), [], {}
    everybody = len(alive) == people.count
    schedule = planned.schedule if everybody else schedule_of(planned.schedule, alive)
    start = initial[:, alive]
    solution = solve(
        task.model, start, planned.parameters[:, alive], schedule,
        at=task.moments, outputs=task.names, tolerance=task.tolerance,
        progress=lambda done, total: tell(done / total),
    )  # fmt: skip
    values[:, :, alive] = solution.values
    failures = [Failure(int(alive[one.person]), one.time, one.reason) for one in solution.failures]
    balance = balance_errors(task.model, schedule, start, solution.final)
    return Record(task.names, task.moments, values), failures, balance


def _hard_to_survive(model: Model, states: Array, parameters: Array) -> list[str]:
    """A sentence for each level at which people settled though nobody lives long with it."""
    found = []
    for name, levels in zip(SURVIVED, evaluate(model, states, parameters, list(SURVIVED)), strict=True):
        low, high = SURVIVED[name]
        outside = np.flatnonzero((levels < low) | (levels > high))
        if len(outside):
            what = name.replace("_", " ")
            found.append(
                f"Before the case begins {what} is {levels[outside[0]]:.3g} mmol/L in {len(outside)} of {len(levels)} "
                "people; nobody lives long like this: check habits and conditions."
            )
    return found


def _beyond_life(record: Record) -> list[str]:
    """A sentence for each recorded level that leaves what people have lived through."""
    found = []
    for name in REACHED_ALIVE.keys() & set(record.names):
        low, high = REACHED_ALIVE[name]
        levels = record.values[record.names.index(name)]
        outside = (levels < low) | (levels > high)
        if outside.any():
            first = int(np.flatnonzero(outside.any(axis=1))[0])
            what = name.replace("_", " ").capitalize()
            worst, concerned = levels[first][outside[first]][0], int(outside.any(axis=0).sum())
            found.append(
                f"{what} reaches {worst:.3g} mmol/L at {record.moments[first]:.4g} h in {concerned} of "
                f"{levels.shape[1]} people; nobody is known to survive that, and what follows is arithmetic."
            )
    return sorted(found)


def _given(planned: Plan, people: int, windows: tuple[tuple[float, float], ...]) -> Given:
    """Sums rather than the plan itself: a long life of many people holds thousands of meals."""
    doses, swallowed, eaten = {}, {}, {}
    nothing = np.zeros(people)
    for start, end in windows:
        inside = [dose for dose in planned.doses if start - INSTANT <= dose.begin < end - INSTANT]
        food = [amount for moment, amount in planned.meals if start - INSTANT <= moment < end - INSTANT]
        by_mouth = [dose.amount for dose in inside if dose.route in ("oral", "tube")]
        doses[start, end] = np.sum([nothing, *(dose.amount for dose in inside)], axis=0)
        swallowed[start, end] = np.sum([nothing, *by_mouth], axis=0)
        eaten[start, end] = np.sum([nothing, *by_mouth, *food], axis=0)
    return Given(doses, swallowed, eaten)
