"""Predictions of all studies for many typical bodies at once.

The engine takes eight people in one block, who share their steps. A base body stands in every block beside seven
others, so that their differences hold nothing of the step control: derivatives cost little more than values.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from magnesia.case import read_case
from magnesia.case.cases import Case
from magnesia.simulation import simulate
from magnesia.simulation.versus import predicted

Array = NDArray[np.float64]

LANES = 8
STEP = 0.02
"""Of the shift of a parameter, for derivatives."""
TOLERANCE = 1e-5


@cache
def _case(path: Path) -> Case:
    return read_case(path)


def study_predictions(path: Path, bodies: Mapping[str, Array]) -> list[Array | None]:
    """For every entry of every arm of a study, in order, values (bodies,); None where the model has no answer."""
    case = _case(path)
    moments = [seen.start if seen.at is None else seen.at for _, arm in case.variants() for seen in arm.seen]
    first = min((moment for moment in moments if moment is not None), default=0.0)
    results = simulate(case, bodies=bodies, outputs=["serum_magnesium"], at=[min(first, 0.0)], tolerance=TOLERANCE)
    return [values for _, _, values, _ in predicted(results)]


@dataclass
class Laboratory:
    """The studies, worked on by as many processes as there are cores. Use as a context."""

    paths: Mapping[str, Path]
    processes: int = field(default_factory=lambda: os.cpu_count() or 1)

    def __enter__(self) -> Laboratory:
        # a fresh process holds no threads of the engine
        self._pool = ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"))
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def predict(self, bodies: Mapping[str, Array]) -> dict[str, list[Array | None]]:
        """By study, what :func:`study_predictions` gives for these bodies."""
        return self.predict_each(dict.fromkeys(self.paths, bodies))

    def predict_each(self, bodies: Mapping[str, Mapping[str, Array]]) -> dict[str, list[Array | None]]:
        """The same, each study having its own bodies."""
        waiting = {name: self._pool.submit(study_predictions, path, bodies[name]) for name, path in self.paths.items()}
        return {name: future.result() for name, future in waiting.items()}


def beside_base(
    base: Array, steps: Array, active: NDArray[np.intp]
) -> tuple[Array, NDArray[np.intp], NDArray[np.intp]]:
    """Points (coordinates, lanes) for derivatives at ``base`` (coordinates,) by the coordinates ``active``: the lane in
    which each of these is moved by its step, and the lane of the base that stands in the same block."""
    blocks = max(-(-len(active) // (LANES - 1)), 1)
    points = np.tile(base[:, None], (1, blocks * LANES))
    number = np.arange(len(active))
    of_base = number // (LANES - 1) * LANES
    moved = of_base + 1 + number % (LANES - 1)
    points[active, moved] += steps[active]
    return points, moved, of_base
