"""The solver against known solutions, against SciPy, and against its own promises of order, balance and semantics."""

from __future__ import annotations

import numpy as np
import pytest
from engine_toys import STORES, model_of, start, stiff_body

from magnesia.engine import rodas
from magnesia.engine.evaluate import derivatives, jacobian_matrix
from magnesia.engine.expression import symbol
from magnesia.engine.reference import solve_reference
from magnesia.engine.schedule import Bolus, Change, Schedule
from magnesia.engine.solve import solve


def days(count: int) -> Schedule:
    """Meals three times a day, an infusion every second day, a bolus into plasma every third; clearance falls once."""
    model = stiff_body()
    place, parameter = model.state_index, model.parameter_index
    events: list[tuple[float, str, float]] = [(24.0 * count, "end", 0.0)]
    for day in range(count):
        for hour, amount in ((8, 3.0), (13, 5.0), (19, 6.0)):
            events += [(24 * day + hour, "meal", amount), (24 * day + hour + 0.5, "meal", 0.0)]
        if day % 2 == 0:
            events += [(24 * day + 10, "infusion", 1.5), (24 * day + 11.5, "infusion", 0.0)]
        if day % 3 == 1:
            events.append((24 * day + 15, "bolus", 2.0))
    events.append((20.0, "clearance", 1.0))
    times = np.array(sorted({0.0, *(time for time, _, _ in events)}))
    boluses, changes = [], []
    for time, what, amount in events:
        segment = int(np.searchsorted(times, time))
        if what == "bolus":
            boluses.append(Bolus(segment, place["plasma"], np.array(amount)))
        elif what != "end":
            changes.append(Change(segment, parameter[what], np.array(amount)))
    return Schedule(times, tuple(boluses), tuple(changes))


def steps_of_one_size(states: np.ndarray, numbers: np.ndarray, hours: float, count: int) -> tuple[np.ndarray, float]:
    """The method's numbers applied step by step in NumPy; the end and an interpolated value in the last step."""
    model, h = stiff_body(), hours / count
    state = states
    for _ in range(count):
        matrix = np.eye(len(state)) / (h * rodas.GAMMA) - jacobian_matrix(model, state, numbers)[0]
        stages: list[np.ndarray] = []
        for stage in range(rodas.STAGES):
            trial = state + sum((a * k for a, k in zip(rodas.A[stage], stages, strict=True)), 0 * state)
            extra = sum((c * k / h for c, k in zip(rodas.C[stage], stages, strict=True)), 0 * state)
            stages.append(np.linalg.solve(matrix, derivatives(model, trial, numbers) + extra))
        before, state = state, trial + stages[-1]
    bends = [sum(c * k for c, k in zip(row, stages, strict=True)) for row in rodas.DENSE]
    share = 0.4
    middle = (1 - share) * before + share * (state + (1 - share) * (bends[0] + share * (bends[1] + share * bends[2])))
    return state, middle


def test_the_method_converges_with_order_five_and_its_interpolation_with_order_four():
    model = stiff_body()
    states, numbers = start(model)
    states = solve(model, states, numbers, Schedule(np.array([0.0, 1.0])), at=[], outputs=[], tolerance=1e-11).final
    numbers[model.parameter_index["meal"]] = 3.0
    hours, counts = 2.0, (20, 40, 80)
    moments = [hours - 0.6 * hours / count for count in counts]
    exact = solve(model, states, numbers, Schedule(np.array([0.0, hours])), at=[*moments, hours],
                  outputs=[s.name for s in model.states], tolerance=1e-12).values[:, :, 0]  # fmt: skip
    runs = [steps_of_one_size(states, numbers, hours, count) for count in counts]
    slow = [model.state_index[name] for name in ("gut", "plasma", "hormone", "urine", "deep_0")]
    ends = [np.max(np.abs(end[slow, 0] - exact[slow, -1])) for end, _ in runs]
    middles = [np.max(np.abs(middle[slow, 0] - exact[slow, i])) for i, (_, middle) in enumerate(runs)]
    assert np.log2(ends[0] / ends[1]) > 4.3 and np.log2(ends[1] / ends[2]) > 4.3, ends
    assert np.log2(middles[0] / middles[1]) > 3.7 and np.log2(middles[1] / middles[2]) > 3.7, middles


def test_a_linear_chain_has_its_analytic_solution():
    x, y, a, b = (symbol(name) for name in ("x", "y", "a", "b"))
    model = model_of({"x": -a * x, "y": a * x - b * y}, {"x": 1.0, "y": 0.0}, {"a": 2.0, "b": 0.5}, {"sum": x + y})
    moments = np.linspace(0, 6, 61)
    run = solve(model, *start(model), Schedule(np.array([0.0, 6.0])), at=moments, outputs=["x", "y", "sum"],
                tolerance=1e-9)  # fmt: skip
    expected = np.exp(-2 * moments), 2 / 1.5 * (np.exp(-0.5 * moments) - np.exp(-2 * moments))
    assert run.values[0, :, 0] == pytest.approx(expected[0], abs=1e-8)
    assert run.values[1, :, 0] == pytest.approx(expected[1], abs=1e-8)
    assert run.values[2, :, 0] == pytest.approx(sum(expected), abs=2e-8)


