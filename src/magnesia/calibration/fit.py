"""The fit: priors of the records and residuals of the studies, by least squares from many starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
EVALUATIONS = (10, 8, 12)
UNANSWERED = 3.0
"""Residual where a body cannot be simulated: far, but finite."""
NOTHING = 2e-4
"""Residual per prior SD below which a parameter does nothing in a study."""


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

    def residuals(self, predicted: Mapping[str, list[Array | None]], rows: Iterable[int]) -> Array:
        """(rows, lanes) of those observations."""
        found = []
        for row in rows:
            study, entry = self.entries[row]
            values = predicted[study][entry]
            assert values is not None, f"{study} has no prediction"
            with np.errstate(invalid="ignore"):
                found.append(self.observed[row].residual(values))
        return np.clip(np.nan_to_num(np.array(found), nan=UNANSWERED), -10, 10)


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
    """Residuals and derivatives of a problem, asked of a laboratory; those of the last point are remembered.

    Most parameters do nothing in most studies (no child, no depot, no calcium seen): after the first derivatives a
    study is only asked for those by which it was moved.
    """

    def __init__(self, problem: Problem, laboratory: Laboratory, tell: Callable[[str], None]) -> None:
        self.problem, self.laboratory, self.tell = problem, laboratory, tell
        rows: dict[str, list[int]] = {}
        for row, (study, _) in enumerate(problem.entries):
            rows.setdefault(study, []).append(row)
        self._rows = {study: np.array(places) for study, places in rows.items()}
        everything = np.arange(len(problem.names))
        self._active = dict.fromkeys(self._rows, everything)
        self._is_first = True
        self._values: tuple[bytes, Array] | None = None
        self._derivatives: tuple[bytes, Array] | None = None

    def at(self, point: Array) -> Array:
        """Residuals (observations,) at a point in prior SDs."""
        if self._values is None or self._values[0] != point.tobytes():
            self._values = point.tobytes(), self.along(point[None])[:, 0]
        return self._values[1]

    def derivatives(self, point: Array) -> Array:
        """(observations, names), per prior SD."""
        if self._derivatives is None or self._derivatives[0] != point.tobytes():
            self._derivatives = point.tobytes(), self._differences(point)
        return self._derivatives[1]

    def _differences(self, point: Array) -> Array:
        problem, steps = self.problem, STEP / self.problem.sizes
        lanes = {study: beside_base(point, steps, active) for study, active in self._active.items()}
        bodies = {study: problem.bodies(points) for study, (points, _, _) in lanes.items()}
        predicted = self.laboratory.predict_each(bodies)
        found = np.zeros((len(problem.entries), len(problem.names)))
        for study, rows in self._rows.items():
            _, moved, of_base = lanes[study]
            active = self._active[study]
            every = problem.residuals(predicted, rows)
            found[np.ix_(rows, active)] = (every[:, moved] - every[:, of_base]) / steps[active]
            if self._is_first:
                self._active[study] = np.flatnonzero(np.abs(found[rows]).max(axis=0) > NOTHING)
        self._is_first = False
        return found

    def along(self, points: Array) -> Array:
        """Residuals (observations, points) at points (points, names)."""
        predicted = self.laboratory.predict(self.problem.bodies(points.T))
        return self.problem.residuals(predicted, range(len(self.problem.entries)))


def fit(studies: Studies, start: Array) -> Fit:
    """From one start (names,) in prior SDs."""
    observed = studies.problem.observed
    equal = np.ones(len(observed))
    scatter, point = usual_scatter(observed), start
    weights = tail_weights(whitening(observed, scatter, equal) @ studies.at(start))
    for number in range(ROUNDS):
        white = whitening(observed, scatter, weights)
        point = _least_squares(studies, point, white, EVALUATIONS[number])
        residuals, jacobian = studies.at(point), studies.derivatives(point)
        doubt = jacobian @ covariance_of(white @ jacobian) @ jacobian.T
        if number < ROUNDS - 1:
            scatter = estimated(observed, residuals, doubt)
            weights = tail_weights(whitening(observed, scatter, equal) @ residuals)
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
        whole = np.concatenate([white @ studies.at(point), point])
        studies.tell(f"objective {0.5 * whole @ whole:.2f}")
        return whole

    def derivatives(point: Array) -> Array:
        return np.vstack([white @ studies.derivatives(point), identity])

    found = least_squares(values, start, derivatives, method="trf", max_nfev=evaluations, ftol=1e-4, xtol=1e-4)
    return np.asarray(found.x)


def covariance_of(whitened: Array) -> Array:
    """(names, names), in prior SDs, after Laplace: from the derivatives (observations, names) of size one."""
    return np.asarray(np.linalg.inv(whitened.T @ whitened + np.eye(whitened.shape[1])))


def starts(count: int, names: Sequence[str], seed: int) -> Array:
    """(count, names): the prior's middle, then draws of it."""
    rng = np.random.default_rng(seed)
    return np.vstack([np.zeros(len(names)), 0.7 * rng.standard_normal((count - 1, len(names)))])
