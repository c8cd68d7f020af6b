"""The calibration studies as a problem: which observations the model answers, and which parameters are free."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from magnesia.body.records import parameter_records, prior_records
from magnesia.calibration.fit import Problem
from magnesia.calibration.lanes import Laboratory
from magnesia.calibration.observations import observations
from magnesia.case import read_case
from magnesia.engine.model import Parameter
from magnesia.evidence.published import published_cases

Array = NDArray[np.float64]

GIVEN_BY_THE_PERSON = {"plasma.ph", "plasma.albumin", "kidney.gfr", "kidney.creatinine_production",
                       "body.replete_magnesium"}  # fmt: skip
"""Not fitted: a case states them or they follow from it."""


def studies_of(split: str) -> dict[str, Path]:
    """Name and file of every installed study of a split."""
    return {name: case.path for name, case in published_cases().items() if case.split == split}


def free_parameters() -> dict[str, Parameter]:
    """Those whose value is an estimate with an uncertainty, as the records have them before any fit."""
    return {
        name: record
        for name, record in prior_records().items()
        if record.how != "definition" and record.uncertainty > 0 and name not in GIVEN_BY_THE_PERSON
    }


def problem_of(laboratory: Laboratory) -> Problem:
    """Everything that the studies saw and the model answers."""
    parameters = free_parameters()
    usual = {next(iter(parameters)): np.ones(1)}
    predicted = laboratory.predict(usual)
    observed, entries = [], []
    for study, path in laboratory.paths.items():
        for entry, one in enumerate(observations(study, read_case(path))):
            values = predicted[study][entry]
            if values is not None and np.isfinite(values).all():
                observed.append(one)
                entries.append((study, entry))
    now = parameter_records()
    return Problem(
        tuple(parameters),
        sizes=np.array([record.uncertainty for record in parameters.values()]),
        priors=np.array([record.value for record in parameters.values()]),
        current=np.array([now[name].value for name in parameters]),
        observed=tuple(observed),
        entries=tuple(entries),
    )


UNREAD = frozenset({"title", "note", "source"})
"""Keys of a case that are for the reader; the split, which is not, decides who is asked at all."""


def evidence_hash(paths: Mapping[str, Path]) -> str:
    """Changes with anything that the studies say of people, what was done and what was seen."""
    said = {name: _without_words(yaml.safe_load(path.read_text(encoding="utf-8"))) for name, path in paths.items()}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _without_words(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_words(value) for key, value in node.items() if key not in UNREAD}
    return [_without_words(item) for item in node] if isinstance(node, list) else node
