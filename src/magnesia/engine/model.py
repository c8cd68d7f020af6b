"""What a body is to the engine: records, states, flows, signals and the derivatives assembled from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from magnesia.engine.expression import COMMUTATIVE, Expression, walk

ELEMENTS = ("magnesium", "calcium", "potassium")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number and where it comes from.

    ``spread`` is the standard deviation of its logarithm between healthy adults (0: the same in everyone) and
    ``uncertainty`` that of the typical value. ``how`` is measured, fitted, derived, assumed, animal or definition (an
    input that is off, such as an infusion rate of zero, is a definition).
    """

    name: str
    value: float
    unit: str
    spread: float
    uncertainty: float
    source: str
    how: str
    about: str
    scaling: str = "none"  # which measure of the person it grows with, see people/scaling.py


@dataclass(frozen=True, slots=True)
class State:
    """A quantity that changes in time.

    ``role``: ``store`` (an amount of an element inside the person), ``ledger`` (an amount of an element that left or
    was supplied, zero at the start), ``counter`` (an integral that is no store, zero at the start) or ``signal``
    (a hormone, an adaptation, an age). Ledgers and counters never act on anything.
    """

    name: str
    unit: str
    role: str
    element: str | None
    initial: float
    about: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Movement of an element from one store or ledger to another, mmol/h, never negative in normal life."""

    name: str
    element: str
    source: str
    target: str
    rate: Expression
    about: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A value that follows at once from states and parameters: a concentration, a fraction, a rate."""

    name: str
    unit: str
    expression: Expression
    about: str


@dataclass(frozen=True)
class Model:
    """A whole body. Time is in hours; the derivatives hold no time (gestation and the like are states).

    In the expressions a state and a parameter appear as symbols of their own names.
    """

    parameters: tuple[Parameter, ...]
    states: tuple[State, ...]
    flows: tuple[Flow, ...]
    signals: tuple[Signal, ...]
    derivatives: tuple[Expression, ...]

    @cached_property
    def parameter_index(self) -> dict[str, int]:
        return {parameter.name: index for index, parameter in enumerate(self.parameters)}

    @cached_property
    def state_index(self) -> dict[str, int]:
        return {state.name: index for index, state in enumerate(self.states)}

    @cached_property
    def signal_index(self) -> dict[str, int]:
        return {signal.name: index for index, signal in enumerate(self.signals)}

    @cached_property
    def text(self) -> str:
        """The equations as text, one node a line; equal texts mean equal kernels (parameter values play no part)."""
        roots = (*self.derivatives, *(signal.expression for signal in self.signals))
        number: dict[int, int] = {}
        lines = [f"parameter {p.name}" for p in self.parameters] + [f"state {s.name} {s.role}" for s in self.states]
        for position, node in enumerate(walk(roots)):
            number[node.serial] = position
            arguments = " ".join(str(number[argument.serial]) for argument in node.arguments)
            lines.append(f"{position} {node.operation} {node.payload!r} {arguments}")
        lines += [f"derivative {number[root.serial]}" for root in self.derivatives]
        lines += [f"signal {signal.name} {number[signal.expression.serial]}" for signal in self.signals]
        return "\n".join(lines)

    @cached_property
    def fingerprint(self) -> str:
        """Of the equations themselves, in whatever order they were written; :attr:`hash` tells graphs apart that were
        built in another order, as compiled kernels must be."""
        roots = (*self.derivatives, *(signal.expression for signal in self.signals))
        digests: dict[int, str] = {}
        for node in walk(roots):
            arguments = [digests[argument.serial] for argument in node.arguments]
            if node.operation in COMMUTATIVE:
                arguments.sort()
            digests[node.serial] = hashlib.sha256(repr((node.operation, node.payload, arguments)).encode()).hexdigest()
        names = [*(state.name for state in self.states), *(signal.name for signal in self.signals)]
        whole = zip(names, (digests[root.serial] for root in roots), strict=True)
        return hashlib.sha256(repr(sorted(whole)).encode()).hexdigest()[:16]

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]
