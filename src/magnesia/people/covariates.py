"""Who each person is: age, sex, size and the measurements that a case gives, drawn for a group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from magnesia.case.person import Person
from magnesia.people.ckd_epi import egfr_of_creatinine
from magnesia.people.growth import (
    ADULT_AGE,
    Array,
    age_for_size,
    height_for_weight,
    pregnancy_weight,
    typical_height,
    typical_weight,
    weight_for_height,
)
from magnesia.people.measures import Build

# How people of one sex and age differ (standard deviation of the logarithm), and how weight follows height.
WEIGHT_SPREAD, HEIGHT_SPREAD, WEIGHT_HEIGHT_CORRELATION = 0.15, 0.04, 0.4
FILTRATION_SPREAD, ALBUMIN_SPREAD = 0.15, 0.07  # within a group of whom only the mean is known
# Usual intake between people of one sex and age, day-to-day swings apart: 237 ± 62 and 232 ± 71 mg/d of magnesium in
# two samples of women (Pluckebaum and Chavez 1994, as quoted by IOM 1997, chapter 6).
APPETITE_SPREAD = 0.28
FURTHEST = 2.5  # standard deviations of a drawn covariate: trials have inclusion criteria
NORMALS_NEEDED = 7  # sex, age, height, weight, filtration, albumin, appetite


@dataclass(frozen=True)
class Covariates:
    """Of shape (people,): years, share female, kg, cm; measurements are None where nobody measured.

    ``weight`` is that of the scales at time zero, ``gestation`` (wk, 0 where not pregnant) that of time zero.
    ``appetite`` is what they usually eat over what people of their sex and age do.
    """

    age: Array
    female: Array
    weight: Array
    height: Array
    gestation: Array
    appetite: Array
    egfr: Array | None
    creatinine: Array | None
    albumin: Array | None

    @cached_property
    def build(self) -> Build:
        """The body that the parameters describe: a pregnant woman's before the pregnancy."""
        before = np.maximum(self.weight - pregnancy_weight(self.gestation), 0.75 * self.weight)
        return Build(self.age, self.female, before, self.height)

    @cached_property
    def surface(self) -> Array:
        """Body surface at time zero, m2."""
        return Build(self.age, self.female, self.weight, self.height).surface

    def size(self, per: str | None) -> Array:
        """What a dose per ``kg`` or ``m2`` is multiplied by; 1 for a dose that is the same for all."""
        return {None: np.ones_like(self.weight), "kg": self.weight, "m2": self.surface}[per]


def measured_egfr(who: Covariates) -> Array | None:
    """eGFR (people,), mL/min/1.73m2, as measured or from measured creatinine; None where nobody measured."""
    if who.egfr is not None or who.creatinine is None:
        return who.egfr
    return egfr_of_creatinine(who.creatinine, who.age, who.female, who.height)


def covariates(person: Person, normals: Array, *, varied: bool) -> Covariates:
    """One column of ``normals`` (people, NORMALS_NEEDED) for each source of variation; all zero means typical."""
    of_sex, of_age, of_height, of_weight, of_filtration, of_albumin, of_appetite = np.clip(
        normals.T, -FURTHEST, FURTHEST
    )
    group = person.count is not None and person.count > 1
    spread = person.spread if varied else {}
    female = _sex(person, of_sex, varied)
    typical_sex = float(np.mean(female)) if person.sex else 0.5
    centre = age_for_size(person.weight, person.height, typical_sex) if person.age is None else person.age
    floor = min(centre, ADULT_AGE) if centre >= ADULT_AGE else 0.0
    age = np.clip(centre + spread.get("age", 0.0) * of_age, floor, 110.0)

    def known(mean: float, sd: float | None, natural: float, deviation: Array) -> Array:
        """A given value: with its SD; without one the same in an individual, varied in a group as people vary."""
        if not varied or (sd is None and not group):
            return np.full_like(age, mean)
        return _log_normal(mean, natural if sd is None else np.sqrt(np.log1p((sd / mean) ** 2)), deviation)

    along = WEIGHT_HEIGHT_CORRELATION * of_height + np.sqrt(1 - WEIGHT_HEIGHT_CORRELATION**2) * of_weight
    varying = 1.0 if varied else 0.0
    gestation = np.full_like(age, person.pregnant or 0.0)
    if person.weight is not None:
        weight = known(person.weight, spread.get("weight"), WEIGHT_SPREAD, along)
    else:
        usual = typical_weight(age, female)
        if person.height is not None:
            usual = weight_for_height(np.full_like(age, person.height), age, female)
        weight = usual * np.exp(varying * WEIGHT_SPREAD * along) + pregnancy_weight(gestation)
    if person.height is not None:
        height = known(person.height, spread.get("height"), HEIGHT_SPREAD, of_height)
    else:
        usual = typical_height(age, female) if person.weight is None else height_for_weight(weight, age, female)
        height = usual * np.exp(varying * HEIGHT_SPREAD * of_height)

    def measured(name: str, natural: float, deviation: Array) -> Array | None:
        mean: float | None = getattr(person, name)
        return None if mean is None else known(mean, spread.get(name), natural, deviation)

    return Covariates(
        age, female, weight, height, gestation,
        appetite=_log_normal(1.0, varying * APPETITE_SPREAD, of_appetite),
        egfr=measured("egfr", FILTRATION_SPREAD, of_filtration),
        creatinine=measured("creatinine", FILTRATION_SPREAD, -of_filtration),
        albumin=measured("albumin", ALBUMIN_SPREAD, of_albumin),
    )  # fmt: skip


def _sex(person: Person, deviation: Array, varied: bool) -> Array:
    """Share female: that of the case; unknown, a half of the typical person and half of the people drawn."""
    if person.sex is not None:
        return np.full_like(deviation, 1.0 if person.sex == "female" else 0.0)
    return np.where(deviation > 0, 1.0, 0.0) if varied else np.full_like(deviation, 0.5)


def _log_normal(mean: float, sigma: float, deviation: Array) -> Array:
    """Positive numbers with this mean and this standard deviation of the logarithm."""
    return np.asarray(mean * np.exp(sigma * deviation - sigma**2 / 2))
