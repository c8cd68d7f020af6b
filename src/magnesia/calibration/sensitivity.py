"""Which parameters decide what is seen: first and total Sobol indices (SALib) of the main outputs of a settled body."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.body import whole_body
from magnesia.body.calibrated import shifted
from magnesia.case import read_case
from magnesia.simulation import simulate
from magnesia.simulation.versus import predicted

Array = NDArray[np.float64]

SAMPLES = 64
"""Base samples; a power of two. Every parameter costs this many bodies."""
MAIN = """
person: {sex: male, age: 40 y}
habits: {magnesium: 330 mg/d}
timeline:
  - {at: 5 d, habits: {magnesium: 12 mg/d}}
seen:
  - {at: 0 h, what: serum_magnesium, value: 0.83 mmol/L}
  - {at: 0 h, what: ionized_magnesium, value: 0.55 mmol/L}
  - {from: 0 d, to: 1 d, what: urine_magnesium, value: 4.2 mmol}
  - {from: 0 d, to: 1 d, what: absorbed_fraction, of: intake, value: 35 %}
  - {at: 0 h, what: body_magnesium, value: 1000 mmol}
  - {at: 0 h, what: pth, value: 35 ng/L}
  - {at: 26 d, what: serum_magnesium, value: 0.65 mmol/L}
  - {at: 26 d, change_from: 5 d, what: body_magnesium, value: -30 mmol}
"""
NAMES = ("serum magnesium", "ionised magnesium", "urine, mmol/d", "absorbed share", "body magnesium", "PTH",
         "serum after 3 weeks without", "stores lost in 3 weeks without")  # fmt: skip


@dataclass(frozen=True)
class Sensitivity:
    """``first`` and ``total`` (outputs, parameters): shares of the variance of each output."""

    outputs: tuple[str, ...]
    parameters: tuple[str, ...]
    first: Array
    total: Array


def sensitivity(names: Sequence[str], sizes: Array, seed: int) -> Sensitivity:
    """Of the parameters ``names``, each shifted by a normal deviate of SD ``sizes``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze import sobol as analysis
        from SALib.sample import sobol as sampling

        problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, size] for size in sizes],
                   "dists": ["norm"] * len(names)}  # fmt: skip
        shifts = sampling.sample(problem, SAMPLES, calc_second_order=False, seed=seed)
        records = {record.name: record.value for record in whole_body().parameters}
        bodies = {
            name: shifted(name, records[name], shifts[:, index]) / records[name] for index, name in enumerate(names)
        }
        results = simulate(read_case(MAIN), bodies=bodies, outputs=["serum_magnesium"], at=[0.0], tolerance=1e-5)
        first, total = [], []
        for _, _, values, reason in predicted(results):
            assert values is not None, reason
            known = np.where(np.isfinite(values), values, np.nanmedian(values))
            indices = analysis.analyze(problem, known, calc_second_order=False, seed=seed, num_resamples=10)
            first.append(indices["S1"])
            total.append(indices["ST"])
    return Sensitivity(NAMES, tuple(names), np.array(first), np.array(total))
