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

from magnesia.body.drawing import normals_of

Array = NDArray[np.float64]

FILE = "calibration.json"
UNKNOWN_SCATTER = {"level": 0.15, "ratio": 0.10, "share": 0.08, "change": 0.40}
"""For what no calibration study has seen, by style."""
SHARED = frozenset({"level", "share"})
"""Styles in which the entries of a study have an offset in common; ratios and changes lose it."""
TAILS = 5.0
"""Degrees of freedom of Student's law, under which studies scatter: they err more often by far than normally."""
UNKNOWN_FACTOR = {"healthy": 1.0, "disturbed": 1.5, "patient": 3.0}
"""That much more by whom it was seen in: people on whom a drug or a disease acts, and single ones of them, who are
reported because they are unusual."""
HELD = frozenset({
    "muscle_magnesium", "bone_magnesium", "body_magnesium", "bone_ash_magnesium", "erythrocyte_magnesium",
    "erythrocyte_free_magnesium",
})  # fmt: skip
"""What makes a single patient's blood and urine unusual moves these little, as it does what organs answer to it."""


def scatter_key(observable: str, style: str, whom: str) -> str:
    """What scatters alike between studies, such as ``serum_magnesium level patient``."""
    return f"{observable} {style} {whom}"


SHARES = frozenset({
    "kidney.proximal_fraction", "gut.calcitriol_gain", "gut.luminal_share", "calcium.calcitriol_gain",
    "calcitriol.pth_gain", "calcitriol.magnesium_gain", "erythrocyte.total_response", "potassium.pump_magnesium_gain",
    "pregnancy.active_share",
})  # fmt: skip
"""Parameters that mean nothing at one or above."""


def shifted(name: str, value: float, shift: Array) -> Array:
    """A parameter moved by the logarithm of a factor; a share moves as far at first, and never reaches one."""
    if name not in SHARES:
        return np.asarray(value * np.exp(shift))
    odds = value / (1 - value) * np.exp(shift / (1 - value))
    return np.asarray(odds / (1 + odds))


@dataclass(frozen=True)
class Calibration:
    """The result of a fit.

    ``estimates`` {parameter: value}; ``covariance`` (parameters, parameters) is that of their shifts (see
    :func:`shifted`), in the same order. ``scatter`` {:func:`scatter_key`: (scale, scale)} tells how far a study's means
    lie from the model beyond their own standard errors, first together (laboratory, population), then each by itself
    (what the model leaves out): scales of Student's law with ``TAILS`` degrees of freedom. Styles are ``level`` and
    ``ratio`` (of the logarithm), ``share`` (of the share) and ``change`` (of the change over its size).
    """

    estimates: Mapping[str, float]
    covariance: Array
    scatter: Mapping[str, tuple[float, float]]
    seed: int
    evidence: str
    model: str

    def bodies(self, count: int, rng: np.random.Generator) -> dict[str, Array]:
        """Typical bodies that the evidence allows: factors (count,) on the estimate of each parameter."""
        if not self.estimates:
            return {}
        values, vectors = np.linalg.eigh(self.covariance)
        # The symmetric root: a little more or less known of one parameter changes all draws a little, none at random.
        root = (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
        shifts = root @ normals_of(list(self.estimates), count, rng)
        return {
            name: shifted(name, value, shifts[index]) / value
            for index, (name, value) in enumerate(self.estimates.items())
        }

    def scatter_of(
        self, observable: str, style: str = "level", whom: str = "healthy", unknown: float | None = None
    ) -> tuple[float, float]:
        """Scales (Student's, ``TAILS`` degrees) of what the entries of a study that see this observable in this style
        and in such people (see ``Case.whom``) share, and of each by itself; what was seen only in other people tells of
        these in proportion. ``unknown`` is what to expect of healthy people where no calibration study tells, else what
        is usual of the style."""
        steadier = "disturbed" if whom == "patient" else whom
        proportion = UNKNOWN_FACTOR[steadier if observable in HELD else whom]
        for known in (whom, "disturbed", "healthy"):
            found = self.scatter.get(scatter_key(observable, style, known))
            if found is not None:
                more = 1.0 if known == whom else proportion / UNKNOWN_FACTOR[known]
                return found[0] * more, found[1] * more
        total = UNKNOWN_SCATTER[style] if unknown is None else unknown
        own = float(total * np.sqrt(0.5) * UNKNOWN_FACTOR[steadier])
        return own if style in SHARED else 0.0, own


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
