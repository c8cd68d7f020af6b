"""Running the command line as a user does, and inside this process where that is enough."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from magnesia.cli.app import run

SHORT_CASE = """\
title: A short infusion
person: {sex: female, age: 30 y, weight: 60 kg}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}
seen:
  - {at: 0 h, what: serum_magnesium, value: 0.8 mmol/L, sd: 0.05 mmol/L, n: 10}
  - {at: 1 h, what: serum_magnesium, value: 1.5 mmol/L, se: 0.05 mmol/L, n: 10}
  - {from: 0 h, to: 6 h, what: urine_magnesium, value: 6 mmol, iqr: [4 mmol, 8 mmol]}
"""


class Outcome(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def magnesia(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs a command in this process."""

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def spawn() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command in a process of its own."""

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "magnesia", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    return call


@pytest.fixture
def short_case(tmp_path: Path) -> Path:
    """A case file that takes no time."""
    path = tmp_path / "short.yaml"
    path.write_text(SHORT_CASE, encoding="utf-8")
    return path
