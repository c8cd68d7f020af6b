"""The value of any observable at a moment or over a window, read from what the engine was asked to record.

First ask :meth:`Question.needs`, run the engine once with all of it, then :func:`answer` every question.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from magnesia.case.observables import OBSERVABLES, Observable
from magnesia.case.seen import Seen
from magnesia.engine.model import Model
from magnesia.errors import InputError

Array = NDArray[np.float64]
CLOSE = 1e-9  # h; moments are read as they were asked
FEWEST_SAMPLES, MOST_SAMPLES = 5, 241  # of a level over a window; hourly in between

# Shares of what was given: the ledger or counter they rest on.
_SHARES = {"absorbed_fraction": "absorbed_magnesium", "load_retention": "urine_magnesium"}


@dataclass(frozen=True)
class Question:
    """An observable at a moment ``at`` or over ``start`` to ``end`` (h); ``options`` as in a ``seen`` entry."""

    what: str
    at: float | None = None
    start: float | None = None
    end: float | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(seen: Seen) -> Question:
        return Question(seen.name, seen.at, seen.start, seen.end, seen.options)

    def moved_to(self, moment: float) -> Question:
        """The same, asked at another moment or over a window of the same length that begins there."""
        if self.at is not None:
            return replace(self, at=moment)
        assert self.start is not None and self.end is not None
        return replace(self, start=moment, end=moment + self.end - self.start)

    @property
    def window(self) -> tuple[float, float]:
        assert self.start is not None and self.end is not None
        return self.start, self.end

    @property
    def moments(self) -> list[float]:
        """Where the record must be read: the ends of an amount, samples along a level."""
        if self.at is not None:
            return [self.at]
        start, end = self.window
        if observable(self.what).needs_window:
            return [start, end]
        count = min(max(math.ceil(end - start) + 1, FEWEST_SAMPLES), MOST_SAMPLES)
        return np.linspace(start, end, count).tolist()

    @property
    def recorded(self) -> str:
        """The signal or state of the model that must be recorded."""
        return _SHARES.get(self.what, self.what)

    @property
    def is_share(self) -> bool:
        """Whether the answer is a share of what was given in the window."""
        return self.what in _SHARES

    @property
    def needs_twin(self) -> bool:
        """Whether the answer compares with the same life without the doses of the window."""
        if self.what == "absorbed_fraction":
            return self.options.get("of", "dose") == "dose"
        return self.what == "load_retention" and self.options.get("basal", "subtracted") == "subtracted"


def observable(name: str) -> Observable:
    """The record of an observable; signals of the model that no case names count as levels."""
    return OBSERVABLES.get(name) or Observable(name, "", "level", "", math.inf)


def is_modelled(model: Model, what: str) -> bool:
    """Whether the body can answer questions about an observable."""
    name = _SHARES.get(what, what)
    return name in model.signal_index or name in model.state_index


@dataclass(frozen=True)
class Record:
    """What the engine read: ``values`` (names, moments, people) at rising ``moments`` (h)."""

    names: tuple[str, ...]
    moments: Array
    values: Array

    def along(self, name: str, moments: ArrayLike) -> Array:
        """(moments, people) at moments that were asked for."""
        asked = np.asarray(moments, dtype=float)
        places = np.searchsorted(self.moments, asked - CLOSE)
        if np.any(np.abs(self.moments[np.minimum(places, len(self.moments) - 1)] - asked) > CLOSE):
            raise KeyError(f"{name} was not recorded at all of these moments")
        return self.values[self.names.index(name), places]

    def at(self, name: str, moment: float) -> Array:
        """(people,)"""
        return self.along(name, [moment])[0]

    def over(self, name: str, start: float, end: float) -> Array:
        """What a ledger or counter gained in a window, (people,)."""
        return self.at(name, end) - self.at(name, start)


@dataclass(frozen=True)
class Given:
    """What was given to the people in each window (h, h), mmol (people,) of magnesium: all doses, those of them that
    were swallowed, and these with all that was eaten."""

    doses: Mapping[tuple[float, float], Array]
    swallowed: Mapping[tuple[float, float], Array]
    eaten: Mapping[tuple[float, float], Array]


def answer(question: Question, record: Record, given: Given, twin: Record | None = None) -> Array:
    """Values (people,) in the standard unit of the observable.

    ``twin`` is the record of the life without the doses of the window, where the question needs it.
    """
    if question.at is not None:
        if observable(question.what).needs_window:
            raise InputError(f"{question.what} belongs to a window: give `from` and `to`.")
        return record.at(question.recorded, question.at)
    start, end = question.window
    kind = observable(question.what).kind
    if kind == "amount":
        return record.over(question.recorded, start, end)
    if kind == "share":
        return _share(question, record, given, twin)
    moments = np.array(question.moments)
    levels = record.along(question.recorded, moments)
    return np.asarray(np.trapezoid(levels, moments, axis=0) / (end - start))


def _share(question: Question, record: Record, given: Given, twin: Record | None) -> Array:
    start, end = question.window
    gained = record.over(question.recorded, start, end)
    if question.needs_twin:
        assert twin is not None
        gained = gained - twin.over(question.recorded, start, end)
    of_intake = question.what == "absorbed_fraction" and not question.needs_twin
    of_doses = given.swallowed if question.what == "absorbed_fraction" else given.doses
    amount = (given.eaten if of_intake else of_doses)[question.window]
    if not np.any(amount > 0):
        what = "eaten" if of_intake else "given"
        raise InputError(f"{question.what} from {start:g} h to {end:g} h: no magnesium is {what} in this window.")
    share = gained / amount
    return 1 - share if question.what == "load_retention" else share
