"""Doses and changes of a schedule as SBML events: one for each moment, one for each train of equal doses."""

from __future__ import annotations

from collections.abc import Iterable

import libsbml

from magnesia.engine.model import Model
from magnesia.exchange.formula import identifier, number
from magnesia.exchange.occasions import Moment, Occasions, Train
from magnesia.exchange.sbml_parts import note, parsed
from magnesia.exchange.sbml_units import UnitDefinitions


def add_events(target: libsbml.Model, units: UnitDefinitions, model: Model, timeline: Occasions) -> None:
    """Write every moment and train after the start; the document's time runs from the start of the timeline."""
    writer = _EventWriter(target, units, model, timeline.start.time)
    for position, moment in enumerate(timeline.moments, 1):
        writer.write_moment(f"moment_{position}", moment)
    for position, train in enumerate(timeline.trains, 1):
        writer.write_train(f"train_{position}", f"next_dose_{position}", train)


class _EventWriter:
    def __init__(self, target: libsbml.Model, units: UnitDefinitions, model: Model, origin: float):
        self._target = target
        self._units = units
        self._model = model
        self._origin = origin

    def write_moment(self, name: str, moment: Moment) -> None:
        event = self._event(name, f"time >= {self._hours(moment.time - self._origin)}")
        for index, value in moment.values.items():
            record = self._model.parameters[index]
            _assign(event, identifier(record.name), f"{number(value)} {self._units.identifier(record.unit)}")
        self._add(event, moment.additions.items())

    def write_train(self, name: str, due: str, train: Train) -> None:
        parameter = self._target.createParameter()
        parameter.setId(due)
        parameter.setUnits(self._units.identifier("h"))
        parameter.setValue(train.first - self._origin)
        parameter.setConstant(False)
        note(parameter, f"When the next of {train.count} doses is due")
        event = self._event(name, f"(time >= {due}) && ({due} <= {self._hours(train.end - self._origin)})")
        _assign(event, due, f"{due} + {self._hours(train.period)}")
        self._add(event, train.additions)

    def _hours(self, value: float) -> str:
        return f"{number(value)} {self._units.identifier('h')}"

    def _event(self, name: str, condition: str) -> libsbml.Event:
        event = self._target.createEvent()
        event.setId(name)
        # Two doses into one pool at one time must both count: each adds to the value it finds when it is carried out.
        event.setUseValuesFromTriggerTime(False)
        trigger = event.createTrigger()
        trigger.setInitialValue(True)
        trigger.setPersistent(True)
        trigger.setMath(parsed(condition))
        return event

    def _add(self, event: libsbml.Event, additions: Iterable[tuple[int, float]]) -> None:
        for index, amount in additions:
            state = self._model.states[index]
            name = identifier(state.name)
            _assign(event, name, f"{name} + {number(amount)} {self._units.identifier(state.unit)}")


def _assign(event: libsbml.Event, variable: str, text: str) -> None:
    assignment = event.createEventAssignment()
    assignment.setVariable(variable)
    assignment.setMath(parsed(text))
