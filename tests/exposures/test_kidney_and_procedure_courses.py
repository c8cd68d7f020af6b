"""What failing kidneys, dialysis and procedures do to serum over hours to years, in the typical person."""

import numpy as np
import pytest

import magnesia as mg

OUTPUTS = ["serum_magnesium", "ionized_magnesium", "serum_potassium", "serum_calcium", "dialysate_magnesium"]
SESSION = "for: 4 h, blood_flow: 300 mL/min, dialysate_flow: 500 mL/min"


def course(*timeline, person="age: 50 y, weight: 72 kg", at=(0.0,), outputs=OUTPUTS):
    """{observable: values at the hours} of the typical person."""
    entries = "".join(f"  - {{{entry}}}\n" for entry in timeline)
    text = f"title: course\nperson: {{{person}}}\n" + (f"timeline:\n{entries}" if timeline else "")
    found = mg.simulate(mg.read_case(text), outputs=outputs, at=list(at))[0].dataset
    return {name: found[name].values.ravel() for name in outputs}


def dialysed(bath, *, more="", at=(0.0, 4.0, 6.0, 168.0)):
    return course(
        "at: -90 d, start: anuria",
        f"at: -84 d, dialyse: haemodialysis, {SESSION}, every: [2 d, 2 d, 3 d], until: 8 d, "
        f"bath_magnesium: {bath}{more}",
        person="age: 58 y, weight: 70 kg, egfr: 3 mL/min/1.73m2", at=at,
    )  # fmt: skip


@pytest.fixture(scope="module")
def by_bath():
    return {bath: dialysed(f"{bath} mmol/L") for bath in (0.25, 0.5, 0.75, 1.0)}


def test_serum_stays_normal_until_a_third_of_filtration_is_left_and_then_rises():
    levels = [
        course(person=f"age: 50 y, weight: 72 kg, egfr: {egfr} mL/min/1.73m2")["serum_magnesium"][0]
        for egfr in (95, 45, 30, 15, 5)
    ]
    assert np.all(np.diff(levels) > 0)
    assert levels[2] < 1.06 * levels[0] and levels[3] < 0.95 and 1.0 < levels[4] < 1.3


def test_serum_of_dialysed_people_follows_the_bath(by_bath):
    before = {bath: found["serum_magnesium"][0] for bath, found in by_bath.items()}
    assert 0.65 < before[0.25] < 0.85 and 0.9 < before[0.5] < 1.15 and 1.15 < before[0.75] < 1.4 < before[1.0] < 1.7


def test_a_session_takes_what_is_eaten_and_a_rich_bath_takes_next_to_nothing(by_bath):
    removed = {bath: found["dialysate_magnesium"] for bath, found in by_bath.items()}
    assert 3.5 < removed[0.5][1] - removed[0.5][0] < 7
    assert removed[1.0][1] - removed[1.0][0] < 0.5 * (removed[0.5][1] - removed[0.5][0])


def test_tissues_give_back_after_a_session(by_bath):
    _, after, later, next_week = by_bath[0.5]["serum_magnesium"]
    assert after < later < next_week
    assert next_week == pytest.approx(by_bath[0.5]["serum_magnesium"][0], rel=0.01)


def test_calcium_and_potassium_of_dialysed_people_are_those_of_the_clinic(by_bath):
    assert np.all((by_bath[0.5]["serum_calcium"] > 2.1) & (by_bath[0.5]["serum_calcium"] < 2.6))
    assert by_bath[0.5]["serum_potassium"][1] < 4.2 < by_bath[0.5]["serum_potassium"][0] < 6


def test_citrate_in_the_bath_lowers_ionised_magnesium_more(by_bath):
    citrate = dialysed("0.5 mmol/L", more=", citrate: true")["ionized_magnesium"]
    acetate = by_bath[0.5]["ionized_magnesium"]
    assert citrate[1] / citrate[0] < acetate[1] / acetate[0] - 0.03


