"""Small models for the tests of the engine: one stiff and nonlinear body, and a builder for single equations."""

from __future__ import annotations

from functools import cache

import numpy as np

from magnesia.engine.expression import Expression, constant, exp, log, maximum, minimum, select, sqrt, symbol
from magnesia.engine.model import Model, Parameter, Signal, State


def parameter(name: str, value: float) -> Parameter:
    return Parameter(name, value, "dimensionless", 0.0, 0.0, "test", "definition", "a number of a test")


def state(name: str, initial: float, role: str = "store") -> State:
    return State(name, "mmol", role, "magnesium" if role in ("store", "ledger") else None, initial, "a test state")


def model_of(
    derivatives: dict[str, Expression | float],
    initial: dict[str, float],
    parameters: dict[str, float],
    signals: dict[str, Expression] | None = None,
    roles: dict[str, str] | None = None,
) -> Model:
    """A model from plain dictionaries; states without a derivative stand still."""
    return Model(
        parameters=tuple(parameter(name, value) for name, value in parameters.items()),
        states=tuple(state(name, value, (roles or {}).get(name, "store")) for name, value in initial.items()),
        flows=(),
        signals=tuple(Signal(name, "mmol", node, "a test signal") for name, node in (signals or {}).items()),
        derivatives=tuple(constant(0) + derivatives.get(name, 0.0) for name in initial),
    )


ORGANS = 6
STORES = ["gut", "plasma", *(f"{part}_{i}" for i in range(ORGANS) for part in ("free", "bound", "deep"))]


@cache
def stiff_body() -> Model:
    """27 states: gut, plasma, six organs with fast binding and a deep store, a hormone, ledgers and a counter.

    Rates span 1e-4 to 3e3 per hour. Everything in ``STORES``, ``urine``, ``faeces`` and ``supplied`` is conserved.
    """
    initial = dict.fromkeys(STORES, 1.0)
    initial |= {"gut": 0.3, "plasma": 2.5, "hormone": 1.0, "urine": 0.0, "faeces": 0.0, "supplied": 0.0, "area": 0.0}
    initial |= {f"deep_{i}": 10.0 * (i + 1) for i in range(ORGANS)}
    initial |= {f"bound_{i}": 1.9 for i in range(ORGANS)}
    parameters = {
        "infusion": 0.0, "meal": 0.0, "emptying": 1.2, "loss": 0.3, "capacity": 0.8, "half": 0.7, "threshold": 1.6,
        "clearance": 1.5, "steepness": 4.0, "turnover": 2.0, "sites": 3.0, "on": 900.0, "off": 700.0, "volume": 3.1,
    }  # fmt: skip
    parameters |= {f"exchange_{i}": 40.0 / 5**i for i in range(ORGANS)}
    parameters |= {f"slow_{i}": 0.05 / 4**i for i in range(ORGANS)}
    s = {name: symbol(name) for name in (*initial, *parameters)}
    change: dict[str, Expression | float] = dict.fromkeys(initial, 0.0)

    def flow(source: str, target: str, rate: Expression) -> None:
        change[source] = change[source] - rate
        change[target] = change[target] + rate

    level = s["plasma"] / s["volume"]
    response = 1 / (1 + exp(s["steepness"] * log(level / 0.8)))
    flow("supplied", "plasma", s["infusion"])
    flow("supplied", "gut", s["meal"])
    flow("gut", "plasma", s["hormone"] * s["capacity"] * s["gut"] / (s["half"] + s["gut"]))
    flow("gut", "faeces", s["loss"] * s["emptying"] * s["gut"] * sqrt(1 + s["gut"] ** 2))
    spill = maximum(s["plasma"] - s["threshold"], 0.01 * s["plasma"])
    flow("plasma", "urine", s["clearance"] * minimum(spill, 40) / s["hormone"] ** 1.3)
    for i in range(ORGANS):
        free, bound, deep = s[f"free_{i}"], s[f"bound_{i}"], s[f"deep_{i}"]
        flow("plasma", f"free_{i}", s[f"exchange_{i}"] * (level - free))
        flow(f"free_{i}", f"bound_{i}", s["on"] * free * (s["sites"] - bound) - s["off"] * bound)
        flow(f"free_{i}", f"deep_{i}", s[f"slow_{i}"] * (free * s["hormone"] - (deep / (10.0 * (i + 1))) ** 3))
    change["hormone"] = s["turnover"] * (2 * response - s["hormone"] + select(level - 3, 0.5, 0))
    change["area"] = level
    roles = {"hormone": "signal", "urine": "ledger", "faeces": "ledger", "supplied": "ledger", "area": "counter"}
    signals = {"level": level, "response": response, "given": s["infusion"] + s["meal"]}
    return model_of(change, initial, parameters, signals, roles)


def start(model: Model, people: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Initial states and parameters of that many equal people."""
    states = np.array([item.initial for item in model.states])
    numbers = np.array([item.value for item in model.parameters])
    return np.tile(states[:, None], people), np.tile(numbers[:, None], people)
