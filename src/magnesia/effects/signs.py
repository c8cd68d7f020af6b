"""Signs of too little and of too much: how likely each is, from what drives it and from all other causes.

A sign appears as its driver rises: excitable nerves, a lack of magnesium, a weak jerk, a full colon. The odds grow with
a power of the driver, and some people show the sign for other reasons, so that it never proves anything. Signs of the
heart and of pressure stand with their organs.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.effects.antagonism import opposed_magnesium
from magnesia.engine.expression import Expression, exp, log

OF_NERVE = ("tetany", "trousseau_sign", "chvostek_sign", "tremor", "tingling", "seizure")
OF_LACK = ("nystagmus", "confusion", "apathy", "anorexia", "low_mood", "coronary_spasm")
OF_EXCESS = ("flushing", "sweating", "nausea", "drowsiness", "hallucinations", "coma")
OF_THE_JERK = ("hyporeflexia", "areflexia")
OF_THE_COLON = ("diarrhoea", "bloating", "abdominal_cramping")


def deficiency(body: Anatomy) -> None:
    """What a lack of magnesium brings, with calcium, potassium and pH as they are."""
    p = body.parameters("signs")
    lack = body.parameters("plasma").reference_ionized / body.read("ionized_magnesium")
    potassium = body.read("serum_potassium") / body.parameters("potassium").extracellular_reference
    for name in OF_NERVE:
        _sign(body, name, body.read("nerve_excitability"))
    for name in OF_LACK:
        _sign(body, name, lack)
    _sign(body, "cramps", body.read("cramp_propensity"))
    _sign(body, "weakness", lack / potassium)
    _sign(body, "hypokalaemia", p.low_potassium / body.read("serum_potassium"))
    _sign(body, "hypocalcaemia", p.low_calcium / body.read("serum_calcium"))


def excess(body: Anatomy) -> None:
    """What too much brings; calcium takes away what nerves and muscle show, and warmth is of the vessels alone."""
    reference = body.parameters("plasma").reference_ionized
    level, opposed = body.read("ionized_magnesium") / reference, opposed_magnesium(body) / reference
    for name in OF_EXCESS:
        _sign(body, name, opposed if name == "coma" else level)
    for name in OF_THE_JERK:
        _sign(body, name, 1 / body.read("reflex_strength"))
    _sign(body, "paralysis", 1 / body.read("muscle_strength"))
    _sign(body, "respiratory_depression", 1 / body.read("vital_capacity"))
    for name in OF_THE_COLON:
        _sign(body, name, body.read("colon_magnesium") / body.parameters("gut").laxative_threshold)


def _sign(body: Anatomy, name: str, driver: Expression) -> None:
    """Declares ``sign_NAME``, its probability at this level of what drives it."""
    records = vars(body.parameters("signs"))
    background = records.get(f"{name}_background", 0)
    odds = exp(records[f"{name}_steepness"] * log(driver / records[f"{name}_half"]))
    body.signal(f"sign_{name}", "dimensionless", background + (1 - background) * odds / (1 + odds),
                f"Probability of {name.replace('_', ' ')}")  # fmt: skip
