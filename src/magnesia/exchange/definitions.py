"""What the formats have in common: which values get a name, how each is defined, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.expression import Expression, walk
from magnesia.engine.model import Model, Parameter
from magnesia.engine.units import survey_units
from magnesia.exchange.formula import formula, identifier
from magnesia.exchange.occasions import Occasions, occasions

if TYPE_CHECKING:
    from magnesia.engine.schedule import Schedule


Values = Sequence[float] | NDArray[np.float64]
"""The states, or the parameters, of one person in the order of the model."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A value that follows from others: a signal, or a subexpression that several equations share."""

    name: str
    unit: str
    about: str
    text: str


class Definitions:
    """Names the signals and the shared subexpressions of a model; written out each time, the equations would grow
    a hundredfold."""

    def __init__(self, model: Model):
        shared = _shared(model)
        rates = {flow.rate.serial: f"{identifier(flow.name)}_rate" for flow in model.flows}
        self._names = {node.serial: rates.get(node.serial, f"shared_{position}")
                       for position, node in enumerate(shared, 1)}  # fmt: skip
        _insist_on_unique_names(model, self._names.values())
        self._names |= {signal.expression.serial: identifier(signal.name) for signal in model.signals
                        if signal.expression.arguments}  # fmt: skip
        self.all = self._ordered(model, shared)

    def reference(self, expression: Expression) -> str:
        """The name of an expression, or its text if it has none."""
        return self._names.get(expression.serial) or formula(expression, self._names)

    def _ordered(self, model: Model, shared: Sequence[Expression]) -> list[Definition]:
        """Every definition after those it uses: serial numbers rise from arguments to users."""
        units = survey_units(model).units
        found: list[tuple[float, Definition]] = [
            (node.serial, Definition(self._names[node.serial], str(units[node.serial] or "") or "dimensionless",
                                     "Shared by several equations", formula(node, self._names)))
            for node in shared
        ]  # fmt: skip
        for signal in model.signals:
            # Two signals of one value are one node, named after the last of them; the others refer to that one.
            name, node = identifier(signal.name), signal.expression
            owner = self._names.get(node.serial) == name
            text = formula(node, self._names) if owner else self.reference(node)
            found.append((node.serial + (0 if owner else 0.5), Definition(name, signal.unit, signal.about, text)))
        return [definition for _, definition in sorted(found, key=lambda pair: pair[0])]


@dataclass(frozen=True, slots=True)
class Start:
    """One person at the beginning: states, parameters, what happens later, and which parameters that changes."""

    states: list[float]
    parameters: list[float]
    timeline: Occasions | None
    changing: set[int]


def start_of(
    model: Model,
    initial: Values | None,
    parameters: Values | None,
    schedule: Schedule | None,
    person: int,
) -> Start:
    """What happens at the very start joins the initial values, for the formats have no left limit there."""
    states = [state.initial for state in model.states] if initial is None else [float(value) for value in initial]
    values = [p.value for p in model.parameters] if parameters is None else [float(value) for value in parameters]
    if schedule is None:
        return Start(states, values, None, set())
    timeline = occasions(schedule, person)
    for index, amount in timeline.start.additions.items():
        states[index] += amount
    for index, value in timeline.start.values.items():
        values[index] = value
    return Start(states, values, timeline, {index for moment in timeline.moments for index in moment.values})


def origin(record: Parameter) -> str:
    """What a number means and where it comes from."""
    spread = f"; spread between adults {record.spread:g}" if record.spread else ""
    uncertainty = f"; uncertainty {record.uncertainty:g}" if record.uncertainty else ""
    return f"{record.about}. {record.how.capitalize()}; source: {record.source}{spread}{uncertainty}"


def _shared(model: Model) -> list[Expression]:
    """Operations used more than once. The net change of a pool is no use: the formats make it from the flows."""
    free = [change for state, change in zip(model.states, model.derivatives, strict=True) if state.element is None]
    roots = [*free, *(flow.rate for flow in model.flows), *(signal.expression for signal in model.signals)]
    signals = {signal.expression.serial for signal in model.signals}
    nodes = list(walk(roots))
    uses = Counter(argument.serial for node in nodes for argument in node.arguments)
    uses.update(root.serial for root in roots)
    return [node for node in nodes if node.arguments and uses[node.serial] > 1 and node.serial not in signals]


def _insist_on_unique_names(model: Model, invented: Iterable[str]) -> None:
    of_model = [item.name for group in (model.parameters, model.states, model.flows, model.signals) for item in group]
    names = [*(identifier(name) for name in of_model), *invented]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ValueError(f"an exchanged model needs one meaning for each name; used twice: {', '.join(twice)}")
