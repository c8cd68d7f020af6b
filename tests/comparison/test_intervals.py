"""Intervals that could fail: they hold what happens nine times in ten, shrink with people, and know what is given."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t as student

from magnesia.body.calibrated import TAILS, calibration
from magnesia.case import read_case
from magnesia.comparison import Comparison, compare
from magnesia.simulation import simulate

LEVELS = """
title: {title}
person: {{sex: male, age: 40 y{more}}}
timeline:
  - {{at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}}
seen:
{entries}
"""


def case(entries: list[str], more: str = "", title: str = "a drip") -> object:
    return read_case(LEVELS.format(title=title, more=more, entries="\n".join(f"  - {{{one}}}" for one in entries)))


def only(entries: list[str], more: str = "", **options) -> Comparison:
    return compare(case(entries, more), **options)[-1]


def width(one: Comparison) -> float:
    return float(np.log(one.p95 / one.p05))


SERUM = "at: 1 h, what: serum_magnesium, value: 1.5 mmol/L"


def test_nine_in_ten_people_of_a_simulated_clinic_are_inside():
    """The truth: people drawn with another seed, in other bodies, each with its own laboratory."""
    rng = np.random.default_rng(8)
    (result,) = simulate(
        case([SERUM]), people=300, seed=5, bodies=calibration().bodies(300, rng) or None, outputs=["serum_magnesium"]
    )
    shared, own = calibration().scatter_of("serum_magnesium")
    errors = np.linalg.norm([shared, own, 0.041]) * rng.standard_t(TAILS, 300)
    measured = np.log(result.predictions[0].values) + errors
    found = only([SERUM])
    inside = np.mean((measured > np.log(found.p05)) & (measured < np.log(found.p95)))
    assert inside == pytest.approx(0.90, abs=0.05)


def test_nine_in_ten_means_of_simulated_studies_are_inside():
    """The truth: studies of eight people who have one body and one laboratory in common."""
    studies, size, rng = 80, 8, np.random.default_rng(9)
    bodies = {name: np.repeat(values, size) for name, values in calibration().bodies(studies, rng).items()}
    (result,) = simulate(case([SERUM]), people=studies * size, seed=6, bodies=bodies or None,
                         outputs=["serum_magnesium"])  # fmt: skip
    scatter = np.hypot(*calibration().scatter_of("serum_magnesium")) * rng.standard_t(TAILS, studies)
    means = np.log(result.predictions[0].values.reshape(studies, size).mean(axis=1)) + scatter
    found = only([SERUM], f", count: {size}")
    inside = np.mean((means > np.log(found.p05)) & (means < np.log(found.p95)))
    assert inside == pytest.approx(0.90, abs=0.08)


def test_the_mean_of_a_group_is_known_better_than_a_person_down_to_the_scatter_of_studies():
    person, few, many, crowd = (
        width(only([SERUM], more)) for more in ("", ", count: 5", ", count: 80", ", count: 5000")
    )
    assert person > few > many > 0
    assert crowd == pytest.approx(many, rel=0.10)
    floor = 2 * student.ppf(0.95, TAILS) * np.hypot(*calibration().scatter_of("serum_magnesium"))
    assert crowd > 0.95 * floor


def test_what_is_given_of_a_person_moves_and_narrows_the_rest():
    low = only(["at: 0 h, what: serum_magnesium, value: 0.70 mmol/L, given: true", SERUM])
    high = only(["at: 0 h, what: serum_magnesium, value: 0.95 mmol/L, given: true", SERUM])
    free = only([SERUM])
    assert low.p50 < free.p50 < high.p50
    assert width(low) < width(free)


def test_conditioning_finds_the_person_who_was_simulated():
    """Of drawn people, each with a laboratory, the level of the start is told; that of two days later is found."""
    later = "at: 2 d, what: serum_magnesium, value: 1 mmol/L"
    (truth,) = simulate(case(["at: 0 h, what: serum_magnesium, value: 1 mmol/L", later]), people=32, seed=77,
                        outputs=["serum_magnesium"])  # fmt: skip
    rng = np.random.default_rng(6)
    laboratory = np.exp(calibration().scatter_of("serum_magnesium")[0] * rng.standard_normal(32))
    before, after = (prediction.values * laboratory for prediction in truth.predictions)
    free, errors = only([later]), []
    for person in range(0, 32, 4):
        told = f"at: 0 h, what: serum_magnesium, value: {before[person]:.4f} mmol/L, given: true"
        errors.append(abs(np.log(only([told, later], people=200).p50 / after[person])))
    blind = np.abs(np.log(free.p50 / after[::4]))
    assert np.mean(errors) < 0.7 * np.mean(blind)


def test_a_group_chosen_by_a_level_is_predicted_from_it():
    told = "at: 0 h, what: serum_magnesium, value: 0.72 mmol/L, sd: 0.05 mmol/L, n: 30, given: true"
    later = "at: 7 d, what: serum_magnesium, value: 0.75 mmol/L, sd: 0.05 mmol/L"
    chosen, free = only([told, later], ", count: 30"), only([later], ", count: 30")
    assert chosen.p50 == pytest.approx(0.74, abs=0.025)
    assert free.p50 > 0.79


def test_what_cannot_be_is_said():
    found = only(["at: 0 h, what: serum_magnesium, value: 0.1 mmol/L, given: true", SERUM])
    (warning,) = (one for one in found.warnings if "unlikely" in one)
    assert "serum magnesium 0.1 mmol/L" in warning
    assert found.p50 is not None and found.reason is None
    assert warning in found.to_json()["warnings"]


def test_what_is_given_and_cannot_be_simulated_is_said():
    free = only([SERUM])
    found = only(["at: 0 h, what: cord_magnesium, value: 0.8 mmol/L, given: true", SERUM], people=200)
    assert "nothing is learnt" in found.warnings[0]
    assert (found.p05, found.p95) == (free.p05, free.p95)


def test_bounds():
    below = only(['at: 1 h, what: serum_magnesium, value: "<2.5 mmol/L"'])
    assert below.inside and below.log_ratio == 0
    broken = only(['at: 1 h, what: serum_magnesium, value: "<0.9 mmol/L"'])
    assert not broken.inside
    assert broken.log_ratio == pytest.approx(np.log(broken.p50 / 0.9))


ARMS = """
title: two arms
person: {sex: male, age: 40 y, count: 3}
seen:
  - {at: 6 h, what: serum_magnesium, value: 1 mmol/L}
