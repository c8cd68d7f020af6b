"""Sizes of a body from sex, age, weight and height by published equations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from magnesia.case.amounts import body_surface
from magnesia.people.growth import ADULT_AGE, REFERENCE_WEIGHT, Array, by_sex, typical_height

_ADOLESCENCE = 13.0  # y; from here to adulthood children's equations give way to adults'


@dataclass(frozen=True)
class Build:
    """Age (y), share female (0, 1, or 0.5 where unknown), weight (kg) and height (cm), each of shape (people,)."""

    age: Array
    female: Array
    weight: Array
    height: Array

    @cached_property
    def surface(self) -> Array:
        """Body surface, m2, as for doses per m2."""
        return body_surface(self.weight, self.height)

    @cached_property
    def metabolic(self) -> Array:
        """Metabolic size relative to 70 kg (Kleiber 1932; Holford 1996)."""
        return (self.weight / REFERENCE_WEIGHT) ** 0.75

    @cached_property
    def extracellular(self) -> Array:
        """Extracellular water, L (Bird et al. 2003, children and adults)."""
        return 0.02154 * self.weight**0.6469 * self.height**0.7236

    @cached_property
    def blood(self) -> Array:
        """Blood, L: adults by Nadler et al. 1962; children 85 mL/kg at birth, 80 at 1 y, 75 at 6 y (APAGBI 2004)."""
        metres = self.height / 100
        man = 0.3669 * metres**3 + 0.03219 * self.weight + 0.6041
        woman = 0.3561 * metres**3 + 0.03308 * self.weight + 0.1833
        child = self.weight * np.interp(self.age, [0, 1, 6, 18], [0.085, 0.080, 0.075, 0.070])
        return self._growing(child, by_sex(self.female, man, woman))

    @cached_property
    def lean(self) -> Array:
        """Lean mass, kg: adults by Janmahasatian et al. 2005, children by Peters et al. 2011 (3.8 x extracellular).

        Nobody is made of more than 95 % lean mass, whatever an equation says of the very thin.
        """
        index = self.weight / (self.height / 100) ** 2
        man = 9270 * self.weight / (6680 + 216 * index)
        woman = 9270 * self.weight / (8780 + 244 * index)
        found = self._growing(3.8 * self.extracellular, by_sex(self.female, man, woman))
        return np.minimum(found, 0.95 * self.weight)

    @cached_property
    def muscle(self) -> Array:
        """Skeletal muscle, kg: adults by Lee et al. 2000, between a quarter and three quarters of lean mass.

        Children have the share of lean mass that ICRP 89 gives by age.
        """
        adult = 0.244 * self.weight + 7.80 * self.height / 100 + 6.6 * (1 - self.female) - 0.098 * self.age - 3.3
        share = np.interp(self.age, [0, 1, 5, 10, 15, 18], [0.26, 0.23, 0.34, 0.40, 0.48, 0.53])
        return self._growing(share * self.lean, np.clip(adult, 0.25 * self.lean, 0.75 * self.lean))

    @cached_property
    def bone(self) -> Array:
        """Skeletal calcium, g, by age and sex (ICRP 89), with the square of height relative to the age.

        After 50 y women lose 0.7 % and men 0.3 % a year (Looker et al. 1998).
        """
        ages = [0, 1, 5, 10, 15, 20]
        man = np.interp(self.age, ages, [28, 100, 219, 396, 806, 1180])
        woman = np.interp(self.age, ages, [28, 100, 219, 396, 719, 860])
        stature = (self.height / typical_height(self.age, self.female)) ** 2
        past_fifty = np.clip(self.age - 50, 0, 50)
        return stature * by_sex(self.female, man * (1 - 0.003 * past_fifty), woman * (1 - 0.007 * past_fifty))

    def _growing(self, child: Array, adult: Array) -> Array:
        """``child`` up to 13 y, ``adult`` from 18 y, a straight blend between."""
        grown = np.clip((self.age - _ADOLESCENCE) / (ADULT_AGE - _ADOLESCENCE), 0, 1)
        return (1 - grown) * child + grown * adult
