"""The numbers of the rival that the calibration studies' serum and urine ask for.

It is fitted as the body is: the same residuals, weights, scatter between studies, tails and priors of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from magnesia.calibration.fit import Problem, Studies, starts
from magnesia.calibration.fit import fit as fit_from
from magnesia.calibration.lanes import Laboratory
from magnesia.calibration.observations import observations
from magnesia.calibration.studies import evidence_hash, studies_of
from magnesia.case import Case, read_case
from magnesia.errors import InputError
from magnesia.rival.numbers import Fit, fitted_names, numbers, records
from magnesia.rival.predicting import TYPICAL, values_of

Array = NDArray[np.float64]
FITTED_TO = ("serum_magnesium", "urine_magnesium")
STARTS = 2
PASSES = 2
"""Of the fit from each start: one stops after few evaluations, which is what the body can afford."""


def fit(
    paths: Mapping[str, Path], *, seed: int = 0, count: int = STARTS, tell: Callable[[str], None] = lambda said: None
) -> Fit:
    """The best of ``count`` searches; the first starts from the literature, the others about it.

    ``paths`` are the files of the studies by name. Raises ``InputError`` if they hold nothing to fit to.
    """
    used = holding(paths)
    evidence = evidence_hash(used)
    laboratory = RivalLaboratory(used)
    problem = _problem(laboratory)
    studies, found = Studies(problem, laboratory, lambda said: None), []
    for number, start in enumerate(starts(count, problem.names, seed), start=1):
        ended = fit_from(studies, start)
        for _ in range(PASSES - 1):  # objectives compare only where the weights have settled
            ended = fit_from(studies, ended.point)
        found.append(ended)
        tell(f"Start {number} of {count} ends at {ended.objective:.2f}.")
    best = min(found, key=lambda one: one.objective)
    values = problem.values(best.point[:, None])[:, 0]
    estimates = {name: float(f"{value:.4g}") for name, value in zip(problem.names, values, strict=True)}
    objective = float(f"{best.objective:.4g}")
    return Fit(estimates, seed, evidence, len(used), len(problem.observed), objective)


def holding(paths: Mapping[str, Path]) -> dict[str, Path]:
    """The studies that saw what the rival is fitted to."""
    return {
        name: path
        for name, path in paths.items()
        if any(seen.what in FITTED_TO for _, arm in read_case(path).variants() for seen in arm.seen)
    }


def is_current(fit: Fit | None) -> bool:
    """Whether a fit is of the calibration studies as they are installed."""
    return fit is not None and fit.evidence == evidence_hash(holding(studies_of("calibration")))


class RivalLaboratory(Laboratory):
    """Studies predicted by the rival, in this process: it is quick."""

    @cached_property
    def cases(self) -> dict[str, Case]:
        return {name: read_case(path) for name, path in self.paths.items()}

    def predict_each(self, bodies: Mapping[str, Mapping[str, Array]]) -> dict[str, list[Array | None]]:
        return {name: list(values_of(self.cases[name], several)) for name, several in bodies.items()}


def _problem(laboratory: RivalLaboratory) -> Problem:
    """The serum and urine magnesium of the studies, and the numbers to be found for it."""
    predicted = laboratory.predict(TYPICAL)
    entries, observed = [], []
    for study, case in laboratory.cases.items():
        for entry, one in enumerate(observations(study, case)):
            values = predicted[study][entry]
            if one.seen.what in FITTED_TO and values is not None and np.isfinite(values).all():
                entries.append((study, entry))
                observed.append(one)
    if not observed:
        raise InputError(
            f"These studies hold no {' or '.join(FITTED_TO)} to fit the rival to; give it studies that do."
        )
    names, literature, now = fitted_names(), records(), numbers()
    return Problem(
        tuple(names),
        sizes=np.array([literature[name].uncertainty for name in names]),
        priors=np.array([literature[name].value for name in names]),
        current=np.array([now[name].value for name in names]),
        observed=tuple(observed),
        entries=tuple(entries),
    )
