"""SBML and Antimony: valid, complete, with units, and meaning the same to an independent simulator."""

from dataclasses import replace

import antimony
import libsbml
import numpy as np
import pytest

from independent_simulator import simulate_sbml
from magnesia.body import whole_body
from magnesia.engine.model import Model
from magnesia.engine.schedule import Bolus, Change, Schedule
from magnesia.exchange.antimony import to_antimony
from magnesia.exchange.sbml import to_sbml

UNKNOWN_UNIT = 99505  # the unit of a literal zero, which fits any


def problems_of(document: str) -> list[str]:
    """Every error and warning of libSBML, those about units included."""
    read = libsbml.readSBMLFromString(document)
    read.checkConsistency()
    errors = [read.getError(index) for index in range(read.getNumErrors())]
    return [error.getMessage() for error in errors if error.getErrorId() != UNKNOWN_UNIT]


def eventful(model: Model) -> Schedule:
    """A drip that starts and stops, a dose at the very start, two doses at one time, and daily doses."""
    plasma, intake = model.state_index["plasma_magnesium"], model.parameter_index["toy.intake"]
    times = np.array([-2.0, 1.0, 5.0, 6.0, 30.0, 54.0, 78.0, 100.0])
    boluses = [Bolus(segment, plasma, np.array([2.0])) for segment in (0, 2, 3, 4, 5, 6)]
    changes = [Change(1, intake, np.array([0.5])), Change(3, intake, np.array([0.0]))]
    return Schedule(times, (*boluses, Bolus(2, plasma, np.array([1.5]))), tuple(changes))


@pytest.fixture(scope="module")
def body() -> Model:
    return whole_body()


def test_the_whole_body_is_valid_sbml_with_consistent_units(body):
    assert problems_of(to_sbml(body)) == []


def test_a_schedule_is_valid_sbml(toy):
    assert problems_of(to_sbml(toy, schedule=eventful(toy))) == []


def test_everything_of_the_model_is_in_the_document(body):
    written = libsbml.readSBMLFromString(to_sbml(body)).getModel()
    names = {element.getName() or element.getId() for element in written.getListOfAllElements()}
    groups = (body.parameters, body.states, body.flows, body.signals)
    assert {item.name for group in groups for item in group} <= names
    for record in body.parameters:
        element = written.getParameter(record.name.replace(".", "__"))
        assert element.getValue() == record.value
        assert record.source in element.getNotesString()


def test_two_meanings_of_one_name_are_refused(toy):
    with pytest.raises(ValueError, match="plasma_magnesium"):
        to_sbml(replace(toy, signals=(*toy.signals, replace(toy.signals[0], name="plasma_magnesium"))))


def test_antimony_reads_back_as_the_same_model(body):
    assert antimony.loadAntimonyString(to_antimony(body)) != -1, antimony.getLastError()
    back = libsbml.readSBMLFromString(antimony.getSBMLString("magnesia")).getModel()
    sent = libsbml.readSBMLFromString(to_sbml(body)).getModel()
    assert back.getNumReactions() == sent.getNumReactions()
    assert back.getNumSpecies() == sent.getNumSpecies()
    assert back.getNumParameters() == sent.getNumParameters()
    assert back.getNumRules() == sent.getNumRules()


@pytest.mark.parametrize("writer", ["sbml", "antimony"])
def test_a_simulator_sees_the_same_events(toy, writer):
    schedule = eventful(toy)
    document = to_sbml(toy, schedule=schedule)
    if writer == "antimony":
        assert antimony.loadAntimonyString(to_antimony(toy, schedule=schedule)) != -1, antimony.getLastError()
        document = antimony.getSBMLString("magnesia")
    names = ["supplied_magnesium", "plasma_magnesium", "deep_magnesium", "urine_magnesium"]
    supplied, *held = simulate_sbml(document, np.linspace(0, 102, 103), names, relative=1e-11)[-1]
    assert supplied == pytest.approx(-0.5 * 5, rel=1e-9)
    assert sum(held) == pytest.approx(2.4 + 20.0 + 6 * 2.0 + 1.5 + 0.5 * 5, rel=1e-9)
