"""The builder an organ speaks to: it declares pools, named flows between them, and read-outs.

The derivative of a pool is never written by hand; it is the sum of the flows that enter less those that leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

from magnesia.engine.expression import Expression, constant, symbol
from magnesia.engine.model import ELEMENTS, Flow, Model, Parameter, Signal, State


class Anatomy:
    """Collects what the organs declare. Names are unique; an unknown parameter or pool is a ``KeyError`` at once."""

    def __init__(self, records: Mapping[str, Parameter]):
        self._records = records
        self._used: set[str] = set()
        self._states: dict[str, State] = {}
        self._flows: dict[str, Flow] = {}
        self._signals: dict[str, Signal] = {}
        self._changes: dict[str, Expression] = {}

    def parameters(self, organ: str) -> SimpleNamespace:
        """The records named ``organ.*`` as symbols, by their short names."""
        prefix = f"{organ}."
        chosen = {name: record for name, record in self._records.items() if name.startswith(prefix)}
        self._used.update(chosen)
        return SimpleNamespace(**{name.removeprefix(prefix): symbol(name) for name in chosen})

    def pool(self, name: str, element: str, initial: float, about: str) -> Expression:
        """An amount of an element inside the person, mmol; ``initial`` is its size in a healthy adult."""
        return self._state(State(name, "mmol", "store", element, initial, about))

    def ledger(self, name: str, element: str, about: str) -> Expression:
        """An amount that left the person or was supplied, mmol, counted from zero."""
        return self._state(State(name, "mmol", "ledger", element, 0.0, about))

    def counter(self, name: str, unit: str, rate: Expression, about: str) -> Expression:
        """An integral of a rate (per hour), counted from zero, that is no store of its own."""
        self._changes[name] = rate
        return self._state(State(name, unit, "counter", None, 0.0, about))

    def state(self, name: str, unit: str, initial: float, about: str) -> Expression:
        """A hormone, an adaptation, an age; its change is given later by :meth:`change`."""
        return self._state(State(name, unit, "signal", None, initial, about))

    def change(self, name: str, rate: Expression) -> None:
        """The rate of change per hour of a state that holds no element."""
        if self._states[name].role != "signal":
            raise ValueError(f"{name} holds an element: it changes only by flows")
        self._changes[name] = rate

    def flow(self, name: str, source: str, target: str, rate: Expression, about: str) -> Expression:
        """Movement between two pools of one element, mmol/h."""
        element = self._states[source].element
        if element is None or element != self._states[target].element:
            raise ValueError(f"flow {name} joins {source} and {target}, which do not hold the same element")
        if name in self._flows:
            raise ValueError(f"flow {name} is declared twice")
        self._flows[name] = Flow(name, element, source, target, rate, about)
        return rate

    def signal(self, name: str, unit: str, expression: Expression, about: str) -> Expression:
        """A read-out that follows at once from pools and parameters."""
        if name in self._signals:
            raise ValueError(f"signal {name} is declared twice")
        self._signals[name] = Signal(name, unit, expression, about)
        return expression

    def read(self, name: str) -> Expression:
        """A read-out or a state that has been declared, for what follows from it."""
        return self._signals[name].expression if name in self._signals else symbol(self._states[name].name)

    def pools_of(self, element: str) -> list[Expression]:
        return [symbol(s.name) for s in self._states.values() if s.element == element and s.role == "store"]

    def model(self) -> Model:
        unused = sorted(set(self._records) - self._used)
        if unused:
            raise ValueError(f"records that no organ uses: {', '.join(unused)}")
        derivatives = []
        for state in self._states.values():
            if state.element is None:
                derivatives.append(self._changes[state.name])
                continue
            net = constant(0)
            for flow in self._flows.values():
                if flow.target == state.name:
                    net = net + flow.rate
                if flow.source == state.name:
                    net = net - flow.rate
            derivatives.append(net)
        return Model(
            parameters=tuple(self._records.values()),  # in the order of the records: people are drawn in it
            states=tuple(self._states.values()),
            flows=tuple(self._flows.values()),
            signals=tuple(self._signals.values()),
            derivatives=tuple(derivatives),
        )

    def _state(self, state: State) -> Expression:
        if state.name in self._states:
            raise ValueError(f"state {state.name} is declared twice")
        if state.element is not None and state.element not in ELEMENTS:
            raise ValueError(f"{state.name}: {state.element} is not one of {', '.join(ELEMENTS)}")
        self._states[state.name] = state
        return symbol(state.name)
