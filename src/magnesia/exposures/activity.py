"""That something acts on a person from one moment to another, and how strongly."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from magnesia.exposures import registry
from magnesia.exposures.kinds import AnyRecord

Number = float | NDArray[np.float64]

REFERENCE_WEIGHT, REFERENCE_SURFACE, REFERENCE_FILTRATION = 70.0, 1.73, 100.0


@dataclass(frozen=True)
class Body:
    """What sizes depend on: weight (kg), surface (m2) and the filtration healthy for the person (mL/min/1.73m2); one
    number, or (people,)."""

    weight: Number = REFERENCE_WEIGHT
    surface: Number = REFERENCE_SURFACE
    filtration: Number = REFERENCE_FILTRATION

    def ratio(self, powers: Mapping[str, float]) -> Number:
        """Product of the measures relative to the reference adult, each to its power."""
        reference = {"weight": REFERENCE_WEIGHT, "surface": REFERENCE_SURFACE, "filtration": REFERENCE_FILTRATION}
        product: Number = 1.0
        for measure, power in powers.items():
            product = product * (np.asarray(getattr(self, measure)) / reference[measure]) ** power
        return product


@dataclass(frozen=True)
class Activity:
    """An exposure from ``start`` to ``stop`` (h, may be infinite).

    ``dose`` is per day in the unit of the record (mg, IU or mmol), for the whole person; None: the usual dose times
    ``severity``. ``options`` holds numbers in the units of the record; ``value`` of a clamp, ``function`` of a gene and
    the settings of dialysis are options too. Doses, severities and options may be (people,).
    """

    kind: str
    name: str
    start: float = -math.inf
    stop: float = math.inf
    dose: Number | None = None
    severity: Number = 1.0
    options: Mapping[str, Number] = field(default_factory=dict)
    route: str | None = None

    @property
    def record(self) -> AnyRecord:
        """What is known of it; ``KeyError`` if the name is unknown."""
        record = registry.find(self.kind, self.name)
        if record is None:
            raise KeyError(f"no {self.kind} is named {self.name}")
        return record


class _Condition(Protocol):
    severity: float
    value: float | None
    options: Mapping[str, float]


def lasting(genes: Mapping[str, float], conditions: Mapping[str, _Condition]) -> list[Activity]:
    """What acts on a person all their life: genes {name: share of normal function} and lasting states.

    A condition that the timeline ends is cut with :func:`until`.
    """
    born = [Activity("gene", name, options={"function": share}) for name, share in genes.items()]
    for name, condition in conditions.items():
        kind = "state" if registry.find("state", name) else "procedure"
        options = dict(condition.options) | ({} if condition.value is None else {"value": condition.value})
        born.append(Activity(kind, name, severity=condition.severity, options=options))
    return born


def until(activity: Activity, stop: float) -> Activity:
    """The same, ended at ``stop`` (h)."""
    return replace(activity, stop=stop)
