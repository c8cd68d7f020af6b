"""Vessels: tone follows magnesium at once and over weeks, and pressure with it."""

from magnesia.body.anatomy import Anatomy


def pressure(body: Anatomy) -> None:
    p = body.parameters("vessels")
    relaxation = body.state(
        "vascular_relaxation", "dimensionless", 0.0, "Relaxation of vessels by magnesium, lagging it"
    )
    level = body.read("ionized_magnesium") / p.reference_ionized
    body.change("vascular_relaxation", p.effect_rate * (level - 1 - relaxation))
    body.signal("systolic_pressure", "mmHg", p.systolic * (1 - p.systolic_sensitivity * relaxation / (1 + relaxation)),
                "Systolic blood pressure")  # fmt: skip
