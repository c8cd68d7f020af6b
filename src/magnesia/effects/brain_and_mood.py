"""Brain: its free magnesium over days, and over weeks migraine and mood.

Cerebrospinal fluid (in the body) changes little and late, so whatever magnesium by mouth does to the brain is slow.
Injury, want of blood, drink and pre-eclampsia lower free magnesium of brain cells by far more than any diet.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill
from magnesia.engine.expression import exp, log

# Supplements move serum by a fiftieth: what they do to migraine is steep about the usual level and flat beyond it.
MIGRAINE_POWER = 30
COURSE_POWER = 4  # of what pregnancy does, in gestational age: as its other changes


def cells_of_the_brain(body: Anatomy) -> None:
    """Free magnesium of brain cells, as resonance sees it."""
    p = body.parameters("brain")
    around = body.read("csf_magnesium") / p.usual_fluid
    pregnancy = hill(body.read("gestation"), body.parameters("pregnancy").half_way, COURSE_POWER)
    held = p.held * (1 - p.pregnancy_fall * pregnancy)
    free = body.state("brain_cell_magnesium", "mmol/L", 0.45, "Free magnesium of brain cells")
    body.change("brain_cell_magnesium", p.equilibration * (p.free * held * exp(p.fluid_share * log(around)) - free))
    body.signal("brain_free_magnesium", "mmol/L", free, "Free magnesium of brain cells")


def migraine_and_mood(body: Anatomy) -> None:
    """Days with migraine and the score of a questionnaire on depression (PHQ-9)."""
    p = body.parameters("brain")
    usual = body.parameters("plasma").reference_ionized
    habit = body.state("brain_habit_magnesium", "mmol/L", 0.55, "Ionised magnesium that brain and mood are used to")
    body.change("brain_habit_magnesium", p.habituation * (body.read("ionized_magnesium") - habit))
    calm = 2 * hill(habit, usual, MIGRAINE_POWER) - 1
    body.signal("migraine_days", "dimensionless", p.migraine_days * exp(-p.migraine_gain * calm),
                "Days with migraine in four weeks")  # fmt: skip
    plenty = 2 * hill(habit, usual, 1) - 1
    low_mood = p.low_mood * exp(-p.mood_gain * plenty)
    body.signal("depression_score", "dimensionless", p.highest_score * low_mood / (p.highest_score + low_mood),
                "Score of the questionnaire PHQ-9 on depression, 0 to 27")  # fmt: skip
