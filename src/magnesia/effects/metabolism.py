"""Sugar: how well tissue answers insulin, what fasting glucose comes of it, and the HbA1c of months.

Receptor and the steps behind it need magnesium; tissue forgets a low level over weeks. The beta cell answers resistance
with insulin, so glucose hardly moves in health and moves where the beta cell fails. That insulin carries magnesium into
cells and tubule, the other half of the circle, is in the body (``cells.insulin``).
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill
from magnesia.engine.expression import exp, log

# Those with low magnesium gain a quarter of their sensitivity from a seventh more (Rodríguez-Morán 2003); trials of the
# replete gain next to nothing.
RECEPTOR_POWER = 8


def sugar(body: Anatomy) -> None:
    """Resistance to insulin (its homeostasis model), fasting glucose and insulin, HbA1c."""
    p = body.parameters("metabolism")
    usual = body.parameters("plasma").reference_ionized
    habit = body.state(
        "metabolic_habit_magnesium", "mmol/L", 0.55, "Ionised magnesium that muscle, liver and kidney are used to"
    )
    body.change("metabolic_habit_magnesium", p.habituation * (body.read("ionized_magnesium") - habit))
    half = p.receptor_half * usual
    lacking = hill(usual, half, RECEPTOR_POWER) - hill(habit, half, RECEPTOR_POWER)
    resistance = body.signal("insulin_resistance", "dimensionless", p.resistance * exp(p.receptor_gain * lacking),
                             "Resistance to insulin over that in health")  # fmt: skip
    body.signal("insulin_sensitivity", "dimensionless", 1 / resistance,
                "Glucose that a given insulin disposes of, as in a clamp, over that in health")  # fmt: skip
    unanswered = p.unanswered + p.failure_share * (1 - p.beta_cell)
    fasting = p.glucose * exp(unanswered * log(resistance))
    # A clamp lets go of what the body would do.
    glucose = body.signal("glucose", "mmol/L", (1 - p.clamped) * fasting + p.held_glucose, "Glucose of plasma, fasting")
    homa = body.signal("homa_ir", "dimensionless", p.homa * resistance,
                       "Insulin resistance by the homeostasis model")  # fmt: skip
    body.signal("fasting_insulin", "mU/L", p.homa_constant * homa / fasting, "Insulin of plasma, fasting")
    glycated = body.state("glycated_haemoglobin", "dimensionless", 0.052, "Share of haemoglobin A that carries sugar")
    mean = p.day_over_fasting * glucose
    body.change("glycated_haemoglobin", p.red_cell_turnover * ((mean + p.glycation_offset) * p.glycation - glycated))
    body.signal("hba1c", "dimensionless", glycated, "HbA1c, the share of haemoglobin A that carries sugar")
