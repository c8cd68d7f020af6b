"""From a case to results: sense, conservation, isolation of failures, and the shapes of what comes back."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magnesia.case import read_case
from magnesia.errors import InputError
from magnesia.simulation import lives, run, simulate
from magnesia.simulation.observe import Question

INFUSION = """
title: MgSO4 for a day
person: {sex: female, age: 28 y, weight: 62 kg, height: 155 cm}
habits: {magnesium: 280 mg/d}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 4.5 g, route: iv, over: 20 min}
  - {at: 20 min, give: magnesium_sulfate, rate: 1.5 g/h, route: iv, until: 24 h}
seen:
  - {at: 30 min, what: serum_magnesium, value: 1.81 mmol/L}
  - {at: 24 h, what: serum_magnesium, value: 1.2 mmol/L, change_from: 0 h}
  - {at: 24 h, what: serum_magnesium, value: 2.5, relative_to: 0 h}
  - {from: 0 h, to: 24 h, what: urine_magnesium, value: 100 mmol}
  - {from: 0 h, to: 24 h, what: load_retention, value: 0.3, basal: subtracted}
  - {from: 0 h, to: 24 h, what: load_retention, value: 0.3, basal: not_subtracted}
"""


def values(result, name):
    return result.outputs[name].values


def test_an_infusion_raises_serum_and_urine_as_it_does_in_people():
    (result,) = simulate(read_case(INFUSION))
    serum = values(result, "serum_magnesium")[:, 0]
    assert 0.75 < serum[0] < 0.95
    assert 1.5 < serum.max() < 3.5
    level, change, ratio, urine, subtracted, whole = (float(one.values[0]) for one in result.predictions)
    assert 1.4 < level < 2.6
    assert change == pytest.approx(serum[-1] - serum[0])
    assert ratio == pytest.approx(serum[-1] / serum[0])
    assert urine == pytest.approx(values(result, "urine_magnesium")[-1, 0])
    load = (4.5 + 1.5 * (24 - 1 / 3)) / 0.2465
    assert whole == pytest.approx(1 - urine / load, rel=1e-3)
    assert whole < subtracted < 1


def test_magnesium_calcium_and_potassium_are_conserved_and_nothing_fails():
    (result,) = simulate(read_case(INFUSION), people=12)
    assert set(result.balance) == {"magnesium", "calcium", "potassium"}
    assert max(result.balance.values()) < 1e-9
    assert not result.failures


def test_many_people_are_many_persons_each_alone():
    """A person of an ensemble has the values of the same person simulated in other company."""
    case = read_case(INFUSION)
    few, more = simulate(case, people=2, seed=5)[0], simulate(case, people=9, seed=5)[0]
    for name in few.outputs:
        assert values(few, name) == pytest.approx(values(more, name)[:, :2], rel=2e-4, abs=1e-4)


def test_a_person_who_cannot_be_computed_is_named_and_the_others_are_kept(monkeypatch):
    settle = lives.settle

    def lose_one(model, parameters, *rest):
        broken = parameters.copy()
        broken[model.parameter_index["plasma.volume"], 1] = np.nan
        return settle(model, broken, *rest)

    case = read_case(INFUSION)
    expected = simulate(case, people=4)[0]
    monkeypatch.setattr(lives, "settle", lose_one)
    (result,) = simulate(case, people=4)
    assert [failure.person for failure in result.failures] == [1]
    assert str(result.failures[0]).startswith("MgSO4 for a day, person 2 of 4 could not be simulated: ")
    serum = values(result, "serum_magnesium")
    assert np.isnan(serum[:, 1]).all()
    others = [0, 2, 3]
    assert serum[:, others] == pytest.approx(values(expected, "serum_magnesium")[:, others], rel=1e-4)
    assert all(number is not None for number in result.to_json()["outputs"]["serum_magnesium"]["p50"])


def test_json_has_the_shape_that_is_promised():
    (single,) = simulate(read_case(INFUSION), outputs=["serum_magnesium", "urine_magnesium"], at=[0, 1, 24])
    found = json.loads(json.dumps(single.to_json(), allow_nan=False))
    assert list(found) == ["case", "arm", "times_h", "outputs", "balance", "warnings"]
    assert found["times_h"] == [0, 1, 24]
    assert found["outputs"]["urine_magnesium"]["value"][0] == 0
    assert found["outputs"]["serum_magnesium"]["unit"] == "mmol/L"
    (many,) = simulate(read_case(INFUSION), people=20, outputs=["serum_magnesium"], at=[24.0])
    bands = many.to_json()["outputs"]["serum_magnesium"]
    assert bands["p05"][0] < bands["p50"][0] < bands["p95"][0]


def test_the_dataset_is_labelled():
    (result,) = simulate(read_case(INFUSION), people=3, outputs=["serum_magnesium"], at=[0.0, 24.0])
    assert result.dataset["serum_magnesium"].dims == ("time", "person")
    assert result.dataset["serum_magnesium"].attrs["units"] == "mmol/L"
    assert result.bands["serum_magnesium"].sel(quantile="p50").shape == (2,)
    assert result.dataset["weight"].values == pytest.approx([62, 62, 62])


def test_arms_are_separate_lives():
    text = """
