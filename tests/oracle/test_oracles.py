"""The compiled solver against two solvers that share no code with it: SciPy's LSODA, and libroadrunner on the SBML."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from interpreter import solve_with_scipy
from scenarios import SCENARIOS, Scenario

from magnesia.engine.solve import solve
from magnesia.exchange.formula import identifier
from magnesia.exchange.sbml import to_sbml

ALLOWED = 1e-5
FLOOR = 1e-3  # an error counts relative to the value, or to this share of the largest value that the state takes


@cache
def scenario(name: str) -> Scenario:
    return SCENARIOS[name]()


@cache
def ours(name: str) -> np.ndarray:
    """All states (states, moments, people) at the tolerance that tests and figures use."""
    s = scenario(name)
    names = [state.name for state in s.model.states]
    solution = solve(s.model, s.initial, s.parameters, s.schedule, at=s.at, outputs=names, tolerance=1e-6)
    assert not solution.failures
    return solution.values


def assert_close(s: Scenario, found: np.ndarray, reference: np.ndarray) -> None:
    """Every state at every moment; the message names the worst."""
    scale = np.maximum(np.abs(reference), FLOOR * np.abs(reference).max(axis=1, keepdims=True))
    error = np.abs(found - reference) / np.where(scale > 0, scale, 1.0)
    state, moment = np.unravel_index(error.argmax(), error.shape)
    said = f"{s.model.states[state].name} at {s.at[moment]:g} h: {found[state, moment]!r}, {reference[state, moment]!r}"
    print(f"largest error {error.max():.2e}: {said}")
    assert error.max() <= ALLOWED, said


@pytest.mark.parametrize("person", [0, 1])
@pytest.mark.parametrize("name", SCENARIOS)
def test_scipy_agrees(name, person):
    s = scenario(name)
    reference = solve_with_scipy(s.model, s.initial, s.parameters, s.schedule, s.at, person)
    assert_close(s, ours(name)[:, :, person], reference)


@pytest.mark.parametrize("name", SCENARIOS)
def test_libroadrunner_agrees_on_the_exported_model(name):
    roadrunner = pytest.importorskip("roadrunner")
    roadrunner.Config.setValue(roadrunner.Config.LLVM_BACKEND, roadrunner.Config.LLJIT)  # compiles twice as fast
    s, person = scenario(name), 1
    document = to_sbml(s.model, s.initial[:, person], s.parameters[:, person], s.schedule, person=person)
    runner = roadrunner.RoadRunner(document)
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-10, 1e-12
    runner.integrator.maximum_num_steps = 10_000_000
    names = [identifier(state.name) for state in s.model.states]
    reference = np.asarray(runner.simulate(times=[0.0, *s.at], selections=names)).T[:, 1:]
    assert_close(s, ours(name)[:, :, person], reference)