arms:
  drip:
    timeline: [{at: 0 h, give: magnesium_sulfate, rate: 1 g/h, route: iv, until: 6 h}]
    seen:
      - {at: 6 h, what: serum_magnesium, minus: rest, value: 0.5 mmol/L}
      - {at: 6 h, what: serum_magnesium, over: rest, value: 1.6}
  rest: {}
  others:
    person: {age: 60 y}
    timeline: [{at: 0 h, give: magnesium_sulfate, rate: 1 g/h, route: iv, until: 6 h}]
    seen: [{at: 6 h, what: serum_magnesium, over: rest, value: 1.6}]
"""


def test_arms_are_compared_and_other_people_are_less_certain():
    found = compare(read_case(ARMS))
    difference, ratio = (one for one in found if one.arm == "drip")
    (other,) = (one for one in found if one.arm == "others")
    (rest,) = (one for one in found if one.arm == "rest")
    assert difference.p50 == pytest.approx((ratio.p50 - 1) * rest.p50, rel=0.1)
    assert (difference.seen.kind, ratio.seen.kind) == ("difference", "ratio")
    assert width(other) > 1.02 * width(ratio)


def test_the_same_seed_gives_the_same_and_another_nearly():
    one, again, another = (only([SERUM], seed=seed) for seed in (3, 3, 4))
    assert (one.p05, one.p50, one.p95) == (again.p05, again.p50, again.p95)
    assert another.p50 == pytest.approx(one.p50, rel=0.03)
    assert another.p95 == pytest.approx(one.p95, rel=0.08)


def test_json_is_that_of_the_contract():
    moment, window = compare(case([SERUM, "from: 0 h, to: 24 h, what: urine_magnesium, value: 15 mmol"]))
    assert moment.to_json().keys() == {
        "case", "arm", "what", "at", "unit", "kind", "seen", "p05", "p50", "p95", "inside", "log_ratio"
    }  # fmt: skip
    assert {"from", "to"} <= window.to_json().keys()
    assert moment.to_json()["unit"] == "mmol/L"


def test_what_cannot_be_answered_has_a_reason():
    found = only(["at: 1 h, what: cord_magnesium, value: 0.8 mmol/L"])
    assert found.p50 is None and found.inside is None and found.log_ratio is None
    assert "nobody is pregnant" in found.reason


def test_a_probability_stays_between_nothing_and_one():
    flushing, arrest = compare(case([
        "from: 0 h, to: 1 h, sign: flushing, value: 0.6, n: 20", "at: 1 h, sign: cardiac_arrest, value: 0",
    ]))  # fmt: skip
    assert 0 <= flushing.p05 < flushing.p50 < flushing.p95 <= 1
    assert arrest.p05 == 0 and arrest.p95 < 0.3


def test_a_sign_in_few_people_is_known_worse_than_in_many():
    few, many = (only([f"from: 0 h, to: 1 h, sign: flushing, value: 0.6, n: {count}"]) for count in (4, 400))
    assert few.p95 - few.p05 > many.p95 - many.p05


def test_what_a_person_holds_steady_is_expected_narrowly():
    steady = only(["at: 1 h, what: qtc, value: 400 ms, n: 30"])
    varying = only(["at: 1 h, what: crp, value: 2 mg/L, n: 30"])
    assert width(steady) < 0.25 < width(varying)


def test_a_patients_stores_are_not_as_unusual_as_his_serum():
    """Nobody's muscle holds half or twice the usual, whatever his blood shows."""
    muscle = only(["at: 1 h, what: muscle_magnesium, value: 9 mmol/kg"])
    assert muscle.p05 > muscle.p50 / 2 and muscle.p95 < 2 * muscle.p50
