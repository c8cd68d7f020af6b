"""Groups, grids and questions that a case leaves open are answered as its reader would expect."""

import numpy as np
import pytest

from magnesia import read_case, simulate
from magnesia.errors import InputError


def lived(text: str, **asked):
    return simulate(read_case("title: asked\n" + text), **asked)[0]


def test_a_group_is_drawn_at_its_count_and_an_individual_is_not():
    assert len(lived("person: {count: 130}\n", until=1.0).drawn["age"]) == 130
    group = lived("person: {sex: female, count: 24}\n", until=6.0)  # too few for limits of their own
    assert group.is_ensemble and len(group.drawn["age"]) == 100
    serum = group.to_json()["outputs"]["serum_magnesium"]
    assert serum["p05"][0] < serum["p50"][0] == serum["value"][0] < serum["p95"][0]
    alone = lived("person: {sex: female}\n", until=6.0)
    assert set(alone.to_json()["outputs"]["serum_magnesium"]) == {"unit", "value"}


def test_people_asked_for_outrank_the_count():
    result = lived("person: {count: 24}\n", people=9, until=6.0)
    assert len(result.drawn["age"]) == 9
    assert set(result.to_json()["outputs"]["pth"]) == {"unit", "p05", "p50", "p95"}


def test_long_runs_are_read_at_the_same_hours_of_each_day():
    """Else the swing of meals shows as waves of days."""
    times = lived("timeline:\n  - {at: 0 d, habits: {magnesium: 5 mmol/d}}\n", until=21 * 24.0).times
    steps = np.unique(np.diff(times).round(9))
    assert len(steps) == 1 and (24 / steps[0]) % 1 == 0


def test_a_person_of_whom_nothing_is_said_can_be_simulated():
    assert lived("person: {sex: male}\n").times[-1] == 24


def test_a_child_is_seen_only_in_pregnancy():
    text = "person: {{sex: female, age: 30 y{}}}\nseen:\n  - {{at: 1 h, what: cord_magnesium, value: 0.8 mmol/L}}\n"
    nobody = lived(text.format(""))
    assert nobody.predictions[0].values is None and any("nobody is pregnant" in said for said in nobody.warnings)
    assert lived(text.format(", pregnant: 39 wk")).predictions[0].values[0] == pytest.approx(0.77, abs=0.08)
    with pytest.raises(InputError, match="pregnant"):
        lived("person: {sex: male}\n", outputs=["cord_magnesium"])


@pytest.mark.parametrize("route", ["inhaled", "im", "rectal", "tube", "oral", "iv"])
def test_a_slow_dose_reaches_the_blood_by_every_route(route):
    dose = f"timeline:\n  - {{at: 0 h, give: magnesium_sulfate, dose: 8 mmol, route: {route}, over: 30 min}}\n"
    with_dose, without = lived(dose, until=4.0), lived("person: {}\n", until=4.0)
    risen = with_dose.outputs["serum_magnesium"].values[-1] - without.outputs["serum_magnesium"].values[-1]
    assert risen[0] > 1e-4 and max(with_dose.balance.values()) < 1e-9


def test_levels_beyond_life_are_told():
    poison = "timeline:\n  - {at: 0 h, give: magnesium_sulfate, dose: 300 mmol, route: iv, over: 5 min}\n"
    assert any("nobody is known to survive" in said for said in lived(poison, until=2.0).warnings)
    assert not lived("person: {}\n", until=2.0).warnings


def test_a_measured_egfr_stands_under_a_named_kidney_disease():
    text = "person: {{sex: male, age: 60 y, egfr: 25 mL/min/1.73m2{}}}\n"
    diseases = ("", ", conditions: {chronic_kidney_disease: 1}")
    plain, named = (lived(text.format(disease), outputs=["creatinine"]).outputs["creatinine"] for disease in diseases)
    assert named.values[-1] == pytest.approx(plain.values[-1], rel=1e-6)
