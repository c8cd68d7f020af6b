"""Glomerulus and tubule. Each segment takes what it can of what reaches it; the rest is urine.

All magnesium quantities are per litre of filtrate until the end, so a threshold (Tm/GFR) emerges that does not
depend on the number of nephrons.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import damped, driven, hill, limited

# The loss of voltage grows faster than the current: amiloride spares little alone, much beside a thiazide (Leary 2000).
# Pressure holds until magnesium is several times normal, then falls steeply.
VOLTAGE_POWER, SHOCK_POWER = 2, 6


def kidney(body: Anatomy, circulation, hormones, tissues) -> None:
    p = body.parameters("kidney")
    # Severe excess lowers pressure until filtration fails: the circle in which it kills.
    perfusion = 1 - hill(circulation.level, p.shock_level, SHOCK_POWER)
    filtration = body.signal("glomerular_filtration", "L/h", p.gfr * circulation.filtration_growth * perfusion,
                             "Glomerular filtration of the whole person")  # fmt: skip
    body.signal("creatinine", "umol/L", p.creatinine_production / filtration, "Creatinine of serum at this filtration")
    circulation.filtration = filtration
    circulation.excreting_share = p.excreting_share

    # The calcium-sensing receptor of the thick limb lowers the voltage that drives both ions (as does furosemide).
    receptor = (1 + p.receptor_magnesium + p.receptor_calcium) / (
        1 + p.receptor_magnesium * circulation.level + p.receptor_calcium * hormones.calcium_level
    )
    # Stress opens the thick limb a little: magnesium leaves in urine although its level falls.
    stress = damped(tissues.catecholamine, p.catecholamine_gain)
    loop_capacity = p.loop_capacity * circulation.tubular_dilution * receptor * stress
    loop_capacity = loop_capacity * driven(hormones.pth_action, p.pth_gain)

    about = "Distal magnesium uptake relative to usual (TRPM6)"
    adaptation = body.state("kidney_adaptation", "dimensionless", 1.0, about)
    body.change("kidney_adaptation", p.adaptation_rate * (damped(circulation.level, p.adaptation_gain) - adaptation))
    insulin = driven(tissues.insulin, p.insulin_gain)
    # Sodium that enters through ENaC takes the voltage that draws magnesium in, the more the busier the channel is.
    voltage = damped(p.distal_flow**VOLTAGE_POWER, p.voltage_gain)
    channels = p.channel_function * adaptation * hormones.channel_opening
    distal_capacity = p.distal_capacity * channels * insulin * voltage

    past_proximal = circulation.ultrafiltrable * (1 - p.proximal_fraction)
    past_loop = past_proximal - limited(past_proximal, loop_capacity, p.loop_splay)
    past_distal = past_loop - limited(past_loop, distal_capacity, p.distal_splay)
    body.ledger("urine_magnesium", "magnesium", "Magnesium passed in urine")
    excretion = body.flow("renal_excretion", "plasma_magnesium", "urine_magnesium",
                          p.excreting_share * filtration * past_distal, "Urinary magnesium")  # fmt: skip
    body.signal("urine_magnesium_rate", "mmol/h", excretion, "Urinary magnesium per hour")
    body.signal("fractional_excretion_magnesium", "dimensionless", past_distal / circulation.ultrafiltrable,
                "Share of filtered magnesium that is excreted")  # fmt: skip
    body.signal("loop_share_reabsorbed", "dimensionless", (past_proximal - past_loop) / circulation.ultrafiltrable,
                "Share of filtered magnesium taken back by the thick ascending limb")  # fmt: skip
    body.signal("distal_share_reabsorbed", "dimensionless", (past_loop - past_distal) / circulation.ultrafiltrable,
                "Share of filtered magnesium taken back by the distal convoluted tubule")  # fmt: skip


def urinary_calcium(body: Anatomy, circulation, hormones) -> None:
    """Calcium escapes above a threshold that parathyroid hormone raises and magnesium lowers."""
    p = body.parameters("kidney")
    capacity = (
        p.calcium_capacity
        * driven(hormones.pth_action, p.calcium_pth_gain)
        * damped(circulation.level, p.calcium_magnesium_gain)
    )
    filtered = hormones.ultrafiltrable_calcium
    escaped = filtered - limited(filtered, capacity, p.calcium_splay)
    body.ledger("urine_calcium", "calcium", "Calcium passed in urine")
    body.flow("renal_calcium_excretion", "plasma_calcium", "urine_calcium",
              p.excreting_share * circulation.filtration * escaped, "Urinary calcium")  # fmt: skip
