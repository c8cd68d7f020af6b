"""What people of a sex and age usually eat, for what the habits of a case leave out."""

from __future__ import annotations

import numpy as np

from magnesia.case.analytes import ELEMENTS
from magnesia.case.habits import Habits
from magnesia.engine.model import ELEMENTS as EATEN
from magnesia.people.covariates import Covariates
from magnesia.people.growth import ADULT_AGE, Array, by_sex

# Usual daily intake, mg, by age (y). Adults: NHANES 2013-2018 (What We Eat in America); the old eat less. Children:
# adequate intakes of EFSA 2015-2017; the first half-year is breast milk.
_AGES = np.array([0.0, 0.5, 0.75, 2, 6.5, 12, 16, 20, 60, 80])
_MILLIGRAMS = {
    "magnesium": ([28, 30, 80, 170, 230, 280, 300, 338, 338, 290], [28, 30, 80, 170, 230, 250, 250, 256, 256, 235]),
    "calcium": ([200, 210, 280, 450, 800, 1100, 1150, 1080, 1000, 880],
                [200, 210, 280, 450, 800, 1000, 1000, 850, 850, 780]),
    "potassium": ([400, 450, 750, 900, 1500, 2400, 2800, 3000, 3000, 2650],
                  [400, 450, 750, 900, 1500, 2200, 2300, 2350, 2350, 2200]),
}  # fmt: skip
USUAL_WATER = 1.5  # L/d, where a case says what water carries but not how much is drunk


def usual_intake(element: str, who: Covariates) -> Array:
    """What people of this sex and age usually eat of an element with food, mmol/d, (people,)."""
    man, woman = _MILLIGRAMS[element]
    eaten = by_sex(who.female, np.interp(who.age, _AGES, man), np.interp(who.age, _AGES, woman))
    molar_mass = ELEMENTS[element].molar_mass
    assert molar_mass is not None
    return eaten / molar_mass


def daily_intake(habits: Habits, who: Covariates, food_content: dict[str, float] | None = None) -> dict[str, Array]:
    """Intake of magnesium, calcium and potassium, mmol/d, (people,): food, the named foods on top of it, and water.

    ``food_content`` is what ``habits.foods`` carry together, mmol/d by element. Where the habits say nothing of an
    element, people eat as much as others of their sex and age or, by ``who.appetite``, more or less of everything.
    """
    intake: dict[str, Array] = {}
    water = habits.water
    volume = 0.0 if water is None else USUAL_WATER if water.volume is None else water.volume
    for element in EATEN:
        said: float | None = getattr(habits, element)
        eaten = usual_intake(element, who) * who.appetite if said is None else np.full_like(who.age, said)
        per_litre: float | None = getattr(water, element, None)
        intake[element] = eaten + volume * (per_litre or 0.0) + (food_content or {}).get(element, 0.0)
    return intake


def sufficient_intake(who: Covariates) -> dict[str, Array]:
    """Intake on which a healthy person counts as replete, mmol/d: the adequate intake of EFSA 2015 for magnesium
    (350 mg for men, 300 mg for women, less for children), the usual one of the other elements."""
    usual = {element: usual_intake(element, who) for element in EATEN}
    molar_mass = ELEMENTS["magnesium"].molar_mass
    assert molar_mass is not None
    adequate = by_sex(who.female, 350.0, 300.0) / molar_mass
    grown = who.age >= ADULT_AGE
    return {**usual, "magnesium": np.where(grown, adequate, usual["magnesium"])}
