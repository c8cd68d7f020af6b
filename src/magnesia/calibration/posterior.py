"""How sure the estimates are: Laplace's approximation at the best fit, and what says whether it holds."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.calibration.fit import Fit, Studies, covariance_of
from magnesia.calibration.scatter import whitening

Array = NDArray[np.float64]

FAR = 2.0
"""SDs from the estimate at which the approximation is checked."""
DRAWS = 200
TOLD = 0.95
"""Share of its prior uncertainty: where less is left, the evidence tells of a parameter."""


@dataclass(frozen=True)
class Posterior:
    """``covariance`` (names, names) in prior SDs.

    ``rises`` {name: (below, above)} are the rises of the objective ``FAR`` SDs from the estimate of each parameter of
    which the evidence tells, the others following it, over what Laplace expects there (1 where it holds). ``pareto_k``
    and ``effective`` come of importance sampling with the approximation: k below 0.7 and many effective draws mean that
    it can be trusted as a whole; with a hundred dimensions that is more than one can ask, and the rises tell more.
    """

    covariance: Array
    rises: dict[str, tuple[float, float]]
    pareto_k: float
    effective: float


def posterior(studies: Studies, best: Fit, seed: int) -> Posterior:
    """Of the body at the best fit, the scatter and the weights of the studies being held."""
    white = whitening(studies.problem.observed, best.scatter, best.weights)
    covariance = covariance_of(white @ best.jacobian)
    spread = np.sqrt(np.diag(covariance))

    def objectives(points: Array) -> Array:
        residuals = white @ studies.along(points)
        return np.asarray(0.5 * (residuals**2).sum(axis=0) + 0.5 * (points**2).sum(axis=1))

    # others follow along the ridge: the column of the covariance over its own variance
    told = np.flatnonzero(spread < TOLD)
    ridge = (covariance[:, told] / spread[told]).T
    rng = np.random.default_rng(seed)
    draws = best.point + rng.standard_normal((DRAWS, len(spread))) @ np.linalg.cholesky(covariance).T
    points = np.vstack([best.point[None], best.point - FAR * ridge, best.point + FAR * ridge, draws])
    found = objectives(points)
    below, above = ((found[1 : 2 * len(told) + 1] - found[0]) / (0.5 * FAR**2)).reshape(2, -1)
    names = [studies.problem.names[index] for index in told]
    rises = dict(zip(names, zip(below.tolist(), above.tolist(), strict=True), strict=True))
    away = draws - best.point
    expected = 0.5 * np.einsum("ij,jk,ik->i", away, np.linalg.inv(covariance), away)
    pareto_k, effective = _importance(found[0] + expected - found[2 * len(told) + 1 :])
    return Posterior(covariance, rises, pareto_k, effective)


def _importance(log_weights: Array) -> tuple[float, float]:
    """Pareto k and the effective number of draws, smoothed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import arviz

        smoothed, k = arviz.psislw(log_weights - log_weights.max())
    weights = np.exp(smoothed - np.max(smoothed))
    return float(k), float(weights.sum() ** 2 / (weights**2).sum())
