"""Nerves and muscle: release at the motor ending, strength and breathing, reflexes, excitability, NMDA block.

Magnesium enters the ending in calcium's place and does not release; it screens the charge of membranes as calcium
does, less strongly; it plugs the NMDA channel from outside; inside muscle it holds sites of troponin. Calcium by vein
undoes the first two at once, as nothing lies between plasma and nerve ending.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill
from magnesia.engine.expression import Expression, exp, maximum, minimum, sqrt

COOPERATION = 4  # calcium ions that release one quantum of acetylcholine (Dodge and Rahamimoff 1967)
# How end plates differ in what they can spare. Muscles of the limbs differ among themselves and give way gradually;
# a knee jerk, all of whose fibres are called at once, and breathing, near its end, go within a narrower range.
LIMB_POWER, JERK_POWER, BREATH_POWER = 3, 4, 3
CRAMP_POWER = 2  # of irritability: a trial of supplements, which move it by a fiftieth, saw no fewer cramps
PALSY_POWER = 6  # of potassium: nothing to see at 3.0, weak at 2.0 mmol/L


def transmission(body: Anatomy) -> None:
    """Release of acetylcholine and what depends on it: strength, breathing, reflexes, train of four, relaxants."""
    p, muscle = body.parameters("nerves"), body.parameters("muscle")
    release = body.signal("neuromuscular_release", "dimensionless",
                          acetylcholine_release(body, body.read("ionized_calcium"), body.read("ionized_magnesium")),
                          "Acetylcholine released at the motor ending by an impulse, over that in health")  # fmt: skip
    potassium = body.read("serum_potassium") / body.parameters("potassium").extracellular_reference
    membrane = kept(potassium, p.palsy_potassium, PALSY_POWER)
    fibre = minimum(body.read("muscle_free_magnesium") / muscle.reference_free, 1) ** p.fibre_magnesium
    spared = kept(release, p.limb_margin, LIMB_POWER)
    body.signal("muscle_strength", "dimensionless", spared * membrane * fibre,
                "Strength of limb muscles and of the grip, over a person's own")  # fmt: skip
    body.signal("vital_capacity", "dimensionless", kept(release, p.breath_margin, BREATH_POWER) * membrane,
                "Vital capacity, over a person's own: what the diaphragm can still draw")  # fmt: skip
    body.signal("train_of_four", "dimensionless", 1 - p.fade * maximum(1 - release, 0) / (1 + release),
                "Fourth over first twitch of a train of four without a relaxant")  # fmt: skip
    # A relaxant competes with that much less transmitter, and what is weak already need not be relaxed.
    body.signal("relaxant_requirement", "dimensionless", release * spared,
                "Dose of a non-depolarising relaxant that is needed, over the usual")  # fmt: skip


def excitability(body: Anatomy) -> None:
    """How easily nerve and muscle fire; 1 in health, twice that in tetany."""
    p, blood = body.parameters("nerves"), body.parameters("plasma")
    magnesium = body.read("ionized_magnesium") / blood.reference_ionized
    calcium = body.read("ionized_calcium") / body.parameters("calcium").reference_ionized
    potassium = body.read("serum_potassium") / body.parameters("potassium").extracellular_reference
    alkalinity = exp(p.excited_by_alkali * (blood.ph - blood.reference_ph))
    screened = magnesium**p.screened_by_magnesium * calcium**p.screened_by_calcium
    nerve = body.signal("nerve_excitability", "dimensionless",
                        potassium**p.excited_by_potassium * alkalinity / screened,
                        "Excitability of peripheral nerve over that in health")  # fmt: skip
    held = body.parameters("muscle").reference_free
    troponin = (p.troponin_magnesium + held) / (p.troponin_magnesium + body.read("muscle_free_magnesium"))
    body.signal("troponin_calcium", "dimensionless", troponin,
                "Calcium that troponin of muscle binds at a given cytosolic calcium, over that in health")  # fmt: skip
    irritable = body.signal("muscle_irritability", "dimensionless", nerve * troponin,
                            "Readiness of muscle to twitch and stay contracted, over that in health")  # fmt: skip
    liability = p.cramp_liability * (1 + p.cramp_uraemia * (1 - body.parameters("kidney").nephron_share))
    body.signal("cramp_propensity", "dimensionless",
                liability * irritable**CRAMP_POWER / potassium**p.cramp_potassium,
                "Odds of cramps, whatever brings them, over those in health")  # fmt: skip
    body.signal("reflex_strength", "dimensionless",
                kept(body.read("neuromuscular_release"), p.jerk_margin, JERK_POWER) * sqrt(nerve),
                "Tendon jerk over a person's own")  # fmt: skip


def synapses(body: Anatomy) -> None:
    """Share of NMDA current that magnesium of cerebrospinal fluid blocks, at rest and when a cell is depolarised."""
    p = body.parameters("nerves")
    for name, voltage, when in (("nmda_block", p.firing_voltage, "as a cell fires, at -40 mV"),
                                ("nmda_block_at_rest", p.resting_voltage, "at rest, at -70 mV")):  # fmt: skip
        plugged = body.read("csf_magnesium") / p.nmda_half * exp(-p.nmda_slope * voltage)
        body.signal(name, "dimensionless", plugged / (1 + plugged), f"Share of NMDA current that is blocked {when}")


def acetylcholine_release(body: Anatomy, calcium: Expression, magnesium: Expression) -> Expression:
    """Quanta an impulse releases at ionised ``calcium`` and ``magnesium``, mmol/L, over those in health."""
    p = body.parameters("nerves")
    usual_calcium = body.parameters("calcium").reference_ionized
    usual_magnesium = body.parameters("plasma").reference_ionized
    held = _calcium_held(p, calcium, magnesium) / _calcium_held(p, usual_calcium, usual_magnesium)
    return held**COOPERATION


def _calcium_held(p, calcium: Expression, magnesium: Expression) -> Expression:
    """Share of release sites that hold calcium while magnesium competes for them."""
    bound = calcium / p.ending_calcium
    return bound / (1 + bound + magnesium / p.ending_magnesium)


def kept(level: Expression, half: Expression, power: int) -> Expression:
    """What is left of a function at a ``level`` (1 in health) that half suffices for at ``half``; 1 in health."""
    return hill(level, half, power) * (1 + half**power)
