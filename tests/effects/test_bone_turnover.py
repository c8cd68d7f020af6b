"""Markers of bone turnover and magnesium of bone against published sizes and directions."""

import numpy as np
import pytest

import magnesia as mg
from magnesia.effects.associations import associations
from magnesia.effects.levels import answers_at

DAY = 24.0
MARKERS = ["osteocalcin", "deoxypyridinoline"]


def simulated(text, names, days):
    """{arm: {name: (moments,)}} of the typical person."""
    results = mg.simulate(mg.read_case(text), outputs=names, at=[day * DAY for day in days])
    return {result.arm: {name: result.outputs[name].values[:, 0] for name in names} for result in results}


PEOPLE = """
title: Who turns over how much bone
person: {sex: female, age: 42 y}
arms:
  woman: {}
  man: {person: {sex: male}}
  child: {person: {age: 12 y}}
  after_menopause: {person: {age: 58 y, conditions: {menopause: 1}}}
  hyperparathyroid: {person: {age: 58 y, conditions: {primary_hyperparathyroidism: 1}}}
  hypoparathyroid: {person: {conditions: {hypoparathyroidism: 1}}}
  uraemic: {person: {conditions: {chronic_kidney_disease: 1}}}
  paget: {person: {age: 58 y, conditions: {paget_disease: 1}}}
  antiresorptive:
    person: {age: 58 y, conditions: {menopause: 1}}
    timeline: [{at: -1 y, start: alendronate, dose: 10 mg/d}]
"""


def test_baselines_are_those_of_laboratories_and_of_disease():
    found = {arm: {name: values[0] for name, values in one.items()}
             for arm, one in simulated(PEOPLE, MARKERS, [0]).items()}  # fmt: skip
    assert 8.4 < found["man"]["osteocalcin"] < 31  # SHIP, men of 40 to 44
    assert 7.3 < found["woman"]["osteocalcin"] < 29.7
    assert 2.3 < found["man"]["deoxypyridinoline"] < 5.4
    assert 3.0 < found["woman"]["deoxypyridinoline"] < 7.4
    assert found["child"]["osteocalcin"] > 3 * found["woman"]["osteocalcin"]
    for name in MARKERS:
        assert found["after_menopause"][name] > 0.98 * found["woman"][name]
        assert found["hyperparathyroid"][name] > 1.2 * found["woman"][name]
        assert found["hypoparathyroid"][name] < 0.85 * found["woman"][name]
        assert found["paget"][name] > 3 * found["woman"][name]
    assert found["uraemic"]["osteocalcin"] > 1.6 * found["woman"]["osteocalcin"]  # the kidney clears it
    assert found["antiresorptive"]["deoxypyridinoline"] < 0.7 * found["after_menopause"]["deoxypyridinoline"]


CITRATE = """
title: A month of citrate
person: {sex: female, age: 62 y, conditions: {menopause: 1}}
timeline:
  - {at: 0 d, give: magnesium_citrate, dose: 145 mg elemental, route: oral, every: 12 h, until: 31 d, with_meal: false}
"""


def test_a_month_of_citrate_lowers_resorption_and_raises_osteocalcin_less_than_ten_women_had():
    found = simulated(CITRATE, MARKERS, [0, 5, 30])[""]
    osteocalcin, crosslinks = (found[name] / found[name][0] for name in MARKERS)
    assert 1.02 < osteocalcin[2] < 1.437  # Aydin 2010
    assert 0.595 < crosslinks[2] < 0.97
    assert 0.3 < (1 - crosslinks[1]) / (1 - crosslinks[2]) < 0.9  # markers move after one to five days (Dimai 1998)


def test_lack_raises_resorption_and_extremes_are_bounded():
    serum = np.array([0.3, 0.5, 0.7, 0.84, 0.95, 1.5, 4, 8])
    names = [*MARKERS, "ionized_magnesium"]
    ionized = answers_at(names, {"serum_magnesium": serum})["ionized_magnesium"]
    found = answers_at(names, {"serum_magnesium": serum}, {"bone_cell_magnesium": ionized})
    crosslinks, osteocalcin = (found[name] / found[name][3] for name in ("deoxypyridinoline", "osteocalcin"))
    assert (np.diff(crosslinks) <= 0).all() and (np.diff(osteocalcin) >= 0).all()
    assert 1.2 < crosslinks[0] < 2.35  # mice have 135 % more osteoclasts
    assert 0.4 < crosslinks[-1] < osteocalcin[-1] < 1.437  # at its limit no more than Aydin saw


def test_bone_cells_get_used_to_a_level():
    markers = answers_at(MARKERS, {"serum_magnesium": 0.7})
    used = answers_at(MARKERS, {"serum_magnesium": 0.7}, {"bone_cell_magnesium": 0.46, "bone_habit_magnesium": 0.46})
    assert all(used[name] == pytest.approx(markers[name]) for name in MARKERS)  # as before it fell, and after years


GRAFT = """
title: Years of uraemia on a generous diet, then a working kidney
person: {age: 45 y, conditions: {chronic_kidney_disease: 1}}
habits: {magnesium: 400 mg/d}
timeline:
  - {at: 0 d, stop: chronic_kidney_disease}
"""


def test_uraemia_fills_bone_and_after_a_graft_only_the_surface_empties():
    names = ["bone_ash_magnesium", "bone_surface_magnesium", "bone_depth_magnesium", "bone_surface_share"]
    healthy = simulated("title: Healthy\nperson: {age: 45 y}\n", names, [0])[""]
    found = simulated(GRAFT, names, [0, 730])[""]
    usual = {name: values[0] for name, values in healthy.items()}
    before, after = ({name: values[one] / usual[name] for name, values in found.items()} for one in (0, 1))
    assert 150 < usual["bone_ash_magnesium"] < 260
    assert usual["bone_surface_share"] == pytest.approx(0.30, abs=0.03)  # Alfrey 1973, and all that follows
    assert before["bone_surface_magnesium"] > 1.1 < before["bone_depth_magnesium"]
    assert after["bone_surface_magnesium"] == pytest.approx(1, abs=0.06)
    assert after["bone_depth_magnesium"] > 0.94 * before["bone_depth_magnesium"]


def test_fractures_go_with_a_low_level_and_not_with_density():
    found = associations()
    assert found["fracture_kuopio"].of(0.73).low > 1
    assert found["hip_fracture_haemodialysis"].of(0.90).ratio == 1.23
    assert found["wrist_fracture_whi"].of(470).ratio > found["wrist_fracture_whi"].of(185).ratio
    assert all(found[name].caution.startswith("association") for name in found if "fracture" in name)
