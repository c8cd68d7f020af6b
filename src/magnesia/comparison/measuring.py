"""How far one measurement of one person lies from what is to be measured: the assay, and the person from day to day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import yaml

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
