"""The body as a whole: nothing appears or vanishes, units agree, every number has an origin and a use."""

import pytest

from magnesia.body import whole_body
from magnesia.body.anatomy import Anatomy
from magnesia.body.kidney import SHOCK_POWER
from magnesia.body.minerals import GATE_POWER, POTASSIUM_POWER, SUPPRESSION_POWER
from magnesia.body.records import parameter_records
from magnesia.engine.expression import walk
from magnesia.engine.model import ELEMENTS
from magnesia.engine.units import check_units


@pytest.fixture(scope="module")
def body():
    return whole_body()


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_flow_joins_two_pools_of_its_element(body, element):
    holders = {state.name for state in body.states if state.element == element}
    flows = [flow for flow in body.flows if flow.element == element]
    assert flows
    for flow in flows:
        assert flow.source in holders and flow.target in holders and flow.source != flow.target


def test_each_derivative_is_the_sum_of_its_flows(body):
    for state, derivative in zip(body.states, body.derivatives, strict=True):
        touching = [flow for flow in body.flows if state.name in (flow.source, flow.target)]
        nodes = set(walk([derivative]))
        assert all(flow.rate in nodes for flow in touching), state.name


def test_units_agree_in_every_equation(body):
    assert check_units(body) == []


def test_ledgers_and_counters_act_on_nothing(body):
    silent = {state.name for state in body.states if state.role in ("ledger", "counter")}
    used = {node.name for node in walk(body.derivatives) if node.operation == "symbol"}
    assert not silent & used


def test_every_record_is_used_by_an_equation(body):
    roots = [*body.derivatives, *(signal.expression for signal in body.signals)]
    used = {node.name for node in walk(roots) if node.operation == "symbol"}
    assert set(parameter_records()) <= used


def test_every_record_has_a_plausible_spread_and_uncertainty():
    for record in parameter_records().values():
        # a factor of e either way is as little as one can know
        assert 0 <= record.spread < 1 and 0 <= record.uncertainty <= 1, record.name
        if record.how == "definition":
            assert record.spread == 0, record.name


POWERS = (POTASSIUM_POWER, GATE_POWER, SUPPRESSION_POWER, SHOCK_POWER)


def test_constants_in_equations_are_structural(body):
    """No bare number beyond 0, 1, 2 and small whole powers stands in an equation."""
    allowed = {-1.0, 0.0, 1.0, 2.0, 4.0, *map(float, POWERS)}
    constants = {node.value for node in walk(body.derivatives) if node.is_constant}
    assert constants <= allowed


def test_a_flow_between_elements_is_refused():
    body = Anatomy(parameter_records())
    one = body.pool("a", "magnesium", 1.0, "")
    body.pool("b", "calcium", 1.0, "")
    with pytest.raises(ValueError, match="same element"):
        body.flow("x", "a", "b", one, "")


def test_a_pool_cannot_be_given_a_rate_of_its_own():
    body = Anatomy(parameter_records())
    amount = body.pool("a", "magnesium", 1.0, "")
    with pytest.raises(ValueError, match="only by"):
        body.change("a", amount)
