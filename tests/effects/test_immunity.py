"""Inflammation against published sizes, by trials and by disease; killer cells; and the rats, which stand apart."""

import numpy as np
import pytest

import magnesia as mg
from magnesia.effects.associations import associations
from magnesia.effects.levels import answers_at

DAY = 24.0


def simulated(text, names, days):
    """{arm: {name: (moments,)}} of the typical person."""
    results = mg.simulate(mg.read_case(text), outputs=names, at=[day * DAY for day in days])
    return {result.arm: {name: result.outputs[name].values[:, 0] for name in names} for result in results}


SUPPLEMENTS = """
title: Supplements where the protein is raised and where it is not
person: {age: 55 y}
arms:
  low: {}
  low_treated:
    timeline:
      - {at: 0 d, give: magnesium_citrate, dose: 160 mg elemental, route: oral, every: 12 h, until: 57 d}
  raised:
    person: {conditions: {obesity: 1}}
  raised_treated:
    person: {conditions: {obesity: 1}}
    timeline:
      - {at: 0 d, give: magnesium_citrate, dose: 160 mg elemental, route: oral, every: 12 h, until: 57 d}
"""


def test_supplements_lower_a_raised_protein_only_and_leave_cytokines():
    names = ["crp", "interleukin_6", "tnf_alpha"]
    found = simulated(SUPPLEMENTS, names, [1, 56])
    change = {kind: {name: found[f"{kind}_treated"][name] - found[kind][name] for name in names}
              for kind in ("low", "raised")}  # fmt: skip
    assert 3 < found["raised"]["crp"][0] < 8
    assert -2.05 < change["raised"]["crp"][1] < -0.18  # 11 trials, over 3 mg/L before
    assert -0.10 < change["low"]["crp"][1] < 1.32  # up to 3 mg/L before
    assert abs(change["raised"]["crp"][0]) < 0.2 * abs(change["raised"]["crp"][1])  # weeks, not a day
    for kind in change:
        assert -0.40 < change[kind]["interleukin_6"][1] < 0.33  # 18 trials
        assert -0.08 < change[kind]["tnf_alpha"][1] < 0.31


ILLNESS = """
title: What raises the protein
person: {age: 60 y}
arms:
  surgery: {timeline: [{at: 0 d, start: surgery}]}
  sepsis: {timeline: [{at: 0 d, start: sepsis}, {at: 4 d, stop: sepsis}]}
  treated: {timeline: [{at: 0 d, start: surgery}, {at: 0 d, start: prednisolone, dose: 40 mg/d}]}
"""


def test_surgery_and_sepsis_raise_the_protein_and_it_goes_with_its_half_life():
    days = [0, 0.25, 1, 2, 3, 4, 5, 6, 7]
    found = simulated(ILLNESS, ["crp", "tnf_alpha", "interleukin_6"], days)
    surgery = found["surgery"]["crp"] - found["surgery"]["crp"][0]
    assert 85.6 < surgery[4] < 113.8  # third day (Santonocito 2014)
    assert 27.1 < surgery[8] < 71.2  # seventh
    assert days[int(np.argmax(surgery))] in (2, 3)
    sepsis = found["sepsis"]["crp"]
    assert 130 < sepsis[5] < 250
    assert 0.35 < sepsis[7] / sepsis[6] < 0.55  # half-life 19 h, and what goes on a little
    assert 2 < found["sepsis"]["tnf_alpha"][5] / found["sepsis"]["tnf_alpha"][0] < 10
    assert found["sepsis"]["interleukin_6"][5] > 100
    assert found["treated"]["crp"][4] < 0.8 * found["surgery"]["crp"][4]


