"""``compare`` on a real command line: tables, the lines at the end, JSON, cases that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = """
title: A drip
person: {sex: male, age: 40 y, count: 12}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}
seen:
  - {at: 1 h, what: serum_magnesium, value: 1.4 mmol/L, sd: 0.2 mmol/L}
  - {at: 1 h, what: cord_magnesium, value: 0.8 mmol/L}
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.yaml"
    path.write_text(GOOD)
    return path


def test_table_and_the_lines_at_the_end(magnesia: Callable, good: Path) -> None:
    code, out, _ = magnesia("compare", good, "--people", "40")
    assert code == 0
    assert "A drip" in out and "1.40" in out and "no prediction" in out
    lines = out.strip().splitlines()
    assert "inside 1.000" in lines[-2:]
    name, observable, value = lines[-1].split()
    assert (name, observable) == ("median_abs_log_ratio", "serum_magnesium")
    assert 0 <= float(value) < 0.5


def test_json_keeps_the_others_where_a_case_cannot_be_run(magnesia: Callable, good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("person: {wieght: 60 kg}\n")
    code, out, err = magnesia("compare", bad, good, "--json", "--people", "40")
    found = json.loads(out)
    assert code == 2
    assert "weight" in found[0]["error"] and "weight" in err
    assert [one["what"] for one in found[1:]] == ["serum_magnesium", "cord_magnesium"]
    assert found[2]["p50"] is None


def test_a_split_runs_the_installed_studies(magnesia: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    from magnesia.evidence import published

    few = {name: case for name, case in published.published_cases().items()
           if name in ("dicarlo1986_bolus", "green1983_cord")}  # fmt: skip
    monkeypatch.setattr(published, "published_cases", lambda: few)
    code, out, _ = magnesia("compare", "--split", "validation", "--people", "20", "--json")
    assert code == 0
    assert len({one["case"] for one in json.loads(out)}) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "No case is named"),
        (("--split", "training"), "calibration, validation, exposures, all"),
        (("dicarlo1986_bolus", "--split", "all"), "not both"),
        (("dicarlo1986_bolus", "--people", "1"), "from 2"),
        (("dicarlo1986_bollus",), "dicarlo1986_bolus"),
    ],
)
def test_mistakes_are_sentences(magnesia: Callable, options: tuple[str, ...], said: str) -> None:
    code, _, err = magnesia("compare", *options)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
