"""Mother, placenta and child. Gestational age is a state that advances in pregnancy; everything grows with it."""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill, saturation
from magnesia.engine.expression import exp

COURSE_POWER = 4  # of the maternal changes in gestational age: slow at first, nearly complete by the third trimester


def maternal_changes(body: Anatomy, circulation) -> None:
    """More water, less albumin, more filtration, a lower tubular limit; all 1 outside pregnancy."""
    p = body.parameters("pregnancy")
    age = body.state("gestation", "wk", 0.0, "Gestational age")
    body.change("gestation", p.progress)
    course = hill(age, p.half_way, COURSE_POWER)
    circulation.plasma_growth = 1 + p.plasma_rise * course
    circulation.interstitial_growth = 1 + p.interstitial_rise * course
    circulation.albumin_dilution = 1 - p.albumin_fall * course
    circulation.filtration_growth = 1 + p.filtration_rise * course
    circulation.tubular_dilution = 1 - p.tubular_fall * course
    # Relative to term. An egg remains outside pregnancy: a few micromoles, so that no law divides by nothing.
    circulation.fetal_size = exp(p.fetal_growth * (age / p.term - 1))


def child(body: Anatomy, circulation) -> None:
    """Fetal fluid exchanges with the mother and feeds growth; amniotic fluid follows the child."""
    p = body.parameters("pregnancy")
    fluid = body.pool("fetal_fluid_magnesium", "magnesium", 0.0, "Magnesium of fetal blood and extracellular fluid")
    stores = body.pool("fetal_stores_magnesium", "magnesium", 0.0, "Magnesium of fetal tissue and bone")
    amnion = body.pool("amniotic_magnesium", "magnesium", 0.0, "Magnesium of amniotic fluid")
    size = circulation.fetal_size
    volume = p.fetal_fluid_floor + p.fetal_fluid_at_term * size
    level = fluid / volume
    exchange = p.placental_clearance * size
    # Diffusion both ways, and a carrier that works near its limit: it lifts the child above the mother at rest but
    # adds little when she is loaded, so that cord over maternal falls towards one.
    carried = exchange * p.placental_gradient * saturation(circulation.ultrafiltrable, p.active_share)
    body.flow("placental_transfer", "plasma_magnesium", "fetal_fluid_magnesium",
              exchange * circulation.ultrafiltrable + carried, "Passage from mother to child")  # fmt: skip
    body.flow("placental_return", "fetal_fluid_magnesium", "plasma_magnesium", exchange * level,
              "Passage back to the mother")  # fmt: skip
    growth = p.fetal_growth / p.term * p.progress
    body.flow("fetal_accretion", "fetal_fluid_magnesium", "fetal_stores_magnesium",
              growth * p.fetal_stores_at_term * size * saturation(level, p.active_share),
              "Magnesium built into the growing child")  # fmt: skip
    urine = p.fetal_urine * size
    body.flow("fetal_urination", "fetal_fluid_magnesium", "amniotic_magnesium", urine * level, "Fetal urine")
    amniotic_volume = p.fetal_fluid_floor + p.amniotic_volume * size
    body.flow("fetal_swallowing", "amniotic_magnesium", "fetal_fluid_magnesium", urine * amnion / amniotic_volume,
              "Swallowed amniotic fluid")  # fmt: skip
    body.signal("cord_magnesium", "mmol/L", level * p.serum_over_fluid, "Magnesium of umbilical venous serum")
    body.signal("fetal_magnesium", "mmol", fluid + stores, "Magnesium of the child")
