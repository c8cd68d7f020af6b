"""The compiled solver against two solvers that share no code with it: SciPy's LSODA, and libroadrunner on the SBML."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from interpreter import solve_with_scipy
from scenarios import SCENARIOS, Scenario

from independent_simulator import simulate_sbml
from magnesia.engine.solve import solve
from magnesia.exchange.formula import identifier
from magnesia.exchange.sbml import to_sbml

ALLOWED = 1e-5
TINY = 1e-3
"""An error counts relative to the value, or to this share of the largest that the state takes in the scenario: after
a meal the stomach empties to any smallness, and nobody asks for digits of nothing."""


@cache
def scenario(name: str) -> Scenario:
    return SCENARIOS[name]()


@cache
def ours(name: str, tolerance: float) -> np.ndarray:
    """All states (states, moments, people)."""
    s = scenario(name)
    names = [state.name for state in s.model.states]
    solution = solve(s.model, s.initial, s.parameters, s.schedule, at=s.at, outputs=names, tolerance=tolerance)
    assert not solution.failures
    return solution.values


def by_libroadrunner(s: Scenario, person: int) -> np.ndarray:
    document = to_sbml(s.model, s.initial[:, person], s.parameters[:, person], s.schedule, person=person)
    return simulate_sbml(document, [0.0, *s.at], [identifier(state.name) for state in s.model.states]).T[:, 1:]


def assert_close(s: Scenario, found: np.ndarray, reference: np.ndarray, floor: float = TINY) -> None:
    """Every state at every moment; the message names the worst."""
    scale = np.maximum(np.abs(reference), floor * np.abs(reference).max(axis=1, keepdims=True))
    error = np.abs(found - reference) / np.where(scale > 0, scale, 1.0)
    state, moment = np.unravel_index(error.argmax(), error.shape)
    said = f"{s.model.states[state].name} at {s.at[moment]:g} h: {found[state, moment]!r}, {reference[state, moment]!r}"
    print(f"largest error {error.max():.2e}: {said}")
    assert error.max() <= ALLOWED, said


@pytest.mark.parametrize("name", SCENARIOS)
def test_scipy_agrees(name):
    s = scenario(name)
    for person in (1,) if name == "year" else (0, 1):  # a year takes SciPy ten seconds
        reference = solve_with_scipy(s, person)
        assert_close(s, ours(name, 1e-8)[:, :, person], reference)
        # At the usual tolerance a state is as exact as its size asks, not as its smallest value would.
        assert_close(s, ours(name, 1e-6)[:, :, person], reference, floor=1.0)


@pytest.mark.parametrize("name", SCENARIOS)
def test_libroadrunner_agrees_on_the_exported_model(name):
    assert_close(scenario(name), ours(name, 1e-8)[:, :, 1], by_libroadrunner(scenario(name), 1))
