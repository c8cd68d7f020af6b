"""What fitting to published experiments said of the body: estimates, how sure they are, and how far studies scatter.

``records/calibration.json`` is written by ``make calibrate`` and by nothing else. The estimates are in force as soon as
the file is there: :func:`magnesia.body.records.parameter_records` puts them over the values of the records.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FILE = "calibration.json"
UNKNOWN_SCATTER = 0.15
"""For an observable that no calibration study has seen."""


@dataclass(frozen=True)
class Calibration:
    """The result of a fit.

    ``estimates`` {parameter: value}; ``covariance`` (parameters, parameters) is that of their logarithms, in the same
    order. ``scatter`` {observable: SD} tells how far the logarithm of a study's mean lies from the model beyond its own
    standard error: what distinguishes laboratories, protocols and populations, and what the model leaves out.
    """

    estimates: Mapping[str, float]
    covariance: Array
    scatter: Mapping[str, float]
    seed: int
    evidence: str
    model: str

    def bodies(self, count: int, rng: np.random.Generator) -> dict[str, Array]:
        """Typical bodies that the evidence allows: factors (count,) on the estimate of each parameter."""
        if not self.estimates:
            return {}
        normals = rng.standard_normal((count, len(self.estimates)))
        values, vectors = np.linalg.eigh(self.covariance)
        logs = normals @ (vectors * np.sqrt(np.clip(values, 0, None))).T
        return {name: np.exp(logs[:, index]) for index, name in enumerate(self.estimates)}

    def scatter_of(self, observable: str) -> float:
        """The SD of the logarithm between studies that see this observable."""
        return self.scatter.get(observable, UNKNOWN_SCATTER)


@cache
def calibration() -> Calibration:
    """The calibration in force; an empty one where the body has not been calibrated."""
    path = files("magnesia.body.records") / FILE
    if not path.is_file():
        return Calibration({}, np.zeros((0, 0)), {}, 0, "", "")
    held = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        held["estimates"], np.array(held["covariance"]), held["scatter"], held["seed"], held["evidence"], held["model"]
    )
