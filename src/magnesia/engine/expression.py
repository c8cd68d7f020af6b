"""Arithmetic that is remembered instead of done.

An equation of the body is ordinary Python (``gfr * ultrafiltrable``) applied to :class:`Expression` objects. Nothing
is computed; a graph is built, in which equal subexpressions are one node (hash-consing). The compiled kernel, the
Jacobian, the unit check, SBML and LaTeX are all readings of this one graph.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

ARITY = {"add": 2, "subtract": 2, "multiply": 2, "divide": 2, "negate": 1, "power": 2, "exp": 1, "log": 1,
                 "sqrt": 1, "minimum": 2, "maximum": 2, "select": 3}  # fmt: skip
"""Every operation and the number of its arguments. ``select(c, a, b)`` is a where c > 0, else b; ``power(x, y)`` needs
x > 0 unless y is a constant whole number."""


class Expression:
    """One node: a constant, a symbol, or an operation on other nodes. Compare with ``is``: equal nodes are one."""

    __slots__ = ("arguments", "operation", "payload", "serial")

    def __init__(self, operation: str, arguments: tuple[Expression, ...], payload: float | str | None, serial: int):
        self.operation = operation
        self.arguments = arguments
        self.payload = payload
        self.serial = serial  # rises with creation, so arguments always have smaller serials

    @property
    def is_constant(self) -> bool:
        return self.operation == "constant"

    @property
    def value(self) -> float:
        """The number of a constant node."""
        assert isinstance(self.payload, float)
        return self.payload

    @property
    def name(self) -> str:
        """The name of a symbol node."""
        assert isinstance(self.payload, str)
        return self.payload

    def __add__(self, other: Expression | float) -> Expression:
        return add(self, other)

    def __radd__(self, other: float) -> Expression:
        return add(other, self)

    def __sub__(self, other: Expression | float) -> Expression:
        return subtract(self, other)

    def __rsub__(self, other: float) -> Expression:
        return subtract(other, self)

    def __mul__(self, other: Expression | float) -> Expression:
        return multiply(self, other)

    def __rmul__(self, other: float) -> Expression:
        return multiply(other, self)

    def __truediv__(self, other: Expression | float) -> Expression:
        return divide(self, other)

    def __rtruediv__(self, other: float) -> Expression:
        return divide(other, self)

    def __neg__(self) -> Expression:
        return negate(self)

    def __pow__(self, exponent: Expression | float) -> Expression:
        return power(self, exponent)

    def __bool__(self) -> bool:
        raise TypeError("an equation cannot branch on a value; use select(condition, if_positive, otherwise)")

    def __repr__(self) -> str:
        if self.operation in ("constant", "symbol"):
            return str(self.payload)
        return f"{self.operation}({', '.join(map(repr, self.arguments))})"


COMMUTATIVE = ("add", "multiply")

_interned: dict[tuple, Expression] = {}


def _node(operation: str, arguments: tuple[Expression, ...] = (), payload: float | str | None = None) -> Expression:
    key = (operation, payload, *(id(argument) for argument in arguments))
    found = _interned.get(key)
    if found is None:
        found = _interned[key] = Expression(operation, arguments, payload, len(_interned))
    return found


def constant(value: float) -> Expression:
    return _node("constant", payload=float(value))


def symbol(name: str) -> Expression:
    return _node("symbol", payload=name)


def as_expression(value: Expression | float) -> Expression:
    return value if isinstance(value, Expression) else constant(value)


def _is(node: Expression, value: float) -> bool:
    return node.is_constant and node.value == value


def add(left: Expression | float, right: Expression | float) -> Expression:
    a, b = as_expression(left), as_expression(right)
    if a.is_constant and b.is_constant:
        return constant(a.value + b.value)
    if _is(a, 0):
        return b
    if _is(b, 0):
        return a
    if b.operation == "negate":
        return subtract(a, b.arguments[0])
    if a.serial > b.serial:  # commutative: one order, so that a+b and b+a are one node
        a, b = b, a
    return _node("add", (a, b))


def subtract(left: Expression | float, right: Expression | float) -> Expression:
    a, b = as_expression(left), as_expression(right)
    if a.is_constant and b.is_constant:
        return constant(a.value - b.value)
    if _is(b, 0):
        return a
    if _is(a, 0):
        return negate(b)
    if a is b:
        return constant(0)
    if b.operation == "negate":
        return add(a, b.arguments[0])
    return _node("subtract", (a, b))


def multiply(left: Expression | float, right: Expression | float) -> Expression:
    a, b = as_expression(left), as_expression(right)
    if a.is_constant and b.is_constant:
        return constant(a.value * b.value)
    if _is(a, 0) or _is(b, 0):
        return constant(0)
    if _is(a, 1):
        return b
    if _is(b, 1):
        return a
    if _is(a, -1):
        return negate(b)
    if _is(b, -1):
        return negate(a)
    if a.serial > b.serial:
        a, b = b, a
    return _node("multiply", (a, b))


def divide(left: Expression | float, right: Expression | float) -> Expression:
    a, b = as_expression(left), as_expression(right)
    if _is(b, 0):
        raise ZeroDivisionError(f"{a!r} divided by zero in an equation")
    if a.is_constant and b.is_constant:
        return constant(a.value / b.value)
    if _is(a, 0):
        return constant(0)
    if _is(b, 1):
        return a
    if a is b:
        return constant(1)
    return _node("divide", (a, b))


def negate(operand: Expression | float) -> Expression:
    a = as_expression(operand)
    if a.is_constant:
        return constant(-a.value)
    if a.operation == "negate":
        return a.arguments[0]
    return _node("negate", (a,))


def power(base: Expression | float, exponent: Expression | float) -> Expression:
    a, b = as_expression(base), as_expression(exponent)
    if a.is_constant and b.is_constant:
        return constant(a.value**b.value)
    if _is(b, 0) or _is(a, 1):
        return constant(1)
    if _is(b, 1):
        return a
    return _node("power", (a, b))


def _unary(operation: str, operand: Expression | float) -> Expression:
    a = as_expression(operand)
    return constant(getattr(math, operation)(a.value)) if a.is_constant else _node(operation, (a,))


def exp(operand: Expression | float) -> Expression:
    return _unary("exp", operand)


def log(operand: Expression | float) -> Expression:
    """Natural logarithm; the argument must stay positive."""
    return _unary("log", operand)


def sqrt(operand: Expression | float) -> Expression:
    return _unary("sqrt", operand)


def minimum(left: Expression | float, right: Expression | float) -> Expression:
    a, b = as_expression(left), as_expression(right)
    return constant(min(a.value, b.value)) if a.is_constant and b.is_constant else _node("minimum", (a, b))


def maximum(left: Expression | float, right: Expression | float) -> Expression:
    a, b = as_expression(left), as_expression(right)
    return constant(max(a.value, b.value)) if a.is_constant and b.is_constant else _node("maximum", (a, b))


def select(condition: Expression, if_positive: Expression | float, otherwise: Expression | float) -> Expression:
    """``if_positive`` where condition > 0, else ``otherwise``."""
    a, b = as_expression(if_positive), as_expression(otherwise)
    if condition.is_constant:
        return a if condition.value > 0 else b
    return a if a is b else _node("select", (condition, a, b))


def walk(roots: Iterable[Expression]) -> Iterator[Expression]:
    """Every node the roots depend on, once, arguments before users."""
    seen: set[int] = set()
    found: list[Expression] = []
    pending = list(roots)
    while pending:
        node = pending.pop()
        if node.serial not in seen:
            seen.add(node.serial)
            found.append(node)
            pending.extend(node.arguments)
    yield from sorted(found, key=lambda node: node.serial)
