"""Loss of filtration by the year: age, disease, and the association with magnesium."""

import numpy as np
import pytest

import magnesia as mg
from magnesia.effects.levels import answers_at, lasting


def slope_at(serum):
    levels = {"serum_magnesium": np.asarray(serum, dtype=float)}
    return answers_at(["egfr_slope"], levels, lasting(levels))["egfr_slope"]


def test_the_slope_of_the_cohort_is_inside_its_interval():
    """2056 people: 0.23 (0.08 to 0.38) a year per 0.08 mmol/L; lowest fifth against highest 0.5 (0.05 to 0.95)."""
    lower, upper = slope_at([0.80, 0.88])
    assert 0.08 < upper - lower < 0.38
    lowest, highest = slope_at([0.76, 1.02])
    assert 0.05 < highest - lowest < 0.95


def test_age_takes_near_one_a_year_and_disease_more():
    text = """
title: Loss
person: {age: 60 y}
arms:
  healthy: {}
  type_2: {person: {conditions: {type_2_diabetes: 1}}}
  kidneys: {person: {conditions: {chronic_kidney_disease: stage_4}}}
"""
    found = {result.arm: float(result.outputs["egfr_slope"].values[0, 0])
             for result in mg.simulate(mg.read_case(text), outputs=["egfr_slope"], at=[0])}  # fmt: skip
    assert found["healthy"] == pytest.approx(-0.9, abs=0.3)
    assert found["type_2"] < found["healthy"] - 0.8
    assert -5 < found["kidneys"] < found["healthy"] - 1


def test_excess_protects_nobody():
    usual, high, toxic = slope_at([0.9, 1.5, 6])
    assert toxic - high == pytest.approx(0, abs=0.01)
    assert toxic < 0 and toxic - usual < 0.6
