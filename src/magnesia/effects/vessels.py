"""Vessels: magnesium relaxes them at once, reflexes answer, and over weeks tone follows the level they are used to.

Pressure is a person's own, moved by acute relaxation less what reflexes take back, by chronic tone, and by failure of
vessels and heart in severe excess, which calcium opposes.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill
from magnesia.effects.antagonism import opposed_magnesium
from magnesia.engine.expression import log, maximum

CHRONIC_POWER = 10  # steep about the usual level, flat beyond: supplements that hardly move serum lower pressure
FAILURE_POWER = 6  # systolic 77 mmHg at a total of 5.55 and under 50 at 6.83 mmol/L (Ishida 2020, Kontani 2005)
CALLED_LOW_POWER = 20  # how sharply pressure is called low
PARTS_OF_MEAN = 3  # mean pressure stands a third of the pulse above diastolic


def pressure(body: Anatomy) -> None:
    """Declares tone and pressures; what failing vessels and heart lose is part of them."""
    p = body.parameters("vessels")
    usual = body.parameters("plasma").reference_ionized
    ionized = body.read("ionized_magnesium")
    wall = body.state("vessel_magnesium", "mmol/L", 0.55, "Ionised magnesium that resistance vessels feel")
    body.change("vessel_magnesium", p.entry * (ionized - wall))
    habit = body.state("habitual_magnesium", "mmol/L", 0.55, "Ionised magnesium that vessels are used to")
    body.change("habitual_magnesium", p.habituation * (ionized - habit))
    relaxation = body.signal("vascular_relaxation", "dimensionless", p.relaxation_gain * log(wall / habit),
                             "Share of pressure that magnesium takes before reflexes answer")  # fmt: skip
    reflex = body.state("vascular_reflex", "dimensionless", 0.0, "Share of pressure that reflexes give back")
    body.change("vascular_reflex", p.reflex_rate * (p.reflex_share * relaxation - reflex))
    chronic = p.chronic_reach * (1 - 2 * hill(habit, usual, CHRONIC_POWER))
    acute = 1 - relaxation + reflex
    body.signal("vascular_tone", "dimensionless", acute * (1 + chronic), "Tone of resistance vessels; 1 in health")
    held = 1 - p.failure_share * hill(opposed_magnesium(body), p.failure_level, FAILURE_POWER)
    share = acute * (1 + chronic) * held
    systolic = body.signal("systolic_pressure", "mmHg", p.systolic * share, "Systolic blood pressure")
    diastolic = body.signal("diastolic_pressure", "mmHg",
                            p.diastolic * acute * (1 + p.diastolic_ratio * chronic) * held,
                            "Diastolic blood pressure")  # fmt: skip
    body.signal("mean_arterial_pressure", "mmHg", diastolic + (systolic - diastolic) / PARTS_OF_MEAN,
                "Mean arterial pressure")  # fmt: skip
    body.signal("sign_hypotension", "dimensionless", 1 - hill(share, p.hypotension_share, CALLED_LOW_POWER),
                "Probability of low blood pressure")  # fmt: skip
    _uncontrolled_series(body, ionized, habit)


def _uncontrolled_series(body: Anatomy, ionized, habit) -> None:
    """The other published size of the acute fall, for comparison: no controls, and bed rest is in it."""
    p = body.parameters("vessels")
    delayed = body.state("delayed_magnesium", "mmol/L", 0.55, "Ionised magnesium of the lagging effect compartment")
    body.change("delayed_magnesium", p.series_rate * (ionized - delayed))
    rise = maximum((delayed - habit) * body.read("serum_magnesium") / ionized, 0)
    body.signal("uncontrolled_systolic_fall", "mmHg", p.series_fall * rise / (p.series_half + rise),
                "Fall of systolic pressure as a series without controls saw it")  # fmt: skip


def calcification(body: Anatomy) -> None:
    """How long serum resists calcifying: longer with magnesium, shorter with calcium and with few nephrons."""
    p = body.parameters("vessels")
    magnesium = body.read("ionized_magnesium") / body.parameters("plasma").reference_ionized
    calcium = body.read("ionized_calcium") / body.parameters("calcium").reference_ionized
    kept = 1 - p.uraemic_loss * (1 - body.parameters("kidney").nephron_share)
    resistance = magnesium**p.calcification_magnesium / calcium**p.calcification_calcium
    body.signal("calcification_t50", "min", p.calcification_time * kept * resistance,
                "Half-time of calciprotein maturation in serum")  # fmt: skip
