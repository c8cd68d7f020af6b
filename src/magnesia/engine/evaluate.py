"""Signals, derivatives and Jacobians of many people at given states, from the same compiled kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

import numpy as np
from numpy.typing import ArrayLike, NDArray

from magnesia.engine.emit import LANES
from magnesia.engine.kernel import Array, Kernel, Workspace, kernel_of
from magnesia.engine.model import Model
from magnesia.errors import InputError


def evaluate(model: Model, states: ArrayLike, parameters: ArrayLike, names: Sequence[str]) -> Array:
    """Signals (or states) by name at ``states`` (states, people) under ``parameters`` (parameters, people).

    Returns (names, people) in the units of the signals. Values outside the domain of an equation come out as NaN or
    infinity. Raises InputError for unknown names and shapes that do not fit.
    """
    kernel = kernel_of(model)
    places = [place_of_output(model, kernel, name) for name in names]
    start, numbers = checked(model, states, parameters)
    found = np.empty((len(names), start.shape[1]))
    for people, workspace in _blocks(kernel, start, numbers, "moment_state", kernel.signals):
        found[:, people] = workspace.array[places, : len(people)]
    return found


def derivatives(model: Model, states: ArrayLike, parameters: ArrayLike) -> Array:
    """The rates of change (states, people) per hour at ``states`` (states, people), in model order."""
    kernel = kernel_of(model)
    start, numbers = checked(model, states, parameters)
    found = np.empty(start.shape)
    for people, workspace in _blocks(kernel, start, numbers, "state", kernel.linearise):
        rates = workspace.region("start_rate", kernel.layout.states)
        found[np.ix_(kernel.order, people)] = rates[:, : len(people)]
    return found


def jacobian_matrix(model: Model, states: ArrayLike, parameters: ArrayLike) -> Array:
    """d rate[row] / d state[column] per hour as (people, states, states), in model order."""
    kernel = kernel_of(model)
    start, numbers = checked(model, states, parameters)
    entries = kernel.layout.entries
    rows, columns = (kernel.order[[entry[side] for entry in entries]] for side in (0, 1))
    found = np.zeros((start.shape[1], len(start), len(start)))
    for people, workspace in _blocks(kernel, start, numbers, "state", kernel.linearise):
        found[people[:, None], rows, columns] = workspace.region("jacobian", len(entries))[:, : len(people)].T
    return found


def checked(model: Model, states: ArrayLike, parameters: ArrayLike) -> tuple[Array, Array]:
    """Both as arrays of (states, people) and (parameters, people); raises InputError if they do not fit the model."""
    start, numbers = np.asarray(states, dtype=float), np.asarray(parameters, dtype=float)
    if start.ndim != 2 or len(start) != len(model.states):
        raise InputError(f"state values have shape {start.shape}, not ({len(model.states)} states, people)")
    people = start.shape[1]
    if numbers.shape != (len(model.parameters), people):
        raise InputError(
            f"parameter values have shape {numbers.shape}, not ({len(model.parameters)} parameters, {people} people)"
        )
    return start, numbers


def place_of_output(model: Model, kernel: Kernel, name: str) -> int:
    """The vector of the workspace in which a signal or state is found at an output moment."""
    if name in model.signal_index:
        return kernel.offsets["signal"] + model.signal_index[name]
    if name in model.state_index:
        return kernel.offsets["moment_state"] + int(kernel.place[model.state_index[name]])
    near = get_close_matches(name, [*model.signal_index, *model.state_index], 3)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise InputError(f"there is no signal or state called {name}{hint}")


def _blocks(
    kernel: Kernel, states: Array, parameters: Array, region: str, program: Callable[[int], None]
) -> Iterator[tuple[NDArray[np.intp], Workspace]]:
    """Runs a program for eight persons at a time with their states in ``region``."""
    workspace = kernel.workspace()
    for start in range(0, states.shape[1], LANES):
        people = np.arange(start, min(start + LANES, states.shape[1]))
        workspace.fill(region, states[kernel.order][:, people])
        workspace.fill("parameter", parameters[:, people])
        kernel.prepare(workspace.address)
        program(workspace.address)
        yield people, workspace
