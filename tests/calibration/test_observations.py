"""What a study saw becomes a residual of one size, whatever it is and however its spread is told."""

from __future__ import annotations

import numpy as np
import pytest

from magnesia.calibration.observations import observations
from magnesia.case import read_case
from magnesia.simulation.usual import usual_level


def only(entry: str, person: str = "{count: 16}") -> object:
    (found,) = observations("study", read_case(f"person: {person}\nseen:\n  - {{{entry}}}\n"))
    return found


def residual(entry: str, predicted: float) -> float:
    return float(only(entry).residual(np.array([predicted]))[0])


@pytest.mark.parametrize(
    ("spread", "error"),
    [
        ("sd: 0.08 mmol/L", 0.02 / 0.8),
        ("se: 0.02 mmol/L", 0.02 / 0.8),
        ("sd: 0.08 mmol/L, n: 4", 0.04 / 0.8),
        ("ci95: [0.7608 mmol/L, 0.8392 mmol/L]", 0.02 / 0.8),
        ("iqr: [0.74604 mmol/L, 0.85396 mmol/L]", 0.02 / 0.8),
        ("range: [0.64 mmol/L, 0.96 mmol/L]", 0.02 / 0.8),
    ],
)
def test_every_spread_gives_the_error_of_the_mean(spread, error):
    assert only(f"at: 0 h, what: serum_magnesium, value: 0.8 mmol/L, {spread}").error == pytest.approx(error, rel=1e-3)


def test_without_a_spread_people_differ_as_usual():
    assert only("at: 0 h, what: serum_magnesium, value: 0.8 mmol/L").error == pytest.approx(0.09 / 4)


def test_levels_and_ratios_are_logarithms():
    assert residual("at: 0 h, what: serum_magnesium, value: 0.8 mmol/L", 0.88) == pytest.approx(np.log(1.1))
    ratio = "at: 2 d, relative_to: 0 h, what: serum_magnesium, value: 2"
    assert residual(ratio, 1.0) == pytest.approx(-np.log(2))


def test_a_change_is_measured_by_itself_and_a_small_one_by_the_level():
    large = "at: 2 d, change_from: 0 h, what: serum_magnesium, value: -0.2 mmol/L"
    assert residual(large, -0.1) == pytest.approx(0.5)
    none = "at: 2 d, change_from: 0 h, what: serum_magnesium, value: 0 mmol/L, n: 100"
    assert residual(none, 0.02) == pytest.approx(0.02 / (0.05 * usual_level("serum_magnesium")), rel=1e-6)


def test_shares_are_differences():
    assert residual("from: 0 d, to: 1 d, what: absorbed_fraction, value: 40 %", 0.35) == pytest.approx(-0.05)


def test_a_bound_that_is_kept_leaves_nothing():
    below = 'at: 0 h, what: serum_magnesium, value: "<0.6 mmol/L"'
    assert residual(below, 0.5) == 0.0
    assert residual(below, 0.66) == pytest.approx(np.log(1.1))


def test_people_chosen_by_a_level_tell_nothing_by_it():
    text = """
person: {count: 20}
seen:
  - {at: 0 h, what: serum_magnesium, value: 0.62 mmol/L, given: true}
  - {from: 0 d, to: 1 d, what: urine_magnesium, value: 2 mmol, se: 0.1 mmol}
"""
    level, urine = observations("study", read_case(text))
    assert level.is_free and not urine.is_free
    assert urine.error > 0.1
