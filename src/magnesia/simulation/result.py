"""What a simulation gives back: one :class:`ArmResult` an arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.seen import Seen

if TYPE_CHECKING:
    import xarray
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
NOTICE = "For research and teaching; not a medical device."
QUANTILES = {"p05": 0.05, "p50": 0.50, "p95": 0.95}


@dataclass(frozen=True)
class Output:
    """An observable along the times of a result: ``values`` (times, people) in ``unit``."""

    unit: str
    about: str
    values: Array

    def quantiles(self) -> dict[str, Array]:
        """p05, p50 and p95 over the people, (times,) each; people who could not be simulated do not count."""
        return dict(zip(QUANTILES, quantiles(self.values), strict=True))


@dataclass(frozen=True)
class Prediction:
    """What the model says where something was seen: ``values`` (people,), or None and the reason.

    For a ``seen`` entry that compares arms these are the values of this arm alone.
    """

    seen: Seen
    values: Array | None
    reason: str | None = None


@dataclass(frozen=True)
class PersonFailure:
    """A person who could not be simulated, when (h) and why. ``str`` gives the sentence."""

    case: str
    arm: str
    person: int
    people: int
    time: float
    reason: str

    def __str__(self) -> str:
        who = f"{self.case}, arm {self.arm}" if self.arm else self.case
        number = f", person {self.person + 1} of {self.people}" if self.people > 1 else ""
        return f"{who}{number} could not be simulated: {self.reason} ({self.time:.4g} h)."


@dataclass(frozen=True)
class ArmResult:
    """One arm of a case, simulated.

    ``times`` (h); ``outputs`` by name; amounts such as ``urine_magnesium`` count from time zero of the case (negative
    before it). ``drawn`` tells who the people are (age, female, weight, height, egfr, creatinine). ``balance`` is the
    largest relative error of conservation by element. ``is_ensemble`` tells people drawn from the typical person,
    ``is_group`` that the case itself describes them as a group; then its JSON has the median as ``value`` too.
    """

    case: Case
    arm: str
    times: Array
    outputs: Mapping[str, Output]
    predictions: tuple[Prediction, ...]
    drawn: Mapping[str, Array]
    is_ensemble: bool
    is_group: bool
    balance: Mapping[str, float]
    warnings: tuple[str, ...]
    failures: tuple[PersonFailure, ...] = field(default=())

    @property
    def title(self) -> str:
        """The title of the case, or the name of its file."""
        return title_of(self.case)

    @cached_property
    def dataset(self) -> xarray.Dataset:
        """All values by ``time`` (h) and ``person``."""
        import xarray

        variables = {
            name: (("time", "person"), output.values, {"units": output.unit, "long_name": output.about})
            for name, output in self.outputs.items()
        }
        people = {name: ("person", values) for name, values in self.drawn.items()}
        coordinates = {"time": ("time", self.times, {"units": "h"}), "person": np.arange(self.people), **people}
        return xarray.Dataset(variables, coordinates, self._attributes)

    @cached_property
    def bands(self) -> xarray.Dataset:
        """The middle and the limits of nine tenths of the people, by ``quantile`` (p05, p50, p95) and ``time`` (h)."""
        import xarray

        variables = {
            name: (("quantile", "time"), quantiles(output.values), {"units": output.unit, "long_name": output.about})
            for name, output in self.outputs.items()
        }
        coordinates = {"quantile": list(QUANTILES), "time": ("time", self.times, {"units": "h"})}
        return xarray.Dataset(variables, coordinates, self._attributes)

    def plot(self, path: str | Path | None = None) -> Path | Figure:
        """Draws this arm into a ``.png`` or ``.html`` file; without one, into a matplotlib figure that is returned."""
        from magnesia.figures import figure, plot

        return figure([self]) if path is None else plot([self], path)

    def to_json(self) -> dict[str, Any]:
        """The object that ``magnesia simulate --json`` prints; what could not be computed is null."""
        outputs: dict[str, Any] = {}
        for name, output in self.outputs.items():
            values = output.quantiles() if self.is_ensemble else {"value": output.values[:, 0]}
            if self.is_group:
                values["value"] = values["p50"]
            outputs[name] = {"unit": output.unit, **{key: _numbers(column) for key, column in values.items()}}
        return {
            "case": self.title,
            "arm": self.arm,
            "times_h": self.times.tolist(),
            "outputs": outputs,
            "balance": dict(self.balance),
            "warnings": warnings_of([self]),
        }

    def _repr_html_(self) -> str:
        from magnesia.figures import notebook_view

        return notebook_view([self])

    @property
    def people(self) -> int:
        """How many were simulated, those who failed included."""
        return len(next(iter(self.drawn.values())))

    @property
    def _attributes(self) -> dict[str, str]:
        said = warnings_of([self])
        return {
            "case": self.title, "arm": self.arm, "notice": NOTICE, **({"warnings": "\n".join(said)} if said else {})
        }  # fmt: skip


def title_of(case: Case) -> str:
    """The title of a case, or the name of its file."""
    return case.title or Path(case.path).stem


def warnings_of(results: Sequence[ArmResult]) -> list[str]:
    """All sentences that belong beside the results of a case, each once: what to doubt, and who failed."""
    said = by_arm({result.arm: result.warnings for result in results})
    return [*said, *(str(failure) for result in results for failure in result.failures)]


def by_arm(said: Mapping[str, Sequence[str]]) -> list[str]:
    """Every sentence once, after the names of its arms unless it is ``said`` of all."""
    found = []
    for sentence in dict.fromkeys(sentence for several in said.values() for sentence in several):
        arms = [arm.replace("_", " ") for arm, several in said.items() if sentence in several]
        found.append(sentence if len(arms) == len(said) else f"{', '.join(arms)}: {sentence}")
    return found


def quantiles(values: Array) -> Array:
    """(3, times) over (times, people); NaN where nobody could be computed."""
    known = np.isfinite(values).any(axis=1)
    found = np.full((len(QUANTILES), len(values)), np.nan)
    if known.any():
        found[:, known] = np.nanquantile(values[known], list(QUANTILES.values()), axis=1)
    return found


def _numbers(column: Array) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in column.tolist()]