def test_lack_inflames_a_little_and_excess_does_not_cure():
    serum = np.array([0.3, 0.5, 0.7, 0.84, 0.95, 1.5, 4, 8])
    names = ["ionized_magnesium", "crp", "tnf_alpha", "interleukin_6", "nkg2d", "lfa1_activation"]
    ionized = answers_at(names, {"serum_magnesium": serum})["ionized_magnesium"]
    found = answers_at(names, {"serum_magnesium": serum}, {"immune_habit_magnesium": ionized})
    assert all(np.isfinite(found[name]).all() and (found[name] > 0).all() for name in names)
    assert (np.diff(found["tnf_alpha"]) < 0).all()
    assert 1.0 < found["tnf_alpha"][0] / found["tnf_alpha"][3] < 1.3  # people do not inflame as rats do
    assert 0.3 < found["tnf_alpha"][-1] / found["tnf_alpha"][3] < 0.6
    assert (np.diff(found["nkg2d"]) > 0).all() and found["nkg2d"][-1] < 1.15
    assert found["lfa1_activation"][0] < 0.6
    assert 1 < found["lfa1_activation"][4] < 1.15


def test_no_one_has_less_than_no_inflammation():
    text = SUPPLEMENTS.replace("{age: 55 y}", "{age: 55 y, count: 200, spread: {age: 8 y}}")
    for result in mg.simulate(mg.read_case(text), people=200, outputs=["crp"], at=[56 * DAY], seed=3):
        values = result.outputs["crp"].values
        assert (values > 0).all() and np.isfinite(values).all()


XMEN = """
title: XMEN disease
person: {sex: male, age: 20 y, genes: {MAGT1: absent}}
arms:
  placebo: {}
  oral:
    timeline:
      - {at: 0 d, give: magnesium_citrate, dose: 200 mg elemental, route: oral, every: 12 h, until: 85 d}
  vein:
    timeline:
      - {at: 81 d, give: magnesium_sulfate, rate: 2 g/h, route: iv, until: 84 d}
"""


def test_magnesium_does_not_bring_nkg2d_back_in_xmen():
    found = simulated(XMEN, ["nkg2d", "serum_magnesium"], [84])
    assert found["placebo"]["nkg2d"][0] < 0.2
    assert found["vein"]["serum_magnesium"][0] > 1.3
    for arm in ("oral", "vein"):  # twelve weeks by mouth, three days by vein: nothing (Chauvin 2022)
        assert found[arm]["nkg2d"][0] / found["placebo"]["nkg2d"][0] == pytest.approx(1, abs=0.05)


RATS = """
title: Serum of a deficient rat
person: {age: 30 y, genes: {TRPM6: absent}}
habits: {magnesium: 1500 mg/d}
timeline:
  - {at: 0 d, habits: {magnesium: 10 mg/d}}
"""


def test_rats_inflame_in_order_and_people_at_the_same_level_do_not():
    names = ["rodent_substance_p", "rodent_histamine", "rodent_cytokines", "crp"]
    found = simulated(RATS, names, [0, 5, 8, 12, 14, 21, 28])[""]
    histamine, cytokines = found["rodent_histamine"], found["rodent_cytokines"]
    assert 1.2 < histamine[1] < 3 < histamine[4] < 5.5  # from day 4; four- to fivefold on day 14
    assert cytokines[1] < 1.1  # day 5
    assert 1.2 < cytokines[3] < 3 < cytokines[5] < 10  # days 12 and 21
    for name in names[:3]:
        assert (np.diff(found[name]) > 0).all()
    assert (np.diff(found["crp"]) < 1).all()


def test_rats_rest_until_half_of_the_usual_level():
    found = answers_at(["rodent_cytokines"], {"serum_magnesium": [0.45, 0.84]}, {"rodent_leukocytes": 0.0})
    assert found["rodent_cytokines"] == pytest.approx([1, 1])


def test_little_intake_goes_with_a_raised_protein():
    ratio = associations()["raised_crp_by_intake"].of(150)
    assert (ratio.ratio, ratio.low, ratio.high) == (1.49, 1.18, 1.89)
