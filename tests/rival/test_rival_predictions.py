"""What the rival says of cases, and that its fit finds the numbers that data were made with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from magnesia.calibration.observations import observations
from magnesia.case import read_case
from magnesia.errors import InputError
from magnesia.rival import fit, predict
from magnesia.rival.model import ANSWERED, two_compartments
from magnesia.rival.numbers import fitted_names, numbers, records, stored_fit
from magnesia.rival.predicting import values_of
from magnesia.rival.table import Errors, by_observable, summary, worded

INFUSION = """
title: An infusion
person: {{age: 30 y, weight: 70 kg, count: 20}}
timeline:
  - {{at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}}
  - {{at: 20 min, give: magnesium_sulfate, rate: {rate} g/h, route: iv, until: 12 h}}
seen:
  - {{at: 0 h, what: serum_magnesium, value: {values[0]} mmol/L, se: 0.002 mmol/L}}
  - {{at: 1 h, what: serum_magnesium, value: {values[1]} mmol/L, se: 0.002 mmol/L}}
  - {{at: 12 h, what: serum_magnesium, value: {values[2]} mmol/L, se: 0.002 mmol/L}}
  - {{from: 0 h, to: 12 h, what: urine_magnesium, value: {values[3]} mmol, se: 0.1 mmol}}
"""
MOVED = {"rival.threshold": 1.1, "rival.central_volume": 1.3}
TRUTH = {name: np.array([MOVED.get(name, 1.0) * records()[name].value / numbers()[name].value])
         for name in fitted_names()}  # fmt: skip


def case_of(text: str):
    return read_case("title: a test\n" + text)


def test_an_entry_for_each_and_none_where_it_has_nothing_to_say():
    case = case_of("""
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 0.1 mmol/kg, route: iv, over: 4 h}
seen:
  - {at: 0 h, what: pth, value: 30 ng/L}
  - {at: 4 h, what: serum_magnesium, change_from: 0 h, value: 0.3 mmol/L}
  - {at: 4 h, what: ionized_magnesium, value: 0.8 mmol/L}
  - {at: 4 h, what: fractional_excretion_magnesium, value: 20 %}
  - {from: 0 h, to: 24 h, what: urine_magnesium, value: 8 mmol}
  - {from: 0 h, to: 24 h, what: load_retention, value: 10 %}
  - {from: 30 h, to: 48 h, what: load_retention, value: 10 %}
  - {at: 4 h, what: erythrocyte_magnesium, value: 2 mmol/L}
arms:
  one: {}
  other: {person: {weight: 90 kg}}
""")
    found = predict(case)
    assert len(found) == sum(len(arm.seen) for _, arm in case.variants()) == 16
    assert [value is None for value in found[:8]] == [True, False, False, False, False, False, True, True]
    change, ionised, excreted, urine, retained = found[1:6]
    assert 0 < change < 1 and 0.5 < ionised < 1.2 and 0.02 < excreted < 0.6 and urine > 1 and -0.2 < retained < 0.9


def test_arms_are_compared():
    case = case_of("""
person: {egfr: 100 mL/min/1.73m2}
arms:
  healthy: {}
  ill:
    person: {egfr: 15 mL/min/1.73m2}
    seen:
      - {at: 0 h, what: serum_magnesium, over: healthy, value: 1.2}
      - {at: 0 h, what: serum_magnesium, value: 1 mmol/L}
""")
    ratio, level = predict(case)
    assert 1.02 < ratio < 2 and 0.6 < level / ratio < 1.0


def test_a_poor_bath_lowers_serum_and_a_drug_does_nothing():
    text = """
person: {{age: 60 y, egfr: {egfr} mL/min/1.73m2}}
timeline:
  - {event}
seen:
  - {{at: 1 d, what: serum_magnesium, value: 1 mmol/L}}