def test_a_toxic_level_is_halved_by_a_session_and_rebounds():
    level = course(
        "at: -6 d, start: anuria",
        "at: -12 h, give: magnesium_sulfate, rate: 9 mmol/h, route: iv, until: 0 h",
        f"at: 0 h, dialyse: haemodialysis, {SESSION}, bath_magnesium: 0.25 mmol/L",
        person="age: 60 y, weight: 70 kg, egfr: 3 mL/min/1.73m2", at=(0.0, 4.0, 8.0),
    )["serum_magnesium"]  # fmt: skip
    assert level[0] > 4 and level[1] < 0.5 * level[0] and level[1] < level[2] < 0.6 * level[0]


def test_peritoneal_fluid_sets_serum_over_months():
    person = "age: 55 y, weight: 70 kg, egfr: 3 mL/min/1.73m2"
    poor, rich = (
        course("at: -300 d, start: anuria",
               f"at: -300 d, dialyse: peritoneal, volume: 2 L, exchanges: 4 /d, bath_magnesium: {fluid} mmol/L",
               person=person)["serum_magnesium"][0]
        for fluid in (0.25, 0.75)
    )  # fmt: skip
    assert poor < 0.85 and 1.1 < rich < 1.4


def test_citrate_costs_continuous_treatment_ten_to_twenty_millimoles_a_day():
    def removed(citrate):
        found = course(
            "at: -3 d, start: acute_kidney_injury",
            f"at: 0 d, dialyse: crrt, effluent: 25 mL/kg/h, bath_magnesium: 0.5 mmol/L, citrate: {citrate}",
            person="age: 60 y, weight: 75 kg", at=(0.0, 24.0),
        )["dialysate_magnesium"]  # fmt: skip
        return found[1] - found[0]

    assert 8 < removed("true") < 22 and removed("false") < 0.65 * removed("true")


def test_acute_injury_retains_and_recovery_wastes():
    hours = 24.0 * np.array([-1, 7, 16, 90])
    level = course("at: 0 d, start: acute_kidney_injury, for: 7 d", at=hours)["serum_magnesium"]
    assert level[1] > 1.2 * level[0] and level[2] < 0.97 * level[0]
    assert level[3] == pytest.approx(level[0], rel=0.01)


def test_apheresis_takes_ions_and_leaves_totals():
    found = course("at: 0 h, start: plateletpheresis, for: 2 h", at=(-0.1, 2.0, 6.0))
    total, free = found["serum_magnesium"], found["ionized_magnesium"]
    assert free[1] < 0.75 * free[0] and abs(total[1] / total[0] - 1) < 0.1
    assert free[2] == pytest.approx(free[0], rel=0.05)


def test_bowel_irrigation_spares_what_a_poisoned_bowel_would_absorb():
    swallowed = "at: 0 h, give: magnesium_sulfate, dose: 60 g, route: oral"
    left = course(swallowed, at=(24.0,), outputs=["absorbed_magnesium"])["absorbed_magnesium"][0]
    rinsed = course(
        swallowed, "at: 2 h, start: whole_bowel_irrigation, for: 5 h", at=(24.0,), outputs=["absorbed_magnesium"]
    )["absorbed_magnesium"][0]
    washed = course(
        swallowed, "at: 0.5 h, start: gastric_lavage, for: 0.5 h", at=(24.0,), outputs=["absorbed_magnesium"]
    )["absorbed_magnesium"][0]
    assert rinsed < 0.75 * left and washed < left


def test_bypass_dilutes_for_a_day():
    level = course("at: 0 h, start: cardiopulmonary_bypass, for: 2 h", at=(0.0, 1.0, 24.0, 120.0))["serum_magnesium"]
    assert level[1] < 0.9 * level[0] and level[1] < level[2] < level[3]
    assert level[3] == pytest.approx(level[0], rel=0.04)
