"""Weights of drawn people by what is known of them, and what a measurement is worth."""

from __future__ import annotations

import numpy as np
import pytest

from magnesia.case.observables import OBSERVABLES
from magnesia.comparison.measuring import measurements, variation_of
from magnesia.comparison.weighing import Known, of_a_group, of_a_person
from magnesia.evidence.sources import bibliography

PEOPLE = np.random.default_rng(1).standard_normal(4000)


def test_a_person_is_weighed_as_bayes_says() -> None:
    weights = of_a_person([Known(PEOPLE, 1.0, 0.5)], len(PEOPLE))
    assert weights.mean(PEOPLE) == pytest.approx(1.0 / (1 + 0.25), abs=0.05)
    assert weights.sd(PEOPLE) == pytest.approx(np.sqrt(0.25 / 1.25), rel=0.05)
    assert weights.effective < 0.8 * len(PEOPLE)


def test_a_group_is_tilted_to_its_mean_and_keeps_its_spread() -> None:
    weights = of_a_group([Known(PEOPLE, 0.5, 0.0)], len(PEOPLE))
    assert weights.mean(PEOPLE) == pytest.approx(0.5, abs=0.03)
    assert weights.sd(PEOPLE) == pytest.approx(1.0, rel=0.05)


@pytest.mark.parametrize("weigh", [of_a_person, of_a_group])
def test_who_could_not_be_simulated_has_no_weight(weigh) -> None:
    holed = PEOPLE.copy()
    holed[::3] = np.nan
    weights = weigh([Known(holed, 0.5, 0.1)], len(holed))
    assert weights.share[::3].sum() == 0
    assert weights.share.sum() == pytest.approx(1)
    assert weights.mean(holed) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("weigh", [of_a_person, of_a_group])
def test_nothing_known_weighs_nobody(weigh) -> None:
    assert weigh([], 50).effective == pytest.approx(50)


def test_measurements_are_of_observables_and_have_sources() -> None:
    for name, record in measurements().items():
        assert name in OBSERVABLES
        assert record.source in bibliography()
        assert record.how in ("measured", "assumed")


def test_days_of_urine_are_known_better_than_one() -> None:
    one, ten = variation_of("urine_magnesium", 24), variation_of("urine_magnesium", 240)
    assert measurements()["urine_magnesium"].assay < ten < 0.4 * one
    assert variation_of("urine_magnesium", 3) == one
