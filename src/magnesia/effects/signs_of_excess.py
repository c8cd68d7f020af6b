"""Signs of too much magnesium: what vessels, nerve endings and brain show, and the bowel before anything is absorbed.

What acts is ionised magnesium as calcium lets it: calcium by vein relieves at once. Flushing and sweat answer to a
level that rises faster than skin gets used to it. Slow heart, long conduction, low pressure and standstill are in the
files of heart and vessels.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.effects.antagonism import opposed_magnesium
from magnesia.effects.signs import fallen, risen, show


def warmth(body: Anatomy) -> None:
    """Flushing and sweating, which go within hours at a steady level."""
    p, wall = body.parameters("signs"), body.read("vessel_magnesium")
    used_to = body.state("skin_habit_magnesium", "mmol/L", 0.55, "Ionised magnesium that vessels of skin are used to")
    body.change("skin_habit_magnesium", p.skin_habituation * (wall - used_to))
    show(body, "flushing", "flushing and warmth", risen(p, "flushing", wall / used_to))
    show(body, "sweating", "sweating", risen(p, "sweating", wall / used_to))


def block(body: Anatomy) -> None:
    """Jerks, limbs and breath that fail, and what the brain and stomach show."""
    p, acting = body.parameters("signs"), opposed_magnesium(body)
    for name, about, function in (("hyporeflexia", "weakened tendon reflexes", "reflex_strength"),
                                  ("areflexia", "absent tendon reflexes", "reflex_strength"),
                                  ("paralysis", "flaccid paralysis of the limbs", "muscle_strength"),
                                  ("respiratory_depression", "shallow breathing", "vital_capacity")):  # fmt: skip
        show(body, name, about, fallen(p, name, body.read(function)))
    show(body, "drowsiness", "drowsiness or lethargy", risen(p, "drowsiness", acting))
    show(body, "coma", "unresponsiveness", risen(p, "coma", acting))
    show(body, "headache", "headache", p.headache_most * risen(p, "headache", acting))
    # Both ends cloud the mind.
    brain = body.read("brain_excitability")
    show(body, "confusion", "confusion or delirium", risen(p, "confusion", brain),
         risen(p, "confusion_of_excess", acting))  # fmt: skip
    show(body, "hallucinations", "hallucinations or delusions",
         p.hallucinations_most * risen(p, "hallucinations", brain),
         p.hallucinations_most * risen(p, "hallucinations_of_excess", acting))  # fmt: skip


def bowel(body: Anatomy) -> None:
    """Loose stools of magnesium that was not absorbed, or of secretion; nausea, which all ways of it can bring."""
    p, gut = body.parameters("signs"), body.parameters("gut")
    held = body.read("colon_magnesium") / gut.laxative_threshold
    looseness = body.signal("stool_looseness", "dimensionless",
                            gut.transit_speed * (1 + held**2) + gut.secretory_loss / p.loose_secretion,
                            "How much faster and wetter than an empty colon it passes")  # fmt: skip
    for name, about in (("diarrhoea", "loose stools"), ("abdominal_cramping", "cramping of the belly"),
                        ("bloating", "bloating")):  # fmt: skip
        show(body, name, about, risen(p, name, looseness))
    lack = body.parameters("plasma").reference_ionized / body.read("malaise_magnesium")
    show(body, "nausea", "nausea or vomiting", risen(p, "nausea", opposed_magnesium(body)),
         risen(p, "nausea_of_lack", lack), risen(p, "nausea_of_load", looseness))  # fmt: skip
