"""Adrenergic drugs, stress and injury over time: what moves at once, what slowly, what comes back."""

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.simulation import simulate

OUTPUTS = ["serum_magnesium", "ionized_magnesium", "serum_potassium", "serum_calcium", "urine_magnesium",
           "urine_calcium", "body_magnesium"]  # fmt: skip


@pytest.fixture
def against_rest(tmp_path):
    """Outputs at the hours asked for, less those of the same man left alone."""

    def run(timeline: str, *hours: float) -> dict[str, np.ndarray]:
        path = tmp_path / "case.yaml"
        path.write_text(
            "title: Against rest\nperson: {sex: male, age: 40 y}\n"
            f"arms:\n  rest: {{}}\n  exposed: {{timeline: {timeline}}}\n",
            encoding="utf-8",
        )
        rest, exposed = simulate(read_case(path), outputs=OUTPUTS, at=hours, until=max(hours))
        return {name: np.ravel(exposed.dataset[name].values) - np.ravel(rest.dataset[name].values) for name in OUTPUTS}

    return run


def test_beta_agonists_move_potassium_at_once_and_magnesium_later(against_rest):
    change = against_rest("[{at: 0 h, give: salbutamol, dose: 10 mg, route: inhaled}]", 0.5, 2.0, 24.0)
    potassium, magnesium = change["serum_potassium"], change["serum_magnesium"]
    assert potassium[0] < -0.2 and -0.9 < potassium[1] < -0.4
    assert magnesium[1] < magnesium[0] and -0.12 < magnesium[1] < -0.04
    assert abs(potassium[2]) < 0.05 and abs(magnesium[2]) < 0.02


def test_receptors_tire(against_rest):
    change = against_rest("[{at: 0 h, start: terbutaline, dose: 14 mg/d}]", 4.0, 48.0, 336.0)
    assert change["serum_potassium"][0] < change["serum_potassium"][1] < change["serum_potassium"][2] < 0
    assert change["serum_magnesium"][0] < change["serum_magnesium"][1] < 0.02


def test_a_blocker_spares_potassium_the_more_the_less_selective_it_is(against_rest):
    adrenaline = "{at: 0 h, give: adrenaline, rate: 0.06 ug/kg/min, route: iv, until: 90 min}"
    alone, atenolol, timolol = (
        against_rest(f"[{blocker}{adrenaline}]", 1.5)["serum_potassium"][0]
        for blocker in (
            "",
            "{at: -5 d, start: atenolol, dose: 100 mg/d}, ",
            "{at: -5 d, start: timolol, dose: 20 mg/d}, ",
        )
    )
    assert alone < -0.4 < atenolol < -0.1 < timolol < 0.1


def test_caffeine_costs_the_morning_more_than_the_day(against_rest):
    change = against_rest("[{at: 0 h, give: caffeine, dose: 260 mg, route: oral}]", 4.0, 24.0)
    assert 0.1 < change["urine_magnesium"][1] < change["urine_magnesium"][0] < 0.6
    assert change["urine_calcium"][0] > 0.1


def test_theophylline_in_poisoning_lowers_potassium_beyond_its_usual_effect(against_rest):
    usual, poisoned = (
        against_rest(f"[{{at: 0 h, give: theophylline, dose: {dose} mg/kg, route: oral}}]", 5.0)["serum_potassium"][0]
        for dose in (6, 40)
    )
    assert poisoned < -0.6 < usual < 0


def test_exercise_thickens_plasma_first_then_lowers_it_and_costs_the_body_magnesium(against_rest):
    change = against_rest("[{at: 0 h, start: exercise, severity: 1, for: 1 h}]", 0.1, 1.0, 4.0, 24.0)
    magnesium = change["serum_magnesium"]
    assert magnesium[0] > 0.005 and -0.12 < magnesium[1] < -0.04 and abs(magnesium[2]) < 0.03
    assert change["serum_potassium"][1] > 0.2 and abs(change["serum_potassium"][2]) < 0.1
    assert -1.2 < change["body_magnesium"][3] < -0.3


def test_harder_exercise_costs_more(against_rest):
    losses = [
        against_rest(f"[{{at: 0 h, start: exercise, severity: {severity}, for: 1 h}}]", 24.0)["body_magnesium"][0]
        for severity in (0.2, 0.5, 1)
    ]
    assert 0 > losses[0] > losses[1] > losses[2]


def test_noise_raises_serum_for_hours_and_urine_until_the_next_day(against_rest):
    change = against_rest("[{at: 0 h, start: noise_stress, for: 12 h}]", 6.0, 12.0, 24.0, 168.0)
    assert change["serum_magnesium"][0] > 0.003
    lost = change["urine_magnesium"]
    assert 0 < lost[0] < lost[1] < lost[2] and change["body_magnesium"][3] < 0


def test_infarction_lowers_serum_for_a_day_without_urinary_loss(against_rest):
    change = against_rest("[{at: 0 h, start: myocardial_infarction}]", 12.0, 336.0)
    assert change["serum_magnesium"][0] < -0.04 and abs(change["serum_magnesium"][1]) < 0.04
    assert change["urine_magnesium"][0] < 0


def test_an_operation_lowers_total_more_than_ionised_and_is_over_within_a_week(against_rest):
    change = against_rest("[{at: 0 h, start: surgery, for: 4 h}]", 4.0, 168.0)
    assert change["serum_magnesium"][0] < change["ionized_magnesium"][0] < -0.04
    assert abs(change["serum_magnesium"][1]) < 0.03


def test_crushed_muscle_gives_off_potassium_and_magnesium_and_takes_calcium(against_rest):
    change = against_rest("[{at: 0 h, start: crush_injury}]", 12.0)
    assert change["serum_magnesium"][0] > 0.08 and change["serum_potassium"][0] > 0.3
    assert change["serum_calcium"][0] < -0.1
