"""From the graph as written to the graph as computed: cheap powers, shared reciprocals, work done beforehand.

Everything that rests on parameters alone is computed once for each change of parameters ("hoisted"), not once a step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from magnesia.engine import expression, vector_math
from magnesia.engine.expression import ARITY, Expression, divide, exp, log, multiply, power, sqrt, walk

BUILD: dict[str, Callable[..., Expression]] = {name: getattr(expression, name) for name in ARITY}


class Lowering:
    """The lowered form of several roots; ``varying`` are the names of the symbols that change within a segment."""

    def __init__(self, roots: Sequence[Expression], varying: Iterable[str]):
        self.varying = set(varying)
        nodes = list(walk(roots))
        divisors = Counter(node.arguments[1].serial for node in nodes if node.operation == "divide")
        self._changing: dict[int, bool] = {}
        self._lowered: dict[int, Expression] = {}
        for node in nodes:
            arguments = [self._lowered[argument.serial] for argument in node.arguments]
            shared = node.operation == "divide" and divisors[node.arguments[1].serial] > 1
            if shared or (node.operation == "divide" and not self.changes(arguments[1])):
                lowered = self._product(arguments[0], divide(1, arguments[1]))
            elif node.operation == "multiply":
                lowered = self._product(*arguments)
            elif node.operation == "power":
                lowered = _lowered_power(*arguments)
            else:
                lowered = BUILD[node.operation](*arguments) if arguments else node
            self._lowered[node.serial] = lowered

    def _product(self, left: Expression, right: Expression) -> Expression:
        """A product with its fixed factors joined, so that they are multiplied once and not in every step."""
        if self.changes(left):
            left, right = right, left
        if not self.changes(left) and right.operation == "multiply":
            for fixed, rest in (right.arguments, right.arguments[::-1]):
                if not self.changes(fixed):
                    return multiply(multiply(left, fixed), rest)
        return multiply(left, right)

    def of(self, root: Expression) -> Expression:
        """The lowered form of one of the roots."""
        return self._lowered[root.serial]

    def changes(self, node: Expression) -> bool:
        """Whether a lowered node rests on anything that changes within a segment."""
        found = self._changing.get(node.serial)
        if found is None:
            if node.operation == "symbol":
                found = node.name in self.varying
            else:
                found = any(self.changes(argument) for argument in node.arguments)
            self._changing[node.serial] = found
        return found

    def hoisted(self, roots: Sequence[Expression]) -> list[Expression]:
        """Of these lowered roots, the constant-within-a-segment operations that changing ones (or nobody) use."""
        nodes = list(walk(roots))
        wanted = {argument.serial for node in nodes if self.changes(node) for argument in node.arguments}
        wanted |= {root.serial for root in roots}
        return [node for node in nodes if node.serial in wanted and node.arguments and not self.changes(node)]


def _lowered_power(base: Expression, exponent: Expression) -> Expression:
    if exponent.is_constant:
        if exponent.value.is_integer() and abs(exponent.value) <= vector_math.LARGEST_WHOLE_POWER:
            return power(base, exponent)
        if exponent.value == 0.5:
            return sqrt(base)
    return exp(exponent * log(base))
