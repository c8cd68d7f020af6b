"""How far one measurement of one person lies from what is to be measured: the assay, and the person from day to day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import yaml

UNKNOWN = 0.10


@dataclass(frozen=True)
class Measurement:
    """Coefficients of variation of an observable: of the assay, and within a person."""

    assay: float
    within: float
    source: str
    about: str

    @property
    def variation(self) -> float:
        return float(np.hypot(self.assay, self.within))


@cache
def measurements() -> dict[str, Measurement]:
    """By observable."""
    text = (files("magnesia.comparison") / "records" / "measurement.yaml").read_text(encoding="utf-8")
    return {name: Measurement(**fields) for name, fields in yaml.safe_load(text).items()}


def variation_of(what: str) -> float:
    """The coefficient of variation of a single measurement of a single person."""
    known = measurements().get(what)
    return known.variation if known else UNKNOWN
