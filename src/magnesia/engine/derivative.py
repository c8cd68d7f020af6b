"""The Jacobian of a model as expressions: exact, sparse, and sharing its work with the equations.

The graph of the equations is turned into a graph of local partial derivatives, from whose interior the nodes are
eliminated one by one, cheapest first (vertex elimination). That is the chain rule in an order in which a quantity used
by many flows, or resting on many states, is passed through once and not once for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from magnesia.engine.expression import Expression, as_expression, constant, log, multiply, power, select, walk
from magnesia.engine.model import Model

Edges = dict[int, dict[int, Expression]]


def jacobian(model: Model) -> dict[tuple[int, int], Expression]:
    """d derivative[row] / d state[column] for every pair in which it is not identically zero."""
    return derivatives_of(model.derivatives, [state.name for state in model.states])


def derivatives_of(roots: Sequence[Expression], names: Sequence[str]) -> dict[tuple[int, int], Expression]:
    """d roots[row] / d names[column] for every pair in which it is not identically zero."""
    column_of = {name: column for column, name in enumerate(names)}
    nodes = list(walk(roots))
    into, out_of = _local_partials(nodes, column_of)
    # A root may also be used by others, so each row ends in a vertex of its own, numbered below zero.
    for row, root in enumerate(roots):
        if root.serial in into:
            into[-1 - row] = {root.serial: constant(1)}
            out_of[root.serial][-1 - row] = constant(1)
    symbols = {n.serial: column_of[n.name] for n in nodes if n.operation == "symbol" and n.name in column_of}
    _eliminate(into, out_of, [n.serial for n in nodes if n.serial in into and n.serial not in symbols])
    found: dict[tuple[int, int], Expression] = {}
    for row in range(len(roots)):
        for serial, partial in into.get(-1 - row, {}).items():
            if not (partial.is_constant and partial.value == 0):
                found[row, symbols[serial]] = partial
    return found


def partials(node: Expression) -> tuple[Expression | float, ...]:
    """The derivatives of an operation with respect to each of its arguments."""
    arguments = node.arguments
    match node.operation:
        case "add":
            return 1, 1
        case "subtract":
            return 1, -1
        case "multiply":
            return arguments[1], arguments[0]
        case "divide":
            inverse = 1 / arguments[1]
            return inverse, -(node * inverse)
        case "negate":
            return (-1,)
        case "power":
            base, exponent = arguments
            return exponent * power(base, exponent - 1), 0 if exponent.is_constant else node * log(base)
        case "exp":
            return (node,)
        case "log":
            return (1 / arguments[0],)
        case "sqrt":
            return (0.5 / node,)
        case "minimum":
            first = select(arguments[1] - arguments[0], 1, 0)
            return first, 1 - first
        case "maximum":
            first = select(arguments[0] - arguments[1], 1, 0)
            return first, 1 - first
        case "select":
            return 0, select(arguments[0], 1, 0), select(arguments[0], 0, 1)
    raise ValueError(f"no derivative is known for {node.operation}")


def _local_partials(nodes: Sequence[Expression], column_of: dict[str, int]) -> tuple[Edges, Edges]:
    """The partials of nodes by their arguments, where these rest on a wanted symbol, seen from both ends."""
    into: Edges = {}
    out_of: Edges = defaultdict(dict)
    for node in nodes:
        if node.operation == "symbol" and node.name in column_of:
            into[node.serial] = {}
        elif any(argument.serial in into for argument in node.arguments):
            edges = into[node.serial] = {}
            for argument, partial in zip(node.arguments, partials(node), strict=True):
                if argument.serial in into:
                    previous = edges.get(argument.serial)
                    edges[argument.serial] = as_expression(partial if previous is None else previous + partial)
            for serial, partial in edges.items():
                out_of[serial][node.serial] = partial
    return into, out_of


def _eliminate(into: Edges, out_of: Edges, interior: Sequence[int]) -> None:
    """Removes the interior vertices, always one that joins the fewest pairs of neighbours."""

    def cost(serial: int) -> int:
        return len(into[serial]) * len(out_of[serial])

    queue = [(cost(serial), serial) for serial in interior]
    heapify(queue)
    remaining = set(interior)
    while queue:
        known_cost, vertex = heappop(queue)
        if vertex not in remaining or known_cost != cost(vertex):
            continue  # an outdated entry; the current one is also in the queue
        remaining.discard(vertex)
        before, after = into.pop(vertex), out_of.pop(vertex, {})
        for source in before:
            del out_of[source][vertex]
        for target, outer in after.items():
            del into[target][vertex]
            for source, inner in before.items():
                product = multiply(outer, inner)
                previous = into[target].get(source)
                total = product if previous is None else previous + product
                into[target][source] = out_of[source][target] = total
        for neighbour in (*before, *after):
            if neighbour in remaining:
                heappush(queue, (cost(neighbour), neighbour))
