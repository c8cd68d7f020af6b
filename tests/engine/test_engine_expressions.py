"""The graph says what Python's arithmetic says, and its derivatives what finite differences say."""

from __future__ import annotations

import math
from functools import reduce

import numpy as np
import pytest
from engine_toys import model_of, stiff_body
from hypothesis import given, settings
from hypothesis import strategies as st

from magnesia.engine import expression as ex
from magnesia.engine.derivative import derivatives_of, jacobian
from magnesia.engine.evaluate import derivatives, evaluate, jacobian_matrix
from magnesia.engine.reference import Interpreter

NAMES = ("x", "y", "z")
SMOOTH = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / (1 + b * b),
    "square": lambda a, b: a**2 + b,
    "exponential": lambda a, b: ex.exp(-(a * a)) if isinstance(a, ex.Expression) else np.exp(-(a * a)),
    "logarithm": lambda a, b: ex.log(1 + b * b) if isinstance(b, ex.Expression) else np.log(1 + b * b),
    "root": lambda a, b: ex.sqrt(1 + a * a) if isinstance(a, ex.Expression) else np.sqrt(1 + a * a),
}  # fmt: skip
number = st.floats(-3, 3).map(lambda value: round(value, 3))
leaf = st.one_of(st.sampled_from(NAMES), number)
tree = st.recursive(leaf, lambda inner: st.tuples(st.sampled_from(sorted(SMOOTH)), inner, inner), max_leaves=12)


def build(node, symbols):
    """The tree with ``symbols`` for its names: an expression of symbols, or a number of numbers."""
    if isinstance(node, tuple):
        return SMOOTH[node[0]](build(node[1], symbols), build(node[2], symbols))
    return symbols[node] if isinstance(node, str) else node


@given(tree, st.tuples(number, number, number))
def test_a_graph_evaluates_as_the_arithmetic_it_records(node, point):
    values = dict(zip(NAMES, point, strict=True))
    root = ex.as_expression(build(node, {name: ex.symbol(name) for name in NAMES}))
    with np.errstate(all="ignore"):
        expected = build(node, {name: np.float64(value) for name, value in values.items()})
    (found,) = Interpreter([root])(values)
    assert found == pytest.approx(float(expected), rel=1e-12, abs=1e-12, nan_ok=True)


@given(tree, st.tuples(number, number, number))
def test_derivatives_equal_complex_steps(node, point):
    root = ex.as_expression(build(node, {name: ex.symbol(name) for name in NAMES}))
    values = dict(zip(NAMES, point, strict=True))
    partials = derivatives_of([root], NAMES)
    for column, name in enumerate(NAMES):
        shifted = {key: complex(value) for key, value in values.items()} | {name: complex(values[name], 1e-30)}
        with np.errstate(all="ignore"):
            expected = np.imag(build(node, shifted)) / 1e-30
        found = Interpreter([partials[0, column]])(values)[0] if (0, column) in partials else 0.0
        if np.isfinite(expected) and abs(expected) < 1e12:
            assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_equal_expressions_are_one_node():
    x, y = ex.symbol("x"), ex.symbol("y")
    assert x * y + 1 is 1 + y * x
    assert x - x is ex.constant(0)
    assert ex.negate(-x) is x
    assert (x + 0) * 1 is x


def test_an_equation_cannot_branch_on_a_value():
    with pytest.raises(TypeError, match="select"):
        bool(ex.symbol("x"))


def test_jacobian_of_a_body_equals_finite_differences():
    model = stiff_body()
    random = np.random.default_rng(1)
    states = np.array([[s.initial] for s in model.states]) + random.uniform(0.1, 0.5, (len(model.states), 3))
    numbers = np.tile([[p.value] for p in model.parameters], 3)
    exact = jacobian_matrix(model, states, numbers)
    for column in range(len(model.states)):
        width = 1e-6
        up, down = states.copy(), states.copy()
        up[column] += width
        down[column] -= width
        slope = (derivatives(model, up, numbers) - derivatives(model, down, numbers)) / (2 * width)
        np.testing.assert_allclose(exact[:, :, column].T, slope, rtol=1e-6, atol=1e-5)


def test_ledgers_and_counters_act_on_nothing():
    model = stiff_body()
    columns = {model.states[column].role for _, column in jacobian(model)}
    assert columns == {"store", "signal"}


ODD = {
    "power": lambda x: ex.symbol("x") ** 2.7,
    "inverse cube": lambda x: ex.symbol("x") ** -3,
    "half power": lambda x: ex.symbol("x") ** 0.5,
    "variable power": lambda x: ex.symbol("x") ** ex.symbol("p"),
    "minimum": lambda x: ex.minimum(ex.symbol("x"), ex.symbol("p")),
    "maximum": lambda x: ex.maximum(ex.symbol("x"), 2),
    "select": lambda x: ex.select(ex.symbol("x") - 1, ex.symbol("x") ** 2, -ex.symbol("x")),
    "large power": lambda x: ex.symbol("x") ** 100,
}


@pytest.mark.parametrize("name", ODD)
def test_compiled_operations_equal_interpreted_ones(name):
    root = ODD[name](None)
    model = model_of({"x": root}, {"x": 1.0}, {"p": 1.4}, {"value": root})
    points = np.array([[0.3, 0.9, 1.0, 1.5, 2.5]])
    numbers = np.full((1, 5), 1.4)
    (expected,) = Interpreter([root])({"x": points[0], "p": 1.4})
    assert evaluate(model, points, numbers, ["value"])[0] == pytest.approx(expected, rel=1e-13)
    assert derivatives(model, points, numbers)[0] == pytest.approx(expected, rel=1e-13)


@settings(max_examples=10, deadline=None)
@given(tree, st.lists(st.tuples(number, number, number), min_size=1, max_size=9))
def test_the_compiled_graph_equals_the_interpreted_one(node, points):
    root = ex.as_expression(build(node, {name: ex.symbol(name) for name in NAMES}))
    model = model_of({"x": root}, dict.fromkeys(NAMES, 1.0), {"p": 1.0})
    columns = np.array(points).T
    (expected,) = Interpreter([root])(dict(zip(NAMES, columns, strict=True)))
    expected = np.broadcast_to(expected, columns.shape[1])
    found = derivatives(model, columns, np.ones((1, columns.shape[1])))[0]
    sizes = reduce(np.maximum, np.abs(columns), np.ones(columns.shape[1]))
    good = np.isfinite(expected) & (np.abs(expected) < 1e100)
    assert found[good] == pytest.approx(expected[good], rel=1e-9, abs=1e-9 * float(np.max(sizes)))
    assert not math.isnan(float(np.sum(found[good])))
