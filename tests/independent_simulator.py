"""libroadrunner in a process of its own: it brings another LLVM than ours, and two in one process can crash it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest


def simulate_sbml(
    document: str, times: Sequence[float], names: Sequence[str], *, relative: float = 1e-10, absolute: float = 1e-12
) -> np.ndarray:
    """The named columns (times, names) of an SBML document at the times, the first of which is the start."""
    pytest.importorskip("roadrunner")
    question = "\n".join([f"{relative} {absolute}", " ".join(map(repr, map(float, times))), " ".join(names), document])
    for backend in ("LLJIT", "MCJIT"):  # the second compiles for seconds where the first takes one, and is the older
        done = subprocess.run(
            [sys.executable, str(Path(__file__)), backend], input=question, capture_output=True, text=True, check=False
        )
        if done.returncode >= 0:
            break  # a negative code is a signal: the compiler of the other simulator fell, which says nothing of ours
    assert done.returncode == 0, f"libroadrunner ended with {done.returncode}: {done.stderr}"
    return np.array([[float(word) for word in line.split()] for line in done.stdout.splitlines()])


def main() -> None:
    import roadrunner

    roadrunner.Config.setValue(roadrunner.Config.LLVM_BACKEND, getattr(roadrunner.Config, sys.argv[1]))
    tolerances, times, names, document = sys.stdin.read().split("\n", 3)
    runner = roadrunner.RoadRunner(document)
    relative, absolute = map(float, tolerances.split())
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = relative, absolute
    runner.integrator.maximum_num_steps = 10_000_000
    for row in np.asarray(runner.simulate(times=[float(t) for t in times.split()], selections=names.split())):
        print(*(repr(float(value)) for value in row))


if __name__ == "__main__":
    main()
