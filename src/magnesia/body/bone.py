"""Bone: a surface that follows plasma within weeks, a depth that only remodelling reaches, and calcium mineral."""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import driven


def bone(body: Anatomy, circulation, hormones) -> None:
    p = body.parameters("bone")
    mineral = body.parameters("calcium")
    surface = body.pool("bone_surface_magnesium", "magnesium", 160.0, "Magnesium on crystal surfaces of bone")
    depth = body.pool("bone_depth_magnesium", "magnesium", 370.0, "Magnesium inside bone crystals")
    body.flow("bone_surface_uptake", "plasma_magnesium", "bone_surface_magnesium",
              p.surface_exchange * circulation.level, "Adsorption to bone surface")  # fmt: skip
    body.flow("bone_surface_release", "bone_surface_magnesium", "plasma_magnesium",
              p.surface_exchange * surface / p.surface_reference, "Release from bone surface")  # fmt: skip
    # Formation follows resorption in each remodelling unit, so the hormone changes turnover, not the mass of bone;
    # drugs and disease can part the two through ``bone.resorption`` and ``bone.formation``.
    turnover = p.remodelling * driven(hormones.pth_action, mineral.remodelling_pth_gain)
    body.flow("bone_deposition", "plasma_magnesium", "bone_depth_magnesium",
              turnover * p.formation * p.depth_reference * circulation.level,
              "Magnesium of bone fluid built into new crystals")  # fmt: skip
    body.flow("bone_resorption", "bone_depth_magnesium", "plasma_magnesium", turnover * p.resorption * depth,
              "Magnesium set free as bone is resorbed")  # fmt: skip
    body.signal("bone_magnesium", "mmol", surface + depth, "Magnesium of the skeleton")

    exchangeable = body.pool("bone_surface_calcium", "calcium", 100.0, "Rapidly exchangeable bone calcium")
    crystal = body.pool("bone_mineral_calcium", "calcium", 25000.0, "Calcium of bone mineral")
    body.flow("bone_surface_calcium_uptake", "plasma_calcium", "bone_surface_calcium",
              mineral.surface_exchange * hormones.calcium_level, "Calcium taken up by bone surface")  # fmt: skip
    # Lining cells move the balance of surface and blood over hours, so calcium falls for a day when the glands are out.
    release = body.state("bone_response", "dimensionless", 1.0, "Calcium release of bone surface relative to usual")
    wanted = driven(hormones.pth_action, mineral.surface_pth_gain)
    body.change("bone_response", mineral.surface_response_rate * (wanted - release))
    body.flow("bone_surface_calcium_release", "bone_surface_calcium", "plasma_calcium",
              mineral.surface_exchange * release * exchangeable / mineral.surface_reference,
              "Calcium released by bone surface")  # fmt: skip
    body.flow("bone_mineralisation", "plasma_calcium", "bone_mineral_calcium",
              turnover * p.formation * mineral.mineral_reference * hormones.calcium_level,
              "Calcium laid down in bone")  # fmt: skip
    body.flow("bone_calcium_resorption", "bone_mineral_calcium", "plasma_calcium",
              turnover * p.resorption * crystal, "Calcium set free by resorption")  # fmt: skip
