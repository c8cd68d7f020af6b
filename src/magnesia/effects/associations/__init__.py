"""What cohorts and trials found to go with magnesium: risk ratios with their limits. No mechanism, and none follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DESIGNS = ("cohort", "case-control", "cross-sectional", "trial", "meta-analysis", "genetic")


@dataclass(frozen=True)
class Ratio:
    """A risk ratio with its 95 % limits."""

    ratio: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.ratio:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True)
class Association:
    """How often an ``outcome`` came at levels ``at`` of the observable ``by``, against the level ``reference``.

    Either ``at`` (points,) rising with a :class:`Ratio` each, or ``step`` of ``by`` and the ratio for one such step.
    """

    name: str
    outcome: str
    by: str
    reference: float
    population: str
    design: str
    source: str
    caution: str
    n: int | None
    at: tuple[float, ...]
    ratios: tuple[Ratio, ...]
    step: float | None

    def of(self, level: float) -> Ratio | None:
        """The ratio at a level of ``by``, between points on a straight line of the logarithms; None beyond them."""
        if self.step is not None:
            steps = (level - self.reference) / self.step
            low, high = sorted((self.ratios[0].low ** steps, self.ratios[0].high ** steps))
            return Ratio(self.ratios[0].ratio ** steps, low, high)
        if not self.at[0] <= level <= self.at[-1]:
            return None
        logs = np.log([(one.ratio, one.low, one.high) for one in self.ratios])
        return Ratio(*(float(np.exp(np.interp(level, self.at, column))) for column in logs.T))


@cache
def associations() -> Mapping[str, Association]:
    """All of them by name. One without population, design, source or caution is a ``ValueError``."""
    found: dict[str, Association] = {}
    for path in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".yaml"):
            for name, row in (yaml.load(path.read_text(encoding="utf-8"), _LOADER) or {}).items():
                if name in found:
                    raise ValueError(f"{path.name}: {name} is recorded twice")
                found[name] = _association(name, row)
    return found


def _association(name: str, row: dict[str, Any]) -> Association:
    missing = [key for key in ("outcome", "by", "reference", "population", "design", "source", "caution")
               if row.get(key) in (None, "")]  # fmt: skip
    if missing or row["design"] not in DESIGNS or ("points" in row) == ("per_unit" in row):
        raise ValueError(f"the association {name}: needs {', '.join(missing) or 'points or per_unit, a known design'}")
    steps = [row["per_unit"]] if "per_unit" in row else sorted(row["points"], key=lambda point: point["at"])
    return Association(
        name, row["outcome"], row["by"], float(row["reference"]), row["population"], row["design"], row["source"],
        row["caution"], row.get("n"), tuple(float(one["at"]) for one in steps if "at" in one),
        tuple(Ratio(float(one["ratio"]), float(one["low"]), float(one["high"])) for one in steps),
        float(row["per_unit"]["step"]) if "per_unit" in row else None,
    )  # fmt: skip
