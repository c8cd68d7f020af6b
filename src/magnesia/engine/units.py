"""The unit check: every equation of a body is walked with the units of its symbols instead of their values.

Numbers in an equation are dimensionless, except zero, which fits any unit. Units of one dimension but another scale
(mmol and umol, weeks and hours) do not fit each other either: no equation converts silently.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from magnesia.engine.expression import Expression, walk
from magnesia.engine.model import Model

if TYPE_CHECKING:
    import pint

LONGEST_QUOTE = 100  # characters of an expression that a problem shows


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """One inconsistency: the flow, signal, state or parameter in which it stands, and what does not fit."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class UnitSurvey:
    """The unit of each expression by its serial number (None: zero, or unknown after a problem), and the problems."""

    units: Mapping[int, pint.Unit | None]
    problems: tuple[UnitProblem, ...]


@cache
def unit_registry() -> pint.UnitRegistry:
    """The one registry of units; pint is imported only when somebody asks, for that takes a third of a second."""
    import pint

    registry: pint.UnitRegistry = pint.UnitRegistry()
    registry.define("@alias week = wk")
    registry.define("@alias year = y")
    registry.formatter.default_format = "~C"
    return registry


def check_units(model: Model) -> list[UnitProblem]:
    """Everything in the model whose units disagree; an empty list is what a body must give."""
    return list(survey_units(model).problems)


def survey_units(model: Model) -> UnitSurvey:
    """Walk every flow, signal and derivative of the model once."""
    surveyor = _Surveyor(model)
    for flow in model.flows:
        surveyor.examine(f"flow {flow.name}", flow.rate, "mmol/h")
    for signal in model.signals:
        surveyor.examine(f"signal {signal.name}", signal.expression, signal.unit)
    for state, derivative in zip(model.states, model.derivatives, strict=True):
        if state.element is None:
            surveyor.examine(f"state {state.name}", derivative, f"({state.unit})/h")
        elif state.unit != "mmol":
            surveyor.report(f"state {state.name}", f"holds {state.element} but is counted in {state.unit}, not mmol")
    return UnitSurvey(surveyor.units, tuple(surveyor.problems))


class _Surveyor:
    """Finds the unit of each node once; after a problem the node fits anything, so that one mistake is told once."""

    def __init__(self, model: Model):
        self.units: dict[int, pint.Unit | None] = {}
        self.problems: list[UnitProblem] = []
        self._registry = unit_registry()
        self._where = ""
        self._leaves = {record.name: self._parse(record.name, record.unit) for record in model.parameters}
        self._leaves |= {state.name: self._parse(state.name, state.unit) for state in model.states}

    def report(self, where: str, message: str) -> None:
        self.problems.append(UnitProblem(where, message))

    def examine(self, where: str, root: Expression, declared: str) -> None:
        self._where = where
        for node in walk([root]):
            if node.serial not in self.units:
                self.units[node.serial] = self._unit(node)
        found, wanted = self.units[root.serial], self._parse(where, declared)
        if not self._agree(found, wanted):
            self.report(where, f"is {found:~C} where {declared} is declared")

    def _parse(self, where: str, text: str) -> pint.Unit | None:
        try:
            return self._registry.Unit(text)
        except Exception as error:  # pint raises many kinds; each means the text is no unit
            self.report(where, f"unit {text!r} is not understood ({error})")
            return None

    def _unit(self, node: Expression) -> pint.Unit | None:
        if node.operation == "symbol":
            if node.name not in self._leaves:
                return self._misfit(node, f"{node.name} is neither a state nor a parameter")
            return self._leaves[node.name]
        if node.operation == "constant":
            return None if node.value == 0 else self._registry.Unit("")
        return self._combined(node, [self.units[argument.serial] for argument in node.arguments])

    def _combined(self, node: Expression, units: Sequence[pint.Unit | None]) -> pint.Unit | None:
        match node.operation:
            case "add" | "subtract" | "minimum" | "maximum":
                return self._joined(node, units[0], units[1])
            case "select":
                return self._joined(node, units[1], units[2])
            case "negate":
                return units[0]
            case "sqrt":
                return None if units[0] is None else self._registry.Unit(units[0] ** 0.5)
            case "multiply":
                return None if units[0] is None or units[1] is None else units[0] * units[1]
            case "divide":
                return None if units[0] is None or units[1] is None else units[0] / units[1]
            case "power" if node.arguments[1].is_constant:
                return None if units[0] is None else self._registry.Unit(units[0] ** node.arguments[1].value)
            case _:  # exp, log and power with a variable exponent
                for unit in units:
                    if not self._agree(unit, self._registry.Unit("")):
                        return self._misfit(node, f"{node.operation} of {unit:~C}")
                return self._registry.Unit("")

    def _joined(self, node: Expression, left: pint.Unit | None, right: pint.Unit | None) -> pint.Unit | None:
        if not self._agree(left, right):
            return self._misfit(node, f"{node.operation} joins {left:~C} and {right:~C}")
        return right if left is None else left

    def _misfit(self, node: Expression, message: str) -> pint.Unit | None:
        quote = repr(node)
        quote = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "..."
        self.report(self._where, f"{message} in {quote}")
        return None

    def _agree(self, left: pint.Unit | None, right: pint.Unit | None) -> bool:
        if left is None or right is None or left == right:
            return True
        if left.dimensionality != right.dimensionality:
            return False
        return math.isclose(self._registry.convert(1.0, left, right), 1.0, rel_tol=1e-9)
