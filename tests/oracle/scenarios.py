"""Lives that try the solver in different ways, built directly as schedules on the whole body, two persons each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from magnesia.body import whole_body
from magnesia.engine.model import Model
from magnesia.engine.schedule import Schedule
from magnesia.simulation.meals import serve
from magnesia.simulation.settle import settle
from magnesia.simulation.timetable import Timetable

CLOCK_AT_ZERO = 7.0  # an hour before breakfast
SIZES = np.array([1.0, 1.15])  # the second person eats, and is given, a little more
INTAKE = {"magnesium": 12.5 * SIZES, "calcium": 22.5 * SIZES, "potassium": 80.0 * SIZES}  # mmol/d


@dataclass(frozen=True)
class Scenario:
    """Everything ``solve`` is given, and moments that lie on no boundary between segments."""

    model: Model
    initial: np.ndarray
    parameters: np.ndarray
    schedule: Schedule
    at: np.ndarray


def _scenario(fill: Callable[[Timetable], None], end: float, moments: int, **starts: float) -> Scenario:
    """Two settled persons who differ in kidney, plasma and bone; ``starts`` sets states apart from their habits."""
    model = whole_body()
    parameters = np.array([[record.value] * 2 for record in model.parameters])
    for name, factor in (("kidney.gfr", 0.8), ("plasma.volume", 1.1), ("bone.surface_exchange", 1.3)):
        parameters[model.parameter_index[name], 1] *= factor
    settled = settle(model, parameters, INTAKE, 0.0, CLOCK_AT_ZERO)
    assert not settled.failures
    for name, value in starts.items():
        settled.states[model.state_index[name]] = value
    timetable = Timetable(model, 0.0)
    serve(timetable, 0.0, end, CLOCK_AT_ZERO, INTAKE)
    fill(timetable)
    # An odd stride keeps the moments off the boundaries, where a simulator may report either side of a dose.
    at = np.append(np.arange(1, moments) * (end / moments) * 0.99893, end)
    return Scenario(model, settled.states, parameters, timetable.schedule(end, parameters), at)


def infusion() -> Scenario:
    """Magnesium sulfate for pre-eclampsia: 4.5 g within 20 min, 1.5 g/h for a day, then six hours without."""

    def fill(timetable: Timetable) -> None:
        timetable.run(0.0, 1 / 3, "input.intravenous_magnesium", 54.8 * SIZES)
        timetable.run(1 / 3, 24.0, "input.intravenous_magnesium", 6.1 * SIZES)

    return _scenario(fill, 30.0, 40)


def pregnancy() -> Scenario:
    """A drip near term, so that mother, child and amniotic fluid take part."""

    def fill(timetable: Timetable) -> None:
        timetable.set(0.0, "pregnancy.progress", np.full(2, 1 / 168))
        timetable.run(2.0, 20.0, "input.intravenous_magnesium", 8.0 * SIZES)

    child = {"gestation": 35.0, "fetal_fluid_magnesium": 0.8, "fetal_stores_magnesium": 22.0, "amniotic_magnesium": 0.5}
    return _scenario(fill, 24.0, 30, **child)


def dialysis() -> Scenario:
    """Four hours against a low bath in the middle of two days."""

    def fill(timetable: Timetable) -> None:
        timetable.set(0.0, "dialysis.bath_magnesium", np.full(2, 0.25))
        for parameter, value in (("dialysis.clearance", 6.0), ("dialysis.ultrafiltration", 0.6)):
            timetable.set(20.0, parameter, np.full(2, value))
            timetable.set(24.0, parameter, np.zeros(2))

    return _scenario(fill, 48.0, 50)


def injections() -> Scenario:
    """A loading dose into muscle, then half of it every four hours for a day."""

    def fill(timetable: Timetable) -> None:
        for hour in range(0, 24, 4):
            timetable.add(hour, "depot_magnesium", (20.3 if hour else 40.6) * SIZES)

    return _scenario(fill, 36.0, 40)


def year() -> Scenario:
    """Ordinary life with three meals a day."""
    return _scenario(lambda timetable: None, 24.0 * 365, 60)


SCENARIOS: Mapping[str, Callable[[], Scenario]] = {
    "infusion": infusion,
    "pregnancy": pregnancy,
    "dialysis": dialysis,
    "injections": injections,
    "year": year,
}