@pytest.mark.parametrize("method", ["Radau", "LSODA"])
def test_a_stiff_body_with_meals_agrees_with_scipy(method):
    model, schedule = stiff_body(), days(3)
    states, numbers = start(model)
    moments = np.arange(0, 72.1, 0.75)
    outputs = [*(s.name for s in model.states), *(s.name for s in model.signals)]
    expected = solve_reference(model, states[:, 0], numbers[:, 0], schedule, at=moments, outputs=outputs,
                               tolerance=1e-10, method=method)  # fmt: skip
    run = solve(model, states, numbers, schedule, at=moments, outputs=outputs, tolerance=1e-9)
    assert not run.failures
    assert run.values[:, :, 0] == pytest.approx(expected, rel=2e-7, abs=2e-8)


@pytest.mark.parametrize("tolerance", [1e-4, 1e-6, 1e-8])
def test_the_error_follows_the_tolerance(tolerance):
    model, schedule = stiff_body(), days(6)
    moments, outputs = np.arange(0, 144.1, 0.5), [s.name for s in model.states]
    exact = solve(model, *start(model), schedule, at=moments, outputs=outputs, tolerance=1e-11).values
    found = solve(model, *start(model), schedule, at=moments, outputs=outputs, tolerance=tolerance).values
    assert np.max(np.abs(found - exact) / (1 + np.abs(exact))) < 5 * tolerance


def test_a_looser_tolerance_takes_fewer_steps():
    model, schedule = stiff_body(), days(6)
    taken = [int(solve(model, *start(model), schedule, at=[], outputs=[], tolerance=tolerance).steps[0])
             for tolerance in (1e-3, 1e-5, 1e-7)]  # fmt: skip
    assert taken[0] < taken[1] < taken[2]


def test_similar_events_cost_about_the_same_steps():
    model = stiff_body()
    taken = [int(solve(model, *start(model), days(count), at=[], outputs=[]).steps[0]) for count in (20, 40)]
    segments = [len(days(count).times) - 1 for count in (20, 40)]
    assert (taken[1] - taken[0]) / (segments[1] - segments[0]) < 15


def test_stores_and_ledgers_change_only_by_boluses():
    model, schedule = stiff_body(), days(12)
    held = [model.state_index[name] for name in (*STORES, "urine", "faeces", "supplied")]
    states, numbers = start(model)
    for tolerance in (1e-3, 1e-6):
        final = solve(model, states, numbers, schedule, at=[], outputs=[], tolerance=tolerance).final
        given = sum(float(bolus.amount) for bolus in schedule.boluses)
        assert final[held].sum() == pytest.approx(states[held].sum() + given, rel=1e-12)


def test_moments_on_a_boundary_are_read_before_what_happens_there():
    x, p = symbol("x"), symbol("p")
    model = model_of({}, {"x": 1.0}, {"p": 5.0}, {"both": x + 10 * p})
    schedule = Schedule(
        np.array([0.0, 1.0, 2.0]),
        (Bolus(0, 0, np.array([1.0])), Bolus(1, 0, np.array([2.0]))),
        (Change(0, 0, np.array([6.0])), Change(1, 0, np.array([7.0]))),
    )
    run = solve(model, *start(model), schedule, at=[0.0, 0.5, 1.0, 1.5, 2.0], outputs=["x", "both"])
    assert run.values[0, :, 0].tolist() == [1, 2, 2, 4, 4]
    assert run.values[1, :, 0].tolist() == [51, 62, 62, 74, 74]
    assert run.final[:, 0].tolist() == [4]


def test_moments_may_come_in_any_order_and_twice():
    model = stiff_body()
    schedule = days(1)
    sorted_run = solve(model, *start(model), schedule, at=[0.0, 3.0, 9.0], outputs=["plasma", "level"])
    mixed = solve(model, *start(model), schedule, at=[9.0, 0.0, 3.0, 9.0], outputs=["plasma", "level"])
    assert np.array_equal(mixed.values, sorted_run.values[:, [2, 0, 1, 2]])


def test_outputs_do_not_change_the_course():
    model, schedule = stiff_body(), days(2)
    few = solve(model, *start(model), schedule, at=[48.0], outputs=["plasma"])
    many = solve(model, *start(model), schedule, at=np.linspace(0, 48, 999), outputs=["plasma", "level", "urine"])
    assert np.array_equal(few.final, many.final)
    assert np.array_equal(few.steps, many.steps)
