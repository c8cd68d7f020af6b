"""What people eat from when to when: habits, changes of habits, and the states in which nobody eats."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.courses import Course
from magnesia.case.habits import Habits
from magnesia.case.timeline import ChangeHabits
from magnesia.engine.model import ELEMENTS
from magnesia.exposures import find
from magnesia.people.covariates import Covariates
from magnesia.people.habits import daily_intake
from magnesia.simulation.meals import FOOD_POOL, meals
from magnesia.simulation.timetable import INSTANT, Timetable

Array = NDArray[np.float64]

NO_MEALS = ("fasting", "starvation", "parenteral_nutrition", "nil_by_mouth")
"""States that replace eating; their severity is the share of meals that is left out."""
UNUSED_HABITS = ("sodium", "phosphate", "protein")
"""Habits a case may give that nothing in the body follows yet."""


@dataclass(frozen=True)
class Epoch:
    """Habits that hold from ``begin`` (h, minus infinity for the first) to ``end``."""

    begin: float
    end: float
    habits: Habits


def epochs(case: Case) -> list[Epoch]:
    """The habits of a life, one epoch after another."""
    changes = sorted((entry for entry in case.timeline if isinstance(entry, ChangeHabits)), key=lambda entry: entry.at)
    begins = [-math.inf, *(change.at for change in changes)]
    found, habits = [], case.habits
    for begin, end, change in zip(begins, [*begins[1:], math.inf], [None, *changes], strict=True):
        habits = habits if change is None else habits.changed_by(change.habits)
        found.append(Epoch(begin, end, habits))
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
    said = {name for epoch in epochs(case) for name in UNUSED_HABITS if getattr(epoch.habits, name) is not None}
    for name in sorted(said):
        yield f"The habit `{name}` is noted but nothing in the model follows it."


def eaten_share(moment: float, courses: list[Course]) -> float:
    """Share of a meal that is eaten, given what is going on at that moment."""
    share = 1.0
    for course in courses:
        if course.what.name in NO_MEALS and course.begin <= moment + INSTANT and moment < course.end - INSTANT:
            share = min(share, 1 - course.what.severity)
    return share


def serve_meals(
    timetable: Timetable, case: Case, who: Covariates, until: float, clock_zero: float
) -> list[tuple[float, Array]]:
    """Puts all meals up to ``until`` (h) into the timetable; (moment, magnesium (people,) mmol) of each."""
    fasts = [course for course in case.courses(until) if course.what.name in NO_MEALS]
    eaten: list[tuple[float, Array]] = []
    for epoch in epochs(case):
        begin, end = max(epoch.begin, timetable.begin), min(epoch.end, until)
        if begin >= end:
            continue
        intake = intake_of(epoch.habits, who)
        portions: dict[float, dict[str, Array]] = {}
        for moment, share in meals(begin, end, clock_zero):
            left = share * eaten_share(moment, fasts)
            if left <= 0:
                continue
            if left not in portions:
                portions[left] = {element: left * daily for element, daily in intake.items()}
            for element, portion in portions[left].items():
                timetable.add(moment, FOOD_POOL[element], portion)
            eaten.append((moment, portions[left]["magnesium"]))
    return eaten
