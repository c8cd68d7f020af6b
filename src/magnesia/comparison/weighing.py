"""What is known beforehand (``given``) makes some of the drawn people likelier than others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]

FEWEST = 20.0
"""Effective people below which a conditioned prediction rests on too few."""
SLACK = 0.15
"""Of the SD between people: how far a weighted mean may stay from the mean that is known."""


@dataclass(frozen=True)
class Known:
    """A value known beforehand: what it is in each of the drawn people, ``predicted`` (people,), the ``value`` and the
    SD ``error`` with which it is known, on a scale on which errors are normal."""

    predicted: Array
    value: float
    error: float


@dataclass(frozen=True)
class Weights:
    """``share`` (people,) adds up to one. ``effective`` is how many equal people would be worth as much."""

    share: Array

    @property
    def effective(self) -> float:
        return float(1 / np.sum(self.share**2))

    def of_known(self, values: Array) -> Weights:
        """None for people whose value is not known; equal ones where these are not the people that were weighed."""
        share = self.share if len(self.share) == len(values) else np.ones(len(values))
        share = np.where(np.isfinite(values), share, 0.0)
        return Weights(share / share.sum())

    def mean(self, values: Array) -> float:
        """Of people (people,); values of no weight may be unknown."""
        return float(np.sum(self.share * np.where(self.share > 0, values, 0.0)))

    def sd(self, values: Array) -> float:
        """Between the people, as of a sample."""
        away = np.where(self.share > 0, values - self.mean(values), 0.0)
        return float(np.sqrt(np.sum(self.share * away**2) / max(1 - np.sum(self.share**2), 1e-9)))


def of_a_person(known: Sequence[Known], people: int) -> Weights:
    """For an individual: likelihoods of what was measured."""
    logs = np.zeros(people)
    for one in known:
        logs -= 0.5 * ((one.predicted - one.value) / one.error) ** 2
    return _from_logs(logs)


def of_a_group(known: Sequence[Known], people: int) -> Weights:
    """For a group: the least change of the weights that brings each weighted mean to the mean that is known.

    Weights are the exponential of a sum over the known values (the minimum of relative entropy).
    """
    if not known:
        return _from_logs(np.zeros(people))
    alive = np.all([np.isfinite(one.predicted) for one in known], axis=0)
    spread = np.array([max(float(one.predicted[alive].std()), 1e-9) for one in known])
    away = np.array([one.predicted[alive] - one.value for one in known]) / spread[:, None]
    slack = np.maximum([one.error for one in known] / spread, SLACK)

    def unlikeliness(tilt: Array) -> tuple[float, Array]:
        exponent = tilt @ away
        top = exponent.max()
        weights = np.exp(exponent - top)
        total = weights.sum()
        return (
            float(np.log(total) + top + 0.5 * np.sum((tilt * slack) ** 2)),
            np.asarray(away @ weights / total + tilt * slack**2),
        )

    tilt = minimize(unlikeliness, np.zeros(len(known)), jac=True, method="L-BFGS-B").x
    logs = np.full(people, np.nan)
    logs[alive] = tilt @ away
    return _from_logs(logs)


def _from_logs(logs: Array) -> Weights:
    """Those without a value have no weight."""
    weights = np.exp(np.where(np.isfinite(logs), logs - np.nanmax(logs), -np.inf))
    return Weights(weights / weights.sum())
