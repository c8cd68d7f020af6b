"""Calcium and potassium of blood and bowel, parathyroid hormone and calcitriol, as far as magnesium moves them."""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import damped, driven, hill, spared

# Steepness of the Hill laws: suppression of the gland by calcium (Toffaletti 1991), paralysis of the gland by too
# little magnesium (Fatemi 1991), deafness of its targets (Estep 1969), and potassium excretion (Giebisch 1998).
SUPPRESSION_POWER, GATE_POWER, RESISTANCE_POWER, POTASSIUM_POWER = 22, 12, 4, 3


def calcium_in_plasma(body: Anatomy, circulation, hormones) -> None:
    """Extracellular calcium is one pool: it mixes within minutes. Publishes its levels on ``hormones``."""
    p = body.parameters("calcium")
    pool = body.pool("plasma_calcium", "calcium", 21.7, "Calcium of plasma and interstitium")
    binding = p.plasma_affinity * circulation.albumin * circulation.alkalinity
    ionized = pool / (
        circulation.plasma_volume * (1 + p.complexing + binding) + circulation.interstitial_volume * (1 + p.complexing)
    )
    hormones.calcium_level = ionized / p.reference_ionized
    hormones.ionized_calcium = body.signal("ionized_calcium", "mmol/L", ionized, "Free Ca2+ of plasma")
    hormones.ultrafiltrable_calcium = ionized * (1 + p.complexing)
    body.signal("serum_calcium", "mmol/L", ionized * (1 + p.complexing + binding), "Total calcium of serum")


def parathyroid_hormone(body: Anatomy, circulation, hormones, cells) -> None:
    """Calcium and, weakly, magnesium close the gland; too little extracellular magnesium paralyses it."""
    p = body.parameters("parathyroid")
    weighted = hormones.ionized_calcium + p.magnesium_weight * circulation.ionized
    # Magnesium outside the gland or inside will do: a depleted gland opens at once under an infusion (Fatemi 1991), and
    # a replete one stays open while citrate binds what is outside (Mercan 1997).
    inside = cells.free_level * body.parameters("plasma").reference_ionized
    opened = 1 - (1 - hill(circulation.ionized, p.gate, GATE_POWER)) * (1 - hill(inside, p.gate, GATE_POWER))
    hormone = body.state("parathyroid_hormone", "ng/L", 35.0, "Parathyroid hormone, intact")
    # Too few nephrons retain phosphate, which drives the gland.
    nephron_share = body.parameters("kidney").nephron_share
    phosphate = 1 + p.phosphate_gain * (1 / nephron_share - 1)
    secreted = p.gland * p.maximum * phosphate * opened * (1 - hill(weighted, p.set_point, SUPPRESSION_POWER))
    body.change("parathyroid_hormone", p.turnover * (secreted + p.infusion - hormone))
    body.signal("pth", "ng/L", hormone, "Parathyroid hormone, intact")
    # Adenylate cyclase of bone and kidney needs cell magnesium: deep depletion makes them deaf to the hormone.
    cell_free = cells.free_level * body.parameters("viscera").reference_free
    heard = hill(cell_free, p.resistance_gate, RESISTANCE_POWER)
    # Uraemia, too, makes them hard of hearing.
    heard = heard * spared(nephron_share, p.uraemic_half)
    hormones.pth_action = hormone * heard / p.reference


def calcitriol(body: Anatomy, circulation, hormones) -> None:
    p = body.parameters("calcitriol")
    level = body.state("calcitriol", "pmol/L", 55.0, "1,25-dihydroxyvitamin D")
    made = (
        p.reference
        * p.production
        * driven(hormones.pth_action, p.pth_gain)
        * driven(circulation.level, p.magnesium_gain)
        * spared(body.parameters("kidney").nephron_share, p.nephron_half)
    )
    body.change("calcitriol", p.turnover * (made + p.given - level))
    hormones.calcitriol_level = level / p.reference


def calcium_in_bowel(body: Anatomy, hormones) -> None:
    p = body.parameters("calcium")
    bowel = body.pool("bowel_calcium", "calcium", 6.0, "Calcium in the bowel")
    body.ledger("faecal_calcium", "calcium", "Calcium passed in stool")
    drive = driven(hormones.calcitriol_level, p.calcitriol_gain)
    body.flow("calcium_absorption", "bowel_calcium", "plasma_calcium", p.absorption_rate * drive * bowel,
              "Absorption of calcium")  # fmt: skip
    body.flow("calcium_secretion", "plasma_calcium", "bowel_calcium", p.secretion * hormones.calcium_level,
              "Calcium of digestive juices")  # fmt: skip
    body.flow("calcium_defecation", "bowel_calcium", "faecal_calcium", p.transit * bowel, "Calcium passed in stool")


def potassium(body: Anatomy, circulation, cells) -> None:
    """Potassium of plasma, cells and urine. Cell magnesium closes the distal channel and runs the sodium pump."""
    p = body.parameters("potassium")
    kidney = body.parameters("kidney")
    bowel = body.pool("bowel_potassium", "potassium", 6.0, "Potassium in the bowel")
    outside = body.pool("extracellular_potassium", "potassium", 63.0, "Potassium of plasma and interstitium")
    inside = body.pool("cell_potassium", "potassium", 3400.0, "Potassium in cells")
    body.ledger("urine_potassium", "potassium", "Potassium passed in urine")
    body.ledger("faecal_potassium", "potassium", "Potassium passed in stool")
    concentration = outside / (circulation.plasma_volume + circulation.interstitial_volume)
    level = concentration / p.extracellular_reference
    body.signal("serum_potassium", "mmol/L", concentration, "Potassium of serum")
    circulation.potassium = concentration
    absorbed = p.absorption * bowel
    body.flow("potassium_absorption", "bowel_potassium", "extracellular_potassium", absorbed, "Absorption of potassium")
    body.flow("potassium_defecation", "bowel_potassium", "faecal_potassium", p.stool_share * absorbed,
              "Dietary potassium passed in stool")  # fmt: skip
    body.flow("potassium_bowel_loss", "extracellular_potassium", "faecal_potassium", p.stool_loss * level,
              "Potassium lost in diarrhoea or vomit")  # fmt: skip
    pump = (
        driven(cells.free_level, p.pump_magnesium_gain)
        * (1 + p.insulin_gain * (cells.insulin - 1))
        * (1 + p.catecholamine_gain * (cells.catecholamine - 1))
    )
    body.flow("potassium_uptake", "extracellular_potassium", "cell_potassium", p.exchange * pump * level,
              "Sodium-potassium pump")  # fmt: skip
    body.flow("potassium_leak", "cell_potassium", "extracellular_potassium",
              p.exchange * inside / p.cells_reference, "Leak of potassium from cells")  # fmt: skip
    open_channels = damped(cells.free_level, kidney.romk_gain)
    excretion = kidney.potassium_excretion * level**POTASSIUM_POWER
    body.flow("renal_potassium_excretion", "extracellular_potassium", "urine_potassium",
              kidney.excreting_share * kidney.distal_flow * open_channels * excretion,
              "Urinary potassium, secreted by the distal nephron")  # fmt: skip
