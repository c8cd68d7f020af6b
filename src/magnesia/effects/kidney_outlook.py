"""How fast filtration is lost, year by year: age, disease, and what goes with magnesium.

The part of magnesium is that of a cohort, put where a read-out can show it; nobody has shown in a trial that magnesium
slows the loss. Ratios for kidney failure stand apart as associations.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill

LEVEL_POWER = 8  # between 0.8 and 1.0 mmol/L of serum all of it is seen; excess protects nobody


def loss(body: Anatomy) -> None:
    """Filtration won (negative: lost) in a year at this state, of an adult."""
    p = body.parameters("kidney_outlook")
    usual = body.parameters("plasma").reference_ionized
    half = p.half * usual
    better = hill(body.read("metabolic_habit_magnesium"), half, LEVEL_POWER) - hill(usual, half, LEVEL_POWER)
    body.signal("egfr_slope", "mL/min/year", p.magnesium * better - p.ageing - p.disease,
                "Filtration gained in a year (negative: lost), per 1.73 m2 of body surface")  # fmt: skip