habits: {magnesium: 300 mg/d}
arms:
  plenty: {habits: {magnesium: 600 mg/d}}
  little: {habits: {magnesium: 60 mg/d}}
"""
    plenty, little = simulate(read_case(text), outputs=["serum_magnesium"], at=[0.0])
    assert (plenty.arm, little.arm) == ("plenty", "little")
    assert values(plenty, "serum_magnesium") > values(little, "serum_magnesium") + 0.05


def test_less_food_means_less_in_urine_then_less_in_blood():
    text = "timeline: [{at: 0 h, habits: {magnesium: 12 mg/d}}]"
    (result,) = simulate(read_case(text), at=[0, 24, 168, 1008], outputs=["urine_magnesium", "serum_magnesium"])
    urine, serum = values(result, "urine_magnesium")[:, 0], values(result, "serum_magnesium")[:, 0]
    daily_first, daily_last = urine[1], (urine[3] - urine[2]) / 35
    assert daily_last < 0.3 * daily_first
    assert serum[3] < serum[1] <= serum[0] + 0.02


def test_pregnancy_dilutes_and_feeds_a_child():
    text = "person: {sex: female, age: 28 y, weight: 70 kg, height: 165 cm, pregnant: 38 wk}"
    (result,) = simulate(
        read_case(text), at=[0.0], outputs=["serum_magnesium", "cord_magnesium", "fetal_magnesium", "gestation"]
    )
    assert values(result, "gestation")[0, 0] == pytest.approx(38, rel=1e-6)
    assert 0.6 < values(result, "serum_magnesium")[0, 0] < 0.85
    assert 10 < values(result, "fetal_magnesium")[0, 0] < 40


def test_absorption_is_read_against_the_life_without_the_dose():
    text = """
