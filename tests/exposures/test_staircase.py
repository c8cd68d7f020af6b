"""A staircase does in sum what the curve would do."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from magnesia.exposures.staircase import Stretch, draw


def stretch(start, end, target, time_constant, jump=0.0):
    return Stretch(start, end, np.asarray(target), time_constant, np.asarray(jump))


def area(stairs, end):
    lengths = np.diff(np.append(stairs.times, end))
    return float(np.sum(stairs.heights * lengths))


def test_a_rise_keeps_its_mean_and_ends_at_the_target():
    stairs = draw([stretch(0, math.inf, 2.0, 10.0)])
    assert 10 <= len(stairs.times) <= 14
    assert stairs.heights[-1] == 2.0
    assert area(stairs, 100) == pytest.approx(2 * (100 - 10))
    assert np.all(np.diff(stairs.heights) > 0)


@given(st.floats(0.1, 50), st.floats(0.1, 200), st.floats(0.1, 100))
def test_an_interrupted_rise_and_its_decay_keep_their_areas(onset, duration, offset):
    stairs = draw([stretch(0, duration, 1.0, onset), stretch(duration, math.inf, 0.0, offset)])
    reached = -math.expm1(-duration / onset)
    rise = duration - onset * reached
    end = duration + 50 * offset
    # a rise that counts as complete after five time constants leaves one part in 150 to the decay
    assert area(stairs, end) == pytest.approx(rise + reached * offset, rel=2e-2, abs=1e-6)


def test_no_onset_is_a_jump():
    stairs = draw([stretch(5, math.inf, 3.0, 0.0)])
    assert stairs.times.tolist() == [5] and stairs.heights.tolist() == [3.0]
    assert stairs.at(np.array([4.9, 5.0, 9.0])).tolist() == [0.0, 3.0, 3.0]


def test_a_jump_that_fades_starts_at_its_size():
    stairs = draw([stretch(0, math.inf, 0.0, 20.0, jump=1.0)])
    assert stairs.heights[0] > 0.9 and stairs.heights[-1] == 0.0
    assert area(stairs, 500) == pytest.approx(20)


def test_people_differ_in_height_but_share_the_moments():
    stairs = draw([stretch(0, math.inf, [1.0, 2.0, 0.0], 10.0)])
    assert stairs.heights.shape == (len(stairs.times), 3)
    assert np.allclose(stairs.heights[:, 1], 2 * stairs.heights[:, 0])
    assert np.all(stairs.heights[:, 2] == 0)


def test_small_changes_take_few_pieces():
    pulses = [
        part
        for k in range(200)
        for part in (stretch(24 * k, 24 * k + 1, 1.0, 300.0), stretch(24 * k + 1, 24 * k + 24, 0.0, 300.0))
    ]
    assert len(draw(pulses).times) <= 2 * len(pulses)
