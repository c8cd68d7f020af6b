"""Everything that may act on a person can be lived with in a case, and does what it says."""

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.exposures import find, names
from magnesia.simulation import simulate

DIALYSES = ("haemodialysis", "haemodiafiltration", "peritoneal", "crrt")


def entry(kind, name):
    if name in DIALYSES:
        return f"{{at: 0 h, dialyse: {name}, for: 4 h}}"
    record = find(kind, name)
    if kind != "drug":
        return f"{{at: 0 h, start: {name}}}"
    unit = record.dose_unit.replace("/", f"/{record.per}/", 1) if record.per else record.dose_unit
    return f"{{at: 0 h, start: {name}, dose: {record.usual_dose} {unit}}}"


def run(text, hours=(0.0, 48.0), outputs=("serum_magnesium", "urine_magnesium")):
    (result,) = simulate(read_case(text), at=hours, outputs=outputs)
    return result


def last(result, name):
    return float(result.outputs[name].values[-1, 0])


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in ("drug", "state", "procedure") for name in names(kind)]
)
def test_whatever_can_be_started_can_be_lived_with(kind, name):
    result = run(f"timeline: [{entry(kind, name)}]")
    assert not result.failures
    assert max(result.balance.values()) < 1e-9
    assert 0.2 < last(result, "serum_magnesium") < 3


@pytest.mark.parametrize("function", ["absent", "half", "gain"])
@pytest.mark.parametrize("name", names("gene"))
def test_whatever_gene_differs_can_be_lived_with(name, function):
    result = run(f"person: {{genes: {{{name}: {function}}}}}", hours=(0.0,))
    assert not result.failures
    assert last(result, "serum_magnesium") > 0.1


def test_furosemide_and_gitelman_syndrome_waste_magnesium():
    plain = run("title: nobody")
    assert last(run("timeline: [{at: 0 h, start: furosemide, dose: 80 mg/d}]"), "urine_magnesium") > 1.02 * last(
        plain, "urine_magnesium"
    )
    gitelman = run("person: {conditions: {gitelman_syndrome: 1}}")
    assert last(gitelman, "serum_magnesium") < last(plain, "serum_magnesium") - 0.08


def test_what_stops_wears_off():
    text = "timeline: [{at: -60 d, start: cetuximab, dose: 76 mg/d}, {at: 0 h, stop: cetuximab}]"
    result = run(text, hours=(0.0, 24.0 * 90))
    serum = result.outputs["serum_magnesium"].values[:, 0]
    assert serum[1] > serum[0] + 0.02


def test_who_starves_eats_nothing_and_the_alcohol_of_habits_acts():
    starved = run("timeline: [{at: 0 h, start: starvation}]", hours=(0.0, 480.0), outputs=["body_magnesium"])
    body = starved.outputs["body_magnesium"].values[:, 0]
    assert body[-1] < body[0] - 40, "three weeks of fasting cost tens of mmol, though serum hardly falls"
    drinking = run("habits: {alcohol: 120 g/d}", hours=(0.0,))
    assert last(drinking, "serum_magnesium") < last(run("title: nobody", hours=(0.0,)), "serum_magnesium") - 0.02


def test_what_was_measured_holds_with_the_disease_in_place():
    text = "person: {{sex: male, age: 60 y, weight: 80 kg, height: 175 cm, egfr: 50 mL/min/1.73m2{disease}}}"
    for disease in ("", ", conditions: {heart_failure: 1}"):
        result = run(text.format(disease=disease), hours=(0.0,), outputs=("glomerular_filtration", "creatinine"))
        assert last(result, "glomerular_filtration") == pytest.approx(50 * 1.958 / 1.73 * 0.06, rel=2e-3)
    ill = run("person: {albumin: 25 g/L, conditions: {nephrotic_syndrome: 1}}", hours=(0.0,))
    assert last(ill, "serum_magnesium") == pytest.approx(
        last(run("person: {albumin: 25 g/L}", hours=(0.0,)), "serum_magnesium"), abs=0.01
    )


def test_a_low_measured_filtration_is_a_kidney_disease():
    said = run("person: {conditions: {chronic_kidney_disease: {egfr: 20 mL/min/1.73m2}}}", hours=(0.0,))
    measured = run("person: {egfr: 20 mL/min/1.73m2}", hours=(0.0,))
    assert last(measured, "serum_magnesium") == pytest.approx(last(said, "serum_magnesium"), rel=0.01)


def test_without_kidneys_people_have_lived_on_dialysis():
    result = run("person: {conditions: {anuria: 1}}", hours=(0.0,), outputs=("serum_magnesium", "serum_potassium"))
    assert 0.6 < last(result, "serum_magnesium") < 2
    assert last(result, "serum_potassium") < 7.5
    assert any("haemodialysis" in warning for warning in result.warnings)


def test_levels_that_nobody_survives_are_warned_of():
    result = run("habits: {magnesium: 0.1 mmol/d}", hours=(0.0,))
    assert any("nobody lives long like this" in warning for warning in result.warnings)


def test_an_arm_is_asked_what_another_compares_itself_with():
    text = """
arms:
  healthy: {}
  ill:
    person: {egfr: 15 mL/min/1.73m2}
    seen: [{at: 0 h, what: serum_magnesium, value: 1.2, over: healthy}]
"""
    healthy, ill = simulate(read_case(text), people=5)
    ratio = ill.predictions[0].values / healthy.predictions[0].values
    assert np.all(ratio > 1)


def test_effects_beyond_what_was_studied_are_doubted():
    result = run("timeline: [{at: 0 h, start: omeprazole, dose: 2000 mg/d}]", hours=(0.0,))
    assert any("studied" in warning for warning in result.warnings)
