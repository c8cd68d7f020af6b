"""How far one measurement of one person lies from what is to be measured: the assay, and the person from day to day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import yaml

from magnesia.body.calibrated import UNKNOWN_SCATTER

UNKNOWN = 0.10
"""Coefficient of variation of what no record tells."""
DAY = 24.0  # h


@dataclass(frozen=True)
class Measurement:
    """Coefficients of variation of an observable: of the ``assay``, and ``within`` a person from day to day."""

    assay: float
    within: float
    source: str
    how: str
    about: str

    def variation(self, hours: float) -> float:
        """Of one measurement, or of the mean of the days in a window of ``hours``."""
        return float(np.hypot(self.assay, self.within / np.sqrt(max(hours / DAY, 1.0))))


@cache
def measurements() -> Mapping[str, Measurement]:
    """Every record by observable."""
    text = (files("magnesia.comparison") / "records" / "measurement.yaml").read_text(encoding="utf-8")
    return {name: Measurement(**fields) for name, fields in yaml.safe_load(text).items()}


def variation_of(what: str, hours: float = 0.0) -> float:
    """The coefficient of variation of one measurement of one person, over a window of ``hours`` if it has one."""
    known = measurements().get(what)
    return known.variation(hours) if known else UNKNOWN


STUDIES_OVER_DAYS = 2.0
"""The means of studies of healthy people scatter twice as far as one person from day to day, where calibration tells
both (serum and red-cell magnesium, total and ionised calcium); where people vary much, about as far as they."""


def scatter_between_studies(what: str, style: str) -> float | None:
    """What to expect of an observable that no calibration study has seen, on the scale of the style: the steadier it is
    in a person, the nearer studies lie. None where only the style tells."""
    known = measurements().get(what)
    if known is None or style not in ("level", "ratio"):
        return None
    level = min(STUDIES_OVER_DAYS * known.within, max(known.within, UNKNOWN_SCATTER["level"]))
    return level if style == "level" else level * UNKNOWN_SCATTER["ratio"] / UNKNOWN_SCATTER["level"]
