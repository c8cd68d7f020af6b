"""A normal serum does not exclude depletion; what else is known decides how likely it is."""

from __future__ import annotations

import pytest

from magnesia.case import read_case
from magnesia.effects.depletion import Likelihood, likelihood_of_depletion

CASE = """
title: The same serum after different lives
person: {age: 50 y}
seen: [{at: 0 h, what: serum_magnesium, value: 0.82 mmol/L, given: true}]
arms:
  usual: {}
  drinking: {habits: {alcohol: 100 g/d}}
  bowel: {person: {age: 50 y, conditions: {crohn_disease: 1}}}
  bowel_and_low:
    person: {age: 50 y, conditions: {crohn_disease: 1}}
    seen: [{at: 0 h, what: serum_magnesium, value: 0.66 mmol/L, given: true}]
"""


@pytest.fixture(scope="module")
def found() -> dict[str, Likelihood]:
    return likelihood_of_depletion(read_case(CASE), people=240)


def test_the_same_serum_means_different_things(found: dict[str, Likelihood]) -> None:
    assert found["usual"].probability < 0.1
    assert found["drinking"].probability > 0.4  # a deficit of 0.5 to 1 mmol/kg (Flink 1986)
    assert found["bowel"].probability > found["usual"].probability + 0.05


def test_a_low_serum_makes_it_likelier(found: dict[str, Likelihood]) -> None:
    assert found["bowel_and_low"].probability > found["bowel"].probability + 0.2
    assert found["bowel_and_low"].deficit[1] > found["bowel"].deficit[1]


def test_limits_are_in_order_and_rest_on_many(found: dict[str, Likelihood]) -> None:
    for one in found.values():
        assert one.deficit[0] <= one.deficit[1] <= one.deficit[2] and 0 <= one.probability <= 1
        assert one.effective > 10
