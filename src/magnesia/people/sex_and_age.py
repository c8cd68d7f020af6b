"""What sex and age change beyond the size of the body; slight, and 1 for the reference adult."""

from __future__ import annotations

import numpy as np

from magnesia.people.growth import Array

OESTROGEN_AGES = (12.0, 50.0)  # y
# Oestradiol raises TRPM6 of the distal tubule (Groenestege et al. 2006, rats); in people the difference is slight.
OESTROGEN_GAIN = 0.02
# Older adults absorb less (Barbagallo et al. 2009, a review without a slope; the slope is assumed).
AGE_OF_DECLINE, DECLINE_OF_UPTAKE, DECLINE_OF_ACID = 60.0, 0.006, 0.005  # y; shares a year
# The circulation: shares of the value at 45 years, by age. Systolic pressure rises all through adult life, diastolic
# until 55; women start lower and rise faster (Wright 2011). Those of children are from paediatric textbooks.
AGES = (0.0, 1.0, 6.0, 12.0, 18.0, 45.0, 55.0, 90.0)  # y
SYSTOLIC = (0.60, 0.74, 0.80, 0.86, 0.92, 1.0, 1.04, 1.16)
DIASTOLIC = (0.60, 0.74, 0.78, 0.84, 0.90, 1.0, 1.02, 0.85)
PULSE = (1.85, 1.70, 1.30, 1.12, 1.0, 1.0, 1.0, 1.0)
FLOW = (0.70, 0.80, 0.88, 1.0, 1.15, 1.0, 0.90, 0.58)  # of a forced breath, beside the size of the body (Quanjer 2012)
GROWN_AGE, MIDDLE_AGE = 14.0, 45.0  # y
# Women less men, shares: at middle age, and a year of age.
SYSTOLIC_OF_WOMEN, SYSTOLIC_OF_WOMEN_A_YEAR = -0.035, 0.0017
DIASTOLIC_OF_WOMEN, PULSE_OF_WOMEN, QTC_OF_WOMEN = -0.03, 0.05, 0.024
FLOW_OF_WOMEN = -0.16

# C-reactive protein and collagen crosslinks per creatinine: women less men. Growing bone turns over several times as
# fast.
CRP_OF_WOMEN, CROSSLINKS_OF_WOMEN = 0.40, 0.30
TURNOVER = (5.0, 4.5, 3.5, 4.5, 1.5, 1.0, 1.0, 1.0)

# A child's brain seizes at a lower excitability: 27 of 28 infants without TRPM6 had seizures (Schlingmann 2005), few
# adults at such levels.
SEIZING = (0.62, 0.65, 0.80, 0.95, 1.0, 1.0, 1.0, 1.0)


def effects(age: Array, female: Array) -> dict[str, Array]:
    """Factors on parameters by name, (people,) each, from age (y) and share female."""
    oestrogen = female * ((age >= OESTROGEN_AGES[0]) & (age < OESTROGEN_AGES[1]))
    older = np.clip(age - AGE_OF_DECLINE, 0, 40)
    uptake = 1 - DECLINE_OF_UPTAKE * older
    woman = (female - 0.5) * (age >= GROWN_AGE)
    breath = np.interp(age, AGES, FLOW) * (1 + woman * FLOW_OF_WOMEN)
    return {
        "kidney.channel_function": 1 + OESTROGEN_GAIN * (oestrogen - 0.5),
        "gut.upper_capacity": uptake,
        "gut.ileal_capacity": uptake,
        "gut.colonic_capacity": uptake,
        "gut.acid": 1 - DECLINE_OF_ACID * older,
        "vessels.systolic": np.interp(age, AGES, SYSTOLIC)
        * (1 + woman * (SYSTOLIC_OF_WOMEN + SYSTOLIC_OF_WOMEN_A_YEAR * (age - MIDDLE_AGE))),
        "vessels.diastolic": np.interp(age, AGES, DIASTOLIC) * (1 + woman * DIASTOLIC_OF_WOMEN),
        "heart.rate": np.interp(age, AGES, PULSE) * (1 + woman * PULSE_OF_WOMEN),
        "heart.qtc": 1 + woman * QTC_OF_WOMEN,
        "signs.seizure_half": np.interp(age, AGES, SEIZING),
        "lungs.fev1": breath,
        "lungs.peak_flow": breath,
        "immunity.crp": 1 + woman * CRP_OF_WOMEN,
        "bone_turnover.osteocalcin": np.interp(age, AGES, TURNOVER),
        "bone_turnover.deoxypyridinoline": np.interp(age, AGES, TURNOVER) * (1 + woman * CROSSLINKS_OF_WOMEN),
    }
