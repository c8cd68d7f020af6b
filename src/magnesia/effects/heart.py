"""Heart: sinus, AV node, repolarisation and ectopy. Magnesium slows the node, severe excess stops it; calcium opposes.

All of it follows plasma within minutes: myocardium equilibrates at once (Zheng 2001), so there is no state here.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import damped, hill
from magnesia.effects.antagonism import opposed_magnesium
from magnesia.engine.expression import Expression, exp, log, sqrt

BLOCK_POWER = 4  # of conduction and sinus in severe excess: nothing to see at 2.2 mmol/L, block at 7
ARREST_POWER = 6  # arrest is rare at 6 and usual at 13 mmol/L
CALLED_POWER = 20  # how sharply an interval or a rate is called abnormal
# A tenth less magnesium or potassium, one SD, goes with 20 and 27 % more ectopy (Tsuji 1994): both squared.
ECTOPY_POWER = 2
TORSADES_POWER = 2  # 2 g of sulfate, which double the level, end torsades in three of four without a shorter QT


def rhythm(body: Anatomy) -> None:
    """Sinus rate and conduction, from usual life to standstill."""
    p, cells = body.parameters("heart"), body.parameters("cells")
    level = body.read("ionized_magnesium") / body.parameters("plasma").reference_ionized
    acting = opposed_magnesium(body)
    drive = cells.catecholamine * damped(level, cells.release_gain) - 1
    sinus = 1 - p.sinus_share * hill(acting, p.sinus_level, BLOCK_POWER)
    stimulated = 1 + p.adrenergic_gain * drive * damped(level, p.blunting)
    rate = p.rate * stimulated * (1 + p.reflex_gain * body.read("vascular_relaxation")) * sinus
    body.signal("heart_rate", "1/min", rate, "Heart beats per minute")
    block = hill(acting, p.block_level, BLOCK_POWER)
    node = p.ah * (1 + p.ah_gain * log(level)) * (1 + p.node_block * block)
    body.signal("ah_interval", "ms", node, "Atrium-to-His conduction time")
    pr = body.signal("pr_interval", "ms", node + p.pr_rest, "PR interval of the ECG")
    body.signal("qrs_duration", "ms", p.qrs * (1 + p.ventricle_block * block), "QRS duration of the ECG")
    body.signal("sign_bradycardia", "dimensionless", 1 - hill(rate, p.slow_rate, CALLED_POWER),
                "Probability of a slow heart")  # fmt: skip
    body.signal("sign_conduction_delay", "dimensionless", hill(pr, p.long_pr, CALLED_POWER),
                "Probability of a long PR or wide QRS")  # fmt: skip
    body.signal("sign_cardiac_arrest", "dimensionless", hill(acting, p.arrest_level, ARREST_POWER),
                "Probability that the heart stands still")  # fmt: skip


def excitability(body: Anatomy) -> None:
    """Repolarisation, ectopic beats, and the digoxin that brings arrhythmia: magnesium with calcium and potassium."""
    p = body.parameters("heart")
    magnesium = body.read("ionized_magnesium") / body.parameters("plasma").reference_ionized
    calcium = body.read("ionized_calcium") / body.parameters("calcium").reference_ionized
    potassium = body.read("serum_potassium") / body.parameters("potassium").extracellular_reference
    lengthened = _lack(p.qtc_magnesium, magnesium) + _lack(p.qtc_calcium, calcium) + _lack(p.qtc_potassium, potassium)
    longer = p.qtc * lengthened + body.read("qrs_duration") - p.qrs
    body.signal("qtc", "ms", p.qtc + longer, "QT interval corrected for heart rate")
    torsades = body.signal("torsades_propensity", "dimensionless",
                           exp(longer / p.torsades_scale) / magnesium**TORSADES_POWER,
                           "Hazard of torsades de pointes over that in health")  # fmt: skip
    body.signal("sign_torsades", "dimensionless", hill(torsades, p.torsades_half, TORSADES_POWER),
                "Probability of torsades or ventricular tachycardia")  # fmt: skip
    ectopy = body.signal("ectopy", "dimensionless", 1 / (magnesium * potassium) ** ECTOPY_POWER,
                         "Odds of frequent ectopic beats over those in health")  # fmt: skip
    odds = p.ectopy_odds * ectopy
    body.signal("sign_arrhythmia", "dimensionless", odds / (1 + odds), "Probability of frequent ectopic beats")
    body.signal("digoxin_threshold", "nmol/L", p.digoxin * sqrt(magnesium) * potassium,
                "Digoxin of serum above which arrhythmia is likely")  # fmt: skip


def _lack(share: Expression, level: Expression) -> Expression:
    """Share by which QTc is longer at a ``level`` over its reference; nothing at 1."""
    return share * (1 / level - 1)
