"""Whole processes: the first result ever, the next one, and the memory of a large group."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

CASE = """\
title: MgSO4 infusion in severe pre-eclampsia
person: {sex: female, age: 28 y, weight: 62 kg, height: 155 cm, pregnant: 35 wk}
habits: {magnesium: 280 mg/d, calcium: 900 mg/d}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 4.5 g, route: iv, over: 20 min}
  - {at: 20 min, give: magnesium_sulfate, rate: 1.5 g/h, route: iv, until: 24 h}
"""
GROUP_CASE = CASE.replace(", pregnant: 35 wk", "")  # a day, as in the ensembles, and not a pregnancy before it
GROUP = 10_000
GROUP_OUTPUTS = ("serum_magnesium", "ionized_magnesium", "serum_calcium", "urine_magnesium")
GROUP_MOMENTS = [float(hour) for hour in range(25)]  # four observables at 25 moments: 100 values a person
_FLAG = "--group"


def first_and_next_result(repeats: int = 5) -> tuple[float, float]:
    """Seconds of ``magnesia simulate`` with no compiled kernel on disk, and with one (median)."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case.yaml"
        case.write_text(CASE, encoding="utf-8")
        command = [sys.executable, "-m", "magnesia", "simulate", str(case), "--json"]
        first = _seconds(command, Path(folder) / "cache")
        return first, median(_seconds(command, Path(folder) / "cache") for _ in range(repeats))


def memory_of_a_group() -> float:
    """Peak resident MB of a process that simulates ten thousand people and keeps a hundred values of each."""
    command = [sys.executable, "-m", "benchmarks.bench_process", _FLAG]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def _seconds(command: list[str], cache: Path) -> float:
    environment = {**os.environ, "MAGNESIA_CACHE_DIR": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def _simulate_group() -> None:
    from magnesia.case import read_case
    from magnesia.simulation import simulate

    simulate(read_case(GROUP_CASE), people=GROUP, outputs=list(GROUP_OUTPUTS), at=GROUP_MOMENTS)
    print(_peak_megabytes())


def _peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says on Linux includes the peak of the process that started this one
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


if __name__ == "__main__" and _FLAG in sys.argv:
    _simulate_group()
