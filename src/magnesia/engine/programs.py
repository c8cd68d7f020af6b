"""The straight-line programs of a model: what is hoisted, rates, Jacobian, factors, solution, signals.

Each is a function of the workspace alone, without a branch; the loops around them are in ``driver``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from magnesia.engine import sparse, vector_math
from magnesia.engine.derivative import jacobian
from magnesia.engine.emit import POINTER, VECTOR, Function, Value
from magnesia.engine.expression import Expression, symbol
from magnesia.engine.layout import Layout, order_of_states
from magnesia.engine.lowering import Lowering
from magnesia.engine.model import Model

WORKSPACE = {"workspace": POINTER}

OPERATIONS: dict[str, Callable[..., Value]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "negate": lambda a: -a,
    "exp": vector_math.exp,
    "log": vector_math.log,
    "sqrt": vector_math.sqrt,
    "minimum": lambda a, b: a.call("minimum", b),
    "maximum": lambda a, b: a.call("maximum", b),
    "select": lambda c, a, b: (c > 0.0).choose(a, b),
}


class Programs:
    """The programs of one model as IR text (``text``) and the layout they were written for (``layout``)."""

    def __init__(self, model: Model):
        entries = jacobian(model)
        order, acting = order_of_states(model, list(entries))
        place = {index: position for position, index in enumerate(order)}
        names = [state.name for state in model.states]
        signals = [signal.expression for signal in model.signals]
        lowering = Lowering((*model.derivatives, *entries.values(), *signals), names)
        self._lowering = lowering
        self._rates = [lowering.of(model.derivatives[index]) for index in order]
        self._partials = {(place[r], place[c]): lowering.of(root) for (r, c), root in entries.items()}
        self._signals = [lowering.of(root) for root in signals]
        self._hoisted = lowering.hoisted((*self._rates, *self._partials.values(), *self._signals))
        self._elimination = sparse.plan(len(order), self._partials)
        self.layout = Layout(
            states=len(order), acting=acting, order=order, parameters=len(model.parameters), signals=len(signals),
            hoisted=len(self._hoisted), entries=tuple(self._partials), factors=len(self._elimination.slots),
        )  # fmt: skip
        self._offsets = self.layout.offsets
        self._state_places = {names[index]: position for position, index in enumerate(order)}
        self._fixed_places = {
            symbol(parameter.name).serial: self._offsets["parameter"] + index
            for index, parameter in enumerate(model.parameters)
        }
        hoisted_places = {node.serial: self._offsets["hoisted"] + slot for slot, node in enumerate(self._hoisted)}
        functions = [self._prepare()]
        self._fixed_places |= hoisted_places
        functions += [self._rate(), self._linearise(), self._factor(), self._solve(), self._signal()]
        self.text = "\n".join(function.text() for function in functions)

    def _prepare(self) -> Function:
        """Everything that rests on parameters alone, to be run after each change of them."""
        code = Function("prepare", WORKSPACE)
        fixed = {key: root for key, root in self._partials.items() if not self._lowering.changes(root)}
        slots = {key: slot for slot, key in enumerate(self._partials)}
        values = self._write(code, (*self._hoisted, *fixed.values()), "state")
        for slot, node in enumerate(self._hoisted):
            self._store(code, "hoisted", slot, values[node.serial])
        for key, root in fixed.items():
            self._store(code, "jacobian", slots[key], values[root.serial])
        return code

    def _rate(self) -> Function:
        """The derivatives at ``trial`` into ``rate``."""
        code = Function("rates", WORKSPACE)
        values = self._write(code, self._rates, "trial")
        for row, root in enumerate(self._rates):
            self._store(code, "rate", row, values[root.serial])
        return code

    def _linearise(self) -> Function:
        """The derivatives at ``state`` into ``start_rate``, and the changing entries of the Jacobian."""
        code = Function("linearise", WORKSPACE)
        changing = {key: root for key, root in self._partials.items() if self._lowering.changes(root)}
        slots = {key: slot for slot, key in enumerate(self._partials)}
        values = self._write(code, (*self._rates, *changing.values()), "state")
        for row, root in enumerate(self._rates):
            self._store(code, "start_rate", row, values[root.serial])
        for key, root in changing.items():
            self._store(code, "jacobian", slots[key], values[root.serial])
        return code

    def _factor(self) -> Function:
        """The factors of shift * I - J."""
        code = Function("factor", WORKSPACE)
        slots = {key: slot for slot, key in enumerate(self._partials)}
        shift = self._load(code, "shift", 0)

        def entry(key: tuple[int, int]) -> Value | None:
            partial = self._load(code, "jacobian", slots[key]) if key in slots else None
            if key[0] == key[1]:
                return shift if partial is None else shift - partial
            return None if partial is None else -partial

        sparse.write_factors(
            self._elimination,
            entry,
            lambda slot: self._load(code, "factor", slot),
            lambda slot, value: self._store(code, "factor", slot, value),
        )
        return code

    def _solve(self) -> Function:
        """The factored system solved for rate + extra, into the vectors at ``target``."""
        code = Function("solve", {**WORKSPACE, "target": POINTER})
        solution = sparse.write_solution(
            self._elimination,
            lambda slot: self._load(code, "factor", slot),
            lambda row: self._load(code, "rate", row) + self._load(code, "extra", row),
        )
        for row, value in solution.items():
            code.store(value, code.argument["target"], row, VECTOR)
        return code

    def _signal(self) -> Function:
        """All signals at ``moment_state``."""
        code = Function("signals", WORKSPACE)
        values = self._write(code, self._signals, "moment_state")
        for slot, root in enumerate(self._signals):
            self._store(code, "signal", slot, values[root.serial])
        return code

    def _load(self, code: Function, region: str, slot: int) -> Value:
        return code.load(code.argument["workspace"], self._offsets[region] + slot, VECTOR)

    def _store(self, code: Function, region: str, slot: int, value: Value) -> None:
        code.store(value, code.argument["workspace"], self._offsets[region] + slot, VECTOR)

    def _write(self, code: Function, roots: Sequence[Expression], state_region: str) -> dict[int, Value]:
        """Writes the operations under the roots, depth first so that values are used soon after they are made."""
        values: dict[int, Value] = {}
        pending = list(reversed(roots))
        while pending:
            node = pending[-1]
            if node.serial in values:
                pending.pop()
            elif not node.arguments or node.serial in self._fixed_places:
                values[node.serial] = self._leaf(code, node, state_region)
            elif missing := [argument for argument in node.arguments if argument.serial not in values]:
                pending.extend(reversed(missing))
            elif node.operation == "power":
                values[node.serial] = vector_math.whole_power(
                    values[node.arguments[0].serial], int(node.arguments[1].value)
                )
            else:
                arguments = [values[argument.serial] for argument in node.arguments]
                values[node.serial] = OPERATIONS[node.operation](*arguments)
        return values

    def _leaf(self, code: Function, node: Expression, state_region: str) -> Value:
        if node.is_constant:
            return code.like(node.value, VECTOR)
        place = self._fixed_places.get(node.serial)
        if place is not None:
            return code.load(code.argument["workspace"], place, VECTOR)
        return self._load(code, state_region, self._state_places[node.name])
