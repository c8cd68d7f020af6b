"""Immunity: inflammation that disease brings and magnesium restrains, and what killer cells need of magnesium.

People and rats stand apart. Trials in people move C-reactive protein a little and only where it is high; rats inflame,
violently, at levels that people hardly reach (:func:`rodents`).
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill, saturation, spared
from magnesia.engine.expression import exp, sqrt

# Supplements move the level by a fiftieth and a raised C-reactive protein by a sixth: steep about the usual level, flat
# beyond it (as chronic tone of vessels).
RESTRAINT_POWER = 30
LACK_POWER = 6  # rats: nothing at half of the usual plasma level, all of it at a sixth
CASCADE_POWER = 2  # rats: cytokines wait for both nerve endings and mast cells, day 12 against day 5


def inflammation(body: Anatomy) -> None:
    """Acute-phase protein and cytokines of serum; disease acts on ``acute_phase``, drugs on ``response``."""
    p = body.parameters("immunity")
    usual = body.parameters("plasma").reference_ionized
    habit = body.state(
        "immune_habit_magnesium", "mmol/L", 0.55, "Ionised magnesium that inflamed tissue and killer cells are used to"
    )
    body.change("immune_habit_magnesium", p.habituation * (body.read("ionized_magnesium") - habit))
    # What magnesium restrains is the low-grade part: a little of anyone's protein and the first of what disease adds.
    added = p.acute_phase * p.response
    excess = p.low_grade * p.crp + added
    restrained = p.low_grade_limit * saturation(excess, p.low_grade_limit)
    eased = 1 - exp(p.restraint * (1 - 2 * hill(habit, usual, RESTRAINT_POWER)))
    protein = body.state("c_reactive_protein", "mg/L", 1.5, "C-reactive protein of serum")
    body.change("c_reactive_protein", p.clearance * (p.crp + added - eased * restrained - protein))
    body.signal("crp", "mg/L", protein, "C-reactive protein of serum")

    output = body.read("monocyte_cytokines")
    # Interleukin 6 rises with the protein it drives; tumour necrosis factor threefold where that is hundredfold.
    drive = 1 + added / p.reference_crp
    body.signal("interleukin_6", "ng/L", p.il6 * drive * output, "Interleukin 6 of serum")
    body.signal("tnf_alpha", "ng/L", p.tnf * sqrt(sqrt(drive)) * output, "Tumour necrosis factor alpha of serum")


def killing(body: Anatomy) -> None:
    """What killer cells need: for NKG2D sugar chains (MAGT1) and free magnesium, for LFA-1 magnesium outside."""
    p = body.parameters("immunity")
    usual = body.parameters("plasma").reference_ionized
    body.signal("nkg2d", "dimensionless",
                p.glycosylation * spared(body.read("immune_habit_magnesium") / usual, p.nkg2d_half),
                "NKG2D on NK and CD8 T cells over that in health")  # fmt: skip
    body.signal("lfa1_activation", "dimensionless", spared(body.read("ionized_magnesium") / usual, p.lfa1_half),
                "LFA-1 of CD8 T cells in its active shape over that in health")  # fmt: skip


def rodents(body: Anatomy) -> None:
    """What a rat would show after weeks at these levels: substance P, histamine, cytokines. No forecast for people."""
    p = body.parameters("rodent")
    lack = 1 - hill(body.read("serum_magnesium"), p.threshold, LACK_POWER)
    nerves = body.state("rodent_substance_p", "dimensionless", 0.0, "Nerve endings of a rat giving off substance P")
    body.change("rodent_substance_p", p.nerve_rate * (lack - nerves))
    mast_cells = body.state("rodent_mast_cells", "dimensionless", 0.0, "Mast cells of a rat giving off histamine")
    body.change("rodent_mast_cells", p.mast_cell_rate * (nerves - mast_cells))
    cytokines = body.state("rodent_leukocytes", "dimensionless", 0.0, "Leukocytes of a rat making cytokines")
    body.change("rodent_leukocytes", p.leukocyte_rate * (mast_cells**CASCADE_POWER - cytokines))
    body.signal("rodent_histamine", "dimensionless", 1 + p.histamine_rise * mast_cells,
                "Histamine of blood of a rat over that in health")  # fmt: skip
    body.signal("rodent_cytokines", "dimensionless", 1 + p.cytokine_rise * cytokines,
                "Interleukins and tumour necrosis factor of a rat over those in health")  # fmt: skip
