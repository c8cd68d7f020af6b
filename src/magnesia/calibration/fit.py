"""The fit: priors of the records and residuals of the studies, by least squares from many starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from magnesia.body.calibrated import shifted
from magnesia.calibration.lanes import STEP, Laboratory, beside_base
from magnesia.calibration.observations import Observation
from magnesia.calibration.scatter import Scatter, estimated, tail_weights, usual_scatter, whitening

Array = NDArray[np.float64]

ROUNDS = 3
"""Of least squares, with the scatter estimated anew after each."""
EVALUATIONS = (6, 5, 8)
UNANSWERED = 3.0
"""Residual where a body cannot be simulated: far, but finite."""


@dataclass(frozen=True)
class Problem:
    """What is fitted to what.

    ``sizes`` are the prior SDs of the shifts of the parameters ``names``, ``priors`` their middles and ``current`` the
    values now in force, (names,) each. Each of ``observed`` is the entry of a study in ``entries``.
    """

    names: tuple[str, ...]
    sizes: Array
    priors: Array
    current: Array
    observed: tuple[Observation, ...]
    entries: tuple[tuple[str, int], ...]

    def values(self, points: Array) -> Array:
        """Parameters (names, lanes) at points (names, lanes) in prior SDs."""
        every = zip(self.names, self.priors, points * self.sizes[:, None], strict=True)
        return np.array([shifted(name, prior, shift) for name, prior, shift in every])

    def bodies(self, points: Array) -> dict[str, Array]:
        """Factors (lanes,) on the values now in force, at points (names, lanes) in prior SDs."""
        return dict(zip(self.names, self.values(points) / self.current[:, None], strict=True))

    def residuals(self, predicted: Mapping[str, list[Array | None]]) -> Array:
        """(observations, lanes)"""
        rows = []
        for one, (study, entry) in zip(self.observed, self.entries, strict=True):
            values = predicted[study][entry]
            assert values is not None, f"{study} has no prediction"
            with np.errstate(invalid="ignore"):
                rows.append(one.residual(values))
        return np.clip(np.nan_to_num(np.array(rows), nan=UNANSWERED), -10, 10)


@dataclass(frozen=True)
class Fit:
    """Where a start ended: ``point`` (names,) in prior SDs; ``objective`` is minus the log posterior, up to a constant;
    ``residuals`` and ``jacobian`` are those of the observations."""

    point: Array
    objective: float
    residuals: Array
    jacobian: Array
    scatter: Scatter
    weights: Array


class Studies:
    """Residuals and derivatives of a problem, asked of a laboratory; the last point is remembered."""

    def __init__(self, problem: Problem, laboratory: Laboratory, tell: Callable[[str], None]) -> None:
        self.problem, self.laboratory, self.tell = problem, laboratory, tell
        self._known: tuple[bytes, Array, Array] | None = None

    def at(self, point: Array) -> tuple[Array, Array]:
        """Residuals (observations,) and derivatives (observations, names) at a point in prior SDs."""
        if self._known is None or self._known[0] != point.tobytes():
            problem = self.problem
            steps = STEP / problem.sizes
            points, moved, of_base = beside_base(point, steps)
            every = problem.residuals(self.laboratory.predict(problem.bodies(points)))
            jacobian = (every[:, moved] - every[:, of_base]) / steps
            self._known = point.tobytes(), every[:, 0], jacobian
        return self._known[1], self._known[2]

    def along(self, points: Array) -> Array:
        """Residuals (observations, points) at points (points, names)."""
        return self.problem.residuals(self.laboratory.predict(self.problem.bodies(points.T)))


def fit(studies: Studies, start: Array) -> Fit:
    """From one start (names,) in prior SDs."""
    observed = studies.problem.observed
    scatter, weights = usual_scatter(observed), np.ones(len(observed))
    point = start
    for number in range(ROUNDS):
        white = whitening(observed, scatter, weights)
        point = _least_squares(studies, point, white, EVALUATIONS[number])
        residuals, jacobian = studies.at(point)
        doubt = np.einsum("ij,jk,ik->i", jacobian, covariance_of(white @ jacobian), jacobian)
        if number < ROUNDS - 1:
            scatter = estimated(observed, residuals, doubt)
            weights = tail_weights(whitening(observed, scatter, np.ones(len(observed))) @ residuals)
    white = whitening(observed, scatter, weights)
    objective = 0.5 * float(np.sum((white @ residuals) ** 2) + np.sum(point**2)) - _log_size(white)
    return Fit(point, objective, residuals, jacobian, scatter, weights)


def _log_size(white: Array) -> float:
    """The logarithm of the determinant of a whitening: a larger scatter costs."""
    return float(np.linalg.slogdet(white)[1])


def _least_squares(studies: Studies, start: Array, white: Array, evaluations: int) -> Array:
    """Residuals of the studies and of the prior, both of size one."""
    identity = np.eye(len(start))

    def values(point: Array) -> Array:
        residuals, _ = studies.at(point)
        whole = np.concatenate([white @ residuals, point])
        studies.tell(f"objective {0.5 * whole @ whole:.2f}")
        return whole

    def derivatives(point: Array) -> Array:
        return np.vstack([white @ studies.at(point)[1], identity])

    found = least_squares(values, start, derivatives, method="trf", max_nfev=evaluations, ftol=1e-4, xtol=1e-4)
    return np.asarray(found.x)


def covariance_of(whitened: Array) -> Array:
    """(names, names), in prior SDs, after Laplace: from the derivatives (observations, names) of size one."""
    return np.asarray(np.linalg.inv(whitened.T @ whitened + np.eye(whitened.shape[1])))


def starts(count: int, names: Sequence[str], seed: int) -> Array:
    """(count, names): the prior's middle, then draws of it."""
    rng = np.random.default_rng(seed)
    return np.vstack([np.zeros(len(names)), 0.7 * rng.standard_normal((count - 1, len(names)))])
