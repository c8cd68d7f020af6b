"""How tall and heavy people usually are at each age, for what a case leaves out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ADULT_AGE = 18.0  # y
REFERENCE_AGE, REFERENCE_WEIGHT, REFERENCE_HEIGHT = 40.0, 70.0, 170.0  # y, kg, cm: the person the records describe

# Medians of the WHO growth standards (to 5 y) and reference (to 18 y), WHO Multicentre Growth Reference Study Group
# 2006 and de Onis et al. 2007; weight beyond 10 y from CDC 2000 (Kuczmarski et al.). Adults: a pair of man and woman
# whose mean is the reference adult, close to Walpole et al. 2012 for Europe.
_AGES = np.array([0, 0.25, 0.5, 1, 2, 3, 5, 8, 10, 12, 14, 16, 18, 25])
_HEIGHTS = {
    "male": np.array([49.9, 61.4, 67.6, 75.7, 87.1, 96.1, 110, 127, 138, 149, 163, 173, 176, 176.5]),
    "female": np.array([49.1, 59.8, 65.7, 74.0, 85.7, 95.1, 109, 127, 139, 151, 160, 162.5, 163, 163.5]),
}
_WEIGHTS = {
    "male": np.array([3.35, 6.4, 7.9, 9.6, 12.2, 14.3, 18.3, 25.6, 32, 40.5, 51, 61, 67, 77]),
    "female": np.array([3.23, 5.8, 7.3, 8.9, 11.5, 13.9, 18.2, 25.4, 33, 41.8, 49.5, 54, 57, 63]),
}


def by_sex(female: Array | float, man: Array | float, woman: Array | float) -> Array:
    """A value between a man's and a woman's; ``female`` is 0, 1, or 0.5 where the sex is not known."""
    return np.asarray((1 - female) * man + female * woman, dtype=float)


def typical_height(age: Array | float, female: Array | float) -> Array:
    """Median height, cm, at this age (y)."""
    return by_sex(female, np.interp(age, _AGES, _HEIGHTS["male"]), np.interp(age, _AGES, _HEIGHTS["female"]))


def typical_weight(age: Array | float, female: Array | float) -> Array:
    """Median weight, kg, at this age (y)."""
    return by_sex(female, np.interp(age, _AGES, _WEIGHTS["male"]), np.interp(age, _AGES, _WEIGHTS["female"]))


def weight_for_height(height: Array | float, age: Array | float, female: Array | float) -> Array:
    """Weight, kg, of usual build at this height: the body mass index stays that of the age."""
    return np.asarray(typical_weight(age, female) * (height / typical_height(age, female)) ** 2)


def height_for_weight(weight: Array | float, age: Array | float, female: Array | float) -> Array:
    """Height, cm: a child grows in all directions at once; the height of an adult says little of the weight."""
    usual = typical_height(age, female)
    grown = usual * (weight / typical_weight(age, female)) ** (1 / 3)
    return np.where(np.asarray(age) < ADULT_AGE, grown, usual)


def age_for_size(weight: float | None, height: float | None, female: float) -> float:
    """Age, y, of someone of whom only the size is known: a child's where it can be no adult's, else the reference."""
    if weight is not None and weight < 40:
        return float(np.interp(weight, typical_weight(_AGES, female), _AGES))
    if height is not None and height < 140:
        return float(np.interp(height, typical_height(_AGES, female), _AGES))
    return REFERENCE_AGE


def pregnancy_weight(gestation: Array | float) -> Array:
    """Usual gain of weight, kg, by week of gestation (Institute of Medicine 2009)."""
    weeks = np.asarray(gestation, dtype=float)
    return 0.11 * np.minimum(weeks, 13) + 0.42 * np.maximum(weeks - 13, 0)
