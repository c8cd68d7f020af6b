"""From what is known of a person or a group to the parameters of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from magnesia.case.person import Person
from magnesia.engine.model import Model
from magnesia.people.ckd_epi import absolute_filtration, creatinine_of_egfr, indexed_filtration
from magnesia.people.covariates import NORMALS_NEEDED, Covariates, covariates, measured_egfr
from magnesia.people.growth import Array
from magnesia.people.pregnancy import maternal_growth
from magnesia.people.scaling import healthy_filtration, ratios
from magnesia.people.sex_and_age import effects
from magnesia.people.variation import variation

SMALLEST_EGFR = 1.0  # mL/min/1.73m2; less is the same to a body that keeps going for days, and divides by nothing
SMALLEST_NEPHRON_SHARE = 0.03


@dataclass(frozen=True)
class Population:
    """People as the engine sees them: ``parameters`` (parameters, people), and who they are."""

    parameters: Array
    covariates: Covariates
    egfr: Array = field(repr=False)  # mL/min/1.73m2 at time zero
    creatinine: Array = field(repr=False)  # umol/L at time zero

    @property
    def count(self) -> int:
        return int(self.parameters.shape[1])

    @property
    def table(self) -> dict[str, Array]:
        """What was drawn, (people,) each, with the units a case uses."""
        who = self.covariates
        return {"age": who.age, "female": who.female, "weight": who.weight, "height": who.height,
                "egfr": self.egfr, "creatinine": self.creatinine}  # fmt: skip


def draw(
    person: Person,
    model: Model,
    count: int | None = None,
    rng: np.random.Generator | None = None,
    bodies: Mapping[str, Array] | None = None,
) -> Population:
    """The typical person of this description (``count`` None), or ``count`` people around what is known of them.

    What the person says is kept; what it leaves out is typical, or varies as among healthy people. Someone drawn as
    number i is the same whatever the count. ``bodies`` {parameter: (people,)} are factors on typical values, one for
    each person (of whom there are then as many as factors): what else the typical body may be.
    """
    factors = {name: np.asarray(values, dtype=float) for name, values in (bodies or {}).items()}
    copies = len(next(iter(factors.values()), (1,))) if count is None else count
    rng = np.random.default_rng(0) if rng is None else rng
    normals = np.zeros((copies, NORMALS_NEEDED)) if count is None else rng.standard_normal((copies, NORMALS_NEEDED))
    who = covariates(person, normals, varied=count is not None)
    parameters = _typical(model, who)
    for name, values in factors.items():
        if name in model.parameter_index:  # else an organ's answer, which is not asked for
            parameters[model.parameter_index[name]] *= values
    unlike = np.ones(copies)
    if count is not None:
        varied = variation(model, count, rng.spawn(1)[0])
        parameters *= varied
        unlike = varied[model.parameter_index["kidney.gfr"]]
    return _fit_to_measurements(model, who, parameters, unlike)


def _typical(model: Model, who: Covariates) -> Array:
    """Parameters of the typical person of each build, (parameters, people)."""
    ratio = ratios(who.build)
    parameters = np.array([record.value * ratio[record.scaling] for record in model.parameters])
    for name, factor in effects(who.age, who.female).items():
        if name in model.parameter_index:  # else an organ's answer, which is not asked for
            parameters[model.parameter_index[name]] *= factor
    return parameters


def _fit_to_measurements(model: Model, who: Covariates, parameters: Array, unlike: Array) -> Population:
    """Filtration, creatinine and albumin as measured; they were measured at time zero, in pregnancy if there is one.

    Creatinine tells filtration to within a third in seven of eight people (Inker 2021), about as far as healthy people
    differ: ``unlike`` (people,) is true filtration over what is estimated.
    """
    row = model.parameter_index
    growth, dilution = maternal_growth(model, parameters, who.gestation)
    if who.albumin is not None:
        parameters[row["plasma.albumin"]] = who.albumin / dilution
    measured = measured_egfr(who)
    if measured is None:
        filtration = parameters[row["kidney.gfr"]] * growth
        creatinine = parameters[row["kidney.creatinine_production"]] / filtration
        return Population(parameters, who, indexed_filtration(filtration, who.surface), creatinine)
    egfr = np.maximum(measured, SMALLEST_EGFR)
    filtration = absolute_filtration(egfr, who.surface) * unlike
    creatinine = who.creatinine
    if creatinine is None:
        creatinine = creatinine_of_egfr(egfr, who.age, who.female, who.height)
    parameters[row["kidney.gfr"]] = filtration / growth
    parameters[row["kidney.creatinine_production"]] = creatinine * filtration
    share = filtration / growth / healthy_filtration(who.build)
    parameters[row["kidney.nephron_share"]] = np.clip(share, SMALLEST_NEPHRON_SHARE, 1)
    return Population(parameters, who, egfr, creatinine)
