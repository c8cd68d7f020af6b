"""What is given continuously and what dialysis takes: drips, feeding tubes, dialysers, peritoneal fluid, milk."""

from magnesia.body.anatomy import Anatomy


def supply(body: Anatomy) -> None:
    """Everything given at a rate flows out of a ledger that counts it below zero."""
    p = body.parameters("input")
    for element, blood, bowel in (("magnesium", "plasma_magnesium", "stomach_magnesium"),
                                  ("calcium", "plasma_calcium", "bowel_calcium"),
                                  ("potassium", "extracellular_potassium", "bowel_potassium")):  # fmt: skip
        ledger = f"supplied_{element}"
        body.ledger(ledger, element, f"Counts {element} given continuously, downward from zero")
        body.flow(f"infusion_of_{element}", ledger, blood, getattr(p, f"intravenous_{element}"),
                  f"{element.capitalize()} given into a vein")  # fmt: skip
        body.flow(f"eating_of_{element}", ledger, bowel, getattr(p, f"oral_{element}"),
                  f"{element.capitalize()} eaten evenly")  # fmt: skip
    body.flow("tube_feeding", "supplied_magnesium", "upper_magnesium", p.tube_magnesium,
              "Magnesium run into the small bowel")  # fmt: skip
    body.flow("eating_of_solid_salt", "supplied_magnesium", "stomach_solid_magnesium", p.oral_magnesium_solid,
              "Sparingly soluble salt eaten evenly")  # fmt: skip


def dialysis(body: Anatomy, circulation, hormones) -> None:
    """Diffusion between plasma water and bath in both directions, and solutes carried by ultrafiltration."""
    p, cavity = body.parameters("dialysis"), body.parameters("peritoneum")
    # Free ions settle across a membrane, and then the fluid holds what its buffers bind beside them.
    opposed = circulation.ionized * p.donnan * (1 + p.bath_complexing)
    calcium, potassium = hormones.ultrafiltrable_calcium, circulation.potassium
    others = p.clearance + cavity.clearance
    exchanged = (
        ("magnesium", "plasma_magnesium", circulation.ultrafiltrable, opposed, p.bath_magnesium, p.clearance),
        ("calcium", "plasma_calcium", calcium, calcium * p.donnan, p.bath_calcium, others),
        ("potassium", "extracellular_potassium", potassium, potassium, p.bath_potassium, others),
    )
    for element, pool, plasma_water, diffusible, bath, clearance in exchanged:
        ledger = f"dialysate_{element}"
        body.ledger(ledger, element, f"{element.capitalize()} removed by dialysis, net of what the bath gave")
        body.flow(f"{element}_to_dialysate", pool, ledger, clearance * diffusible + p.ultrafiltration * plasma_water,
                  f"{element.capitalize()} leaving across the dialyser")  # fmt: skip
        body.flow(f"{element}_from_bath", ledger, pool, clearance * bath,
                  f"{element.capitalize()} gained from the bath")  # fmt: skip

    fluid = body.pool("peritoneal_magnesium", "magnesium", 0.0, "Magnesium of dwelling peritoneal fluid")
    level = fluid / cavity.volume
    body.flow("peritoneal_entry", "plasma_magnesium", "peritoneal_magnesium",
              cavity.transfer * opposed, "Passage into peritoneal fluid")  # fmt: skip
    body.flow("peritoneal_return", "peritoneal_magnesium", "plasma_magnesium", cavity.transfer * level,
              "Passage from peritoneal fluid to plasma")  # fmt: skip
    body.flow("peritoneal_drainage", "peritoneal_magnesium", "dialysate_magnesium", cavity.exchange * level,
              "Peritoneal fluid drained")  # fmt: skip
    body.flow("peritoneal_filling", "dialysate_magnesium", "peritoneal_magnesium",
              cavity.exchange * cavity.fluid_magnesium, "Fresh peritoneal fluid run in")  # fmt: skip


def skin_and_milk(body: Anatomy, circulation) -> None:
    skin = body.parameters("skin")
    body.ledger("sweat_magnesium", "magnesium", "Magnesium lost through the skin")
    body.flow("sweating", "plasma_magnesium", "sweat_magnesium", (skin.sweat + skin.exercise_sweat) * circulation.level,
              "Magnesium of sweat")  # fmt: skip
    body.ledger("milk_magnesium", "magnesium", "Magnesium given to a breastfed child")
    body.flow("lactation", "plasma_magnesium", "milk_magnesium", body.parameters("breast").milk,
              "Magnesium of milk, which does not depend on the mother's level")  # fmt: skip
    body.ledger("milk_calcium", "calcium", "Calcium given to a breastfed child")
    body.flow("lactation_of_calcium", "plasma_calcium", "milk_calcium", body.parameters("breast").milk_calcium,
              "Calcium of milk")  # fmt: skip
