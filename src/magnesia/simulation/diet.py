"""What people eat from when to when: habits, changes of habits, and what keeps people from eating."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.habits import Habits
from magnesia.case.timeline import ChangeHabits
from magnesia.engine.model import ELEMENTS
from magnesia.exposures import Course, find
from magnesia.people.covariates import Covariates
from magnesia.people.habits import daily_intake
from magnesia.simulation.meals import FOOD_POOL, MEALS, meals
from magnesia.simulation.timetable import INSTANT, Timetable

Array = NDArray[np.float64]

UNUSED_HABITS = ("sodium", "phosphate", "protein")
"""Habits a case may give that nothing in the body follows yet."""


@dataclass(frozen=True)
class Epoch:
    """Habits that hold from ``begin`` (h, minus infinity for the first) to ``end``."""

    begin: float
    end: float
    habits: Habits


def epochs(case: Case, end: float) -> list[Epoch]:
    """The habits of a life up to ``end`` (h), one epoch after another."""
    changes = sorted(
        (entry for entry in case.timeline if isinstance(entry, ChangeHabits) and entry.at < end),
        key=lambda entry: entry.at,
    )
    begins = [-math.inf, *(change.at for change in changes)]
    found, habits = [], case.habits
    for begin, stop, change in zip(begins, [*begins[1:], end], [None, *changes], strict=True):
        habits = habits if change is None else habits.changed_by(change.habits)
        found.append(Epoch(begin, stop, habits))
    return found


def intake_of(habits: Habits, who: Covariates) -> dict[str, Array]:
    """mmol/d of each element, (people,), the named foods included."""
    content = dict.fromkeys(ELEMENTS, 0.0)
    for name, grams in (habits.foods or {}).items():
        record = find("food", name)
        for element, per_gram in record.content.items():  # type: ignore[union-attr]
            content[element] += per_gram * grams
    return daily_intake(habits, who, content)


def habits_without_effect(case: Case) -> Iterator[str]:
    """A sentence for each habit that is said but that the body does not follow."""
    every = [epoch.habits for epoch in epochs(case, math.inf)]
    for name in UNUSED_HABITS:
        if any(getattr(habits, name) is not None for habits in every):
            yield f"The habit `{name}` is noted but nothing in the model follows it."


class Appetite:
    """Share of each meal that is eaten: what states such as starvation make of ``input.oral_*``."""

    def __init__(self, acting: Mapping[str, Course]):
        self._courses = {element: acting.get(f"input.oral_{element}") for element in ELEMENTS}

    def of(self, element: str, moment: float) -> Array | float:
        course = self._courses[element]
        if course is None:
            return 1.0
        piece = int(np.searchsorted(course.times, moment + INSTANT, side="right")) - 1
        return np.asarray(course.multiply[max(piece, 0)])


def serve_meals(
    timetable: Timetable, eaten: Iterable[tuple[Epoch, Mapping[str, Array]]], clock_zero: float, appetite: Appetite
) -> list[tuple[float, Array]]:
    """Puts the meals of epochs with their intakes (mmol/d) into the timetable.

    Returns (moment, magnesium (people,) mmol) of each meal.
    """
    served: list[tuple[float, Array]] = []
    for epoch, intake in eaten:
        whole = {share: {element: share * daily for element, daily in intake.items()} for _, share in MEALS}
        for moment, share in meals(max(epoch.begin, timetable.begin), epoch.end, clock_zero):
            for element, portion in whole[share].items():
                amount = portion * appetite.of(element, moment)
                timetable.add(moment, FOOD_POOL[element], amount)
                if element == "magnesium":
                    served.append((moment, amount))
    return served
