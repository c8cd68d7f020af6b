"""The equations of the rival. It has the inlets of the body, so that the same cases are laid out for it.

The parameters of the body are there too, as before any fit of the body, because exposures and people are expressed in
them; only filtration and what dialysis sets are read. Whatever else acts on the body (a drug, a gene, albumin) leaves
the rival as it is.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

from magnesia.body import pregnancy, treatment
from magnesia.body.anatomy import Anatomy
from magnesia.body.records import prior_records
from magnesia.engine.expression import Expression, exp, log, maximum
from magnesia.engine.model import Model
from magnesia.rival.numbers import numbers

ANSWERED = ("serum_magnesium", "ionized_magnesium", "urine_magnesium", "fractional_excretion_magnesium",
            "load_retention")  # fmt: skip
"""The observables the rival has something to say about."""

NO_FLOW = 1e-6  # L/h; below it the peritoneum counts as unused


@cache
def two_compartments() -> Model:
    """The rival as a model of the engine, with the fit in force."""
    body = Anatomy({**prior_records(), **numbers()})
    for organ in {name.split(".")[0] for name in prior_records()}:
        body.parameters(organ)
    p = body.parameters("rival")
    central = body.pool("plasma_magnesium", "magnesium", 9.0, "Magnesium of the central volume")
    peripheral = body.pool("peripheral_magnesium", "magnesium", 15.0, "Magnesium of the peripheral volume")
    level = body.signal("serum_magnesium", "mmol/L", central / (p.central_volume * p.weight), "Total serum magnesium")
    body.signal("ionized_magnesium", "mmol/L", p.ionized_share * level, "Free magnesium, a constant share")
    body.flow("distribution", "plasma_magnesium", "peripheral_magnesium", p.exchange * level, "To the periphery")
    body.flow("redistribution", "peripheral_magnesium", "plasma_magnesium",
              p.exchange * peripheral / (p.peripheral_volume * p.weight), "Back from the periphery")  # fmt: skip
    _bowel(body, p)
    _kidney(body, p, level)
    _dialysis(body, p.filtered_share * level)
    treatment.supply(body)
    return body.model()


def _bowel(body: Anatomy, p: SimpleNamespace) -> None:
    """Every pool empties at one rate, a constant share of it into blood. Other elements are only counted."""
    body.ledger("faecal_magnesium", "magnesium", "Magnesium not absorbed")
    dissolved, undissolved = p.absorbed_share, p.absorbed_share_sparing
    for place, share in (("stomach", dissolved), ("stomach_solid", undissolved), ("upper", dissolved),
                         ("upper_solid", undissolved), ("colon", dissolved)):  # fmt: skip
        name = f"{place}_magnesium"
        emptied = p.absorption * body.pool(name, "magnesium", 1.0, "Magnesium waiting to be absorbed")
        body.flow(f"{place}_absorption", name, "plasma_magnesium", share * emptied, "Absorbed")
        body.flow(f"{place}_loss", name, "faecal_magnesium", (1 - share) * emptied, "Not absorbed")
    depot = body.pool("depot_magnesium", "magnesium", 0.0, "Magnesium of intramuscular injections")
    body.flow("depot_absorption", "depot_magnesium", "plasma_magnesium", p.depot_release * depot, "From the depot")
    for element, blood in (("calcium", "plasma_calcium"), ("potassium", "extracellular_potassium")):
        for name in (f"bowel_{element}", blood):
            body.ledger(name, element, f"{element.capitalize()} given, which nothing follows")


def _kidney(body: Anatomy, p: SimpleNamespace, level: Expression) -> None:
    """What is filtered above the threshold is excreted, and a small share of the rest."""
    kidney, mother = body.parameters("kidney"), SimpleNamespace()
    pregnancy.maternal_changes(body, mother)
    filtration = body.signal("glomerular_filtration", "L/h", kidney.gfr * mother.filtration_growth, "Filtration")
    spilled = p.obligatory_share * level + above(level, p.threshold, p.splay)
    body.ledger("urine_magnesium", "magnesium", "Magnesium passed in urine")
    body.flow("renal_excretion", "plasma_magnesium", "urine_magnesium",
              kidney.excreting_share * filtration * p.filtered_share * spilled, "Urinary magnesium")  # fmt: skip
    body.signal("fractional_excretion_magnesium", "dimensionless", spilled / level, "Share excreted of filtered")


def _dialysis(body: Anatomy, plasma_water: Expression) -> None:
    """A clearance between plasma water and bath; the peritoneum in its steady state is one as well."""
    dialyser, cavity = body.parameters("dialysis"), body.parameters("peritoneum")
    peritoneal = cavity.transfer * cavity.exchange / maximum(cavity.transfer + cavity.exchange, NO_FLOW)
    body.ledger("dialysate_magnesium", "magnesium", "Magnesium removed by dialysis, net of what the bath gave")
    cleared = (dialyser.clearance + peritoneal) * dialyser.donnan + dialyser.ultrafiltration
    body.flow("to_dialysate", "plasma_magnesium", "dialysate_magnesium", cleared * plasma_water, "Removed by dialysis")
    gained = dialyser.clearance * dialyser.bath_magnesium + peritoneal * cavity.fluid_magnesium
    body.flow("from_bath", "dialysate_magnesium", "plasma_magnesium", gained, "Gained from the bath")


def above(level: Expression, threshold: Expression, splay: Expression) -> Expression:
    """How far a level is above a threshold, the corner rounded over a few ``splay``; nothing at a level of zero."""
    excess = level - threshold
    corner = log(1 + exp(-maximum(excess, -excess) / splay)) - log(1 + exp(-threshold / splay))
    return maximum(excess, 0) + splay * corner
