"""An isotope in people who live by their habits: what has mixed with it grows, and stays below what the body holds."""

from __future__ import annotations

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.errors import InputError
from magnesia.simulation import simulate

CASE = """
person: {sex: male, age: 30 y, weight: 70 kg}
seen:
  - {at: 0 h, what: exchangeable_magnesium, value: 2 mmol}
  - {at: 10 h, what: exchangeable_magnesium, value: 60 mmol}
  - {at: 96 h, what: exchangeable_magnesium, value: 124 mmol}
  - {at: 0 h, what: body_magnesium, value: 1000 mmol}
"""


def test_more_and_more_magnesium_mixes_with_the_tracer():
    (result,) = simulate(read_case(CASE))
    start, later, end, body = (float(one.values[0]) for one in result.predictions)
    assert start == pytest.approx(0.83 * 3.0, rel=0.15)  # plasma alone
    assert start < 40 < later < end < 0.25 * body
    assert end == pytest.approx(124, rel=0.25)  # Avioli 1966


def test_every_person_has_a_value():
    (result,) = simulate(read_case(CASE), people=5)
    values = np.array([one.values for one in result.predictions])
    assert values.shape == (4, 5) and np.isfinite(values).all()
    assert values[2].std() > 1


def test_once_the_timeline_changes_the_body_a_reason_is_given():
    (result,) = simulate(read_case(CASE + "timeline: [{at: 1 d, habits: {magnesium: 50 mg/d}}]\n"))
    assert result.predictions[1].values is not None
    assert result.predictions[2].values is None
    assert "habits" in result.predictions[2].reason


@pytest.mark.parametrize("when", ["at: -1 h", "from: 1 h, to: 2 h", "at: 2 h, change_from: 1 h"])
def test_a_tracer_is_read_at_moments_after_its_injection(when):
    (result,) = simulate(read_case(f"seen: [{{{when}, what: exchangeable_magnesium, value: 2 mmol}}]"))
    assert result.predictions[0].values is None
    assert "`at`" in result.predictions[0].reason


def test_a_tracer_has_no_course_over_time():
    with pytest.raises(InputError, match="seen"):
        simulate(read_case(CASE), outputs=["exchangeable_magnesium"])
