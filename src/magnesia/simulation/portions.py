"""Parts of a population and of a schedule, so that many people run in portions and the lost are left out."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.schedule import Bolus, Change, Schedule
from magnesia.people.covariates import Covariates
from magnesia.people.population import Population

Chosen = NDArray[np.intp] | slice


def some_of(population: Population, chosen: Chosen) -> Population:
    """The chosen people."""
    who = population.covariates
    known = {field.name: getattr(who, field.name) for field in fields(Covariates)}
    covariates = Covariates(**{name: value if value is None else value[chosen] for name, value in known.items()})
    return Population(
        population.parameters[:, chosen], covariates, population.egfr[chosen], population.creatinine[chosen]
    )


def schedule_of(schedule: Schedule, chosen: Chosen) -> Schedule:
    """What happens to the chosen people."""

    def part(amount):
        return amount[chosen] if np.ndim(amount) and np.size(amount) > 1 else amount

    return replace(
        schedule,
        boluses=tuple(Bolus(one.segment, one.state_index, part(one.amount)) for one in schedule.boluses),
        changes=tuple(Change(one.segment, one.parameter_index, part(one.value)) for one in schedule.changes),
    )
