"""The two lives that are timed, for any number of people: a year with meals, and a day on a drip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.body import whole_body
from magnesia.case.person import Person
from magnesia.engine.model import Model
from magnesia.engine.schedule import Schedule
from magnesia.people.population import draw
from magnesia.simulation.meals import serve
from magnesia.simulation.settle import settle
from magnesia.simulation.timetable import Timetable

Array = NDArray[np.float64]

CLOCK_AT_ZERO = 7.0  # an hour before breakfast
INTAKE = {"magnesium": 12.5, "calcium": 22.5, "potassium": 80.0}  # mmol/d
OUTPUTS = ("serum_magnesium", "serum_calcium", "pth", "body_magnesium", "urine_magnesium", "faecal_magnesium")


@dataclass(frozen=True)
class Life:
    """What a simulator is given for some people; ``at`` lies on no boundary between segments."""

    name: str
    model: Model
    initial: Array
    parameters: Array
    schedule: Schedule
    at: Array

    @property
    def people(self) -> int:
        return self.parameters.shape[1]


def year(people: int) -> Life:
    """A year with three meals a day, looked at on twelve midnights."""
    midnights = np.array([17.0 + 24.0 * 30 * month for month in range(1, 13)])
    return _life("year", people, 24.0 * 365, midnights, lambda timetable, doses: None)


def day(people: int) -> Life:
    """A day of magnesium sulfate, each person at a dose of their own, looked at every three hours."""

    def infuse(timetable: Timetable, doses: Array) -> None:
        timetable.run(0.0, 1 / 3, "input.intravenous_magnesium", 54.8 * doses)
        timetable.run(1 / 3, 23.9, "input.intravenous_magnesium", 6.1 * doses)

    return _life("day", people, 24.0, np.array([2.5 + 3.0 * look for look in range(8)]), infuse)


def _life(name: str, people: int, end: float, at: Array, fill: Callable[[Timetable, Array], None]) -> Life:
    """People of one description who differ as people do, settled on what they usually eat."""
    model = whole_body()
    chance = np.random.default_rng(20240301)
    parameters = draw(Person(sex="female", age=30.0), model, people, chance).parameters
    intake = {element: np.full(people, daily) for element, daily in INTAKE.items()}
    settled = settle(model, parameters, intake, 0.0, CLOCK_AT_ZERO)
    if settled.failures:
        raise RuntimeError(f"{len(settled.failures)} of {people} people could not be settled")
    timetable = Timetable(model, 0.0)
    serve(timetable, 0.0, end, CLOCK_AT_ZERO, intake)
    fill(timetable, np.exp(0.2 * np.clip(chance.normal(size=people), -2, 2)))
    return Life(name, model, settled.states, parameters, timetable.schedule(end, parameters), at)
