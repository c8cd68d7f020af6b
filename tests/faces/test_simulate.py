"""``simulate``: what it prints, what it writes and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray
import yaml
from pyarrow import csv, parquet

from magnesia.case import read_case
from magnesia.cli.demo import SHOWN
from magnesia.simulation import ArmResult, simulate
from magnesia.simulation.result import PersonFailure

KEYS = {"case", "arm", "times_h", "outputs", "balance", "warnings"}


def test_json_has_the_keys_of_the_contract(magnesia: Callable, short_case: Path) -> None:
    code, out, err = magnesia("simulate", short_case, "--json")
    assert (code, err) == (0, "")
    (arm,) = json.loads(out)
    assert arm.keys() == KEYS
    serum = arm["outputs"]["serum_magnesium"]
    assert serum.keys() == {"unit", "value"}
    assert serum["unit"] == "mmol/L"
    assert len(serum["value"]) == len(arm["times_h"])
    assert arm["balance"].keys() == {"magnesium", "calcium", "potassium"}
    assert max(arm["balance"].values()) < 1e-9


def test_json_of_many_people_has_quantiles(magnesia: Callable, short_case: Path) -> None:
    asked = ("--json", "--people", "20", "--outputs", "serum_magnesium,pth", "--at", "0 h,30 min,2 h")
    (arm,) = json.loads(magnesia("simulate", short_case, *asked).out)
    assert arm["times_h"] == [0, 0.5, 2]
    assert arm["outputs"].keys() == {"serum_magnesium", "pth"}
    band = arm["outputs"]["serum_magnesium"]
    assert band.keys() == {"unit", "p05", "p50", "p95"}
    assert all(low < middle < high for low, middle, high in zip(band["p05"], band["p50"], band["p95"], strict=True))


def test_the_seed_chooses_the_people(magnesia: Callable, short_case: Path) -> None:
    asked = ("--json", "--people", "5", "--at", "1 h")
    first, again, other = (magnesia("simulate", short_case, *asked, "--seed", seed).out for seed in (1, 1, 2))
    assert first == again != other


def test_table_shows_seen_beside_predicted(magnesia: Callable, short_case: Path) -> None:
    code, out, _ = magnesia("simulate", short_case)
    assert code == 0
    assert "1.50 ± 0.05 (SE, n 10)" in out
    assert "6.00 (IQR 4.00 to 8.00)" in out
    assert "At the end (6 h)" in out
    assert "not a medical device" in out


def test_table_of_arms_and_people(magnesia: Callable) -> None:
    code, out, _ = magnesia("simulate", "brookfield2016_preeclampsia", "--people", "20")
    assert code == 0
    assert "Seen beside predicted: without preeclampsia" in out
    assert "[5 to 95 % of 20 people]" in out


def test_course_is_shown_where_nothing_was_seen(magnesia: Callable, tmp_path: Path) -> None:
    path = tmp_path / "quiet.yaml"
    path.write_text("title: Nothing happens\nperson: {age: 40 y}\n")
    _, out, _ = magnesia("simulate", path, "--outputs", "serum_magnesium", "--until", "2 d")
    assert "Course" in out
    assert "At the end (2 d)" in out


@pytest.mark.parametrize("ending", ["csv", "parquet", "nc"])
def test_values_are_written_and_read_back(magnesia: Callable, short_case: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"values.{ending}"
    asked = ("--people", "3", "--outputs", "serum_magnesium", "--at", "0 h,1 h")
    assert magnesia("simulate", short_case, *asked, "--out", path).code == 0
    (result,) = simulate(read_case(short_case), people=3, outputs=["serum_magnesium"], at=[0.0, 1.0])
    expected = result.outputs["serum_magnesium"].values
    if ending == "nc":
        with xarray.open_dataset(path) as dataset:
            assert dataset["serum_magnesium"].attrs["units"] == "mmol/L"
            assert "not a medical device" in dataset.attrs["notice"]
            found = dataset["serum_magnesium"].values[0]
    else:
        table = csv.read_csv(path) if ending == "csv" else parquet.read_table(path)
        column = table.column_names[-1]
        assert column == ("serum_magnesium [mmol/L]" if ending == "csv" else "serum_magnesium")
        assert table.column("time_h").to_pylist() == [0, 0, 0, 1, 1, 1]
        found = np.array(table.column(column).to_pylist()).reshape(2, 3)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_failed_persons_do_not_spoil_the_others(
    magnesia: Callable, short_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results are written, the failure is a sentence on standard error, the exit code is 3."""

    def failing(*arguments: object, **options: object) -> list[ArmResult]:
        (result,) = simulate(*arguments, **options)  # type: ignore[arg-type]
        failure = PersonFailure("short", "", 1, 3, 2.0, "the steps became too small")
        return [ArmResult(**{**vars(result), "failures": (failure,)})]

    monkeypatch.setattr("magnesia.simulation.simulate", failing)
    path = tmp_path / "values.csv"
    code, out, err = magnesia("simulate", short_case, "--people", "3", "--json", "--out", path)
    assert code == 3
    assert "person 2 of 3 could not be simulated" in err
    assert json.loads(out)[0]["arm"] == ""
    assert path.stat().st_size > 0


@pytest.mark.parametrize("name", SHOWN)
def test_installed_cases_run_and_are_cited(magnesia: Callable, name: str) -> None:
    code, out, err = magnesia("simulate", name)
    assert (code, err) == (0, "")
    assert "Source: " in out
    assert "–" not in out, "a prediction is missing"


def test_the_case_in_the_readme_is_a_case(magnesia: Callable, tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    text = readme.split("```yaml\n")[1].split("```")[0]
    assert yaml.safe_load(text)["title"]
    path = tmp_path / "readme.yaml"
    path.write_text(text, encoding="utf-8")
    assert magnesia("simulate", path).code == 0