timeline: [{{at: 1 h, give: {salt}, dose: 10 mmol, route: oral}}]
seen: [{{from: 0 h, to: 72 h, what: absorbed_fraction, value: 0.3, of: {of}}}]
"""
    citrate = simulate(read_case(text.format(salt="magnesium_citrate", of="dose")))[0].predictions[0].values[0]
    oxide = simulate(read_case(text.format(salt="magnesium_oxide", of="dose")))[0].predictions[0].values[0]
    intake = simulate(read_case(text.format(salt="magnesium_citrate", of="intake")))[0].predictions[0].values[0]
    assert 0.05 < oxide < citrate < 0.6
    assert 0.1 < intake < 0.6


def test_deficit_is_none_on_a_sufficient_diet_and_large_on_a_poor_one():
    poor = simulate(read_case("habits: {magnesium: 60 mg/d}"), at=[0.0], outputs=["magnesium_deficit"])[0]
    good = simulate(read_case("habits: {magnesium: 325 mg/d}"), at=[0.0], outputs=["magnesium_deficit"])[0]
    assert values(poor, "magnesium_deficit")[0, 0] > 30
    assert abs(values(good, "magnesium_deficit")[0, 0]) < 15


def test_bounds_and_unknown_things_are_said():
    case = read_case("seen: [{at: 1 h, what: cord_magnesium, value: 0.8 mmol/L}]")
    (result,) = simulate(case)
    assert result.predictions[0].values is None
    assert any("nobody is pregnant" in warning for warning in result.warnings)
    with pytest.raises(InputError, match="serum_magnesium"):
        simulate(case, outputs=["serum_magnesiun"])
    with pytest.raises(InputError, match="give the person `pregnant:`"):
        simulate(case, outputs=["cord_magnesium"])
    with pytest.raises(InputError, match="window"):
        simulate(case, outputs=["load_retention"])
    with pytest.raises(InputError, match="after the end"):
        simulate(case, at=[30.0], until=24.0)
    with pytest.raises(InputError, match="people"):
        simulate(case, people=0)


def test_retention_without_a_load_says_so():
    (result,) = simulate(read_case("seen: [{from: 0 h, to: 24 h, what: load_retention, value: 0.1}]"))
    assert result.predictions[0].values is None
    assert "no magnesium is given" in (result.predictions[0].reason or "")


def test_progress_rises_to_one():
    told: list[float] = []
    simulate(read_case("arms: {a: {}, b: {}}"), people=2, at=[1.0], progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_importing_and_simulating_load_no_tables_of_labels():
    import subprocess
    import sys

    code = (
        "import sys, magnesia; magnesia.simulate(magnesia.read_case('title: a'), at=[1.0]);"
        "print([name for name in ('xarray', 'pandas', 'pint', 'matplotlib', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@settings(max_examples=25, deadline=None)
@given(
    entries=st.lists(
        st.tuples(st.floats(-72, 72), st.sampled_from(["oral", "iv", "im", "rectal", "tube"]), st.floats(0.1, 30)),
        max_size=6,
    ),
    magnesium=st.floats(50, 800),
)
def test_whatever_is_given_is_found_again(entries, magnesium):
    lines = [f"  - {{at: {at} h, give: magnesium, dose: {dose} mmol, route: {route}}}" for at, route, dose in entries]
    text = f"habits: {{magnesium: {magnesium} mg/d}}\n" + ("timeline:\n" + "\n".join(lines) if lines else "")
    (result,) = simulate(read_case(text), at=[0.0, 96.0])
    assert not result.failures
    assert max(result.balance.values()) < 1e-9


def test_portions_of_people_are_joined_in_order(monkeypatch):
    case = read_case(INFUSION)
    at_once = simulate(case, people=7, seed=2)[0]
    monkeypatch.setattr(run, "PORTION", 3)
    told: list[float] = []
    in_parts = simulate(case, people=7, seed=2, progress=told.append)[0]
    assert values(in_parts, "serum_magnesium") == pytest.approx(values(at_once, "serum_magnesium"), rel=2e-4)
    for one, other in zip(in_parts.predictions, at_once.predictions, strict=True):
        assert one.values == pytest.approx(other.values, rel=1e-3)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_run_may_lie_before_zero():
    text = "timeline: [{at: -10 d, give: magnesium, dose: 20 mmol, route: iv}]"
    (result,) = simulate(read_case(text), at=[-240.0, -216.0], until=-216.0)
    urine = values(result, "urine_magnesium")[:, 0]
    assert urine[0] < -5
    assert urine[1] == 0


def test_a_question_moves_with_its_window():
    moved = Question("urine_magnesium", start=24.0, end=48.0).moved_to(-24.0)
    assert moved.window == (-24.0, 0.0)
    assert Question("serum_magnesium", at=3.0).moved_to(1.0).at == 1.0
