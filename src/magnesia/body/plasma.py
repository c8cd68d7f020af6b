"""Blood plasma, interstitium, the fast extracellular space, injection depots and cerebrospinal fluid."""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import saturation
from magnesia.engine.expression import exp


def plasma(body: Anatomy, circulation) -> None:
    """Binding in plasma, then exchange with the waters around it. Publishes concentrations on ``circulation``."""
    blood = body.parameters("plasma")
    water = body.parameters("extracellular")
    pool = body.pool("plasma_magnesium", "magnesium", 2.5, "Magnesium in plasma")
    interstitium = body.pool("interstitial_magnesium", "magnesium", 7.9, "Magnesium in interstitial fluid")
    fast = body.pool("fast_magnesium", "magnesium", 6.5, "Magnesium of the fast extracellular space")

    plasma_volume = blood.volume * circulation.plasma_growth
    interstitial_volume = water.interstitial_volume * circulation.interstitial_growth
    fast_volume = water.fast_volume * circulation.interstitial_growth
    albumin = blood.albumin * circulation.albumin_dilution

    # Sites on protein far outnumber the ions, so binding is proportional to ionised magnesium at any level reached
    # in life; alkalosis frees sites from protons.
    alkalinity = exp(blood.ph_sensitivity * (blood.ph - blood.reference_ph))
    protein_binding = (blood.albumin_affinity * albumin + blood.globulin_binding) * alkalinity
    total = body.signal("serum_magnesium", "mmol/L", pool / plasma_volume, "Total magnesium of serum or plasma")
    ionized = body.signal(
        "ionized_magnesium",
        "mmol/L",
        total / (1 + blood.complexing + protein_binding),
        "Free Mg2+ of plasma",
    )
    ultrafiltrable = body.signal(
        "ultrafiltrable_magnesium",
        "mmol/L",
        ionized * (1 + blood.complexing),
        "Ionised and complexed magnesium, what passes the glomerulus and a dialysis membrane",
    )
    circulation.plasma_volume = plasma_volume
    circulation.interstitial_volume = interstitial_volume
    circulation.albumin = albumin
    circulation.alkalinity = alkalinity
    circulation.ionized = ionized
    circulation.ultrafiltrable = ultrafiltrable
    circulation.level = ionized / blood.reference_ionized

    interstitial_level = interstitium / interstitial_volume
    capillary = water.capillary_clearance
    body.flow("filtration_to_interstitium", "plasma_magnesium", "interstitial_magnesium", capillary * ultrafiltrable,
              "Capillary filtration and diffusion outward")  # fmt: skip
    body.flow("return_to_plasma", "interstitial_magnesium", "plasma_magnesium", capillary * interstitial_level,
              "Diffusion and lymph back to plasma")  # fmt: skip
    body.flow("entry_to_fast_space", "interstitial_magnesium", "fast_magnesium",
              water.fast_clearance * interstitial_level, "Binding in the fast space")  # fmt: skip
    body.flow("release_from_fast_space", "fast_magnesium", "interstitial_magnesium",
              water.fast_clearance * fast / fast_volume, "Release from the fast space")  # fmt: skip


def depots(body: Anatomy) -> None:
    """An intramuscular dose lies in a depot and is absorbed from there."""
    depot = body.parameters("depot")
    injected = body.pool("depot_magnesium", "magnesium", 0.0, "Magnesium of intramuscular injections not yet absorbed")
    body.flow("depot_absorption", "depot_magnesium", "plasma_magnesium", depot.release * injected,
              "Absorption from an intramuscular injection")  # fmt: skip


def cerebrospinal_fluid(body: Anatomy, circulation) -> None:
    """The choroid plexus secretes magnesium by a nearly saturated carrier, so CSF hardly follows plasma."""
    csf = body.parameters("csf")
    store = body.pool("csf_store_magnesium", "magnesium", 0.165, "Magnesium in cerebrospinal fluid")
    secretion = csf.turnover * csf.volume * csf.capacity * saturation(circulation.ionized, csf.affinity)
    body.flow("csf_secretion", "plasma_magnesium", "csf_store_magnesium", secretion, "Secretion by the choroid plexus")
    body.flow("csf_reabsorption", "csf_store_magnesium", "plasma_magnesium", csf.turnover * store,
              "Return with reabsorbed fluid")  # fmt: skip
    body.signal("csf_magnesium", "mmol/L", store / csf.volume, "Magnesium of cerebrospinal fluid")
