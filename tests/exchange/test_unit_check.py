"""The unit check finds each kind of mistake and is silent about sound equations."""

from dataclasses import replace

import pytest

from magnesia.body import whole_body
from magnesia.effects import answering_body
from magnesia.engine.expression import constant, exp, log, symbol
from magnesia.engine.model import Flow, Signal
from magnesia.engine.units import check_units, unit_registry


def test_a_sound_body_has_no_problem(toy):
    assert check_units(toy) == []


@pytest.mark.parametrize("body", [whole_body, answering_body])
def test_the_whole_body_is_consistent(body):
    assert [str(problem) for problem in check_units(body())] == []


def _with_signal(toy, unit, expression):
    return replace(toy, signals=(*toy.signals, Signal("suspect", unit, expression, "A suspect")))


@pytest.mark.parametrize(
    ("unit", "expression", "said"),
    [
        ("mmol", symbol("plasma_magnesium") + symbol("toy.half"), "add joins mmol and mmol/l"),
        ("dimensionless", exp(symbol("plasma_magnesium")), "exp of mmol"),
        ("dimensionless", log(symbol("toy.half")), "log of mmol/l"),
        ("dimensionless", symbol("adaptation") ** symbol("toy.half"), "power of mmol/l"),
        ("umol", symbol("plasma_magnesium") * 1, "is mmol where umol is declared"),
        ("mmol", symbol("plasma_magnesium") + 1, "add joins"),
        ("mmol", symbol("nothing_known") + symbol("plasma_magnesium"), "neither a state nor a parameter"),
        ("furlongs/fortnite", symbol("age") / symbol("age"), "not understood"),
    ],
)
def test_a_mistake_is_told_once(toy, unit, expression, said):
    problems = check_units(_with_signal(toy, unit, expression))
    assert len(problems) == 1
    assert problems[0].where == "signal suspect"
    assert said in problems[0].message


def test_zero_fits_any_unit(toy):
    assert check_units(_with_signal(toy, "ng/L", constant(0))) == []


def test_a_flow_that_is_no_flow_is_told(toy):
    flow = Flow("seep", "magnesium", "plasma_magnesium", "deep_magnesium", symbol("plasma_magnesium"), "Seeping")
    assert "flow seep: is mmol where mmol/h" in str(check_units(replace(toy, flows=(flow,)))[0])


def test_a_derivative_must_match_its_state(toy):
    derivatives = list(toy.derivatives)
    derivatives[toy.state_index["age"]] = symbol("toy.rate") * symbol("adaptation")
    assert "wk" in str(check_units(replace(toy, derivatives=tuple(derivatives)))[0])


def test_an_element_is_counted_in_mmol(toy):
    states = list(toy.states)
    states[0] = replace(states[0], unit="mol")
    assert any("not mmol" in problem.message for problem in check_units(replace(toy, states=tuple(states))))


@pytest.mark.parametrize("unit", ["wk", "y", "ng/L", "pmol/L", "umol", "umol/h", "mmol/kg", "L/g"])
def test_units_of_the_field_are_understood(unit):
    assert unit_registry().Unit(unit)