"""
    quiet = "{at: 0 h, habits: {}}"
    poor = "{at: 20 h, dialyse: haemodialysis, for: 4 h, bath_magnesium: 0.1 mmol/L}"
    rich = "{at: 20 h, dialyse: haemodialysis, for: 4 h, bath_magnesium: 1.5 mmol/L}"
    low, high = (predict(case_of(text.format(egfr=7, event=event)))[0] for event in (poor, rich))
    assert low < 0.8 * high
    drug = "{at: -1 y, start: omeprazole, dose: 40 mg/d}"
    assert predict(case_of(text.format(egfr=90, event=drug))) == pytest.approx(
        predict(case_of(text.format(egfr=90, event=quiet))), rel=2e-3
    )


RATES = ("0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4")  # g/h; few studies leave it near the records


def made_by_the_truth(folder: Path) -> dict[str, Path]:
    """Studies whose numbers are those of the rival with other parameters."""
    paths = {}
    for rate in RATES:
        values = [1.0] * 4
        for _ in range(2):
            text = INFUSION.format(rate=rate, values=[f"{value:.6f}" for value in values])
            values = [float(value[0]) for value in values_of(read_case(text), TRUTH)]
        paths[rate] = folder / f"infusion_{rate}.yaml"
        paths[rate].write_text(INFUSION.format(rate=rate, values=[f"{value:.6f}" for value in values]))
    return paths


def test_the_fit_is_deterministic_and_finds_what_data_were_made_with(tmp_path):
    paths = made_by_the_truth(tmp_path)
    one, two = fit(paths, seed=3, count=1), fit(paths, seed=3, count=1)
    assert one == two
    assert (one.studies, one.observations) == (len(RATES), 4 * len(RATES))
    for name, factor in MOVED.items():
        assert one.estimates[name] == pytest.approx(factor * records()[name].value, rel=0.07)


def test_nothing_to_fit_to(tmp_path):
    path = tmp_path / "pth.yaml"
    path.write_text("title: PTH\nseen:\n  - {at: 0 h, what: pth, value: 30 ng/L}\n")
    with pytest.raises(InputError, match="no serum_magnesium or urine_magnesium"):
        fit({"pth": path})


def test_the_installed_fit_is_in_force():
    found = stored_fit()
    assert found is not None
    assert set(fitted_names()) == set(found.estimates)
    for name, value in found.estimates.items():
        assert two_compartments().parameters[two_compartments().parameter_index[name]].value == value


def test_the_table_counts_who_is_nearer():
    case = read_case(INFUSION.format(rate="1", values=["0.8", "1.6", "1.8", "20"]))
    level, *_ = observations("a", case)
    change = replace(level, style="change")
    silent = replace(level, seen=replace(level.seen, what="pth"))
    entries = [(level, 0.1, 0.2), (level, 0.3, 0.1), (level, 0.5, None), (change, 0.1, 0.9), (level, 0.2, 0.2)]
    every = [*(Errors("loads", *entry) for entry in entries), Errors("hormones", silent, 0.1, None)]
    row, other = by_observable(every)
    assert (row.name, row.entries, row.answered) == ("serum_magnesium", 5, 4)
    assert (row.body, row.rival) == (pytest.approx(0.2), pytest.approx(0.2))  # changes do not count here
    assert (row.body_nearer, row.rival_nearer) == (2, 1)
    assert (other.answered, other.body) == (0, None)
    said = worded(every)
    assert "| pth | 1 | 0 | - | - | 0 | 0 |" in said
    assert "| loads | 5 | 4 | 0.200 | 0.200 | 2 | 1 |" in said and "| hormones |" not in said
    assert "answers 4 of 6 entries" in said and "nearer on 2, the rival on 1. Of 1 studies" in said
    assert said.endswith("The rival wins on no observable and on no topic.")
    assert summary([Errors("loads", level, 0.3, 0.1)]).endswith("wins on serum_magnesium and on loads.")


def test_what_it_answers_is_what_its_equations_have():
    model = two_compartments()
    assert set(ANSWERED) - {"load_retention"} <= {*model.signal_index, *model.state_index}
