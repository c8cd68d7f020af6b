"""Courses of metabolic drugs and states: insulin, acid and alkali, diabetes, alcohol, starvation and feeding."""

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.simulation import simulate

OUTPUTS = (
    "serum_magnesium",
    "ionized_magnesium",
    "urine_magnesium_rate",
    "fractional_excretion_magnesium",
    "serum_potassium",
    "pth",
    "body_magnesium",
)
DAY = 24.0


def course(timeline, hours, before="person: {age: 40 y, weight: 70 kg}"):
    """Each output at ``hours`` under the entries of ``timeline``."""
    text = "\n".join([before, "timeline:" if timeline else "", *(f"  - {{{entry}}}" for entry in timeline)])
    (result,) = simulate(read_case(text), at=hours, outputs=OUTPUTS)
    return {name: np.asarray(result.outputs[name].values[:, 0]) for name in OUTPUTS}


def shift(timeline, hours):
    """The same as differences from a day on which nothing acts."""
    acted, usual = course(timeline, hours), course([], hours)
    return {name: acted[name] - usual[name] for name in OUTPUTS}


def test_insulin_by_vein_moves_potassium_within_the_hour_and_magnesium_less():
    moved = shift(["at: 0 h, give: insulin, dose: 10 IU, route: iv"], [0.0, 1.0, 24.0])
    assert -1.0 < moved["serum_potassium"][1] < -0.4
    assert -0.15 < moved["serum_magnesium"][1] < -0.03
    assert abs(moved["serum_potassium"][2]) < 0.1 and abs(moved["serum_magnesium"][2]) < 0.01


def test_more_insulin_moves_more_but_not_in_proportion():
    falls = [
        -shift([f"at: 0 h, give: insulin, dose: {dose} IU, route: iv"], [1.0])["serum_potassium"][0]
        for dose in (5, 10, 20)
    ]
    assert falls == sorted(falls) and falls[2] < 4 * falls[0]


def test_overbreathing_lowers_ionised_magnesium_at_once_and_leaves_total():
    moved = shift(["at: 0 h, start: respiratory_alkalosis, until: 30 min"], [0.5, 24.0])
    assert moved["ionized_magnesium"][0] < -0.02
    assert abs(moved["serum_magnesium"][0]) < 0.02
    assert abs(moved["ionized_magnesium"][1]) < 0.01


def test_acidosis_raises_what_is_ionised_first_and_lowers_total_in_weeks():
    moved = shift(["at: 0 h, start: metabolic_acidosis"], [6.0, 30 * DAY])
    assert moved["ionized_magnesium"][0] > 0 and moved["urine_magnesium_rate"][0] > 0
    assert moved["serum_magnesium"][1] < -0.03


def test_insulin_unmasks_the_deficit_of_ketoacidosis():
    acted = course(
        ["at: 0 h, start: ketoacidosis, until: 2 d", "at: 2 d, start: insulin, dose: 150 IU/d, until: 3 d"],
        [0.0, 2 * DAY, 3 * DAY, 30 * DAY],
    )
    before, presenting, treated, later = acted["serum_magnesium"]
    assert presenting > 0.9 * before and treated < presenting - 0.08 and later > 0.95 * before
    assert acted["body_magnesium"][1] < acted["body_magnesium"][0] - 25
    potassium = acted["serum_potassium"]
    assert potassium[1] > potassium[0] + 0.5 and potassium[2] < potassium[0]


def test_sglt2_inhibitors_raise_serum_by_dose_and_wear_off():
    doses = (10, 25)
    raised = [
        shift([f"at: 0 d, start: empagliflozin, dose: {dose} mg/d, until: 90 d"], [90 * DAY, 150 * DAY])
        for dose in doses
    ]
    assert 0.02 < raised[0]["serum_magnesium"][0] < raised[1]["serum_magnesium"][0] < 0.1
    assert raised[1]["fractional_excretion_magnesium"][0] < 0
    assert abs(raised[1]["serum_magnesium"][1]) < 0.01


def test_alcohol_opens_the_kidney_and_shuts_the_gland_which_overshoots():
    moved = shift(["at: 0 h, start: alcohol, dose: 1.35 g/kg, for: 3 h"], [0.0, 2.0, 14.0, 30 * DAY])
    assert moved["urine_magnesium_rate"][1] > 0.15
    assert moved["pth"][1] < -8 and moved["pth"][2] > 2
    assert abs(moved["serum_magnesium"][3]) < 0.01


def test_feeding_after_starvation_drops_magnesium_and_potassium_within_three_days():
    month = 30 * DAY
    acted = course(
        ["at: 0 d, start: starvation, until: 30 d", "at: 30 d, start: refeeding, until: 40 d"],
        [0.0, DAY, month, month + 2 * DAY, month + 60 * DAY],
    )
    serum = acted["serum_magnesium"]
    assert serum[2] > 0.7 and serum[3] < serum[2] - 0.05 and serum[4] > serum[3]
    assert acted["urine_magnesium_rate"][1] * DAY > 2
    assert acted["body_magnesium"][2] < acted["body_magnesium"][0] - 60
    assert acted["serum_potassium"][3] < acted["serum_potassium"][2] - 0.3


def test_feeding_by_vein_keeps_serum_only_with_magnesium_in_it():
    levels = [
        course([f"at: 0 d, start: parenteral_nutrition, magnesium: {amount} mmol/d"], [28 * DAY])["serum_magnesium"][0]
        for amount in (0, 5, 10)
    ]
    assert levels == sorted(levels) and levels[0] < 0.65 and levels[2] == pytest.approx(0.85, abs=0.1)


def test_poorly_controlled_type_1_diabetes_wastes_magnesium_while_serum_is_low():
    moved = shift(["at: -1 y, start: type_1_diabetes"], [0.0])
    well = shift(["at: -1 y, start: type_1_diabetes, severity: well_controlled"], [0.0])
    assert moved["serum_magnesium"][0] < well["serum_magnesium"][0] < 0
    assert moved["fractional_excretion_magnesium"][0] > 0.01
