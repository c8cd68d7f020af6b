"""That something acts on a person from one moment to another, and how strongly."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from magnesia.exposures import registry
from magnesia.exposures.kinds import AnyRecord, Array, Number


@dataclass(frozen=True)
class Body:
    """What sizes depend on: weight (kg), surface (m2) and the filtration healthy for the person (mL/min/1.73m2); one
    number, or (people,)."""

    weight: Number = 70.0
    surface: Number = 1.73
    filtration: Number = 100.0

    def ratio(self, powers: Mapping[str, float]) -> Array:
        """Product of the measures relative to the reference adult, each to its power."""
        product = np.ones(())
        for measure, power in powers.items():
            product = product * (np.asarray(getattr(self, measure)) / getattr(REFERENCE_BODY, measure)) ** power
        return product

    def size(self, per: str | None) -> Array:
        """What a dose per ``kg`` or ``m2`` is multiplied by; 1 for a dose that is the same for all."""
        return np.asarray({None: 1.0, "kg": self.weight, "m2": self.surface}[per], dtype=float)


REFERENCE_BODY = Body()


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


def lasting(
    genes: Mapping[str, float], conditions: Mapping[str, _Condition], egfr: Number | None = None
) -> list[Activity]:
    """What acts on a person all their life: genes {name: share of normal function} and lasting states.

    ``egfr`` is what was measured in the person (None: nothing was): a kidney disease of which the case says no more has
    left that much. A condition that the timeline ends is cut with :func:`until`.
    """
    born = [Activity("gene", name, options={"function": share}) for name, share in genes.items()]
    for name, condition in conditions.items():
        kind = "state" if registry.find("state", name) else "procedure"
        options: dict[str, Number] = dict(condition.options)
        if condition.value is not None:
            options["value"] = condition.value
        if egfr is not None and "egfr" in getattr(registry.find(kind, name), "options", ()):
            options.setdefault("egfr", egfr)
        born.append(Activity(kind, name, severity=condition.severity, options=options))
    return born


def until(activity: Activity, stop: float) -> Activity:
    """The same, ended at ``stop`` (h)."""
    return replace(activity, stop=stop)
