"""What sex and age change beyond the size of the body; slight, and 1 for the reference adult."""

from __future__ import annotations

import numpy as np

from magnesia.people.growth import Array

OESTROGEN_AGES = (12.0, 50.0)  # y
# Oestradiol raises TRPM6 of the distal tubule (Groenestege et al. 2006, rats); in people the difference is slight.
OESTROGEN_GAIN = 0.02
# Older adults absorb less (Barbagallo et al. 2009, a review without a slope; the slope is assumed).
AGE_OF_DECLINE, DECLINE_OF_UPTAKE, DECLINE_OF_ACID = 60.0, 0.006, 0.005  # y; shares a year


def effects(age: Array, female: Array) -> dict[str, Array]:
    """Factors on parameters by name, (people,) each, from age (y) and share female."""
    oestrogen = female * ((age >= OESTROGEN_AGES[0]) & (age < OESTROGEN_AGES[1]))
    older = np.clip(age - AGE_OF_DECLINE, 0, 40)
    uptake = 1 - DECLINE_OF_UPTAKE * older
    return {
        "kidney.channel_function": 1 + OESTROGEN_GAIN * (oestrogen - 0.5),
        "gut.upper_capacity": uptake,
        "gut.ileal_capacity": uptake,
        "gut.colonic_capacity": uptake,
        "gut.acid": 1 - DECLINE_OF_ACID * older,
    }
