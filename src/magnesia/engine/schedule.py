"""What happens to the people and when: segments of constant parameters, with boluses and changes at their starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.model import Model
from magnesia.errors import InputError

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Bolus:
    """``amount`` (people,), or one number for all, is added to a state as a segment starts; in the state's unit."""

    segment: int
    state_index: int
    amount: Array


@dataclass(frozen=True)
class Change:
    """``value`` (people,), or one number for all, is what a parameter is from the start of a segment onward."""

    segment: int
    parameter_index: int
    value: Array


@dataclass(frozen=True)
class Schedule:
    """``times`` (segments + 1,) h, rising; segment i runs from times[i] to times[i + 1]."""

    times: Array
    boluses: tuple[Bolus, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Events:
    """Boluses or changes in order of time: those of segment i are ``starts[i]`` to ``starts[i + 1]``."""

    starts: NDArray[np.int64]
    places: NDArray[np.int64]
    amounts: Array  # (events, people)


@dataclass(frozen=True)
class Plan:
    """A checked schedule as flat arrays. ``kinds`` (segments,): equal numbers mark similar events, 0 means no event.

    ``kinds`` lets the solver start after an event with the step that proved good after the last similar one.
    """

    times: Array
    boluses: Events
    changes: Events
    kinds: NDArray[np.int64]
    kind_count: int


def plan(model: Model, schedule: Schedule, people: int) -> Plan:
    """Checks a schedule against a model and flattens it; raises InputError for what cannot be meant."""
    times = np.ascontiguousarray(schedule.times, dtype=float)
    if times.ndim != 1 or len(times) < 2:
        raise InputError("a schedule needs at least two times, its start and its end")
    if not np.all(np.isfinite(times)) or not np.all(np.diff(times) > 0):
        raise InputError("the times of a schedule must be finite and rise from one to the next")
    segments = len(times) - 1
    boluses = _events("bolus", [(b.segment, b.state_index, b.amount) for b in schedule.boluses],
                      segments, len(model.states), people)  # fmt: skip
    changes = _events("change", [(c.segment, c.parameter_index, c.value) for c in schedule.changes],
                      segments, len(model.parameters), people)  # fmt: skip
    return Plan(times, boluses, changes, *_kinds(segments, boluses, changes))


def _events(what: str, items: Sequence[tuple[int, int, Array]], segments: int, targets: int, people: int) -> Events:
    ordered = sorted(items, key=lambda item: item[0])
    amounts = np.empty((len(ordered), people))
    for row, (segment, place, amount) in enumerate(ordered):
        if not 0 <= segment < segments:
            raise InputError(f"a {what} is set in segment {segment}, but the schedule has {segments} segments")
        if not 0 <= place < targets:
            raise InputError(f"a {what} acts on number {place}, but the model has only {targets} of these")
        if np.ndim(amount) and np.shape(amount) != (people,):
            raise InputError(f"a {what} has {np.size(amount)} values for {people} people")
        amounts[row] = amount
    starts = np.searchsorted([item[0] for item in ordered], np.arange(segments + 1)).astype(np.int64)
    return Events(starts, np.array([item[1] for item in ordered], dtype=np.int64), amounts)


def _kinds(segments: int, boluses: Events, changes: Events) -> tuple[NDArray[np.int64], int]:
    """Events are similar if they act on the same states and parameters and switch the same ones to zero."""
    ends = (~np.any(changes.amounts, axis=1)).tolist()
    given_places, changed_places = boluses.places.tolist(), changes.places.tolist()
    given_starts, changed_starts = boluses.starts.tolist(), changes.starts.tolist()
    numbers: dict[tuple, int] = {}
    kinds = np.zeros(segments, dtype=np.int64)
    for segment in range(segments):
        given = slice(*given_starts[segment : segment + 2])
        changed = slice(*changed_starts[segment : segment + 2])
        signature = (*given_places[given], None, *zip(changed_places[changed], ends[changed], strict=True))
        if segment == 0 or len(signature) > 1:
            kinds[segment] = numbers.setdefault(signature, len(numbers) + 1)
    return kinds, len(numbers) + 1
