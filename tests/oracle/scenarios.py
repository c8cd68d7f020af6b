"""Lives that try the solver in different ways, built directly as schedules on the whole body, two persons each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from magnesia.body import whole_body
from magnesia.engine.model import Model
from magnesia.engine.schedule import Bolus, Change, Schedule

MEALS = ((8.0, 0.25), (13.0, 0.35), (19.0, 0.40))  # hour of the day, share of the day's food
DAILY = {"stomach_magnesium": 12.5, "bowel_calcium": 22.5, "bowel_potassium": 80.0}  # mmol


@dataclass(frozen=True)
class Scenario:
    """Everything ``solve`` is given, and moments that lie on no boundary between segments."""

    model: Model
    initial: np.ndarray
    parameters: np.ndarray
    schedule: Schedule
    at: np.ndarray


class Diary:
    """Collects what happens at which hour and turns it into a schedule for two persons, the second a little larger."""

    SIZES = np.array([1.0, 1.15])

    def __init__(self, model: Model, end: float):
        self._model = model
        self._end = end
        self._doses: dict[float, list[tuple[str, float]]] = defaultdict(list)
        self._values: dict[float, list[tuple[str, float]]] = defaultdict(list)

    def meals(self) -> Diary:
        for day in range(int(np.ceil(self._end / 24))):
            for hour, share in MEALS:
                for pool, amount in DAILY.items():
                    self.dose(24.0 * day + hour, pool, share * amount)
        return self

    def dose(self, at: float, pool: str, amount: float) -> Diary:
        if at < self._end:
            self._doses[at].append((pool, amount))
        return self

    def change(self, at: float, parameter: str, value: float) -> Diary:
        self._values[at].append((parameter, value))
        return self

    def schedule(self) -> Schedule:
        times = sorted({0.0, self._end, *self._doses, *self._values})
        boluses = [Bolus(segment, self._model.state_index[pool], amount * self.SIZES)
                   for segment, time in enumerate(times) for pool, amount in self._doses[time]]  # fmt: skip
        changes = [Change(segment, self._model.parameter_index[name], np.full(2, value))
                   for segment, time in enumerate(times) for name, value in self._values[time]]  # fmt: skip
        return Schedule(np.array(times), tuple(boluses), tuple(changes))


def _scenario(diary: Diary, model: Model, end: float, moments: int, **starts: float) -> Scenario:
    """Two persons who differ in kidney, plasma and bone; ``starts`` sets states that are not a healthy adult's."""
    initial = np.array([[starts.get(state.name, state.initial)] * 2 for state in model.states])
    parameters = np.array([[record.value] * 2 for record in model.parameters])
    for name, factor in (("kidney.gfr", 0.8), ("plasma.volume", 1.1), ("bone.surface_exchange", 1.3)):
        parameters[model.parameter_index[name], 1] *= factor
    # An odd stride keeps the moments off the boundaries, where a simulator may report either side of a dose.
    at = np.append(np.arange(1, moments) * (end / moments) * 0.99893, end)
    return Scenario(model, initial, parameters, diary.schedule(), at)


def infusion() -> Scenario:
    """Magnesium sulfate for pre-eclampsia: 4.5 g within 20 min, 1.5 g/h for a day, then six hours without."""
    model = whole_body()
    diary = Diary(model, 30.0).meals()
    diary.change(0.0, "input.intravenous_magnesium", 54.8).change(1 / 3, "input.intravenous_magnesium", 6.1)
    diary.change(24.0, "input.intravenous_magnesium", 0.0)
    return _scenario(diary, model, 30.0, 40)


def pregnancy() -> Scenario:
    """The same drip near term, so that mother, child and amniotic fluid take part."""
    model = whole_body()
    diary = Diary(model, 24.0).meals()
    diary.change(0.0, "pregnancy.progress", 1 / 168).change(2.0, "input.intravenous_magnesium", 8.0)
    child = {"gestation": 35.0, "fetal_fluid_magnesium": 0.8, "fetal_stores_magnesium": 22.0, "amniotic_magnesium": 0.5}
    return _scenario(diary, model, 24.0, 30, **child)


def dialysis() -> Scenario:
    """Four hours against a low bath in the middle of two days."""
    model = whole_body()
    diary = Diary(model, 48.0).meals()
    diary.change(0.0, "dialysis.bath_magnesium", 0.25).change(20.0, "dialysis.clearance", 6.0)
    diary.change(20.0, "dialysis.ultrafiltration", 0.6)
    diary.change(24.0, "dialysis.clearance", 0.0).change(24.0, "dialysis.ultrafiltration", 0.0)
    return _scenario(diary, model, 48.0, 50)


def injections() -> Scenario:
    """A loading dose into muscle, then half of it every four hours for a day."""
    model = whole_body()
    diary = Diary(model, 36.0).meals().dose(0.0, "depot_magnesium", 40.6)
    for k in range(1, 6):
        diary.dose(4.0 * k, "depot_magnesium", 20.3)
    return _scenario(diary, model, 36.0, 40)


def meals(days: int) -> Scenario:
    """Ordinary life with three meals a day."""
    model = whole_body()
    return _scenario(Diary(model, 24.0 * days).meals(), model, 24.0 * days, 60)


SCENARIOS: Mapping[str, Callable[[], Scenario]] = {
    "infusion": infusion,
    "pregnancy": pregnancy,
    "dialysis": dialysis,
    "injections": injections,
    "year": lambda: meals(365),
}
