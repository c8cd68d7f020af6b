"""Each answer of nerves and muscle against its published size, and what a physiologist would not believe."""

import numpy as np
import pytest

import magnesia as mg
from magnesia.effects.levels import answers_at, calcium_beside

LEVELS = np.array([0.3, 0.5, 0.7, 0.85, 1.25, 1.8, 2.2, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
SHARES = ["neuromuscular_release", "muscle_strength", "vital_capacity", "train_of_four", "relaxant_requirement",
          "reflex_strength"]  # fmt: skip
NERVES = [
    *SHARES,
    "nerve_excitability",
    "muscle_irritability",
    "cramp_propensity",
    "troponin_calcium",
    "nmda_block",
    "nmda_block_at_rest",
]


def in_patients(name, serum):
    """At these levels with calcium as low as patients have it."""
    return answers_at([name], {"serum_magnesium": serum, "ionized_calcium": calcium_beside(serum)})[name]


def at(name, serum=0.85, **others):
    return answers_at([name], {"serum_magnesium": serum, **others})[name]


def test_all_is_one_in_health_and_believable_throughout():
    answers = answers_at(NERVES, {"serum_magnesium": LEVELS, "ionized_calcium": calcium_beside(LEVELS)})
    for name in NERVES:
        assert np.isfinite(answers[name]).all() and (answers[name] >= 0).all() and (answers[name] < 5).all(), name
        if not name.startswith("nmda"):
            assert answers[name][3] == pytest.approx(1, abs=0.05), name
    for name in SHARES:
        assert (np.diff(answers[name]) <= 0).all(), name


def test_release_follows_the_law_of_frog_muscle():
    calcium, magnesium = 1.2, np.array([0.555, 2.0, 5.0])
    serum = magnesium / at("ionized_magnesium", 1.0)[0]
    law = (calcium / 1.1 / (1 + calcium / 1.1 + magnesium / 3.0)) ** 4
    release = at("neuromuscular_release", serum, ionized_calcium=calcium)
    assert release == pytest.approx(law / law[0], rel=0.01)
    # and with calcium alone its slope on two logarithmic axes is under four, 3.78 where calcium is scarce
    few, more = at("neuromuscular_release", 0.85, ionized_calcium=[0.10, 0.11])
    assert np.log(more / few) / np.log(1.1) == pytest.approx(3.78, abs=0.2)


def test_ladder_of_toxicity():
    jerk = in_patients("reflex_strength", [2.2, 2.5, 3.5, 5.0])
    assert jerk[1] > 0.5 and jerk[2] < 0.6 and jerk[3] < 0.15  # kept in treatment, lost from 3.5 to 5 mmol/L (Lu 2000)
    strength = in_patients("muscle_strength", [2.5, 4.9, 7.5])
    assert strength[0] > 0.9 and 0.25 < strength[1] < 0.7 and strength[2] < 0.1  # quadriparesis at 3.7 to 4.9
    breath = in_patients("vital_capacity", [2.5, 4.0, 5.0, 6.5, 8.0])
    assert breath[0] > 0.95 and breath[1] > 0.8
    assert 0.5 < breath[2] < 0.85 and 0.15 < breath[3] < 0.45 and breath[4] < 0.1  # paralysed from 5 to 6.5


def test_breathing_outlasts_limbs_and_reflexes_go_first():
    levels = np.array([3.5, 4.5, 5.5, 6.5])
    jerk, limb, breath = (
        in_patients(name, levels) for name in ("reflex_strength", "muscle_strength", "vital_capacity")
    )
    assert (jerk < limb).all() and (limb < breath).all()


def test_volunteers_were_paralysed():
    assert 0.1 < at("muscle_strength", 7.5, ionized_calcium=1.15)[0] < 0.4  # Somjen 1966: awake, nearly paralysed


def test_train_of_four_in_treatment():
    assert in_patients("train_of_four", [1.6, 2.2, 2.6]) == pytest.approx(0.82, abs=0.10)


def test_relaxants_last_longer():
    usual, after = at("relaxant_requirement", [0.85, 1.6])
    assert after / usual == pytest.approx(0.75, abs=0.06)  # vecuronium after 40 mg/kg (Fuchs-Buder 1995)
    share = at("ionized_magnesium", 1.0)[0]
    few, some, most = at("relaxant_requirement", np.array([1.2, 2.0, 3.5]) / share)
    assert some / few == pytest.approx(38.1 / 73.8, abs=0.16)  # pipecuronium on rat diaphragm
    assert most / few == pytest.approx(16.1 / 73.8, abs=0.08)


def test_tetany_of_low_calcium_and_of_low_magnesium():
    assert at("nerve_excitability", ionized_calcium=0.85)[0] == pytest.approx(2, abs=0.3)
    assert at("nerve_excitability", 0.25)[0] == pytest.approx(2, abs=0.3)
    assert at("nerve_excitability", 0.5)[0] < 1.5  # most feel nothing at 0.5 mmol/L
    both = at("nerve_excitability", 0.4, ionized_calcium=0.95)[0]
    assert both > at("nerve_excitability", 0.4)[0] * 1.3
    assert at("nerve_excitability", 0.4, serum_potassium=2.8)[0] < at("nerve_excitability", 0.4)[0]


def test_cramps_hardly_answer_to_supplements_but_to_potassium():
    usual, supplied = at("cramp_propensity", [0.85, 0.87])
    assert -0.211 < supplied / usual - 1 < 0  # -3.9 % (-21.1 to 13.3), Garrison 2020
    assert at("cramp_propensity", serum_potassium=3.0)[0] > 1.2


def test_low_potassium_weakens():
    strong, weak, palsied = at("muscle_strength", serum_potassium=[4.2, 2.5, 1.7])
    assert strong == pytest.approx(1, abs=0.03) and 0.7 < weak < 0.95 and palsied < 0.55


def test_depleted_muscle_is_weak_and_irritable():
    names = ["muscle_free_magnesium", "muscle_strength", "troponin_calcium"]
    held = answers_at(names, {"serum_magnesium": 0.85}, {"muscle_store_magnesium": np.linspace(240, 280, 200)})
    strength, troponin = (np.interp(0.40, held["muscle_free_magnesium"], held[name]) for name in names[1:])
    assert 0.75 < strength < 0.92 and 1.03 < troponin < 1.15
    assert (np.diff(held["muscle_strength"]) >= -1e-9).all() and (np.diff(held["troponin_calcium"]) < 0).all()


def test_nmda_block_by_voltage():
    rest, firing, csf = (at(name)[0] for name in ("nmda_block_at_rest", "nmda_block", "csf_magnesium"))
    for block, voltage in ((rest, -70), (firing, -40)):
        assert block == pytest.approx(1 - 1 / (1 + np.exp(-0.062 * voltage) * csf / 3.57), abs=0.002)
    assert rest > 0.94 and 0.7 < firing < 0.85


ANTIDOTE = """
title: Antidote
person: {sex: female, age: 30 y, weight: 70 kg}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 25 g, route: iv, over: 30 min}
arms:
  waiting: {}
  one_gram:
    timeline:
      - {at: 0 h, give: magnesium_sulfate, dose: 25 g, route: iv, over: 30 min}
      - {at: 40 min, give: calcium_gluconate, dose: 1 g, route: iv, over: 3 min}
  two_grams:
    timeline:
      - {at: 0 h, give: magnesium_sulfate, dose: 25 g, route: iv, over: 30 min}
      - {at: 40 min, give: calcium_gluconate, dose: 2 g, route: iv, over: 5 min}
"""


def test_calcium_gluconate_releases_muscle_within_minutes():
    results = mg.simulate(mg.read_case(ANTIDOTE), outputs=["muscle_strength", "serum_magnesium"], at=[0.75])
    strength = [float(result.dataset["muscle_strength"].values.squeeze()) for result in results]
    serum = [float(result.dataset["serum_magnesium"].values.squeeze()) for result in results]
    assert serum[0] > 6 and serum == pytest.approx([serum[0]] * 3, rel=0.01)  # the level stays
    assert strength[1] > strength[0] + 0.1 and strength[2] > strength[1] + 0.05
