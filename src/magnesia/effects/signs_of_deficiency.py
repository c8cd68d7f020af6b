"""Signs of too little magnesium: of nerve and muscle, of the brain, of how people feel; and what falls with it.

Nerve follows plasma, but gets used in part to what lasts, so that a fast fall shows more. The brain adds what
cerebrospinal fluid has lost. Appetite, mood and strength go, and come back, over days.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill
from magnesia.effects.signs import fallen, risen, show

CALLED_POWER = 60  # how sharply a level is called low: a laboratory errs by a hundredth or two


def irritability(body: Anatomy) -> None:
    """Tetany and its forerunners, and the brain that is too easily roused."""
    p, csf = body.parameters("signs"), body.parameters("csf")
    excitability = body.read("nerve_excitability")
    used_to = body.state("nerve_habit", "dimensionless", 1.0, "Excitability that nerve is used to")
    body.change("nerve_habit", p.nerve_habituation * (excitability - used_to))
    nerve = body.signal("felt_excitability", "dimensionless", excitability / used_to**p.nerve_accustomed,
                        "Excitability of nerve over that in health, less what it has got used to")  # fmt: skip
    for name, about in (("tetany", "carpopedal or other sustained spasm"),
                        ("chvostek_sign", "a facial twitch on tapping the nerve"),
                        ("trousseau_sign", "carpal spasm under a cuff"),
                        ("tingling", "tingling or numbness"),
                        ("tremor", "tremor or fasciculation")):  # fmt: skip
        show(body, name, about, risen(p, name, nerve))
    cramps = p.cramps_odds * body.read("cramp_propensity")
    body.signal("sign_cramps", "dimensionless", cramps / (1 + cramps), "Probability of muscle cramps in a week")

    ionized = body.parameters("plasma").reference_ionized
    usual = csf.capacity * hill(ionized, csf.affinity, 1)
    brain = body.signal("brain_excitability", "dimensionless",
                        nerve * (usual / body.read("csf_magnesium")) ** p.brain_magnesium,
                        "Excitability of the brain over that in health")  # fmt: skip
    show(body, "seizure", "a seizure", risen(p, "seizure", brain))
    show(body, "nystagmus", "nystagmus", risen(p, "nystagmus", brain))
    show(body, "irritability", "irritability", risen(p, "irritability", brain))


def malaise(body: Anatomy) -> None:
    """What is felt for days after magnesium has fallen; all of it is common for other reasons."""
    p = body.parameters("signs")
    ionized = body.read("ionized_magnesium")
    felt = body.state("malaise_magnesium", "mmol/L", 0.55, "Ionised magnesium that appetite, mood and strength follow")
    body.change("malaise_magnesium", p.malaise_rate * (ionized - felt))
    lack = body.parameters("plasma").reference_ionized / felt
    for name, about in (("anorexia", "loss of appetite"), ("apathy", "apathy or listlessness"),
                        ("fatigue", "fatigue"), ("low_mood", "low or severely changed mood")):  # fmt: skip
        show(body, name, about, risen(p, name, lack))
    weak = fallen(p, "weakness", body.read("muscle_strength"))
    show(body, "weakness", "weakness of muscles", weak, risen(p, "weakness_of_lack", lack))
    spasm = risen(p, "coronary_spasm", body.parameters("plasma").reference_ionized / ionized)
    show(body, "coronary_spasm", "spasm of a coronary artery", p.coronary_spasm_most * spasm)


def falling_with_it(body: Anatomy) -> None:
    """Low potassium and calcium as a laboratory calls them."""
    for name, level in (("hypokalaemia", "serum_potassium"), ("hypocalcaemia", "serum_calcium")):
        limit = getattr(body.parameters("signs"), f"{name}_limit")
        body.signal(f"sign_{name}", "dimensionless", 1 - hill(body.read(level), limit, CALLED_POWER),
                    f"Probability that {level.replace('_', ' ')} is called low")  # fmt: skip
