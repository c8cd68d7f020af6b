"""The model as SBML Level 3 Version 2, read from the same graph as the compiled kernel.

Stores and ledgers are species counted in mmol, flows are reactions between them, signals are assignment rules, and
hormones and other states that hold no element follow rate rules. A schedule becomes events, so that an independent
simulator can run the same case. SBML time starts at zero when the schedule does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import libsbml

from magnesia.engine.model import Model, State
from magnesia.exchange.definitions import Definitions, Values, origin, start_of
from magnesia.exchange.formula import identifier
from magnesia.exchange.sbml_events import add_events
from magnesia.exchange.sbml_parts import annotate_element, note, parsed
from magnesia.exchange.sbml_units import UnitDefinitions

if TYPE_CHECKING:
    from magnesia.engine.schedule import Schedule

PERSON = "person"  # the compartment that holds every species
_SIMPLE_CHEMICAL, _TRANSPORT, _PHYSICAL_COMPARTMENT = "SBO:0000247", "SBO:0000655", "SBO:0000290"


def to_sbml(
    model: Model,
    initial: Values | None = None,
    parameters: Values | None = None,
    schedule: Schedule | None = None,
    *,
    person: int = 0,
    title: str = "Human magnesium",
    about: str = "",
) -> str:
    """An SBML document of the model for one person.

    ``initial`` holds the states and ``parameters`` the parameters of that person (left out: those of the records);
    ``person`` picks the column of the schedule. ``about`` is a note on the whole.
    """
    start = start_of(model, initial, parameters, schedule, person)
    writer = _Writer(model, title, about)
    writer.write_parameters(start.parameters, start.changing)
    writer.write_states(start.states)
    writer.write_rules()
    writer.write_reactions()
    if start.timeline is not None:
        add_events(writer.target, writer.units, model, start.timeline)
    return libsbml.writeSBMLToString(writer.document)


class _Writer:
    """Fills one document."""

    def __init__(self, model: Model, title: str, about: str):
        self._model = model
        self._definitions = Definitions(model)
        self.document = libsbml.SBMLDocument(3, 2)
        self.target = self.document.createModel("magnesia")
        self.target.setName(title)
        if about:
            note(self.target, about)
        self.units = UnitDefinitions(self.target)
        self.target.setTimeUnits(self.units.identifier("h"))
        self.target.setSubstanceUnits(self.units.identifier("mmol"))
        self.target.setExtentUnits(self.units.identifier("mmol"))
        self.target.setVolumeUnits(self.units.identifier("L"))
        compartment = self.target.createCompartment()
        compartment.setId(PERSON)
        compartment.setSize(1.0)
        compartment.setSpatialDimensions(3)
        compartment.setConstant(True)
        compartment.setSBOTerm(_PHYSICAL_COMPARTMENT)
        note(compartment, "Holds every species. Volumes of distribution are parameters, so its size plays no part.")

    def write_parameters(self, values: Sequence[float], changing: set[int]) -> None:
        """The records; one that an event changes is not constant."""
        for index, (record, value) in enumerate(zip(self._model.parameters, values, strict=True)):
            self._parameter(record.name, record.unit, origin(record), value, constant=index not in changing)

    def write_states(self, values: Sequence[float]) -> None:
        """Amounts of elements as species, hormones and counters as parameters."""
        for state, value in zip(self._model.states, values, strict=True):
            if state.element is None:
                self._parameter(state.name, state.unit, state.about, value)
            else:
                self._species(state, state.element, value)

    def write_rules(self) -> None:
        """Signals, the subexpressions that several equations share, and the states that follow rate rules."""
        for definition in self._definitions.all:
            self._parameter(definition.name, definition.unit, definition.about)
            self._rule(self.target.createAssignmentRule(), definition.name, definition.text)
        for state, derivative in zip(self._model.states, self._model.derivatives, strict=True):
            if state.element is None:
                self._rule(self.target.createRateRule(), state.name, self._definitions.reference(derivative))

    def write_reactions(self) -> None:
        """The flows. Pools that steer a flow without taking part in it are its modifiers."""
        for flow in self._model.flows:
            reaction = self.target.createReaction()
            reaction.setId(identifier(flow.name))
            reaction.setReversible(False)
            reaction.setSBOTerm(_TRANSPORT)
            note(reaction, flow.about)
            for reference, pool in ((reaction.createReactant(), flow.source), (reaction.createProduct(), flow.target)):
                reference.setSpecies(identifier(pool))
                reference.setStoichiometry(1.0)
                reference.setConstant(True)
            law = parsed(self._definitions.reference(flow.rate))
            reaction.createKineticLaw().setMath(law)
            for pool in sorted(self._species_in(law) - {identifier(flow.source), identifier(flow.target)}):
                reaction.createModifier().setSpecies(pool)

    def _species_in(self, law: libsbml.ASTNode) -> set[str]:
        found, pending = set(), [law]
        while pending:
            node = pending.pop()
            if node.isName() and self.target.getSpecies(node.getName()) is not None:
                found.add(node.getName())
            pending += [node.getChild(index) for index in range(node.getNumChildren())]
        return found

    def _parameter(self, name: str, unit: str, about: str, value: float | None = None, constant: bool = False) -> None:
        parameter = self.target.createParameter()
        parameter.setId(identifier(name))
        parameter.setName(name)
        parameter.setUnits(self.units.identifier(unit))
        parameter.setConstant(constant)
        if value is not None:
            parameter.setValue(value)
        note(parameter, about)

    def _species(self, state: State, element: str, value: float) -> None:
        species = self.target.createSpecies()
        species.setId(identifier(state.name))
        species.setName(state.name)
        species.setCompartment(PERSON)
        species.setInitialAmount(value)
        species.setSubstanceUnits(self.units.identifier(state.unit))
        species.setHasOnlySubstanceUnits(True)
        species.setBoundaryCondition(False)
        species.setConstant(False)
        species.setSBOTerm(_SIMPLE_CHEMICAL)
        annotate_element(species, element)
        note(species, f"{state.about}; {'a store' if state.role == 'store' else 'a ledger of what passed'}")

    def _rule(self, rule: libsbml.Rule, name: str, text: str) -> None:
        rule.setVariable(identifier(name))
        rule.setMath(parsed(text))
