"""Each answer of the heart against its published size, and what a physiologist would not believe."""

import numpy as np
import pytest

import magnesia as mg
from magnesia.effects.associations import associations
from magnesia.effects.levels import answers_at, calcium_beside

LEVELS = np.array([0.3, 0.5, 0.7, 0.85, 1.25, 1.8, 2.2, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
HEART = ["heart_rate", "ah_interval", "pr_interval", "qrs_duration", "qtc", "ectopy", "torsades_propensity",
         "digoxin_threshold", "sign_bradycardia", "sign_conduction_delay", "sign_cardiac_arrest", "sign_torsades",
         "sign_arrhythmia"]  # fmt: skip


def at(name, serum=0.85, **others):
    return answers_at([name], {"serum_magnesium": serum, **others})[name]


def test_conduction_slows_as_at_an_electrophysiological_study():
    before, during = at("ah_interval", [0.82, 2.22])
    assert before == pytest.approx(82, rel=0.05)
    assert during - before == pytest.approx(15, abs=5)  # 82 (22) to 97 (17) ms in ten people
    assert at("heart_rate", 2.22) == pytest.approx(at("heart_rate", 0.82), rel=0.05)
    assert at("qrs_duration", 2.22) == pytest.approx(at("qrs_duration", 0.82), rel=0.03)
    assert at("qtc", 2.22) == pytest.approx(at("qtc", 0.82), rel=0.03)


def test_low_magnesium_shortens_conduction():
    assert 0.80 < at("ah_interval", 0.45)[0] / at("ah_interval", 0.85)[0] < 0.95


def test_severe_excess_blocks_and_stops():
    levels = np.array([0.85, 2.5, 5.0, 7.0])
    pr = at("pr_interval", levels, ionized_calcium=calcium_beside(levels))
    assert pr[0] == pytest.approx(160, abs=8)
    assert pr[1] < 200 < pr[2] < pr[3]  # long between 2.5 and 5 mmol/L
    assert at("qrs_duration", 6.0, ionized_calcium=0.97) > 110
    levels = np.array([2.5, 4.0, 6.0, 7.5, 10.5])
    arrest = at("sign_cardiac_arrest", levels, ionized_calcium=calcium_beside(levels))
    assert arrest[0] < 0.001 and arrest[1] < 0.02
    assert 0.02 < arrest[2] < 0.2 and 0.1 < arrest[3] < 0.4 and arrest[4] > 0.6


def test_calcium_opposes_at_once():
    treated = answers_at(HEART, {"serum_magnesium": 6, "ionized_calcium": [0.97, 1.1]})
    for name in ("ah_interval", "qrs_duration", "sign_cardiac_arrest", "sign_bradycardia"):
        assert treated[name][1] < treated[name][0]
    assert treated["heart_rate"][1] > treated["heart_rate"][0] * 1.1


def test_calcium_gluconate_in_a_case_opposes():
    case = mg.read_case("""
title: Antidote
person: {sex: female, age: 30 y, weight: 70 kg}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 25 g, route: iv, over: 30 min}
arms:
  waiting: {}
  calcium:
    timeline:
      - {at: 0 h, give: magnesium_sulfate, dose: 25 g, route: iv, over: 30 min}
      - {at: 40 min, give: calcium_gluconate, dose: 2 g, route: iv, over: 3 min}
""")
    waiting, calcium = mg.simulate(case, outputs=["pr_interval", "serum_magnesium"], at=[0.65, 0.75])
    pr = [float(result.outputs["pr_interval"].values[1, 0]) for result in (waiting, calcium)]
    level = [float(result.outputs["serum_magnesium"].values[1, 0]) for result in (waiting, calcium)]
    assert level[1] == pytest.approx(level[0], rel=0.02)  # an antagonist, not a remover
    assert pr[1] < pr[0] - 3


def test_digoxin_does_harm_earlier():
    # Magnesium lower by 44 %: 26 % less strophanthidin brought arrhythmia (Seller 1970, dogs).
    normal, low = at("digoxin_threshold", [0.835, 0.465])
    assert low / normal == pytest.approx(0.74, abs=0.03)
    kept, lost = at("digoxin_threshold", 0.85, serum_potassium=[4.2, 3.0])
    assert lost < 0.8 * kept


def test_ectopy_as_in_framingham():
    # One SD less: magnesium 0.08 mmol/L 1.20 (1.03 to 1.41), potassium 0.48 mmol/L 1.27 (1.06 to 1.51).
    usual, less = at("ectopy", [0.85, 0.77])
    assert 1.03 < less / usual < 1.41
    usual, less = at("ectopy", 0.85, serum_potassium=[4.2, 3.72])
    assert 1.06 < less / usual < 1.51
    assert at("sign_arrhythmia", 0.85)[0] == pytest.approx(0.055, abs=0.012)


def test_qtc_and_torsades():
    low, restored = at("qtc", [0.58, 0.85])
    assert 1 < low - restored < 12  # 439 against 433 ms with everything else normal
    triple = answers_at(HEART, {"serum_magnesium": 0.4, "ionized_calcium": 0.8, "serum_potassium": 2.8})
    assert 450 < triple["qtc"][0] < 540
    assert triple["torsades_propensity"][0] > 5
    # A bolus that doubles the level ends torsades in most, the QT unchanged.
    before, after = (answers_at(["qtc", "torsades_propensity"], {"serum_magnesium": level, "serum_potassium": 3.2})
                     for level in (0.8, 1.7))  # fmt: skip
    assert after["torsades_propensity"][0] < 0.4 * before["torsades_propensity"][0]
    assert after["qtc"][0] == pytest.approx(before["qtc"][0], abs=12)


TOCOLYSIS = """
title: Tachycardia
person: {sex: female, age: 27 y, weight: 65 kg}
arms:
  rest: {}
  beta_agonist:
    timeline: [{at: 0 h, give: DRUG, rate: DOSE, route: iv, until: 2 h}]
  with_magnesium:
    timeline:
      - {at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 10 min}
      - {at: 0 h, give: DRUG, rate: DOSE, route: iv, until: 2 h}
"""


@pytest.mark.parametrize(
    ("drug", "dose", "least", "most"),
    [("ritodrine", "0.25 mg/min", 20, 55), ("salbutamol", "0.01 mg/min", 8, 40), ("terbutaline", "0.005 mg/min", 5, 35),
     ("adrenaline", "0.06 ug/kg/min", 5, 25)],
)  # fmt: skip
def test_stimulants_quicken_the_heart_and_magnesium_less_so(drug, dose, least, most):
    case = mg.read_case(TOCOLYSIS.replace("DRUG", drug).replace("DOSE", dose))
    rest, alone, together = (
        float(result.outputs["heart_rate"].values[0, 0])
        for result in mg.simulate(case, outputs=["heart_rate"], at=[1.5])
    )
    assert least < alone - rest < most
    assert rest < together < alone


def test_extremes_are_finite_and_believable():
    found = answers_at(HEART, {"serum_magnesium": LEVELS, "ionized_calcium": calcium_beside(LEVELS)})
    for values in found.values():
        assert np.isfinite(values).all() and (values >= 0).all()
    assert ((found["heart_rate"] > 20) & (found["heart_rate"] < 90)).all()
    assert ((found["qtc"] > 380) & (found["qtc"] < 500)).all()
    assert (np.diff(found["ah_interval"]) > 0).all() and (np.diff(found["ectopy"]) < 0).all()
    assert all((found[name] <= 1).all() for name in HEART if name.startswith("sign_"))


def test_risks_are_associations_with_limits():
    known = associations()
    assert known["atrial_fibrillation_aric"].of(0.74).ratio == pytest.approx(1.34)
    assert known["atrial_fibrillation_aric"].of(0.5) is None  # nothing is said beyond what was seen
    assert known["rate_control_by_vein"].of(1).low > 1
    assert known["coronary_death_rotterdam"].of(0.745).ratio == pytest.approx(1 / 0.82)
