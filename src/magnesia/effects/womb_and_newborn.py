"""Womb and newborn: contractions that magnesium weakens little in labour, and the child that has its mother's level.

A strip of myometrium that contracts by itself falls silent at 3 mmol/L, one that oxytocin drives goes on at 8: labour
is driven, so magnesium hardly delays birth. The child's muscle obeys the law of its mother's at the level of the cord.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import damped, hill
from magnesia.effects.antagonism import opposed_magnesium
from magnesia.effects.nerves_and_muscle import acetylcholine_release, kept

STRIP_POWER = 6  # of spontaneous contractions: reduced at 2.0 to 2.5, arrested at 3 mmol/L (Tica 2007)
DRIVEN_POWER = 3  # of contractions under oxytocin: less by a third at 8, more at 9 to 10 mmol/L
TONE_POWER = 3  # end plates differ as the mother's do
CALLED_POWER = 8  # how sharply a newborn is called floppy


def womb(body: Anatomy) -> None:
    """Contractions of a womb in labour over those without magnesium; 1 stands for any womb at a usual level."""
    p = body.parameters("womb")
    acting = opposed_magnesium(body)
    strip = 1 - hill(acting, p.strip_level, STRIP_POWER)
    driven = 1 - hill(acting, p.driven_level, DRIVEN_POWER)
    body.signal("uterine_activity", "dimensionless", p.driven_share * driven + (1 - p.driven_share) * strip,
                "Work of uterine contractions in labour, over that without magnesium")  # fmt: skip


def newborn(body: Anatomy) -> None:
    """Tone of a child born now, and how likely it is called floppy; monocytes of mother and child when stimulated."""
    p = body.parameters("newborn")
    usual = body.parameters("plasma").reference_ionized
    free = body.read("cord_magnesium") * body.read("ionized_magnesium") / body.read("serum_magnesium")
    # The placenta pumps calcium: the child's own is held while the mother's falls under magnesium.
    release = acetylcholine_release(body, body.parameters("calcium").reference_ionized, free)
    tone = body.signal("newborn_tone", "dimensionless", kept(release, p.margin, TONE_POWER),
                       "Muscle tone of a child born now, over that at usual magnesium")  # fmt: skip
    body.signal("newborn_hypotonia", "dimensionless", 1 - (1 - p.floppy_anyway) * hill(tone, p.floppy, CALLED_POWER),
                "Probability that a child born now is called floppy")  # fmt: skip
    for name, level, whose in (("monocyte_cytokines", body.read("ionized_magnesium") / usual, "a person's own"),
                               ("newborn_monocyte_cytokines", free / usual, "a child's")):  # fmt: skip
        body.signal(name, "dimensionless", damped(level, p.monocyte_gain),
                    f"TNF-alpha and interleukins from {whose} stimulated monocytes, over that in health")  # fmt: skip
