"""Creatinine and glomerular filtration, both ways, from the newborn to the old.

Indexed filtration (eGFR) is mL/min per 1.73 m2, absolute filtration L/h, creatinine umol/L.
"""

from __future__ import annotations

import numpy as np

from magnesia.people.growth import ADULT_AGE, REFERENCE_WEIGHT, Array, by_sex

UMOL_PER_MG_DL = 88.4
INDEX_SURFACE = 1.73  # m2
LITRES_PER_HOUR = 0.06  # per mL/min

YOUNG_ADULT = 100.0  # mL/min/1.73m2; the 105 mL/min of kidney.gfr at the surface of the reference adult
YEARLY_DECLINE = 0.988  # after 40 y, Pottel et al. 2016 (full age spectrum)
AGE_OF_DECLINE = 40.0

_SCHWARTZ = 36.5  # 0.413 x 88.4, bedside Schwartz equation (Schwartz et al. 2009), height in cm
_TERM, _MATURATION_HALF, _MATURATION_POWER = 40.0, 47.7, 3.4  # weeks; Rhodin et al. 2009
_WEEKS_A_YEAR = 52.18
_LACKING_AT_BIRTH, _DAYS_TO_RISE, _DAYS_A_YEAR = 0.37, 5.0, 365.25


def _kappa(female: bool) -> float:
    return 0.7 if female else 0.9


def _ckd_epi_egfr(creatinine: Array, age: Array, female: bool) -> Array:
    ratio = creatinine / UMOL_PER_MG_DL / _kappa(female)
    below = np.minimum(ratio, 1) ** (-0.241 if female else -0.302)
    above = np.maximum(ratio, 1) ** -1.200
    return 142 * below * above * 0.9938**age * (1.012 if female else 1.0)


def _ckd_epi_creatinine(egfr: Array, age: Array, female: bool) -> Array:
    relative = egfr / (142 * 0.9938**age * (1.012 if female else 1.0))
    low = relative ** (-1 / (0.241 if female else 0.302))  # creatinine below kappa
    high = relative ** (-1 / 1.200)
    return UMOL_PER_MG_DL * _kappa(female) * np.where(relative > 1, low, high)


def egfr_of_creatinine(creatinine: Array, age: Array, female: Array, height: Array) -> Array:
    """CKD-EPI 2021 without race (Inker et al. 2021) for adults, bedside Schwartz for children."""
    grown = by_sex(female, _ckd_epi_egfr(creatinine, age, False), _ckd_epi_egfr(creatinine, age, True))
    return np.where(age < ADULT_AGE, _SCHWARTZ * height / creatinine, grown)


def creatinine_of_egfr(egfr: Array, age: Array, female: Array, height: Array) -> Array:
    """The creatinine at which :func:`egfr_of_creatinine` gives this eGFR."""
    grown = by_sex(female, _ckd_epi_creatinine(egfr, age, False), _ckd_epi_creatinine(egfr, age, True))
    unknown_sex = (np.asarray(female) > 0) & (np.asarray(female) < 1) & (np.asarray(age) >= ADULT_AGE)
    if np.any(unknown_sex):  # the mean of two curves has no closed inverse: a few Newton steps in logarithms
        for _ in range(6):
            found = egfr_of_creatinine(grown, age, female, height)
            slope = np.log(egfr_of_creatinine(grown * 1.001, age, female, height) / found) / np.log(1.001)
            grown = np.where(unknown_sex, grown * (egfr / found) ** (1 / slope), grown)
    return np.where(age < ADULT_AGE, _SCHWARTZ * height / egfr, grown)


def absolute_filtration(egfr: Array, surface: Array) -> Array:
    """L/h from mL/min/1.73m2 and body surface in m2."""
    return egfr * surface / INDEX_SURFACE * LITRES_PER_HOUR


def indexed_filtration(filtration: Array, surface: Array) -> Array:
    """mL/min/1.73m2 from L/h and body surface in m2."""
    return filtration / LITRES_PER_HOUR * INDEX_SURFACE / surface


def maturation(age: Array) -> Array:
    """Share of mature filtration per metabolic size: a Hill curve in postmenstrual age, a third at term birth."""
    weeks = _TERM + np.asarray(age) * _WEEKS_A_YEAR
    return 1 / (1 + (_MATURATION_HALF / weeks) ** _MATURATION_POWER)


def after_birth(age: Array) -> Array:
    """Share of filtration that the circulation allows: renal vessels open over the first days of life (inulin clearance
    near 20 mL/min/1.73m2 in the first days, 40 at two weeks: Guignard et al. 1975)."""
    return np.asarray(1 - _LACKING_AT_BIRTH * np.exp(-np.asarray(age) * _DAYS_A_YEAR / _DAYS_TO_RISE))


def typical_filtration(age: Array, weight: Array, surface: Array, reference_surface: float) -> Array:
    """Healthy absolute filtration, L/h, when nothing is measured.

    Adults: 100 mL/min/1.73m2 to the age of 40, then 1.2 % less a year. Children: the same adult level at 70 kg times
    (weight/70)^0.75, :func:`maturation` and :func:`after_birth`.
    """
    mature = absolute_filtration(np.asarray(YOUNG_ADULT), np.asarray(reference_surface))
    child = mature * (weight / REFERENCE_WEIGHT) ** 0.75 * maturation(age) * after_birth(age)
    adult = absolute_filtration(YOUNG_ADULT * YEARLY_DECLINE ** np.maximum(age - AGE_OF_DECLINE, 0), surface)
    return np.where(age < ADULT_AGE, child, adult)
