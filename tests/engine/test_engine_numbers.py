"""Exponential, logarithm and powers of the compiled kernel against the C library."""

from __future__ import annotations

import numpy as np
import pytest
from engine_toys import model_of

from magnesia.engine.evaluate import evaluate
from magnesia.engine.expression import exp, log, sqrt, symbol


def computed(name: str, points: np.ndarray) -> np.ndarray:
    x = symbol("x")
    model = model_of({}, {"x": 1.0}, {"p": 1.0}, {"exp": exp(x), "log": log(x), "sqrt": sqrt(x), "cube": x**3})
    return evaluate(model, points[None, :], np.ones((1, len(points))), [name])[0]


def test_exponential_is_accurate_over_its_whole_range():
    points = np.concatenate([np.linspace(-708, 709.7, 200_001), np.linspace(-1, 1, 20_001)])
    assert np.max(np.abs(computed("exp", points) / np.exp(points) - 1)) < 5e-16


def test_exponential_underflows_gradually_and_overflows_to_infinity():
    points = np.array([-1e300, -np.inf, -746, -745, -740, -709, 0, 709.7, 710, 1e300, np.inf])
    assert computed("exp", points) == pytest.approx(
        np.where(points > 709.75, np.inf, np.exp(np.minimum(points, 709.7)))
    )


def test_logarithm_is_accurate_over_its_whole_range():
    random = np.random.default_rng(0)
    points = np.concatenate([10 ** random.uniform(-307, 308, 200_000), random.uniform(0.5, 2, 200_000)])
    exact = np.log(points.astype(np.longdouble))
    assert np.max(np.abs((computed("log", points) - exact) / exact)) < 5e-16


def test_logarithm_close_to_one_keeps_its_relative_accuracy():
    points = 1 + np.concatenate([10.0 ** np.arange(-15, -1), -(10.0 ** np.arange(-15, -1))])
    assert computed("log", points) == pytest.approx(np.log(points), rel=4e-16, abs=0)


def test_logarithm_at_and_beyond_the_edge_of_its_domain():
    points = np.array([5e-324, 1e-310, 2.2250738585072014e-308, 0.0, np.inf])
    with np.errstate(divide="ignore"):
        assert computed("log", points) == pytest.approx(np.log(points), rel=1e-15)
    assert np.all(np.isnan(computed("log", np.array([-1.0, -np.inf, np.nan]))))


def test_not_a_number_stays_one():
    points = np.array([np.nan, 1.0])
    for name in ("exp", "log", "sqrt", "cube"):
        assert np.isnan(computed(name, points)).tolist() == [True, False]
