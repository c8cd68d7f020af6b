"""Lungs: tone of bronchial muscle, what narrows and opens the airways, and what a forced breath brings.

Magnesium keeps calcium out of bronchial muscle, lowers what vagal endings and mast cells give off, and lets beta
agonists bind better. It opens only what muscle has narrowed: nothing to gain in healthy airways or in scarred ones.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import damped
from magnesia.effects.nerves_and_muscle import acetylcholine_release

ENTRY_POWER = 2  # of magnesium on calcium entry: plain at the 1.5 mmol/L that 2 g of sulfate reach, little below


def airways(body: Anatomy) -> None:
    """Declares tone, its three sources, and the flows it leaves; weak muscles of breathing lower them too."""
    p = body.parameters("lungs")
    wall = body.state("bronchial_magnesium", "mmol/L", 0.55, "Ionised magnesium that bronchial muscle feels")
    body.change("bronchial_magnesium", p.entry * (body.read("ionized_magnesium") - wall))
    level = wall / body.parameters("plasma").reference_ionized
    vagal = body.signal("airway_acetylcholine", "dimensionless",
                        acetylcholine_release(body, body.read("ionized_calcium"), wall),
                        "Acetylcholine that vagal endings of the airways give off, over that in health")  # fmt: skip
    histamine = body.signal("histamine_release", "dimensionless", damped(level, p.histamine_gain),
                            "Histamine that mast cells give off when stimulated, over that in health")  # fmt: skip
    own = 1 - p.vagal_share - p.histamine_share
    contraction = (
        own * damped(level**ENTRY_POWER, p.calcium_block) + p.vagal_share * vagal + p.histamine_share * histamine
    )  # over that at usual magnesium
    body.signal("provocation_dose", "dimensionless", 1 / contraction,
                "Histamine or methacholine that lowers FEV1 by a fifth, over the usual dose")  # fmt: skip
    agonist = body.signal("beta_agonist_relaxation", "dimensionless",
                          1 / (1 + p.beta_gain * p.beta_stimulation * level**p.beta_binding),
                          "What beta agonists leave of bronchial tone")  # fmt: skip
    tone = body.signal("bronchial_tone", "dimensionless", contraction * agonist,
                       "Tone of bronchial muscle over what it would be at usual magnesium without drugs")  # fmt: skip
    share = (1 - p.obstruction) * (1 - (p.resting_tone + p.constriction) * tone) / (1 - p.resting_tone)
    share = body.signal("fev1_share", "dimensionless", share * body.read("vital_capacity"),
                        "FEV1 over what is predicted for the person")  # fmt: skip
    body.signal("fev1", "L", p.fev1 * share, "Air breathed out in the first second of a forced breath")
    body.signal("peak_flow", "L/min", p.peak_flow * share, "Peak expiratory flow")
