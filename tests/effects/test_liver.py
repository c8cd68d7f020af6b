"""Liver: what drink does to enzymes and scar, how both go, and what magnesium has to do with it."""

import numpy as np
import pytest

import magnesia as mg
from magnesia.effects.levels import answers_at, lasting

NAMES = ["ggt", "ast", "alt", "liver_fibrosis", "kupffer_activation"]
DRINK = """
title: Drink for ten years, and stopped
person: {sex: male, age: 45 y}
arms:
  sober: {}
  drinking: {timeline: [{at: 0 d, start: alcohol, dose: 120 g/d}]}
  poor: {habits: {magnesium: 100 mg/d}, timeline: [{at: 0 d, start: alcohol, dose: 120 g/d}]}
  stopped: {timeline: [{at: 0 d, start: alcohol, dose: 120 g/d}, {at: 365 d, stop: alcohol}]}
"""
DAYS = [0, 7, 60, 365, 372, 385, 425, 3650]


@pytest.fixture(scope="module")
def found():
    results = mg.simulate(mg.read_case(DRINK), outputs=NAMES, at=[24 * day for day in DAYS])
    return {result.arm: {name: result.outputs[name].values[:, 0] for name in NAMES} for result in results}


def test_drink_raises_enzymes_in_their_order(found):
    end = {name: found["drinking"][name][3] / found["sober"][name][3] for name in NAMES}
    assert 3 < end["ggt"] < 8
    assert 1.5 < end["ast"] < 4  # about twice
    assert end["ggt"] > end["ast"] > end["alt"] > 1.1  # AST over ALT is the mark of drink


def test_enzymes_fall_with_their_half_lives(found):
    over = found["stopped"]["ggt"] - found["sober"]["ggt"]
    assert over[5] / over[3] == pytest.approx(0.5, abs=0.15)  # 14 to 26 days
    ast = found["stopped"]["ast"] - found["sober"]["ast"]
    assert ast[4] / ast[3] < 0.6 and ast[6] / ast[3] < 0.05


def test_scar_comes_over_years_and_more_where_magnesium_lacks(found):
    scar = found["drinking"]["liver_fibrosis"]
    assert scar[1] == pytest.approx(1, abs=0.02) and scar[3] < 1.6 < scar[7] < 4
    assert found["poor"]["liver_fibrosis"][7] > 1.02 * scar[7]
    assert found["sober"]["liver_fibrosis"][7] == pytest.approx(1)


def test_magnesium_eases_injury_and_not_what_is_induced():
    """Eight weeks after withdrawal: aspartate aminotransferase lower on magnesium, the other enzyme not."""
    text = """
title: Magnesium after withdrawal
person: {sex: male, age: 45 y}
habits: {magnesium: 150 mg/d}
arms:
  placebo: {timeline: [{at: -2 y, start: alcohol, dose: 100 g/d}]}
  magnesium:
    timeline:
      - {at: -2 y, start: alcohol, dose: 100 g/d}
      - {at: 0 d, give: magnesium_citrate, dose: 250 mg elemental, route: oral, every: 12 h, until: 57 d}
"""
    placebo, magnesium = mg.simulate(mg.read_case(text), outputs=["ggt", "ast"], at=[56 * 24])
    ratio = {name: float(magnesium.outputs[name].values[0, 0] / placebo.outputs[name].values[0, 0])
             for name in ("ggt", "ast")}  # fmt: skip
    assert 0.85 < ratio["ast"] < 0.999
    assert ratio["ggt"] == pytest.approx(1, abs=0.002)


def test_a_healthy_liver_has_nothing_to_lose():
    levels = {"serum_magnesium": np.array([0.3, 0.84, 3, 8])}
    healthy = answers_at(["ggt", "ast", "liver_fibrosis", "kupffer_activation"], levels, lasting(levels))
    assert np.ptp(healthy["ast"]) == pytest.approx(0)
    assert 1 < healthy["kupffer_activation"][0] < 2.5
