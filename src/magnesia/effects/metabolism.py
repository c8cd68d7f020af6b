"""Sugar: how well tissue answers insulin, what glucose and insulin come of it, and the HbA1c of months.

Receptor and the steps behind it need magnesium; tissue forgets a low level over weeks. The beta cell answers resistance
with insulin, so glucose hardly moves in health and moves where the beta cell fails; magnesium that rises fast quietens
it. That insulin carries magnesium into cells and tubule, the other half of the circle, is in the body
(``cells.insulin``).
"""

from types import SimpleNamespace

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import damped, hill, saturation
from magnesia.engine.expression import Expression, exp, log, maximum

# Those with low magnesium gain a quarter of their sensitivity from a seventh more (Rodríguez-Morán 2003); trials of the
# replete gain next to nothing.
RECEPTOR_POWER = 8


def sugar(body: Anatomy) -> None:
    """Resistance to insulin, glucose and insulin of plasma, their homeostasis model, and HbA1c."""
    p = body.parameters("metabolism")
    resistance = _resistance(body, p)
    unanswered = p.unanswered + p.failure_share * (1 - p.beta_cell)
    fasting = p.glucose * exp(unanswered * log(resistance))
    secreted = _secreted(body, p)
    freely = fasting * exp(-p.quietened_glucose * log(secreted))
    injected = freely + (p.least_glucose - freely) * saturation(p.insulin_given, p.insulin_half * resistance)
    loaded = injected + p.load * exp(p.load_power * log(resistance / p.beta_cell))
    kept, usually_kept = _kept_by_kidney(p, loaded), _kept_by_kidney(p, fasting)
    # A clamp lets go of what the body would do.
    sought = (1 - p.clamped) * kept + p.held_glucose
    shift = body.state("glucose_shift", "dimensionless", 1.0, "Glucose of plasma over the usual fasting one")
    body.change("glucose_shift", p.glucose_turnover * (sought / usually_kept - shift))
    glucose = body.signal("glucose", "mmol/L", usually_kept * shift, "Glucose of plasma, fasting")
    answer = exp(p.secretion_power * p.beta_cell * log(shift))
    own = p.homa_constant * p.homa * resistance / usually_kept * secreted * answer
    insulin = body.signal("fasting_insulin", "mU/L", own + p.insulin_given, "Insulin of plasma, fasting")
    body.signal("homa_ir", "dimensionless", glucose * insulin / p.homa_constant,
                "Insulin resistance by the homeostasis model")  # fmt: skip

    glycated = body.state("glycated_haemoglobin", "dimensionless", 0.052, "Share of haemoglobin A that carries sugar")
    mean = p.day_over_fasting * glucose
    body.change("glycated_haemoglobin", p.red_cell_turnover * ((mean + p.glycation_offset) * p.glycation - glycated))
    body.signal("hba1c", "dimensionless", glycated, "HbA1c, the share of haemoglobin A that carries sugar")


def _resistance(body: Anatomy, p: SimpleNamespace) -> Expression:
    """Resistance to insulin over that in health."""
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
    return resistance


def _secreted(body: Anatomy, p: SimpleNamespace) -> Expression:
    """Share of its insulin that the beta cell gives off: a fast rise of magnesium keeps calcium out, for some hours."""
    ionized = body.read("ionized_magnesium")
    used_to = body.state("beta_cell_habit_magnesium", "mmol/L", 0.55, "Ionised magnesium that the beta cell is used to")
    body.change("beta_cell_habit_magnesium", p.beta_cell_habituation * (ionized - used_to))
    return damped(ionized / used_to, p.quietening)


def _kept_by_kidney(p: SimpleNamespace, glucose: Expression) -> Expression:
    """What is left of glucose, mmol/L, by a kidney that spills what is above its threshold."""
    excess = maximum(glucose - p.renal_threshold, 0)
    return glucose - excess * saturation(excess, p.spill_limit)
