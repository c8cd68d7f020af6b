"""How parameters vary between healthy people, and which vary together.

Each parameter is log-normal about its typical value with the ``spread`` of its record. Parameters that belong together
share hidden factors; two members of a factor correlate (in logarithms) by the root of the product of their shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from magnesia.body.drawing import normals_of
from magnesia.engine.model import Model
from magnesia.people.growth import Array


@dataclass(frozen=True)
class Factor:
    """One hidden cause and the share of each parameter's variance (of the logarithm) that it explains."""

    why: str
    shares: dict[str, float]


FACTORS = (
    Factor(
        "Plasma and interstitial volume rise and fall together with body water (Bird 2003); red cells follow less",
        {"plasma.volume": 0.5, "extracellular.interstitial_volume": 0.5, "extracellular.fast_volume": 0.3,
         "erythrocyte.volume": 0.3},
    ),
    Factor(
        "Cell mass beyond what age, sex, weight and height explain; it releases creatinine and drives filtration",
        {"muscle.water": 0.5, "muscle.structural": 0.5, "muscle.exchange": 0.2, "viscera.water": 0.4,
         "viscera.structural": 0.4, "viscera.exchange": 0.2, "potassium.cells_reference": 0.5,
         "kidney.creatinine_production": 0.5, "kidney.gfr": 0.2, "gut.ileal_capacity": 0.1},
    ),
    Factor("Muscle water and what it holds are one tissue", {"muscle.water": 0.45, "muscle.structural": 0.45}),
    Factor("Visceral water and what it holds are one tissue", {"viscera.water": 0.5, "viscera.structural": 0.5}),
    Factor(
        "Bone mass: surface, depth and mineral belong to one skeleton",
        {"bone.surface_reference": 0.8, "bone.depth_reference": 0.8, "calcium.mineral_reference": 0.8,
         "calcium.surface_reference": 0.6, "bone.surface_exchange": 0.3, "calcium.surface_exchange": 0.3},
    ),
    Factor(
        "Expression of TRPM6 and TRPM7 along the bowel, and of TRPM6 in the kidney to a lesser degree",
        {"gut.upper_capacity": 0.5, "gut.ileal_capacity": 0.5, "gut.colonic_capacity": 0.5,
         "kidney.distal_capacity": 0.1},
    ),
    Factor(
        "Leakiness of the bowel wall",
        {"gut.upper_passive": 0.5, "gut.ileal_passive": 0.5, "gut.colonic_passive": 0.5},
    ),
    Factor(
        "Pace of the bowel",
        {"gut.upper_transit": 0.5, "gut.ileal_transit": 0.5, "gut.colonic_transit": 0.2, "calcium.transit": 0.5},
    ),
    Factor(
        "Sharpness of the tubular limits is one of nephron heterogeneity",
        {"kidney.loop_splay": 0.5, "kidney.distal_splay": 0.5, "kidney.calcium_splay": 0.5},
    ),
    Factor(
        "Growth of plasma, filtration and tissue water in one pregnancy",
        {"pregnancy.plasma_rise": 0.4, "pregnancy.interstitial_rise": 0.4, "pregnancy.filtration_rise": 0.3},
    ),
    Factor(
        "Size of the child",
        {"pregnancy.fetal_fluid_at_term": 0.6, "pregnancy.fetal_stores_at_term": 0.6,
         "pregnancy.placental_clearance": 0.3},
    ),
)  # fmt: skip


def _mixing(model: Model) -> tuple[Array, Array, Array]:
    """Spreads (parameters,), loadings (parameters, factors) and the root of what is the parameter's own."""
    loadings = np.zeros((len(model.parameters), len(FACTORS)))
    for column, factor in enumerate(FACTORS):
        for name, share in factor.shares.items():
            loadings[model.parameter_index[name], column] = np.sqrt(share)
    own = np.sqrt(1 - (loadings**2).sum(axis=1))
    spreads = np.array([parameter.spread for parameter in model.parameters])
    return spreads, loadings, own


def variation(model: Model, count: int, rng: np.random.Generator) -> Array:
    """Factors on the typical parameters, (parameters, count): someone is the same person whatever else is asked."""
    spreads, loadings, own = _mixing(model)
    hidden = normals_of([factor.why for factor in FACTORS], count, rng)
    varied = np.flatnonzero(spreads)
    single = np.zeros((len(spreads), count))
    single[varied] = normals_of([model.parameters[row].name for row in varied], count, rng)
    return np.asarray(np.exp(spreads[:, None] * (loadings @ hidden + own[:, None] * single)))
