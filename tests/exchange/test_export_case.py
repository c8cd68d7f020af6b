"""An exported case, run by an independent simulator, gives what ``simulate`` gives."""

import antimony
import numpy as np
import pytest

from independent_simulator import simulate_sbml
from magnesia.case import read_case
from magnesia.errors import InputError
from magnesia.exchange import export_case
from magnesia.simulation import simulate
from magnesia.simulation.horizon import first_moment

DRIP = """\
title: A drip & its end
person: {sex: female, age: 28 y, weight: 62 kg, height: 155 cm}
habits: {magnesium: 280 mg/d, calcium: 900 mg/d}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 4.5 g, route: iv, over: 20 min}
  - {at: 20 min, give: magnesium_sulfate, rate: 1.5 g/h, route: iv, until: 24 h}
seen:
  - {at: 30 h, what: serum_magnesium, value: 1.2 mmol/L}
"""
TABLETS = """\
person: {sex: male, age: 50 y, egfr: 40 mL/min/1.73m2, albumin: 34 g/L}
timeline:
  - {at: -2 d, habits: {magnesium: 100 mg/d}}
  - {at: 1 d, give: magnesium_citrate, dose: 100 mg elemental, route: oral, every: 8 h, until: 6 d, with_meal: true}
  - {at: 1 d, start: furosemide, dose: 40 mg/d, until: 5 d}
  - {at: 2 d, dialyse: haemodialysis, for: 4 h, bath_magnesium: 0.3 mmol/L, blood_flow: 300 mL/min}
seen:
  - {at: 7 d, what: serum_magnesium, value: 0.8 mmol/L}
"""
ARMS = """\
person: {sex: male, age: 50 y}
arms:
  low: {habits: {magnesium: 100 mg/d}}
  high: {habits: {magnesium: 400 mg/d}}
"""
OUTPUTS = ["serum_magnesium", "serum_calcium", "pth", "body_magnesium"]


@pytest.mark.parametrize("text", [DRIP, TABLETS])
@pytest.mark.parametrize("to", ["sbml", "antimony"])
def test_an_exported_case_gives_the_same_results(text, to):
    case = read_case(text)
    document = export_case(case, to)
    if to == "antimony":
        assert antimony.loadAntimonyString(document) != -1, antimony.getLastError()
        document = antimony.getSBMLString("magnesia")
    (result,) = simulate(case, outputs=OUTPUTS, tolerance=1e-8)
    times = result.times[5:] - first_moment(case, result.times.tolist())
    found = simulate_sbml(document, [0.0, *times], OUTPUTS)[1:]
    expected = np.array([result.outputs[name].values[:, 0] for name in OUTPUTS]).T[5:]
    assert found == pytest.approx(expected, rel=1e-5)


def test_one_arm_is_exported_at_a_time():
    case = read_case(ARMS)
    with pytest.raises(InputError, match="low, high"):
        export_case(case)
    assert export_case(case, arm="low") != export_case(case, arm="high")
    with pytest.raises(InputError, match="no arm called lo"):
        export_case(case, arm="lo")


def test_an_unknown_format_is_refused():
    with pytest.raises(InputError, match="sbml or antimony"):
        export_case(read_case(DRIP), "cellml")
