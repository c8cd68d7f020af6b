"""Doses and changes of a schedule as SBML events: one for each moment, one for each train of equal doses."""

from __future__ import annotations

from collections.abc import Iterable

import libsbml

from magnesia.engine.model import Model
from magnesia.exchange.formula import identifier, number
from magnesia.exchange.occasions import Occasions, Train
from magnesia.exchange.sbml_parts import note, parsed
from magnesia.exchange.sbml_units import UnitDefinitions


def add_events(target: libsbml.Model, units: UnitDefinitions, model: Model, timeline: Occasions) -> None:
    """Write every moment and train after the start; the document's time runs from the start of the timeline."""
    origin, hour = timeline.start.time, units.identifier("h")
    for position, moment in enumerate(timeline.moments, 1):
        event = _event(target, f"moment_{position}", f"time >= {number(moment.time - origin)} {hour}")
        for index, value in moment.values.items():
            record = model.parameters[index]
            _assign(event, identifier(record.name), f"{number(value)} {units.identifier(record.unit)}")
        _assign_additions(event, units, model, moment.additions.items())
    for position, train in enumerate(timeline.trains, 1):
        _add_train(target, units, model, train, position, origin)


def _add_train(
    target: libsbml.Model, units: UnitDefinitions, model: Model, train: Train, position: int, origin: float
) -> None:
    hour, due = units.identifier("h"), f"next_dose_{position}"
    parameter = target.createParameter()
    parameter.setId(due)
    parameter.setUnits(hour)
    parameter.setValue(train.first - origin)
    parameter.setConstant(False)
    note(parameter, f"When the next of {train.count} doses is due.")
    # Half a period past the last dose, so that rounding of the running sum cannot drop it.
    end = train.last - origin + train.period / 2
    event = _event(target, f"train_{position}", f"(time >= {due}) && ({due} <= {number(end)} {hour})")
    _assign(event, due, f"{due} + {number(train.period)} {hour}")
    _assign_additions(event, units, model, train.additions)


def _event(target: libsbml.Model, name: str, condition: str) -> libsbml.Event:
    event = target.createEvent()
    event.setId(name)
    # Two doses into one pool at one time must both count: each is added to the value it finds when it is carried out.
    event.setUseValuesFromTriggerTime(False)
    trigger = event.createTrigger()
    trigger.setInitialValue(True)
    trigger.setPersistent(True)
    trigger.setMath(parsed(condition))
    return event


def _assign_additions(
    event: libsbml.Event, units: UnitDefinitions, model: Model, additions: Iterable[tuple[int, float]]
) -> None:
    for index, amount in additions:
        state = model.states[index]
        name = identifier(state.name)
        _assign(event, name, f"{name} + {number(amount)} {units.identifier(state.unit)}")


def _assign(event: libsbml.Event, variable: str, text: str) -> None:
    assignment = event.createEventAssignment()
    assignment.setVariable(variable)
    assignment.setMath(parsed(text))
