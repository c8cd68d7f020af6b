"""Bone turnover: markers of the body's own remodelling, and magnesium of bone ash.

Parathyroid hormone, oestrogen, drugs and disease come through the remodelling of the body; magnesium itself restrains
osteoclasts and helps osteoblasts within a week, until they are used to it.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill
from magnesia.engine.expression import exp

# Supplements move the level by a fiftieth and have moved markers in the two trials there are: steep about the level
# that a person is used to, flat beyond it.
CELL_POWER = 16


def bone_turnover(body: Anatomy) -> None:
    """Osteocalcin of serum, deoxypyridinoline of urine, and what a biopsy would show."""
    p, bone, mineral = body.parameters("bone_turnover"), body.parameters("bone"), body.parameters("calcium")
    felt = body.state("bone_cell_magnesium", "mmol/L", 0.55, "Ionised magnesium that bone cells have answered to")
    body.change("bone_cell_magnesium", p.answer * (body.read("ionized_magnesium") - felt))
    habit = body.state("bone_habit_magnesium", "mmol/L", 0.55, "Ionised magnesium that bone cells are used to")
    body.change("bone_habit_magnesium", p.habituation * (felt - habit))
    plenty = 2 * hill(felt, habit, CELL_POWER) - 1
    # Bone surface and remodelling follow the same action of parathyroid hormone; the surface tells how strong it is.
    action = (body.read("bone_response") - 1) / mineral.surface_pth_gain
    turnover = bone.remodelling / p.reference_remodelling * (1 + mineral.remodelling_pth_gain * action)
    resorbing = body.signal("bone_resorbing", "dimensionless",
                            turnover * bone.resorption * exp(-p.osteoclast_reach * plenty),
                            "Work of osteoclasts over that in health")  # fmt: skip
    forming = body.signal("bone_forming", "dimensionless",
                          turnover * bone.formation * exp(p.osteoblast_reach * plenty),
                          "Work of osteoblasts over that in health")  # fmt: skip
    kept = p.renal_share * body.parameters("kidney").nephron_share + (1 - p.renal_share)
    body.signal("osteocalcin", "ug/L", p.osteocalcin * forming / kept, "Osteocalcin of serum")
    body.signal("deoxypyridinoline", "nmol/mmol", p.deoxypyridinoline * resorbing,
                "Deoxypyridinoline of urine per creatinine")  # fmt: skip
    ash = p.ash_per_calcium * body.read("bone_mineral_calcium")
    body.signal("bone_ash_magnesium", "mmol/kg", body.read("bone_magnesium") / ash, "Magnesium of bone ash")
    surface = body.read("bone_surface_magnesium") / body.read("bone_magnesium")
    body.signal("bone_surface_share", "dimensionless", surface, "Share of bone magnesium on surfaces of crystals")
