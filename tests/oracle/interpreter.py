"""An independent solution of a model: plain Python arithmetic and SciPy's LSODA, segment by segment.

Nothing of the engine beyond the graph takes part: pools are balanced here from the flows, not from the assembled
derivatives, and boluses and changes are applied as the architecture page words them.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scenarios import Scenario
from scipy.integrate import solve_ivp

from magnesia.engine.expression import walk
from magnesia.engine.model import Model

_TEXT = {
    "add": "{} + {}", "subtract": "{} - {}", "multiply": "{} * {}", "divide": "{} / {}", "negate": "-{}",
    "power": "{} ** {}", "exp": "exp({})", "log": "log({})", "sqrt": "sqrt({})", "minimum": "min({}, {})",
    "maximum": "max({}, {})", "select": "({1} if {0} > 0 else {2})",
}  # fmt: skip


def derivative_function(model: Model) -> Callable[[np.ndarray, list[float]], list[float]]:
    """The rates of change of all states from states and parameters, in Python source made from the graph."""
    free = {state.name: change for state, change in zip(model.states, model.derivatives, strict=True)
            if state.element is None}  # fmt: skip
    lines = ["def derivative(states, parameters):"]
    lines += [f"    {', '.join(f's{index}' for index in range(len(model.states)))}, = states.tolist()"]
    for node in walk([*free.values(), *(flow.rate for flow in model.flows)]):
        if node.operation == "constant":
            text = repr(node.value)
        elif node.operation == "symbol":
            index = model.state_index.get(node.name)
            text = f"parameters[{model.parameter_index[node.name]}]" if index is None else f"s{index}"
        else:
            text = _TEXT[node.operation].format(*(f"v{argument.serial}" for argument in node.arguments))
        lines.append(f"    v{node.serial} = {text}")
    changes = []
    for state in model.states:
        if state.element is None:
            changes.append(f"v{free[state.name].serial}")
            continue
        entering = [f"+ v{flow.rate.serial}" for flow in model.flows if flow.target == state.name]
        leaving = [f"- v{flow.rate.serial}" for flow in model.flows if flow.source == state.name]
        changes.append(" ".join([*entering, *leaving]) or "0.0")
    lines.append(f"    return [{', '.join(changes)}]")
    scope = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt}
    exec("\n".join(lines), scope)
    return scope["derivative"]


def solve_with_scipy(scenario: Scenario, person: int) -> np.ndarray:
    """All states (states, moments) of one person, at tolerances a thousand times below what is compared."""
    schedule, at = scenario.schedule, scenario.at
    derivative = derivative_function(scenario.model)
    state, values = scenario.initial[:, person].astype(float), scenario.parameters[:, person].tolist()
    found = np.empty((len(state), len(at)))
    for segment, (start, end) in enumerate(zip(schedule.times[:-1], schedule.times[1:], strict=True)):
        for bolus in schedule.boluses:
            if bolus.segment == segment:
                state[bolus.state_index] += bolus.amount[person]
        for change in schedule.changes:
            if change.segment == segment:
                values[change.parameter_index] = float(change.value[person])
        inside = (at > start) & (at <= end)
        path = solve_ivp(
            lambda _, y: derivative(y, values), (start, end), state, "LSODA", rtol=1e-10, atol=1e-12,
            t_eval=np.unique(np.append(at[inside], end)),
        )  # fmt: skip
        assert path.success, path.message
        found[:, inside], state = path.y[:, : inside.sum()], path.y[:, -1]
    return found
