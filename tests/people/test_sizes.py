"""Sizes of bodies and the ratios by which parameters grow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from magnesia.body.records import parameter_records
from magnesia.people.growth import age_for_size, height_for_weight, typical_height, typical_weight
from magnesia.people.measures import Build
from magnesia.people.scaling import ratios, reference_build


def build(age, female, weight, height):
    return Build(*(np.array([float(value)]) for value in (age, female, weight, height)))


def test_every_ratio_is_one_for_the_reference_adult():
    assert {word: float(ratio[0]) for word, ratio in ratios(reference_build()).items()} == pytest.approx(
        dict.fromkeys(ratios(reference_build()), 1.0)
    )


def test_every_scaling_word_of_the_records_is_known():
    assert {record.scaling for record in parameter_records().values()} <= set(ratios(reference_build()))


def test_published_sizes_of_an_adult_man():
    man = build(30, 0, 70, 175)
    assert man.surface[0] == pytest.approx(1.85, abs=0.01)  # Du Bois
    assert man.blood[0] == pytest.approx(4.82, abs=0.02)  # Nadler
    assert man.lean[0] == pytest.approx(55.8, abs=0.2)  # Janmahasatian
    assert man.muscle[0] == pytest.approx(31.1, abs=0.2)  # Lee


def test_a_newborn_holds_the_magnesium_that_was_measured():
    """31.3 mmol at birth (FAO/WHO 2001) of about 1000 in an adult."""
    ratio = ratios(build(0, 0.5, 3.4, 50))
    held = 530 * ratio["bone"] + 270 * ratio["muscle"] + 193 * ratio["lean"]
    assert 25 < held[0] < 42


def test_women_are_smaller_and_the_old_have_less_bone_and_muscle():
    man, woman, old = ratios(build(30, 0, 70, 170)), ratios(build(30, 1, 70, 170)), ratios(build(80, 1, 70, 170))
    for word in ("blood", "lean", "muscle", "bone"):
        assert man[word] > woman[word]
    for word in ("muscle", "bone", "gfr"):
        assert old[word] < woman[word]


@given(
    age=st.floats(0, 100),
    female=st.sampled_from([0.0, 0.5, 1.0]),
    weight_factor=st.floats(0.6, 2.5),
    height_factor=st.floats(0.85, 1.15),
)
def test_no_body_is_impossible(age, female, weight_factor, height_factor):
    weight = typical_weight(age, female) * weight_factor
    height = typical_height(age, female) * height_factor
    body = build(age, female, weight, height)
    assert 0.15 * weight < body.lean[0] < weight
    assert body.muscle[0] < body.lean[0]
    assert body.blood[0] < 0.2 * weight
    assert all(np.isfinite(ratio[0]) and ratio[0] > 0 for ratio in ratios(body).values())


@pytest.mark.parametrize("word", ["blood", "lean", "muscle", "bone", "bsa", "metabolic", "extracellular"])
def test_children_grow_without_jumps(word):
    ages = np.linspace(0, 25, 2501)
    female = np.full_like(ages, 0.5)
    ratio = ratios(Build(ages, female, typical_weight(ages, female), typical_height(ages, female)))[word]
    assert np.all(np.abs(np.diff(np.log(ratio))) < 0.04)
    assert np.all(ratio > 0)


def test_what_is_left_out_follows_from_what_is_said():
    assert age_for_size(10.0, None, 0.5) == pytest.approx(1.3, abs=0.3)
    assert age_for_size(80.0, None, 0.5) == 40
    assert height_for_weight(np.array([150.0]), np.array([40.0]), np.array([0.0])) == pytest.approx(176.5)
    assert height_for_weight(np.array([24.0]), np.array([5.0]), np.array([0.0]))[0] > typical_height(5.0, 0.0)
