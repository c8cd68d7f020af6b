"""The equations of the rival: conservation, the closed form of two compartments, the threshold."""

from __future__ import annotations

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.engine.evaluate import evaluate
from magnesia.engine.schedule import Bolus, Schedule
from magnesia.engine.solve import solve
from magnesia.people.population import draw
from magnesia.rival.model import above, two_compartments
from magnesia.rival.numbers import fitted_names, numbers, records
from magnesia.simulation.balance import balance_errors
from magnesia.simulation.plan import plan

EVERYTHING = """
person: {age: 60 y, weight: 80 kg, egfr: 8 mL/min/1.73m2}
habits: {magnesium: 300 mg/d}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}
  - {at: 1 h, give: magnesium_sulfate, dose: 5 g, route: im}
  - {at: 2 h, give: magnesium_oxide, dose: 400 mg, route: oral, every: 8 h, until: 3 d}
  - {at: 3 h, give: magnesium_citrate, dose: 10 mmol, route: tube, over: 2 h}
  - {at: 4 h, give: calcium_gluconate, dose: 1 g, route: iv, over: 10 min}
  - {at: 1 d, dialyse: haemodialysis, for: 4 h, ultrafiltration: 0.5 L/h}
  - {at: 2 d, dialyse: peritoneal, for: 12 h}
"""


def body(**values: float) -> tuple[np.ndarray, np.ndarray]:
    """States at zero and parameters of one adult, (states, 1) and (parameters, 1), with some numbers set."""
    model = two_compartments()
    parameters = np.array([[record.value] for record in model.parameters])
    for name, value in values.items():
        parameters[model.parameter_index[name.replace("__", ".")]] = value
    return np.zeros((len(model.states), 1)), parameters


def test_nothing_appears_or_vanishes():
    model, case = two_compartments(), read_case(EVERYTHING)
    people = draw(case.person, model)
    lived = plan(case, model, people, -24.0, 96.0)
    start = np.array([[state.initial] for state in model.states])
    solution = solve(model, start, lived.parameters, lived.schedule, at=[96.0], outputs=["urine_magnesium"])
    assert max(balance_errors(model, lived.schedule, start, solution.final).values()) < 1e-12
    assert solution.values[0, 0, 0] > 1


def test_a_bolus_follows_the_closed_form():
    """A linear kidney (all below a threshold that nothing reaches is lost) makes two exponentials of it."""
    central, peripheral, exchange, clearance, dose = 10.0, 20.0, 6.0, 3.0, 16.0
    states, parameters = body(
        rival__weight=1, rival__central_volume=central, rival__peripheral_volume=peripheral, rival__exchange=exchange,
        rival__filtered_share=1, rival__obligatory_share=1, rival__threshold=1e3, kidney__gfr=clearance,
    )  # fmt: skip
    model, times = two_compartments(), np.array([0.05, 0.5, 2.0, 8.0, 24.0])
    schedule = Schedule(np.array([0.0, 30.0]), (Bolus(0, model.state_index["plasma_magnesium"], np.array(dose)),))
    found = solve(model, states, parameters, schedule, at=times, outputs=["serum_magnesium"], tolerance=1e-9)
    out, over, back = clearance / central, exchange / central, exchange / peripheral
    both, product = out + over + back, out * back
    fast, slow = (both + np.array([1, -1]) * np.sqrt(both**2 - 4 * product)) / 2
    expected = dose / central / (fast - slow) * (
        (fast - back) * np.exp(-fast * times) + (back - slow) * np.exp(-slow * times)
    )  # fmt: skip
    assert found.values[0, :, 0] == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("dose", [1.0, 100.0])
@pytest.mark.parametrize(("pool", "share"), [("stomach", 0.3), ("stomach_solid", 0.1), ("upper", 0.3)])
def test_a_constant_share_is_absorbed(pool, share, dose):
    states, parameters = body(rival__absorbed_share=0.3, rival__absorbed_share_sparing=0.1, rival__absorption=1)
    model = two_compartments()
    states[model.state_index[f"{pool}_magnesium"]] = dose
    lost = solve(model, states, parameters, Schedule(np.array([0.0, 99.0])), at=[99.0], outputs=["faecal_magnesium"])
    assert lost.values[0, 0, 0] == pytest.approx((1 - share) * dose, rel=1e-6)


def test_the_threshold():
    """Far below it only the obligatory share is lost, far above it what exceeds it, and between it is rounded."""
    model = two_compartments()
    states, parameters = body(
        rival__threshold=0.8, rival__splay=0.03, rival__obligatory_share=0.003,
        rival__central_volume=1, rival__weight=1,
    )  # fmt: skip
    levels = np.array([0.3, 0.8, 2.0])
    states = np.tile(states, 3)
    states[model.state_index["plasma_magnesium"]] = levels
    (excreted,) = evaluate(model, states, np.tile(parameters, 3), ["fractional_excretion_magnesium"])
    assert excreted == pytest.approx(0.003 + np.array([0, 0.03 * np.log(2), 1.2]) / levels, abs=1e-6)


def test_the_corner_stays_computable_far_away():
    assert above(50.0, 0.8, 0.001).value == pytest.approx(49.2)
    assert above(0.0, 0.8, 0.2).value == pytest.approx(0, abs=1e-15)


def test_every_number_has_an_origin():
    assert set(numbers()) == set(records())
    for record in records().values():
        assert record.source and record.about and (record.uncertainty > 0) == (record.name in fitted_names())
