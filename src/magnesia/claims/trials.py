"""Experiments: ordinary cases whose ``seen`` entries are conditions. Running one tells which of them hold.

A condition is a bound, or a published value with the range that counts as agreement. The range comes from the
spread of the evidence; what the model gives has no part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from magnesia.case import Case, read_case
from magnesia.case.seen import Seen
from magnesia.claims.rows import Claim, Inside
from magnesia.simulation import ArmResult, simulate
from magnesia.simulation.versus import predicted
from magnesia.tables.measured import what, when
from magnesia.tables.names import title
from magnesia.tables.wording import moment, number, unit_text


@dataclass(frozen=True)
class Checked:
    """A condition and what came of it: ``value`` (None if nothing could be predicted) must lie in ``low`` to ``high``.

    ``published`` is the value in the middle of a range, where one was published.
    """

    experiment: str
    what: str
    unit: str
    value: float | None
    low: float
    high: float
    because: str
    published: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the prediction meets the condition."""
        return self.value is not None and self.low <= self.value <= self.high

    @property
    def wanted(self) -> str:
        """The condition in words."""
        if np.isinf(self.low):
            return f"below {_limit(self.high)}"
        if np.isinf(self.high):
            return f"above {_limit(self.low)}"
        seen = f"{_limit(self.published)}, accepted " if self.published is not None else ""
        return f"{seen}{_limit(self.low)} to {_limit(self.high)}"

    @property
    def told(self) -> str:
        """The prediction with its unit, in as many digits as part it from the limits."""
        nearest = min((abs(self.value - limit) for limit in (self.low, self.high)), default=0) if self.value else 0
        near = np.isfinite(nearest) and 0 < nearest < abs(self.value or 0) / 100
        return f"{number(self.value, like=100 * nearest if near else None)} {unit_text(self.unit)}".rstrip()

    def __str__(self) -> str:
        return f"{self.what}: {self.told} ({self.wanted})"


@cache
def experiment_paths() -> Mapping[str, Path]:
    """Every experiment by name."""
    folder = Path(str(files(__package__) / "experiments"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


@cache
def experiment(name: str) -> Case:
    """The case of an experiment. ``ValueError`` if there is none, or if a ``seen`` entry of it is no condition."""
    if name not in experiment_paths():
        raise ValueError(f"there is no experiment {name}")
    case = read_case(experiment_paths()[name])
    for _, variant in case.variants():
        for seen in variant.seen:
            limits(seen)
    return case


def limits(seen: Seen) -> tuple[float, float]:
    """Between what the prediction must lie. ``ValueError`` for an entry that sets no condition."""
    if seen.bound:
        return (-np.inf, seen.value) if seen.bound == "<" else (seen.value, np.inf)
    if seen.spread_kind in ("range", "ci95"):
        low, high = seen.spread
        return low, high
    raise ValueError(f"{seen.place}: the entry sets no condition; it needs a bound, a range or an interval")


def run(claims: Sequence[Claim], progress: Callable[[float], None] | None = None) -> dict[str, list[Checked]]:
    """Conditions of every claim that has experiments, by its id. Each experiment runs once, whoever needs it."""
    needed = dict.fromkeys(
        name for claim in claims for name in (*claim.experiments, *(i.experiment for i in claim.inside))
    )
    done: dict[str, tuple[list[Checked], dict[Inside, Checked]]] = {}
    for name in needed:
        inside = [one for claim in claims for one in claim.inside if one.experiment == name]
        done[name] = conduct(name, inside)
        if progress:
            progress(len(done) / len(needed))
    return {
        claim.id: [
            *(checked for name in claim.experiments for checked in done[name][0]),
            *(done[one.experiment][1][one] for one in claim.inside),
        ]
        for claim in claims
    }


def conduct(name: str, inside: Iterable[Inside]) -> tuple[list[Checked], dict[Inside, Checked]]:
    """Simulates one experiment; its own conditions, and those on what lies inside the body."""
    inside = list(inside)
    outputs = dict.fromkeys(signal for one in inside for signal in (*one.what, *one.of))
    moments = {moment for one in inside for moment in (one.at, one.relative_to) if moment is not None}
    results = simulate(experiment(name), outputs=list(outputs) or ["serum_magnesium"], at=sorted(moments) or [0.0])
    own = [
        _checked(name, result, seen, values, reason)
        for result, seen, values, reason in predicted(results)
        if not seen.given
    ]
    arms = {result.arm: result for result in results}
    return own, {one: _read(one, arms) for one in inside}


def _checked(name: str, result: ArmResult, seen: Seen, values: np.ndarray | None, reason: str | None) -> Checked:
    low, high = limits(seen)
    subject = f"{what(seen)}, {when(seen)}" + (f", {result.arm.replace('_', ' ')}" if result.arm else "")
    return Checked(
        name, subject, seen.unit, _middle(values), low, high, reason or seen.note or "",
        published=None if seen.bound else seen.value,
    )  # fmt: skip


def _read(one: Inside, arms: Mapping[str, ArmResult]) -> Checked:
    value = _level(one, arms[one.arm], one.at)
    if one.over is not None:
        value = value / _level(one, arms[one.over], one.at)
    if one.relative_to is not None:
        value = value / _level(one, arms[one.arm], one.relative_to)
    unit = "1" if one.of or one.over or one.relative_to is not None else arms[one.arm].outputs[one.what[0]].unit
    unit = "1" if unit == "dimensionless" else unit
    return Checked(one.experiment, _subject(one), unit, _middle(value), one.low, one.high, one.because)


def _level(one: Inside, result: ArmResult, time: float) -> np.ndarray:
    """The sum of the signals at a time, or its share, (people,)."""
    place = int(np.argmin(np.abs(result.times - time)))
    level: np.ndarray = np.sum([result.outputs[name].values[place] for name in one.what], axis=0)
    return level / np.sum([result.outputs[name].values[place] for name in one.of], axis=0) if one.of else level


def _subject(one: Inside) -> str:
    """In words, as those of a ``seen`` entry."""
    subject = " + ".join(_plain(name) for name in one.what)
    if one.of:
        subject += f" of {' + '.join(_plain(name).lower() for name in one.of)}"
    if one.relative_to is not None:
        subject += f", ratio from {moment(one.relative_to)}"
    if one.over is not None:
        subject += f", over {one.over.replace('_', ' ')}"
    return f"{subject}, {moment(one.at)}" + (f", {one.arm.replace('_', ' ')}" if one.arm else "")


def _limit(value: float) -> str:
    """A number that was set rather than computed, without idle zeros."""
    return f"{value:.4g}".replace("-", "−")


def _plain(name: str) -> str:
    return title(name).replace(" store ", " ")


def _middle(values: np.ndarray | None) -> float | None:
    """The median of those who could be simulated; None if nobody could."""
    known = values[np.isfinite(values)] if values is not None else np.empty(0)
    return float(np.median(known)) if len(known) else None
