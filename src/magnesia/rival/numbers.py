"""The numbers of the rival: records from the literature, and what the fit made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from magnesia.engine.model import Parameter

FILE = "parameters.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Fit:
    """Estimates {parameter: value} from ``observations`` numbers of the studies that ``evidence`` is the hash of.

    ``seed`` is that of the starts of the search, ``objective`` minus the log posterior it ended with, up to a constant.
    """

    estimates: Mapping[str, float]
    seed: int
    evidence: str
    studies: int
    observations: int
    objective: float


@cache
def records() -> dict[str, Parameter]:
    """The parameters of the rival by name, as the literature has them."""
    loaded = yaml.load(_text("records.yaml"), _LOADER)
    return {name: Parameter(name=name, **fields) for name, fields in loaded.items()}


def fitted_names() -> list[str]:
    return [name for name, record in records().items() if record.how == "fitted"]


@cache
def stored_fit() -> Fit | None:
    """The fit that is installed; None before there is one."""
    text = _text(FILE)
    return Fit(**yaml.load(text, _LOADER)) if text else None


def numbers() -> dict[str, Parameter]:
    """The parameters with the installed fit in force."""
    fit = stored_fit()
    estimates = {} if fit is None else fit.estimates
    return {name: replace(record, value=estimates.get(name, record.value)) for name, record in records().items()}


def store(fit: Fit) -> Path:
    """Installs a fit; it is in force from the next start on."""
    path = Path(str(files(__package__) / FILE))
    said = "# Written by `python -m magnesia.rival`; see docs/rival.md.\n"
    path.write_text(said + yaml.safe_dump(asdict(fit), sort_keys=False), encoding="utf-8")
    return path


def _text(name: str) -> str:
    path = files(__package__) / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""
