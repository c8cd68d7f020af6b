"""The model as Antimony: the same graph as the SBML, laid out for a human reader, organ by organ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from magnesia.engine.model import Model
from magnesia.exchange.definitions import Definitions, Values, origin, start_of
from magnesia.exchange.formula import identifier, number
from magnesia.exchange.occasions import Occasions

if TYPE_CHECKING:
    from magnesia.engine.schedule import Schedule

_AT_ONCE = "fromTrigger=false"  # a dose is added to what it finds, so that two doses at one time both count


def to_antimony(
    model: Model,
    initial: Values | None = None,
    parameters: Values | None = None,
    schedule: Schedule | None = None,
    *,
    person: int = 0,
    title: str = "Human magnesium",
    about: str = "",
) -> str:
    """Antimony text of the model for one person; the arguments are those of ``to_sbml``."""
    start = start_of(model, initial, parameters, schedule, person)
    definitions = Definitions(model)
    lines = [f"// {line}" for line in (title, about) if line]
    lines += ["// Time in h, amounts in mmol; other units stand beside the values."]
    lines += ["model magnesia()", "  compartment person = 1;"]
    lines += _parameters(model, start.parameters, start.changing)
    lines += _states(model, start.states)
    lines += ["", "  // Values that follow at once from the states"]
    lines += [f"  {d.name} := {d.text};  // {d.unit}: {d.about}" for d in definitions.all]
    lines += ["", "  // Flows between pools, mmol/h"]
    lines += [f"  {identifier(flow.name)}: {identifier(flow.source)} => {identifier(flow.target)}; "
              f"{definitions.reference(flow.rate)};  // {flow.about}" for flow in model.flows]  # fmt: skip
    lines += ["", "  // States that hold no element"]
    lines += [f"  {identifier(state.name)}' = {definitions.reference(derivative)};"
              for state, derivative in zip(model.states, model.derivatives, strict=True)
              if state.element is None]  # fmt: skip
    if start.timeline is not None:
        lines += ["", "  // What happens", *_events(model, start.timeline)]
    return "\n".join([*lines, "end", ""])


def _parameters(model: Model, values: Sequence[float], changing: set[int]) -> Iterator[str]:
    numbered = enumerate(zip(model.parameters, values, strict=True))
    for organ, records in groupby(numbered, key=lambda entry: entry[1][0].name.partition(".")[0]):
        yield f"\n  // {organ}"
        for index, (record, value) in records:
            kind = "var" if index in changing else "const"
            yield f"  {kind} {identifier(record.name)} = {number(value)};  // {record.unit}: {origin(record)}"


def _states(model: Model, values: Sequence[float]) -> Iterator[str]:
    yield "\n  // States"
    for state, value in zip(model.states, values, strict=True):
        kind = "var" if state.element is None else "substanceOnly species"
        place = "" if state.element is None else " in person"
        yield f"  {kind} {identifier(state.name)}{place};  // {state.unit}: {state.about}"
        yield f"  {identifier(state.name)} = {number(value)};"


def _events(model: Model, timeline: Occasions) -> Iterator[str]:
    zero = timeline.start.time
    for position, moment in enumerate(timeline.moments, 1):
        changes = [f"{identifier(model.parameters[i].name)} = {number(value)}" for i, value in moment.values.items()]
        changes += _additions(model, moment.additions.items())
        yield f"  moment_{position}: at (time >= {number(moment.time - zero)}), {_AT_ONCE}: {', '.join(changes)};"
    for position, train in enumerate(timeline.trains, 1):
        due = f"next_dose_{position}"
        changes = [f"{due} = {due} + {number(train.period)}", *_additions(model, train.additions)]
        yield f"  var {due} = {number(train.first - zero)};  // {train.count} times"
        yield (f"  train_{position}: at ((time >= {due}) && ({due} <= {number(train.end - zero)})), "
               f"{_AT_ONCE}: {', '.join(changes)};")  # fmt: skip


def _additions(model: Model, additions: Iterable[tuple[int, float]]) -> list[str]:
    names = [(identifier(model.states[index].name), amount) for index, amount in additions]
    return [f"{name} = {name} + {number(amount)}" for name, amount in names]
