"""How the parameters grow with the person: each ``scaling`` word of a record is a ratio to the reference adult.

The reference adult is 70 kg, 170 cm, 40 y and half man, half woman; every ratio is 1 there.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from magnesia.people.ckd_epi import creatinine_of_egfr, indexed_filtration, typical_filtration
from magnesia.people.growth import REFERENCE_AGE, REFERENCE_HEIGHT, REFERENCE_WEIGHT, Array
from magnesia.people.measures import Build

# Where body magnesium lies (Elin 1987): bone, muscle, other soft tissue, blood and extracellular water.
_STORES = {"bone": 0.53, "muscle": 0.27, "lean": 0.19, "blood": 0.01}


@cache
def reference_build() -> Build:
    """The adult whom the parameter records describe."""
    return Build(*(np.array([value]) for value in (REFERENCE_AGE, 0.5, REFERENCE_WEIGHT, REFERENCE_HEIGHT)))


def healthy_filtration(build: Build) -> Array:
    """Absolute filtration, L/h, to expect of healthy people of this build."""
    return typical_filtration(build.age, build.weight, build.surface, float(reference_build().surface[0]))


def creatinine_production(build: Build, filtration: Array) -> Array:
    """Creatinine released, umol/h, if creatinine agrees with filtration (L/h) by the equation for the age."""
    egfr = indexed_filtration(filtration, build.surface)
    return creatinine_of_egfr(egfr, build.age, build.female, build.height) * filtration


def _measures(build: Build) -> dict[str, Array]:
    filtration = healthy_filtration(build)
    return {
        "none": np.ones_like(build.weight),
        "blood": build.blood,
        "extracellular": build.extracellular,
        "lean": build.lean,
        "muscle": build.muscle,
        "bone": build.bone,
        "bsa": build.surface,
        "metabolic": build.metabolic,
        "gfr": filtration,
        "creatinine": creatinine_production(build, filtration),
    }


@cache
def _reference_measures() -> dict[str, float]:
    return {word: float(measure[0]) for word, measure in _measures(reference_build()).items()}


def ratios(build: Build) -> dict[str, Array]:
    """Ratio to the reference adult, (people,), for each scaling word."""
    found = {word: measure / _reference_measures()[word] for word, measure in _measures(build).items()}
    found["stores"] = np.asarray(sum(share * found[word] for word, share in _STORES.items()))
    return found
