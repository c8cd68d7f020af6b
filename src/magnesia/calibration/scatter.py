"""How far studies lie from the model beyond their standard errors, and how residuals weigh because of it.

Levels of one study share an offset (its laboratory, its people) besides the scatter of each; both have one size for
each kind of observation, found from the residuals and drawn towards a usual size where there are few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from magnesia.body.calibrated import SHARED, TAILS, UNKNOWN_FACTOR, UNKNOWN_SCATTER
from magnesia.calibration.observations import Observation

Array = NDArray[np.float64]

FREE = 0.5
"""SD of the logarithm of a level by which the people of an arm were chosen."""
USUAL = {
    "serum_magnesium level": 0.06, "ionized_magnesium level": 0.06, "serum_calcium level": 0.03,
    "ionized_calcium level": 0.03, "serum_potassium level": 0.04,
}  # fmt: skip
WEIGHT_OF_USUAL = 3.0
"""Observations that the usual size counts for."""


@dataclass(frozen=True)
class Scatter:
    """``between`` and ``within`` studies, {key of observations: SD of the residual}."""

    between: Mapping[str, float]
    within: Mapping[str, float]

    def total(self) -> dict[str, float]:
        """By key, the SD of one study's residual."""
        return {key: float(np.hypot(self.between.get(key, 0.0), size)) for key, size in self.within.items()}


def usual_scatter(observed: Sequence[Observation]) -> Scatter:
    """Before any residual is known."""
    keys = sorted({one.key for one in observed})
    total = {key: _usual(key) for key in keys}
    return Scatter({key: _shared(key) * total[key] for key in keys}, {key: total[key] / np.sqrt(2) for key in keys})


def _usual(key: str) -> float:
    what, style, whom = key.split(" ")
    return USUAL.get(f"{what} {style}", UNKNOWN_SCATTER[style]) * UNKNOWN_FACTOR[whom]


def _shared(key: str) -> float:
    """Of the usual scatter, what the observations of a study have in common."""
    return float(np.sqrt(0.5)) if key.split(" ")[1] in SHARED else 0.0


@dataclass(frozen=True)
class _Group:
    """Observations of one kind in one study."""

    key: str
    places: NDArray[np.intp]
    errors: Array
    chosen: Array  # (places, places) of arms whose people were chosen by this level


def groups(observed: Sequence[Observation]) -> list[_Group]:
    found: dict[tuple[str, str], list[int]] = {}
    for index, one in enumerate(observed):
        found.setdefault((one.study, one.key), []).append(index)
    made = []
    for (_, key), places in found.items():
        free = {observed[index].arm for index in places if observed[index].is_free}
        arms = [observed[index].arm for index in places]
        chosen = np.array([[float(a == b and a in free) for b in arms] for a in arms])
        made.append(_Group(key, np.array(places), np.array([observed[index].error for index in places]), chosen))
    return made


def covariance(group: _Group, between: float, within: float) -> Array:
    size = len(group.places)
    diagonal = np.diag(group.errors**2 + within**2)
    return np.asarray(diagonal + between**2 * np.ones((size, size)) + FREE**2 * group.chosen)


def whitening(observed: Sequence[Observation], scatter: Scatter, weights: Array) -> Array:
    """(observations, observations): what turns residuals into independent ones of size one."""
    made = np.zeros((len(observed), len(observed)))
    for group in groups(observed):
        whole = covariance(group, scatter.between.get(group.key, 0.0), scatter.within[group.key])
        inverse = np.linalg.inv(np.linalg.cholesky(whole))
        made[np.ix_(group.places, group.places)] = np.sqrt(weights[group.places])[:, None] * inverse
    return made


def tail_weights(whitened: Array) -> Array:
    """Of residuals of size one: those far out count less, as under Student's law."""
    return np.asarray((TAILS + 1) / (TAILS + np.minimum(whitened**2, 1e6)))


def estimated(observed: Sequence[Observation], residuals: Array, doubt: Array) -> Scatter:
    """The scatter that makes the residuals of the studies likeliest.

    ``residuals`` are those of the fitted body, which has gone towards the studies: those of the true body lie as far
    about them as ``doubt`` (observations, observations), the covariance that the posterior leaves to predictions.
    Without it the scatter would be too small, and every new study a surprise (the M step of expectation maximisation).
    """
    by_key: dict[str, list[_Group]] = {}
    for group in groups(observed):
        by_key.setdefault(group.key, []).append(group)
    between, within = {}, {}
    for key, several in by_key.items():
        usual = _usual(key) / np.sqrt(2)
        has_offset = _shared(key) > 0

        def unlikeliness(
            logs: Array, several: list[_Group] = several, usual: float = usual, has_offset: bool = has_offset
        ) -> float:
            sizes = np.exp(logs)
            total = 0.5 * WEIGHT_OF_USUAL * float(np.sum((logs - np.log(usual)) ** 2))
            for group in several:
                root = np.linalg.cholesky(covariance(group, sizes[1] if has_offset else 0.0, sizes[0]))
                white = np.linalg.solve(root, residuals[group.places])
                doubtful = np.linalg.solve(root, doubt[np.ix_(group.places, group.places)])
                squares = white @ white + np.trace(np.linalg.solve(root, doubtful.T))
                total += float(np.log(np.diag(root)).sum())
                total += 0.5 * (TAILS + len(white)) * float(np.log1p(squares / TAILS))
            return total

        start = np.full(2 if has_offset else 1, np.log(usual))
        sizes = np.exp(minimize(unlikeliness, start, method="Nelder-Mead", options={"xatol": 0.01, "fatol": 0.01}).x)
        within[key] = float(sizes[0])
        if has_offset:
            between[key] = float(sizes[1])
    return Scatter(between, within)
