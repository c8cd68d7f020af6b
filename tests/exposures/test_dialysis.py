"""Dialysis by its settings."""

import numpy as np
import pytest

from magnesia.exposures import Activity, courses
from magnesia.exposures.dialysis import HAEMATOCRIT, PLASMA_WATER, clearance, diffusive_clearance, settings_of


def session(kind, start=0.0, stop=4.0, **options):
    return Activity("procedure", kind, start, stop, options=options)


def test_clearance_rises_with_either_flow_and_stays_below_both():
    flows = diffusive_clearance(np.array([150, 300, 450]), 500)
    assert np.all(np.diff(flows) > 0) and np.all(flows < np.array([150, 300, 450]) * (1 - HAEMATOCRIT) * PLASMA_WATER)
    assert diffusive_clearance(300, 300) < diffusive_clearance(300, 800)
    assert diffusive_clearance(300, 5) < 5.001


def test_equal_flows_are_the_limit_of_the_general_form():
    plasma = 300 * (1 - HAEMATOCRIT) * PLASMA_WATER
    assert diffusive_clearance(300, plasma) == pytest.approx(diffusive_clearance(300, plasma * 1.0001), rel=1e-3)


def test_a_usual_session_clears_about_ten_litres_an_hour():
    assert 8 < clearance("haemodialysis", settings_of(session("haemodialysis"))) < 12
    assert clearance("haemodiafiltration", settings_of(session("haemodiafiltration"))) > 10
    assert clearance("crrt", settings_of(session("crrt", effluent=2.0))) < 2.0


def test_a_session_sets_the_machine_and_then_leaves():
    found = courses([session("haemodialysis", 0, 4, bath_magnesium=0.75, ultrafiltration=0.5, citrate=True)], (-1, 20))
    bath = found["dialysis.bath_magnesium"].apply(0.5)
    assert bath.tolist() == [0.5, 0.75, 0.5]
    assert found["dialysis.ultrafiltration"].apply(0.0).tolist() == [0.0, 0.5, 0.0]
    assert found["plasma.complexing"].apply(0.18).max() > 0.22
    assert found["plasma.complexing"].apply(0.18)[-1] == pytest.approx(0.18)


def test_sessions_set_differently_follow_each_other():
    found = courses(
        [session("haemodialysis", 56 * k, 56 * k + 4, blood_flow=200 + 10 * k) for k in range(20)], (0, 1200)
    )
    values = found["dialysis.clearance"].apply(0.0)
    assert np.all(values[1::2] == 0) and np.all(np.diff(values[::2]) > 0)


def test_peritoneal_fluid_is_renewed():
    found = courses([session("peritoneal", 0, 100, volume=2.0, exchanges=4, bath_magnesium=0.25)], (0, 100))
    assert found["peritoneum.exchange"].apply(0.0)[0] == pytest.approx(8 / 24)
    assert found["peritoneum.fluid_magnesium"].apply(0.5)[0] == 0.25
    assert "dialysis.clearance" not in found


def test_an_effluent_per_weight_differs_between_people():
    found = courses([session("crrt", 0, 10, effluent=np.array([1.5, 2.5]))], (0, 10))
    value = found["dialysis.clearance"].apply(np.zeros(2))
    assert value.shape == (1, 2) and value[0, 0] < value[0, 1]


def test_sessions_of_many_people_are_told_apart():
    weights = np.full(5000, 2.0)
    other = weights.copy()
    other[2500] = 3.0
    found = courses([session("crrt", 0, 10, effluent=weights), session("crrt", 20, 30, effluent=other)], (0, 40))
    value = found["dialysis.clearance"].apply(np.zeros(5000))
    assert value[0, 2500] < value[2, 2500] and value[0, 0] == value[2, 0]
