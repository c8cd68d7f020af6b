"""The algebra: composition, accumulation, people, directions."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from magnesia.body.records import parameter_records
from magnesia.case.states import Condition
from magnesia.effects import effect_records
from magnesia.exposures import Activity, Body, cautions, courses, lasting, registry
from magnesia.exposures.activity import until

BASE = {name: record.value for name, record in (parameter_records() | effect_records()).items()}


def drug(name, start=-math.inf, stop=math.inf, **how):
    return Activity("drug", name, start, stop, **how)


def state(name, start=-math.inf, stop=math.inf, **how):
    return Activity("state", name, start, stop, **how)


def gene(name, function):
    return Activity("gene", name, options={"function": function})


def settled(*activities, body=None):
    """Values of every touched parameter after any onset."""
    return {name: course.apply(BASE[name])[-1] for name, course in courses(activities, (0, 1), body).items()}


@pytest.mark.parametrize(
    ("activity", "parameter", "direction"),
    [
        (drug("furosemide"), "kidney.loop_capacity", -1),
        (drug("hydrochlorothiazide"), "kidney.distal_capacity", -1),
        (drug("hydrochlorothiazide"), "kidney.calcium_capacity", 1),
        (drug("amiloride"), "kidney.distal_flow", -1),
        (drug("omeprazole"), "gut.acid", -1),
        (drug("empagliflozin"), "kidney.loop_capacity", 1),
        (drug("cetuximab"), "kidney.channel_function", -1),
        (drug("tacrolimus"), "kidney.channel_function", -1),
        (drug("patiromer"), "gut.ligand_binding", 1),
        (drug("insulin"), "cells.insulin", 1),
        (drug("adrenaline"), "cells.catecholamine", 1),
        (drug("pth_1_34"), "parathyroid.infusion", 1),
        (state("type_2_diabetes"), "kidney.loop_capacity", -1),
        (state("chronic_kidney_disease"), "kidney.gfr", -1),
        (state("anuria"), "kidney.excreting_share", -1),
        (state("parathyroidectomy"), "parathyroid.gland", -1),
        (state("ileal_resection"), "gut.ileum_remaining", -1),
        (state("diarrhoea"), "gut.transit_speed", 1),
        (state("starvation"), "input.oral_magnesium", 0),
        (state("parenteral_nutrition"), "input.oral_magnesium", 0),
        (state("alcohol"), "kidney.channel_function", -1),
        (gene("TRPM6", 0.0), "gut.channel_function", -1),
        (gene("SLC41A1", 1.69), "cells.efflux", 1),
    ],
)
def test_effects_go_where_physiology_says(activity, parameter, direction):
    assert np.sign(settled(activity)[parameter] - BASE[parameter]) == direction


def test_a_thiazide_and_amiloride_oppose_each_other_at_the_sodium_channel():
    together = settled(drug("hydrochlorothiazide"), drug("amiloride"))["kidney.distal_flow"]
    apart = [settled(drug(name))["kidney.distal_flow"] for name in ("hydrochlorothiazide", "amiloride")]
    assert apart[0] > together > apart[1]
    assert together == pytest.approx(apart[0] * apart[1] / BASE["kidney.distal_flow"])


def test_factors_commute():
    acting = [drug("furosemide", 0, 50), drug("cetuximab", 3, 900), state("type_2_diabetes"), drug("tacrolimus", 5)]
    forward, backward = courses(acting, (0, 1000)), courses(acting[::-1], (0, 1000))
    for name, course in forward.items():
        assert np.array_equal(course.times, backward[name].times)
        assert np.allclose(course.multiply, backward[name].multiply, rtol=1e-12)


def test_replacement_comes_before_factors_and_amounts_last():
    acting = [
        state("chronic_kidney_disease", options={"egfr": 30.0}),
        gene("HNF1B", 0.5),
    ]
    assert settled(*acting)["kidney.gfr"] == pytest.approx(30 * 0.06 * 0.7, rel=1e-9)
    acting = [state("parenteral_nutrition", options={"magnesium": 12.0, "calcium": 0.0, "potassium": 0.0})]
    assert settled(*acting)["input.intravenous_magnesium"] == pytest.approx(0.5)


def test_a_later_replacement_wins():
    acting = [
        state("chronic_kidney_disease", options={"egfr": 30.0}),
        state("acute_kidney_injury", 0, options={"egfr": 6.0}),
    ]
    course = courses(acting, (-10, 2000))["kidney.gfr"]
    values = course.apply(6.3)
    assert values[0] == pytest.approx(1.8) and values[-1] == pytest.approx(0.36)


def test_repeated_courses_accumulate_and_are_forgotten_slowly():
    cycles = [drug("cisplatin", 504 * k, 504 * k + 24, dose=75 * 1.73) for k in range(6)]
    course = courses(cycles, (0, 60000))["kidney.channel_function"]
    factor = [
        course.multiply[np.searchsorted(course.times, moment, side="right") - 1] for moment in (400, 900, 2900, 59000)
    ]
    assert 1 > factor[0] > factor[1] > factor[2]
    assert factor[2] < factor[3] < 1


def test_hundreds_of_courses_stay_cheap():
    pulses = [drug("furosemide", 24 * k, 24 * k + 6, dose=160) for k in range(700)]
    course = courses(pulses, (0, 24 * 700))["kidney.loop_capacity"]
    assert len(course.times) < 60 * 700


def test_the_dose_that_counts_is_that_for_the_size_of_each_person():
    body = Body(weight=np.array([50.0, 100.0]), surface=np.array([1.5, 2.1]))
    per_kg = courses([drug("gentamicin", dose=np.array([250.0, 500.0]))], (0, 1), body)["kidney.loop_capacity"]
    assert per_kg.multiply.shape == (1, 2)
    assert per_kg.multiply[0, 0] == pytest.approx(per_kg.multiply[0, 1])
    fixed = courses([drug("gentamicin", dose=300.0)], (0, 1), body)["kidney.loop_capacity"]
    assert fixed.multiply[0, 0] < fixed.multiply[0, 1]
    assert fixed.apply(np.array([0.45, 0.46])).shape == (1, 2)


def test_an_exposure_leaves_as_it_came():
    course = courses([drug("tacrolimus", 100, 1000)], (0, 5000))["kidney.channel_function"]
    assert course.multiply[0] == 1 and course.multiply[-1] == 1
    assert course.times[0] == 0 and np.all(np.diff(course.times) > 0)
    assert course.multiply.min() < 0.6


def test_a_fading_effect_wanes_although_the_exposure_goes_on():
    course = courses([drug("hydrochlorothiazide", 0)], (0, 5000))["kidney.distal_flow"]
    day = course.multiply[np.searchsorted(course.times, 20, side="right") - 1]
    assert day > course.multiply[-1] > 1


def test_lasting_states_and_genes_are_constant():
    conditions = {
        "type_2_diabetes": Condition("type_2_diabetes", 0.5),
        "chronic_kidney_disease": Condition("chronic_kidney_disease"),
    }
    born = lasting({"TRPM6": 0.5}, conditions, egfr=42.0)
    found = courses(born, (-100, 100))
    assert all(len(course.times) == 1 for course in found.values())
    assert found["kidney.gfr"].apply(6.3)[0] == pytest.approx(42 * 0.06)
    ended = courses([until(born[1], 0.0)], (-100, 4000))["kidney.loop_capacity"].multiply
    assert ended[0] < 1 and ended[-1] == 1


def test_severity_and_options_say_the_same():
    by_severity = settled(state("diarrhoea", severity=1.0))
    by_option = settled(state("diarrhoea", options={"volume": 3.0}))
    assert by_severity == pytest.approx(by_option)


def test_alcohol_can_be_dosed():
    little, much = (settled(state("alcohol", dose=grams * 1e3))["cells.ligand_share"] for grams in (20, 160))
    assert much < little < 1


def any_exposure(pick, start, length, severity):
    kind, name = pick
    options = {"function": severity} if kind == "gene" else {}
    return Activity(kind, name, start, start + length, severity=severity, options=options)


ACTING = [(kind, name) for kind in ("drug", "state", "gene", "procedure") for name in registry.names(kind)]
exposures = st.lists(
    st.builds(any_exposure, st.sampled_from(ACTING), st.floats(-5000, 5000), st.floats(0.01, 20000), st.floats(0, 1)),
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@example([Activity("state", "refeeding", 0, 140), Activity("state", "refeeding", 140, 141, severity=0.0)])
@example(
    [Activity("state", "heart_failure", 0.0, 1.0, severity=2e-16), Activity("state", "heart_failure", -3e-212, 1.0)]
)
@given(exposures)
def test_any_mixture_leaves_a_body_with_positive_finite_parameters(acting):
    for name, course in courses(acting, (0, 3000)).items():
        assert course.times[0] == 0 and np.all(course.times < 3000)
        assert np.all(np.isfinite(course.multiply)) and np.all(course.multiply > 0)
        assert np.all((course.keep >= -1e-9) & (course.keep <= 1 + 1e-9))
        values = course.apply(BASE[name])
        assert np.all(np.isfinite(values)) and np.all(values >= -1e-9)


def test_cautions_name_what_should_be_doubted():
    body = Body()
    assert cautions([drug("furosemide", dose=40)], body, 50) == []
    assert "far outside" in cautions([drug("furosemide", dose=40000)], body)[0]
    assert any("make no sense" in text for text in cautions([state("starvation"), state("refeeding")], body))
    assert any("both of the class" in text for text in cautions([drug("furosemide"), drug("torasemide")], body))
    assert cautions([drug("furosemide", 0, 10), drug("torasemide", 20, 30)], body) == []
    assert any("adults" in text for text in cautions([drug("furosemide", dose=10)], body, 3))
