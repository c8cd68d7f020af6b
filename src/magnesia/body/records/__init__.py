"""The numbers of the body, one YAML file a region, read into records."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np
import yaml

from magnesia.body.calibrated import calibration
from magnesia.engine.model import Parameter

HOW = ("measured", "fitted", "derived", "assumed", "animal", "definition")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


PINNED = 0.7
"""A parameter counts as fitted where the evidence leaves less than this share of the uncertainty it had before."""


@cache
def parameter_records() -> dict[str, Parameter]:
    """Every parameter of the body by name, with the estimates of the calibration where there are any."""
    records, fitted = prior_records(), calibration()
    sizes = np.sqrt(np.diag(fitted.covariance))
    return records | {
        name: replace(
            records[name],
            value=value,
            uncertainty=float(size),
            how="fitted" if size < PINNED * records[name].uncertainty else records[name].how,
        )
        for (name, value), size in zip(fitted.estimates.items(), sizes, strict=True)
    }


@cache
def prior_records() -> dict[str, Parameter]:
    """The same before any calibration."""
    return records_in(__package__)


def records_in(package: str) -> dict[str, Parameter]:
    """The records of all YAML files of a package. One without unit, source or origin is a ``ValueError``."""
    records: dict[str, Parameter] = {}
    for path in sorted(files(package).iterdir(), key=lambda entry: entry.name):
        if not path.name.endswith(".yaml"):
            continue
        for name, fields in yaml.load(path.read_text(encoding="utf-8"), _LOADER).items():
            if name in records:
                raise ValueError(f"{path.name}: {name} is recorded twice")
            record = Parameter(name=name, **{**fields, "value": float(fields["value"])})
            if record.how not in HOW or not record.unit or not record.source or not record.about:
                raise ValueError(f"{path.name}: {name} lacks a unit, a source, an origin or a description")
            records[name] = record
    return records
