"""One portion of the people of an arm, from their settled state to the end: planned, settled, solved, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.engine.evaluate import evaluate
from magnesia.engine.failure import Failure
from magnesia.engine.model import Model
from magnesia.engine.solve import solve
from magnesia.people.habits import sufficient_intake
from magnesia.people.population import Population
from magnesia.simulation.balance import balance_errors
from magnesia.simulation.meals import clock_at_zero
from magnesia.simulation.observe import Given, Record
from magnesia.simulation.portions import schedule_of
from magnesia.simulation.plan import Plan, plan
from magnesia.simulation.settle import settle
from magnesia.simulation.timetable import INSTANT

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Span:
    """From when to when people are simulated, and when and what is recorded."""

    begin: float
    until: float
    moments: Array
    names: tuple[str, ...]


@dataclass(frozen=True)
class Lives:
    """What came of a portion of the people; the values of those in ``failures`` are NaN."""

    record: Record
    twins: dict[tuple[float, float], Record]
    given: Given
    failures: list[Failure]
    balance: dict[str, float]
    warnings: tuple[str, ...]


def live(
    case: Case, model: Model, people: Population, span: Span, windows: Sequence[tuple[float, float]], tolerance: float
) -> Lives:
    """Runs the people, and once more for each of ``windows`` without the doses of magnesium given in it."""
    if "magnesium_deficit" in span.names:
        _know_what_is_replete(case, model, people, span.begin)
    planned = plan(case, model, people, span.begin, span.until)
    settled = settle(model, planned.parameters, planned.intake, planned.begin, planned.clock_zero)
    record, failures, balance = _run(model, people, planned, settled.states, span, tolerance)
    twins = {}
    for window in windows:
        without = plan(case, model, people, span.begin, span.until, without_doses=window)
        twins[window], lost, _ = _run(model, people, without, settled.states, span, tolerance)
        failures += lost
    first = {failure.person: failure for failure in reversed(settled.failures + failures)}
    return Lives(record, twins, _given(planned, people.count), list(first.values()), balance, planned.warnings)


def _run(
    model: Model, people: Population, planned: Plan, initial: Array, span: Span, tolerance: float
) -> tuple[Record, list[Failure], dict[str, float]]:
    """The record of everybody; who starts from nothing known is left out."""
    alive = np.flatnonzero(np.isfinite(initial).all(axis=0))
    values = np.full((len(span.names), len(span.moments), people.count), np.nan)
    if not len(alive):
        return Record(span.names, span.moments, values), [], {}
    everybody = len(alive) == people.count
    schedule = planned.schedule if everybody else schedule_of(planned.schedule, alive)
    start = initial[:, alive]
    solution = solve(
        model, start, people.parameters[:, alive], schedule, at=span.moments, outputs=span.names, tolerance=tolerance
    )
    values[:, :, alive] = solution.values
    failures = [Failure(int(alive[one.person]), one.time, one.reason) for one in solution.failures]
    balance = balance_errors(model, schedule, start, solution.final)
    return Record(span.names, span.moments, values), failures, balance


def _know_what_is_replete(case: Case, model: Model, people: Population, begin: float) -> None:
    """Deficits are counted from the store the same person would hold on a sufficient diet, without drug or disease."""
    intake = sufficient_intake(people.covariates)
    healthy = settle(model, people.parameters, intake, begin, clock_at_zero(case.start))
    stores = evaluate(model, healthy.states, people.parameters, ["body_magnesium"])[0]
    row = model.parameter_index["body.replete_magnesium"]
    people.parameters[row] = np.where(np.isfinite(stores), stores, people.parameters[row])


def _given(planned: Plan, people: int) -> Given:
    def doses(start: float, end: float) -> Array:
        inside = [dose.amount for dose in planned.doses if start - INSTANT <= dose.begin < end - INSTANT]
        return np.sum([np.zeros(people), *inside], axis=0)

    def eaten(start: float, end: float) -> Array:
        swallowed = [dose.amount for dose in planned.doses
                     if dose.route in ("oral", "tube") and start - INSTANT <= dose.begin < end - INSTANT]  # fmt: skip
        food = [amount for moment, amount in planned.meals if start - INSTANT <= moment < end - INSTANT]
        return np.sum([np.zeros(people), *swallowed, *food], axis=0)

    return Given(doses, eaten)
