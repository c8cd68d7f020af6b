"""Filtration from creatinine and back, against published examples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from magnesia.people.ckd_epi import (
    absolute_filtration,
    creatinine_of_egfr,
    egfr_of_creatinine,
    indexed_filtration,
    maturation,
)
from magnesia.people.growth import typical_height, typical_weight
from magnesia.people.measures import Build
from magnesia.people.scaling import healthy_filtration


def one(value):
    return np.array([float(value)])


# Worked with the equation of Inker et al. 2021 as the National Kidney Foundation's calculator prints it (rounded).
@pytest.mark.parametrize(
    ("creatinine_mg_dl", "age", "female", "egfr"),
    [(1.0, 50, False, 92), (1.0, 50, True, 69), (0.6, 30, True, 124), (2.0, 70, False, 35), (5.0, 40, True, 11)],
)
def test_ckd_epi_gives_the_published_values(creatinine_mg_dl, age, female, egfr):
    found = egfr_of_creatinine(one(creatinine_mg_dl * 88.4), one(age), one(female), one(170))
    assert round(found[0]) == egfr


@given(
    egfr=st.floats(3, 180), age=st.floats(0, 100), female=st.sampled_from([0.0, 0.5, 1.0]), height=st.floats(50, 200)
)
def test_creatinine_and_filtration_are_inverse(egfr, age, female, height):
    creatinine = creatinine_of_egfr(one(egfr), one(age), one(female), one(height))
    assert egfr_of_creatinine(creatinine, one(age), one(female), one(height)) == pytest.approx(egfr, rel=1e-4)


def test_bedside_schwartz_for_a_child():
    # 0.413 x 120 cm / 0.5 mg/dL = 99
    assert egfr_of_creatinine(one(0.5 * 88.4), one(7), one(0), one(120)) == pytest.approx(99.1, abs=0.2)


def test_filtration_matures_as_measured():
    """Rhodin et al. 2009: half of the mature value at 47.7 weeks, nine tenths within the first year of life."""
    assert maturation(one((47.7 - 40) / 52.18)) == pytest.approx(0.5, abs=1e-3)
    assert maturation(one(0)) == pytest.approx(0.354, abs=0.01)
    assert 0.88 < maturation(one(1))[0] < 0.95


@pytest.mark.parametrize(
    ("age", "low", "high"),  # mL/min/1.73m2; measured ranges: Rhodin 2009 and Schwartz 2009, Poggio 2009 for the old
    [(0.0, 20, 45), (1.0, 70, 115), (10.0, 80, 125), (17.0, 85, 125), (25.0, 90, 120), (70.0, 60, 85)],
)
def test_healthy_filtration_lies_where_it_is_measured(age, low, high):
    for female in (0.0, 1.0):
        build = Build(one(age), one(female), typical_weight(one(age), female), typical_height(one(age), female))
        assert low < indexed_filtration(healthy_filtration(build), build.surface)[0] < high


def test_indexing_and_de_indexing_cancel():
    assert indexed_filtration(absolute_filtration(one(90), one(2.1)), one(2.1)) == pytest.approx(90)
    assert absolute_filtration(one(100), one(1.73)) == pytest.approx(6.0)
