"""Hormones, bone, mothers and newborns: what their records do to serum and urine in time."""

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.exposures import registry
from magnesia.simulation import simulate

SERUM = ("serum_magnesium", "serum_calcium", "serum_potassium", "pth", "calcitriol")
WATCHED = (*SERUM, "urine_magnesium", "urine_calcium")
HEALTHY = "{sex: female, age: 45 y}"


def course(*timeline, person=HEALTHY, days=(0, 1, 14)):
    """{observable: values at the end of each of ``days``}; urine is that of the day before, mmol."""
    entries = "".join(f"  - {{{entry}}}\n" for entry in timeline) or "  []\n"
    case = read_case(f"title: A course\nperson: {person}\ntimeline:\n{entries}")
    at = sorted({24.0 * (day - before) for day in days for before in (0, 1)})
    dataset = simulate(case, outputs=WATCHED, at=at, tolerance=1e-5)[0].dataset
    found = {}
    for name in WATCHED:
        values = dict(zip(at, np.squeeze(dataset[name].values), strict=True))
        taken = 1.0 if name.startswith("urine") else 0.0
        found[name] = np.array([values[24.0 * day] - taken * values[24.0 * (day - 1)] for day in days])
    return found


def test_grades_are_severities_that_a_case_may_name():
    for name in registry.names("state"):
        assert all(0 < severity <= 1 for severity in registry.find("state", name).grades.values()), name


def test_thyroid_hormone_lowers_serum_raises_urine_and_its_lack_does_the_reverse():
    days = (0, 90, 270)
    much = course("at: 0 d, start: hyperthyroidism, until: 90 d", days=days)
    little = course("at: 0 d, start: hypothyroidism, until: 90 d", days=days)
    for hormone, sign in ((much, -1), (little, 1)):
        serum, urine = hormone["serum_magnesium"], hormone["urine_magnesium"]
        assert sign * (serum[1] - serum[0]) > 0.03 and sign * (urine[1] - urine[0]) < 0
        assert serum[2] == pytest.approx(serum[0], abs=0.015)


def test_aldosterone_and_its_lack_move_magnesium_and_potassium_together():
    usual = course(days=(0,))
    for state, sign in (("primary_aldosteronism", -1), ("adrenal_insufficiency", 1)):
        found = course(person=f"{{sex: female, age: 45 y, conditions: {{{state}: 1}}}}", days=(0,))
        assert sign * (found["serum_magnesium"][0] - usual["serum_magnesium"][0]) > 0.03
        assert sign * (found["serum_potassium"][0] - usual["serum_potassium"][0]) > 0.5


def operated(*more, days):
    """After an adenoma was taken out on day 0."""
    return course(
        "at: 0 d, stop: primary_hyperparathyroidism", "at: 0 d, start: parathyroidectomy, severity: adenoma", *more,
        person="{sex: female, age: 60 y, conditions: {primary_hyperparathyroidism: 1}}", days=days,
    )  # fmt: skip


def test_magnesium_dips_the_day_after_an_adenoma_is_out_and_is_back_within_months():
    found = operated(days=(0, 1, 5, 90))
    serum, calcium = found["serum_magnesium"], found["serum_calcium"]
    assert calcium[0] > 2.6 and calcium[1] < calcium[0] - 0.2
    assert serum[1] < serum[0] - 0.05 and serum[3] == pytest.approx(serum[0], abs=0.03)
    assert found["urine_magnesium"][2] < 0.85 * found["urine_magnesium"][0]


def test_hungry_bone_takes_magnesium_and_calcium_for_weeks():
    found = operated("at: 0 d, start: hungry_bone", days=(0, 5, 90))
    assert found["serum_calcium"][1] < 1.9 and found["serum_magnesium"][1] < found["serum_magnesium"][0] - 0.15
    assert found["urine_magnesium"][1] < 1 and found["serum_calcium"][2] > 2.2


def test_more_calcitriol_means_a_higher_level_more_magnesium_in_urine_and_less_hormone():
    doses = [course(f"at: 0 d, start: calcitriol, dose: {dose} ug/d", days=(14,)) for dose in (0.25, 0.5, 1, 2)]
    for name, sign in (("calcitriol", 1), ("urine_magnesium", 1), ("urine_calcium", 1), ("pth", -1)):
        assert np.all(sign * np.diff([found[name][0] for found in doses]) > 0), name


def test_an_infused_bisphosphonate_lowers_magnesium_for_days_and_urinary_calcium_for_weeks():
    found = course("at: 0 d, give: zoledronic_acid, dose: 4 mg, route: iv", days=(0, 3, 28))
    serum, urine = found["serum_magnesium"], found["urine_calcium"]
    assert 0.015 < serum[0] - serum[1] < 0.1 and serum[2] == pytest.approx(serum[0], abs=0.01)
    assert urine[2] < 0.8 * urine[0]


def test_calcium_of_a_tumour_shuts_the_parathyroid_and_yields_to_a_bisphosphonate():
    ill = "at: -60 d, start: hypercalcaemia"
    without, treated = course(ill), course(ill, "at: 0 d, give: zoledronic_acid, dose: 4 mg, route: iv")
    assert without["serum_calcium"][0] > 2.9 and without["pth"][0] < 3
    assert treated["serum_calcium"][2] < without["serum_calcium"][2] - 0.1
    assert treated["urine_calcium"][2] < 0.5 * without["urine_calcium"][2]


def test_preeclampsia_lowers_magnesium_and_calcium_though_less_is_filtered():
    mother = "sex: female, age: 27 y, pregnant: 35 wk"
    normal = course(person=f"{{{mother}}}", days=(0,))
    grades = [
        course(person=f"{{{mother}, conditions: {{preeclampsia: {grade}}}}}", days=(0,)) for grade in ("mild", "severe")
    ]
    for name in ("serum_magnesium", "serum_calcium", "urine_calcium"):
        assert normal[name][0] > grades[0][name][0] > grades[1][name][0], name


def test_the_preterm_hold_magnesium_above_the_term_newborn():
    term, preterm = (
        course(person=f"{{age: 5 d, weight: {weight} kg{more}}}", days=(0,))["serum_magnesium"][0]
        for weight, more in ((3.2, ""), (0.9, ", conditions: {prematurity: 1}"))
    )
    assert preterm > term + 0.04


@pytest.mark.parametrize("state", ["milk_alkali", "hungry_bone", "adrenal_insufficiency", "preeclampsia"])
def test_with_a_failing_kidney_and_a_loop_diuretic_nothing_leaves_what_is_possible(state):
    failing = "{sex: female, age: 60 y, egfr: 15 mL/min/1.73m2}"
    diuretic = "at: 0 d, start: furosemide, dose: 80 mg/d"
    found = course(f"at: 0 d, start: {state}", diuretic, person=failing, days=(7, 60))
    assert np.all(found["serum_magnesium"] > 0.35) and np.all(found["serum_magnesium"] < 1.5)
    assert np.all(found["serum_calcium"] > 1.3) and np.all(found["serum_calcium"] < 4.6)
