"""The report of a calibration as Markdown: what the evidence pins, what it leaves, what goes with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from magnesia.body.records import PINNED
from magnesia.calibration.hidden import MORE, ROUTINE, Told
from magnesia.calibration.program import Calibrated
from magnesia.calibration.sensitivity import Sensitivity
from magnesia.calibration.studies import free_parameters

UNTOUCHED = 0.95
TOGETHER = 0.6
BOUND = 3.0
"""Prior SDs beyond which an estimate contradicts its record: the nearest to a bound that a log-normal prior has."""
SHARE_SHOWN = 0.05


def report(done: Calibrated, sensitive: Sensitivity, told: Sequence[Told]) -> str:
    """The whole page."""
    return "\n".join([*_head(done), *_estimates(done), *_pairs(done), *_checks(done), *_scatter(done),
                      *_sensitivity(sensitive), *_hidden(told), ""])  # fmt: skip


def _head(done: Calibrated) -> Iterator[str]:
    problem = done.studies.problem
    studies = len({one.study for one in problem.observed})
    yield "# Calibration"
    yield ""
    yield (
        "Written by `make calibrate`; nothing here or in `body/records/calibration.json` is edited by hand. Priors are "
        "the records of the body (log-normal about the value, with its uncertainty); the data are the calibration "
        "studies. Least squares runs from many starts, the scatter between studies is estimated with the fit, "
        "residuals have the tails of Student's law."
    )
    yield ""
    seen = f"{len(problem.observed)} observations of {studies} studies"
    yield f"- {len(problem.names)} parameters, {seen}, evidence `{done.evidence}`."
    ends = ", ".join(f"{one.objective:.1f}" for one in sorted(done.fits, key=lambda one: one.objective))
    yield f"- Minus the logarithm of the posterior where the {len(done.fits)} starts ended: {ends}."
    apart = [float(np.abs(one.point - done.best.point).max()) for one in done.fits]
    yield f"- Largest distance between a start's end and the best, in prior SDs of a parameter: {max(apart):.2f}."
    far = [f"{name} ({at:+.1f})" for name, at in zip(problem.names, done.best.point, strict=True) if abs(at) > BOUND]
    yield f"- Estimates further than {BOUND:g} prior SDs from their record: {', '.join(far) or 'none'}."
    yield ""


def _estimates(done: Calibrated) -> Iterator[str]:
    problem, records = done.studies.problem, free_parameters()
    left = np.sqrt(np.diag(done.posterior.covariance))
    order = np.argsort(left)
    pinned = [index for index in order if left[index] < PINNED]
    yield f"## What the evidence pins ({len(pinned)} of {len(order)})"
    yield ""
    yield "Uncertainties are SDs of the logarithm."
    yield ""
    yield "| parameter | unit | record | estimate | uncertainty before | after |"
    yield "|---|---|---|---|---|---|"
    for index in pinned:
        yield _row(done, records, index, float(left[index]))
    yield ""
    some = [index for index in order if PINNED <= left[index] < UNTOUCHED]
    yield f"## What it narrows a little ({len(some)})"
    yield ""
    yield "| parameter | unit | record | estimate | uncertainty before | after |"
    yield "|---|---|---|---|---|---|"
    for index in some:
        yield _row(done, records, index, float(left[index]))
    yield ""
    prior = [problem.names[index] for index in order if left[index] >= UNTOUCHED]
    yield f"## What stays at its prior ({len(prior)})"
    yield ""
    yield ", ".join(f"`{name}`" for name in sorted(prior)) + "."
    yield ""


def _row(done: Calibrated, records: dict, index: int, left: float) -> str:  # type: ignore[type-arg]
    problem = done.studies.problem
    name, size = problem.names[index], float(problem.sizes[index])
    record = records[name]
    estimate = float(problem.values(done.best.point[:, None])[index, 0])
    return f"| `{name}` | {record.unit} | {record.value:.4g} | {estimate:.4g} | {size:.3f} | {left * size:.3f} |"


def _pairs(done: Calibrated) -> Iterator[str]:
    spread = np.sqrt(np.diag(done.posterior.covariance))
    correlation = done.posterior.covariance / np.outer(spread, spread)
    upper = np.triu(np.abs(correlation), 1)
    pairs = sorted(zip(*np.nonzero(upper > TOGETHER), strict=True), key=lambda pair: -upper[pair])
    names = done.studies.problem.names
    yield f"## What cannot be told apart (|r| above {TOGETHER:g})"
    yield ""
    for one, other in pairs[:40]:
        yield f"- `{names[one]}` and `{names[other]}`: r = {correlation[one, other]:+.2f}"
    if not pairs:
        yield "No two parameters."
    yield ""


def _checks(done: Calibrated) -> Iterator[str]:
    rises = done.posterior.rises
    every = [rise for both in rises.values() for rise in both]
    wrong = {name: both for name, both in rises.items() if not all(0.5 < rise < 2 for rise in both)}
    yield "## Whether the normal approximation holds"
    yield ""
    low, high = np.percentile(every, [5, 95])
    yield (
        "Two posterior SDs below and above each estimate of which the evidence tells, the others following along the "
        f"ridge, the true objective was computed; 1 is what the approximation expects. Between {low:.2f} and "
        f"{high:.2f} lie nine tenths of these "
        f"rises. Importance sampling: Pareto k = {done.posterior.pareto_k:.2f}, {done.posterior.effective:.0f} "
        "effective draws."
    )
    yield ""
    if wrong:
        listed = (f"`{name}` ({below:.2f}, {above:.2f})" for name, (below, above) in sorted(wrong.items()))
        yield f"Off by more than a factor of two (below, above): {', '.join(listed)}."
        yield ""


def _scatter(done: Calibrated) -> Iterator[str]:
    yield "## How far studies scatter about the model"
    yield ""
    yield "SD beyond the standard errors: of a logarithm (level, ratio), of a share, of a change per its size."
    yield ""
    yield "| what | observations | between studies | within |"
    yield "|---|---|---|---|"
    keys = [one.key for one in done.studies.problem.observed]
    scatter = done.best.scatter
    for key in sorted(scatter.within):
        between = f"{scatter.between[key]:.3f}" if key in scatter.between else "-"
        yield f"| {key} | {keys.count(key)} | {between} | {scatter.within[key]:.3f} |"
    yield ""


def _sensitivity(found: Sensitivity) -> Iterator[str]:
    yield "## What decides the main outputs"
    yield ""
    yield "Total Sobol indices, every parameter varied by its uncertainty before the fit."
    yield ""
    for output, row in zip(found.outputs, found.total, strict=True):
        order = [index for index in np.argsort(-row) if row[index] >= SHARE_SHOWN][:8]
        yield f"- {output}: " + ", ".join(f"`{found.parameters[index]}` {row[index]:.2f}" for index in order) + "."
    yield ""


def _hidden(told: Sequence[Told]) -> Iterator[str]:
    yield "## What ordinary laboratory values cannot tell"
    yield ""
    yield (
        "Share of the variance between adults of usual habits that a quadratic regression explains in people left out "
        f"of it. Routine: {', '.join(ROUTINE)}. All: with {', '.join(MORE)}."
    )
    yield ""
    yield "| hidden | routine | all |"
    yield "|---|---|---|"
    for one in told:
        yield f"| {one.what} | {one.by_routine:.2f} | {one.by_all:.2f} |"
