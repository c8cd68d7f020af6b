"""Parts of a population and of a schedule, so that many people run in portions and the lost are left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.schedule import Bolus, Change, Schedule
from magnesia.people.covariates import Covariates
from magnesia.people.population import Population

Array = NDArray[np.float64]
Chosen = NDArray[np.intp] | slice


def some_of(population: Population, chosen: Chosen) -> Population:
    """The chosen people."""
    who = population.covariates

    def part(measured: Array | None) -> Array | None:
        return None if measured is None else measured[chosen]

    covariates = Covariates(
        who.age[chosen], who.female[chosen], who.weight[chosen], who.height[chosen], who.gestation[chosen],
        who.appetite[chosen],
        egfr=part(who.egfr), creatinine=part(who.creatinine), albumin=part(who.albumin),
    )  # fmt: skip
    return Population(
        population.parameters[:, chosen], covariates, population.egfr[chosen], population.creatinine[chosen]
    )


def schedule_of(schedule: Schedule, chosen: Chosen) -> Schedule:
    """What happens to the chosen people."""

    def part(amount: Array) -> Array:
        return amount[chosen] if np.ndim(amount) and np.size(amount) > 1 else amount

    return replace(
        schedule,
        boluses=tuple(Bolus(one.segment, one.state_index, part(one.amount)) for one in schedule.boluses),
        changes=tuple(Change(one.segment, one.parameter_index, part(one.value)) for one in schedule.changes),
    )
