"""The same model computed slowly by other means: the graph interpreted with NumPy, the equations solved by SciPy.

Nothing here is shared with the compiled kernel but the graph itself, so that agreement means something.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import solve_ivp

from magnesia.engine.derivative import jacobian
from magnesia.engine.expression import Expression, walk
from magnesia.engine.model import Model
from magnesia.engine.schedule import Schedule

Array = NDArray[np.float64]

MEANING: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": np.divide,
    "negate": operator.neg,
    "power": np.power,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "minimum": np.minimum,
    "maximum": np.maximum,
    "select": lambda condition, first, second: np.where(condition > 0, first, second),
}


class Interpreter:
    """Expressions that can be evaluated for values of their symbols, numbers or arrays of one shape."""

    def __init__(self, roots: Sequence[Expression]):
        nodes = list(walk(roots))
        place = {node.serial: index for index, node in enumerate(nodes)}
        self._symbols = [(index, node.name) for index, node in enumerate(nodes) if node.operation == "symbol"]
        self._constants = [(index, node.value) for index, node in enumerate(nodes) if node.is_constant]
        self._operations = [
            (index, MEANING[node.operation], [place[argument.serial] for argument in node.arguments])
            for index, node in enumerate(nodes)
            if node.arguments
        ]
        self._roots = [place[root.serial] for root in roots]
        self._size = len(nodes)

    def __call__(self, values: Mapping[str, Any]) -> list[Any]:
        slots: list[Any] = [None] * self._size
        for index, name in self._symbols:
            slots[index] = values[name]
        for index, number in self._constants:
            slots[index] = number
        with np.errstate(all="ignore"):
            for index, meaning, arguments in self._operations:
                slots[index] = meaning(*[slots[argument] for argument in arguments])
        return [slots[root] for root in self._roots]


def solve_reference(
    model: Model,
    initial: ArrayLike,
    parameters: ArrayLike,
    schedule: Schedule,
    *,
    at: ArrayLike,
    outputs: Sequence[str],
    tolerance: float = 1e-9,
    method: str = "Radau",
) -> Array:
    """What ``solve`` computes, for one person, by a SciPy method: (outputs, moments).

    ``initial`` (states,) and ``parameters`` (parameters,) at the start; ``at`` (moments,) h, rising; boluses and
    changes hold one number each. Raises RuntimeError if SciPy gives up.
    """
    names = [state.name for state in model.states]
    numbers = dict(zip((p.name for p in model.parameters), np.asarray(parameters, dtype=float), strict=True))
    entries = jacobian(model)
    rows, columns = (np.array([key[side] for key in entries], dtype=int) for side in (0, 1))
    rates, partials = Interpreter(model.derivatives), Interpreter(list(entries.values()))
    expressions = {signal.name: signal.expression for signal in model.signals}
    wanted = [expressions.get(name) for name in outputs]
    read = Interpreter([expression for expression in wanted if expression is not None])

    def values(state: Array) -> dict[str, Any]:
        return numbers | dict(zip(names, state, strict=True))

    def rate(_: float, state: Array) -> Array:
        return np.array(rates(values(state)), dtype=float)

    def matrix(_: float, state: Array) -> Array:
        full = np.zeros((len(names), len(names)))
        full[rows, columns] = partials(values(state))
        return full

    def observe(state: Array) -> list[float]:
        known = values(state)
        signals = iter(read(known))
        return [known[name] if expression is None else next(signals)
                for name, expression in zip(outputs, wanted, strict=True)]  # fmt: skip

    moments, times = np.asarray(at, dtype=float), np.asarray(schedule.times, dtype=float)
    state = np.array(initial, dtype=float)
    scale = np.where(np.abs(state) > 0, np.abs(state), 1.0)
    found = [observe(state) for _ in moments[moments <= times[0]]]
    for segment in range(len(times) - 1):
        for bolus in (bolus for bolus in schedule.boluses if bolus.segment == segment):
            state[bolus.state_index] += float(np.ravel(bolus.amount)[0])
        for change in (change for change in schedule.changes if change.segment == segment):
            numbers[model.parameters[change.parameter_index].name] = float(np.ravel(change.value)[0])
        start, end = times[segment], times[segment + 1]
        inside = moments[(moments > start) & (moments <= end)]
        run = solve_ivp(rate, (start, end), state, method=method, jac=matrix, rtol=tolerance,
                        atol=tolerance * scale, dense_output=False, t_eval=np.union1d(inside, [end]))  # fmt: skip
        if not run.success:
            raise RuntimeError(f"SciPy gave up between {start} and {end} h: {run.message}")
        found += [observe(run.y[:, place]) for place in np.searchsorted(run.t, inside)]
        state = run.y[:, -1].copy()
    return np.array(found).T
