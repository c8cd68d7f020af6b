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
class Weights:
    """``share`` (people,) adds up to one. ``effective`` is how many equal people would be worth as much."""

    share: Array

    @property
    def effective(self) -> float:
        return float(1 / np.sum(self.share**2))

    def mean(self, values: Array) -> float:
        return float(np.sum(self.share * values))

    def sd(self, values: Array) -> float:
        """Between the people, as of a sample."""
        spread = float(np.sum(self.share * (values - self.mean(values)) ** 2))
        return float(np.sqrt(spread / max(1 - np.sum(self.share**2), 1e-9)))


def equal(people: int) -> Weights:
    return Weights(np.full(people, 1 / people))


def of_a_person(known: Sequence[tuple[Array, float, float]], people: int) -> Weights:
    """For an individual: likelihoods of what was measured. ``known`` holds for each value the predictions (people,),
    the value and the SD of its measurement, all on a scale on which errors are normal."""
    logs = np.zeros(people)
    for predicted, value, size in known:
        logs -= 0.5 * np.where(np.isfinite(predicted), ((predicted - value) / size) ** 2, np.inf)
    if not np.isfinite(logs).any():
        return equal(people)
    weights = np.exp(logs - logs[np.isfinite(logs)].max())
    return Weights(weights / weights.sum())


def of_a_group(known: Sequence[tuple[Array, float, float]], people: int) -> Weights:
    """For a group: the least change of the weights that brings each weighted mean to the mean that is known.

    Weights are the exponential of a sum over the known values (the minimum of relative entropy); ``known`` as in
    :func:`of_a_person`, the sizes being errors of the means.
    """
    usable = [(np.asarray(predicted), value, size) for predicted, value, size in known if np.isfinite(predicted).all()]
    if not usable:
        return equal(people)
    spread = np.array([max(float(predicted.std()), 1e-9) for predicted, _, _ in usable])
    away = np.array([(predicted - value) / sd for (predicted, value, _), sd in zip(usable, spread, strict=True)])
    slack = np.array([max(size / sd, SLACK) for (_, _, size), sd in zip(usable, spread, strict=True)])

    def unlikeliness(tilt: Array) -> tuple[float, Array]:
        exponent = tilt @ away
        top = exponent.max()
        weights = np.exp(exponent - top)
        total = weights.sum()
        return (
            float(np.log(total / people) + top + 0.5 * np.sum((tilt * slack) ** 2)),
            np.asarray(away @ weights / total + tilt * slack**2),
        )

    tilt = minimize(unlikeliness, np.zeros(len(usable)), jac=True, method="L-BFGS-B").x
    exponent = tilt @ away
    weights = np.exp(exponent - exponent.max())
    return Weights(weights / weights.sum())
