"""``make calibrate``: every start kept as it ends, the best made into the file of the body, and a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from magnesia.body import whole_body
from magnesia.body.calibrated import SHARES
from magnesia.calibration.fit import Fit, Studies, fit, starts
from magnesia.calibration.lanes import Laboratory
from magnesia.calibration.posterior import Posterior, posterior
from magnesia.calibration.scatter import Scatter
from magnesia.calibration.studies import evidence_hash, problem_of, studies_of
from magnesia.errors import ComputationError, InputError

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Settings:
    """``kept`` is the folder in which finished starts wait for the others; ``studies`` limits what is fitted."""

    kept: Path
    seed: int = 1
    starts: int = 4
    studies: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Calibrated:
    """What came of it: the best of ``fits``, in the order of starts, and its posterior."""

    studies: Studies
    fits: tuple[Fit, ...]
    best: Fit
    posterior: Posterior
    evidence: str


def calibrate(settings: Settings, tell: Callable[[str], None]) -> Calibrated:
    """Fits from every start, or takes from ``kept`` what an interrupted run has finished.

    ``tell`` is told a line of progress. Raises ``ComputationError`` if no start ends.
    """
    paths = studies_of("calibration")
    if settings.studies is not None:
        unknown = set(settings.studies) - set(paths)
        if unknown:
            raise InputError(f"{', '.join(sorted(unknown))}: no calibration study has this name.")
        paths = {name: paths[name] for name in settings.studies}
    evidence = evidence_hash(paths)
    settings.kept.mkdir(parents=True, exist_ok=True)
    with Laboratory(paths) as laboratory:
        problem = problem_of(laboratory)
        tell(f"{len(problem.names)} parameters, {len(problem.observed)} observations of {len(paths)} studies")
        fits = []
        for number, start in enumerate(starts(settings.starts, problem.names, settings.seed)):
            identity = {"evidence": evidence, "model": whole_body().fingerprint, "seed": settings.seed, "start": number,
                        "names": list(problem.names), "sizes": problem.sizes.tolist(),
                        "priors": problem.priors.tolist()}  # fmt: skip
            path = settings.kept / f"start-{number}.json"
            found = _kept(path, identity)
            if found is None:
                found = fit(Studies(problem, laboratory, _saying(tell, f"start {number + 1}")), start)
                _keep(path, identity, found)
            tell(f"start {number + 1} ends at {found.objective:.2f}")
            fits.append(found)
        best = min(fits, key=lambda one: one.objective)
        if not np.isfinite(best.objective):
            raise ComputationError("No start of the calibration ends; the studies or the model are at fault.")
        studies = Studies(problem, laboratory, tell)
        tell("checking the uncertainty")
        return Calibrated(studies, tuple(fits), best, posterior(studies, best, settings.seed), evidence)


def _saying(tell: Callable[[str], None], who: str) -> Callable[[str], None]:
    return lambda said: tell(f"{who}: {said}")


def calibration_file(done: Calibrated, seed: int) -> str:
    """The text of ``body/records/calibration.json``."""
    problem, best = done.studies.problem, done.best
    values = problem.values(best.point[:, None])[:, 0]
    scale = problem.sizes * np.array([
        (1 - value) / (1 - prior) if name in SHARES else 1.0  # a shift is counted from where a parameter is
        for name, value, prior in zip(problem.names, values, problem.priors, strict=True)
    ])  # fmt: skip
    covariance = done.posterior.covariance * np.outer(scale, scale)
    held: dict[str, Any] = {
        "seed": seed,
        "evidence": done.evidence,
        "model": whole_body().fingerprint,
        "estimates": {name: float(f"{value:.5g}") for name, value in zip(problem.names, values, strict=True)},
        "scatter": {key: [round(best.scatter.between.get(key, 0.0), 4), round(size, 4)]
                    for key, size in sorted(best.scatter.within.items())},
        "covariance": [[float(f"{value:.4g}") for value in row] for row in covariance],
    }  # fmt: skip
    rows = ",\n  ".join(json.dumps(row) for row in held.pop("covariance"))
    return json.dumps(held, indent=1)[:-2] + f',\n "covariance": [\n  {rows}\n ]\n}}\n'


def _keep(path: Path, identity: Mapping[str, Any], found: Fit) -> None:
    whole = {
        **identity,
        "objective": found.objective, "point": found.point.tolist(), "residuals": found.residuals.tolist(),
        "jacobian": found.jacobian.tolist(), "weights": found.weights.tolist(),
        "between": dict(found.scatter.between), "within": dict(found.scatter.within),
    }  # fmt: skip
    waiting = path.with_suffix(".tmp")
    waiting.write_text(json.dumps(whole), encoding="utf-8")
    waiting.replace(path)


def _kept(path: Path, identity: Mapping[str, Any]) -> Fit | None:
    """The fit of this start if an earlier run of the same evidence, model and priors has finished it."""
    if not path.is_file():
        return None
    held = json.loads(path.read_text(encoding="utf-8"))
    if any(held.get(key) != value for key, value in identity.items()):
        return None
    return Fit(
        np.array(held["point"]), held["objective"], np.array(held["residuals"]), np.array(held["jacobian"]),
        Scatter(held["between"], held["within"]), np.array(held["weights"]),
    )  # fmt: skip
