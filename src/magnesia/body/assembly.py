"""The whole body, organ by organ, in the order in which they need each other's read-outs."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

from magnesia.body import bone, channels, gut, kidney, minerals, plasma, pregnancy, tissues, treatment
from magnesia.body.anatomy import Anatomy
from magnesia.body.records import parameter_records
from magnesia.engine.model import Model


@cache
def whole_body() -> Model:
    """The model of a person. Its states start at the values of a healthy adult; ``simulation.settle`` finds theirs."""
    body = Anatomy(parameter_records())
    assemble(body)
    return body.model()


def assemble(body: Anatomy) -> None:
    """Every organ, each after those whose read-outs it needs."""
    circulation, hormones, cells = SimpleNamespace(), SimpleNamespace(), SimpleNamespace()
    pregnancy.maternal_changes(body, circulation)
    plasma.plasma(body, circulation)
    minerals.calcium_in_plasma(body, circulation, hormones)
    tissues.tissues(body, circulation, cells)
    tissues.erythrocytes(body, circulation, cells)
    minerals.parathyroid_hormone(body, circulation, hormones, cells)
    minerals.calcitriol(body, circulation, hormones)
    channels.channels(body, hormones)
    gut.gut(body, circulation, hormones)
    minerals.calcium_in_bowel(body, hormones)
    kidney.kidney(body, circulation, hormones, cells)
    kidney.urinary_calcium(body, circulation, hormones)
    minerals.potassium(body, circulation, cells)
    bone.bone(body, circulation, hormones)
    plasma.cerebrospinal_fluid(body, circulation)
    plasma.depots(body)
    pregnancy.child(body, circulation)
    treatment.supply(body)
    treatment.dialysis(body, circulation, hormones)
    treatment.skin_and_milk(body, circulation)
    _stores(body)


def _stores(body: Anatomy) -> None:
    """Magnesium of the person as a whole: what a perfect assay of the body would find, without bowel and child."""
    outside = {"stomach_magnesium", "stomach_solid_magnesium", "upper_magnesium", "upper_solid_magnesium",
               "ileum_magnesium", "colon_magnesium", "fetal_fluid_magnesium", "fetal_stores_magnesium",
               "amniotic_magnesium", "peritoneal_magnesium", "depot_magnesium"}  # fmt: skip
    held = [pool for pool in body.pools_of("magnesium") if pool.name not in outside]
    total = sum(held[1:], start=held[0])
    body.signal("body_magnesium", "mmol", total, "Magnesium of the body without bowel content and child")
    replete = body.parameters("body").replete_magnesium
    body.signal("magnesium_deficit", "mmol", replete - total,
                "What the body lacks of the store it would hold on a sufficient diet")  # fmt: skip
