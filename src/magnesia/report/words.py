"""Who someone is, how they live and what acts on them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from magnesia.case.amounts import Amount
from magnesia.case.timeline import ChangeHabits, Dialyse, Give, Start, Stop, TimelineEntry
from magnesia.exposures.cautions import in_years, plain, spoken
from magnesia.tables.wording import moment, unit_text

if TYPE_CHECKING:
    from magnesia.case import Case
    from magnesia.case.habits import Habits
    from magnesia.case.person import Person
    from magnesia.case.states import Condition
    from magnesia.simulation import ArmResult

ROUTES = {"oral": "by mouth", "iv": "into a vein", "im": "into muscle", "rectal": "into the rectum",
          "inhaled": "inhaled", "tube": "by tube"}  # fmt: skip
HABIT_UNITS = {"protein": "g/d", "alcohol": "g/d"}  # all others are mmol/d
ADULT = 18.0
FAR = 28 * 24.0  # h; beyond that the time of day says nothing


@dataclass(frozen=True)
class Happening:
    """Something that happens, and when."""

    when: str
    what: str


def person_words(person: Person) -> str:
    """What the case says of a person or a group."""
    parts = [_who(person)]
    parts += [f"{plain(value)} {unit}" for value, unit in ((person.weight, "kg"), (person.height, "cm")) if value]
    if person.pregnant:
        parts.append(f"{plain(person.pregnant)} weeks pregnant")
    if person.egfr is not None:
        parts.append(f"eGFR {plain(person.egfr)} mL/min/1.73 m²")
    if person.creatinine is not None:
        parts.append(f"creatinine {plain(person.creatinine)} µmol/L")
    if person.albumin is not None:
        parts.append(f"albumin {plain(person.albumin)} g/L")
    parts += [f"{spoken(name)} at {plain(100 * share)} % of normal function" for name, share in person.genes.items()]
    parts += [_of_condition(condition) for condition in person.conditions.values()]
    return ", ".join(parts)


def simulated_words(typical: ArmResult) -> str:
    """Who was simulated, with what the case left out filled in: medians of whoever it is."""
    age, weight, height, egfr = (float(np.median(typical.drawn[name])) for name in ("age", "weight", "height", "egfr"))
    women = float(typical.drawn["female"].mean())
    sex = "" if 0 < women < 1 else ", female" if women else ", male"
    mixed = f", {plain(100 * women)} % female" if 0 < women < 1 else sex
    return f"{in_years(age)}{mixed}, {plain(weight)} kg, {plain(height)} cm, eGFR {plain(egfr)} mL/min/1.73 m²"


def habits_words(habits: Habits) -> str:
    """What the case says of daily life; nothing said is a usual diet."""
    said = list(_habits(habits))
    return ", ".join(said) if said else "the usual diet of people of this sex and age"


def happenings(case: Case) -> list[Happening]:
    """All of the timeline, in order."""
    entries = sorted(case.timeline, key=lambda entry: entry.at)
    return [Happening(_when(entry.at, case), _what(entry)) for entry in entries]


def _who(person: Person) -> str:
    grown = person.age is None or person.age >= ADULT
    one = {"female": "woman" if grown else "girl", "male": "man" if grown else "boy", None: "person"}[person.sex]
    many = {"woman": "women", "man": "men", "girl": "girls", "boy": "boys", "person": "people"}[one]
    who = f"{person.count} {many}" if (person.count or 1) > 1 else f"A {one}"
    return f"{who} of {in_years(person.age)}" if person.age is not None else who


def _of_condition(condition: Condition | Start) -> str:
    said = spoken(condition.name)
    if condition.value is not None:
        return f"{said} {plain(condition.value)} {unit_text(condition.value_unit or '')}".rstrip()
    options = [f"{spoken(name)} {plain(value)}" for name, value in condition.options.items()]
    if condition.severity not in (0.0, 1.0):
        options.insert(0, f"severity {plain(condition.severity)} of 1")
    return f"{said} ({', '.join(options)})" if options else said


def _habits(habits: Habits) -> Iterator[str]:
    for item in fields(habits):
        value = getattr(habits, item.name)
        if isinstance(value, float):
            yield f"{item.name} {plain(value)} {HABIT_UNITS.get(item.name, 'mmol/d')}"
    for name, grams in (habits.foods or {}).items():
        yield f"{spoken(name)} {plain(grams)} g/d"
    if habits.water is not None:
        carried = [f"{name} {plain(value)} mmol/L" for name in ("magnesium", "calcium", "potassium")
                   if (value := getattr(habits.water, name)) is not None]  # fmt: skip
        volume = f" {plain(habits.water.volume)} L/d" if habits.water.volume is not None else ""
        yield f"water{volume}" + (f" with {', '.join(carried)}" if carried else "")


def _when(hours: float, case: Case) -> str:
    if case.start is None:
        return moment(hours)
    date = case.start + timedelta(hours=hours)
    by_the_clock = case.start.time() != time() and abs(hours) < FAR
    return f"{moment(hours)}, {date:%Y-%m-%d %H:%M}" if by_the_clock else f"{moment(hours)}, {date:%Y-%m-%d}"


def _what(entry: TimelineEntry) -> str:
    if isinstance(entry, Give):
        said = f"{spoken(entry.substance)} {_dose(entry)}"
    elif isinstance(entry, Start):
        dose = f" {_amount(entry.dose)}" if entry.dose is not None else ""
        said = f"{_of_condition(entry)}{dose} begins" + (f", for {moment(entry.duration)}" if entry.duration else "")
    elif isinstance(entry, Stop):
        return f"{spoken(entry.name)} ends"
    elif isinstance(entry, ChangeHabits):
        return f"habits change: {', '.join(_habits(entry.habits))}"
    else:
        said = _session(entry)
    return said + _again(entry)


def _dose(entry: Give) -> str:
    amount = entry.dose or entry.rate
    assert amount is not None
    how = f" {ROUTES[entry.route]}" if entry.route else ""
    over = f" over {moment(entry.over)}" if entry.over else ""
    return f"{_amount(amount)}{how}{over}{' with a meal' if entry.with_meal else ''}"


def _amount(amount: Amount) -> str:
    return f"{plain(amount.value)} {amount.unit_text}"


def _session(entry: Dialyse) -> str:
    lasting = f" for {moment(entry.duration)}" if entry.duration is not None else ""
    bath = f", bath {plain(entry.bath_magnesium)} mmol/L magnesium" if entry.bath_magnesium is not None else ""
    return f"{spoken(entry.kind)}{lasting}{bath}"


def _again(entry: Give | Start | Dialyse) -> str:
    if entry.repeats is None:
        return ""
    gaps = ", ".join(moment(gap) for gap in entry.repeats.every)
    ends = f", {entry.repeats.times} times" if entry.repeats.times is not None else ""
    until = f" until {moment(entry.repeats.until)}" if entry.repeats.until is not None else ""
    return f", every {gaps}{ends}{until}"
