"""Many people at once: lanes and blocks are independent, failures stay with the person, mistakes are explained."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from engine_toys import model_of, start, stiff_body
from test_engine_solver import days

from magnesia.engine.expression import log, symbol
from magnesia.engine.schedule import Bolus, Change, Schedule
from magnesia.engine.solve import solve
from magnesia.errors import InputError

OUTPUTS = ["plasma", "level", "urine"]


def spread(people: int) -> tuple[np.ndarray, np.ndarray]:
    states, numbers = start(stiff_body(), people)
    random = np.random.default_rng(7)
    return states * np.exp(random.normal(0, 0.2, states.shape)), numbers * np.exp(random.normal(0, 0.2, numbers.shape))


def test_people_differ_from_being_alone_only_within_tolerance():
    schedule, moments = days(3), np.linspace(0, 72, 25)
    states, numbers = spread(11)
    together = solve(stiff_body(), states, numbers, schedule, at=moments, outputs=OUTPUTS, tolerance=1e-8)
    assert not together.failures
    for person in range(11):
        alone = solve(stiff_body(), states[:, [person]], numbers[:, [person]], schedule, at=moments, outputs=OUTPUTS,
                      tolerance=1e-8)  # fmt: skip
        # The threshold of the kidney is a kink; crossing it costs more than the tolerance of a step.
        assert together.values[:, :, person] == pytest.approx(alone.values[:, :, 0], rel=1e-6, abs=1e-8)
        assert together.final[:, person] == pytest.approx(alone.final[:, 0], rel=1e-6, abs=1e-8)


def test_equal_people_in_other_lanes_and_blocks_are_equal_to_the_last_bit():
    states, numbers = start(stiff_body(), 19)
    run = solve(stiff_body(), states, numbers, days(2), at=[10.0, 40.0], outputs=OUTPUTS)
    assert np.all(run.values == run.values[:, :, :1])
    assert np.all(run.steps == run.steps[0])


def test_repeated_runs_are_equal_to_the_last_bit():
    states, numbers = spread(20)
    runs = [solve(stiff_body(), states, numbers, days(2), at=[10.0, 40.0], outputs=OUTPUTS) for _ in range(2)]
    assert np.array_equal(runs[0].values, runs[1].values)


def test_boluses_and_changes_are_each_persons_own():
    model = model_of({"x": symbol("p")}, {"x": 0.0}, {"p": 0.0})
    people = 10
    amounts, rates = np.arange(people) * 1.0, np.arange(people) * 0.1
    schedule = Schedule(np.array([0.0, 1.0, 3.0]), (Bolus(0, 0, amounts),), (Change(1, 0, rates),))
    run = solve(model, *start(model, people), schedule, at=[3.0], outputs=["x"])
    assert run.values[0, 0] == pytest.approx(amounts + 2 * rates)


def doomed() -> tuple:
    """x falls at rate p, and its logarithm is needed; q is a rate of runaway growth."""
    x, y, p, q = (symbol(name) for name in ("x", "y", "p", "q"))
    model = model_of({"x": -p, "y": q * y * y + 0 * log(x) + 1e-9 * log(x)}, {"x": 1.0, "y": 1.0}, {"p": 0.0, "q": 0.0})
    states, numbers = start(model, 20)
    return model, states, numbers, Schedule(np.array([0.0, 5.0, 10.0]))


def test_one_failed_person_spoils_nobody():
    model, states, numbers, schedule = doomed()
    numbers[0, :] = 0.01
    healthy = solve(model, states, numbers, schedule, at=[10.0], outputs=["x", "y"])
    assert not healthy.failures
    numbers[0, 3] = 0.5  # x reaches zero at 2 h
    numbers[1, 13] = 0.25  # y runs away at 4 h
    run = solve(model, states, numbers, schedule, at=[1.0, 10.0], outputs=["x", "y"])
    assert [failure.person for failure in run.failures] == [3, 13]
    fell, ran = run.failures
    assert fell.time == pytest.approx(2, abs=0.01) and "not finite at 2 h" in fell.reason
    assert ran.time == pytest.approx(4, abs=0.01) and ran.reason.startswith("y ") and "at 4 h" in ran.reason
    others = np.delete(np.arange(20), [3, 13])
    assert run.values[:, 1, others] == pytest.approx(healthy.values[:, 0, others], rel=1e-6, abs=1e-8)
    assert np.all(np.isnan(run.values[:, :, [3, 13]])) and np.all(np.isnan(run.final[:, [3, 13]]))


def test_a_store_that_went_negative_is_named():
    x, p = symbol("x"), symbol("p")
    model = model_of({"x": -p, "y": log(x + 0.1)}, {"x": 1.0, "y": 1.0}, {"p": 0.25}, roles={"y": "signal"})
    run = solve(model, *start(model), Schedule(np.array([0.0, 10.0])), at=[5.0], outputs=["x"])
    (failure,) = run.failures
    assert failure.reason == "x became negative (-0.1 mmol) at 4.4 h"


def test_a_person_too_busy_to_follow_is_given_up():
    x, y, w = (symbol(name) for name in ("x", "y", "w"))
    model = model_of({"x": -w * y, "y": w * x}, {"x": 1.0, "y": 0.0}, {"w": 1.0}, roles=dict.fromkeys("xy", "signal"))
    states, numbers = start(model, 4)
    numbers[0, 2] = 1e5
    run = solve(model, states, numbers, Schedule(np.array([0.0, 10.0])), at=[10.0], outputs=["x"])
    (failure,) = run.failures
    assert failure.person == 2 and 0 < failure.time < 10 and "more than 100000 steps" in failure.reason
    assert run.values[0, 0, [0, 1, 3]] == pytest.approx(np.cos(10), abs=1e-5)


@pytest.mark.parametrize("where", ["initial", "parameter", "bolus", "change"])
def test_input_that_is_not_a_number_fails_its_person_only(where):
    model, schedule = stiff_body(), Schedule(np.array([0.0, 1.0]))
    states, numbers = start(model, 3)
    amounts = np.array([0.0, np.nan, 1.0])
    if where == "initial":
        states[model.state_index["plasma"], 1] = np.inf
    elif where == "parameter":
        numbers[model.parameter_index["volume"], 1] = np.nan
    elif where == "bolus":
        schedule = Schedule(schedule.times, (Bolus(0, model.state_index["plasma"], amounts),))
    else:
        schedule = Schedule(schedule.times, (), (Change(0, model.parameter_index["volume"], amounts + 3),))
    run = solve(model, states, numbers, schedule, at=[1.0], outputs=["plasma"])
    (failure,) = run.failures
    assert failure.person == 1 and "is not a finite number" in failure.reason
    assert np.isfinite(run.values[0, 0, [0, 2]]).all()


def test_progress_reaches_everyone():
    seen: list[tuple[int, int]] = []
    solve(stiff_body(), *start(stiff_body(), 30), days(1), at=[1.0], outputs=["plasma"],
          progress=lambda done, total: seen.append((done, total)))  # fmt: skip
    assert seen[-1] == (30, 30)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_nobody_is_no_problem():
    run = solve(stiff_body(), *start(stiff_body(), 0), days(1), at=[1.0], outputs=["plasma"])
    assert run.values.shape == (1, 1, 0)


MODEL = stiff_body()
MISTAKES = {
    "rise": {"schedule": Schedule(np.array([0.0, 2.0, 2.0]))},
    "its start and its end": {"schedule": Schedule(np.array([0.0]))},
    "segment 4": {"schedule": Schedule(np.array([0.0, 1.0]), (Bolus(4, 0, np.array([1.0])),))},
    "a bolus acts on number 99": {"schedule": Schedule(np.array([0.0, 1.0]), (Bolus(0, 99, np.array([1.0])),))},
    "2 values for 1 people": {"schedule": Schedule(np.array([0.0, 1.0]), (), (Change(0, 0, np.ones(2)),))},
    "within the schedule": {"at": [5.0]},
    "did you mean plasma": {"outputs": ["plasmaa"]},
    "tolerance": {"tolerance": 0.0},
    "state values have shape": {"initial": np.ones((2, 1))},
    "parameter values have shape": {"parameters": np.ones((2, 1))},
}


@pytest.mark.parametrize("message", MISTAKES)
def test_mistakes_are_explained(message):
    initial, parameters = start(MODEL)
    arguments = {"initial": initial, "parameters": parameters, "schedule": Schedule(np.array([0.0, 1.0])),
                 "at": [1.0], "outputs": ["plasma"]} | MISTAKES[message]  # fmt: skip
    with pytest.raises(InputError, match=message):
        solve(MODEL, **arguments)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent another way")
def test_an_interrupt_from_the_keyboard_ends_a_long_run():
    script = (
        "from test_engine_solver import days\nfrom engine_toys import start, stiff_body\n"
        "from magnesia.engine.solve import solve\nprint('ready', flush=True)\n"
        "solve(stiff_body(), *start(stiff_body(), 64), days(20000), at=[], outputs=[])\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parent, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    time.sleep(3)
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=5)
    assert "KeyboardInterrupt" in errors
