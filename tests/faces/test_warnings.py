"""What is doubtful stands beside every output: a contrary pair, a dose far out and a child, wherever one looks."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xarray
from pyarrow import parquet

from magnesia.case import read_case
from magnesia.cli import demo
from magnesia.evidence import published
from magnesia.evidence.published import PublishedCase
from magnesia.figures import figure
from magnesia.figures.composing import compose
from magnesia.gallery import build
from magnesia.simulation import ArmResult, simulate

DOUBTFUL = """\
title: A doubtful child
source: {cite: Nobody, read: memory, split: validation}
person: {age: 9 y}
timeline:
  - {at: 0 h, start: furosemide, dose: 5000 mg/d}
arms:
  both:
    timeline:
      - {at: 0 h, start: furosemide, dose: 5000 mg/d}
      - {at: 0 h, start: type_1_diabetes}
      - {at: 0 h, start: type_2_diabetes}
  one: {}
seen:
  - {at: 2 h, what: serum_magnesium, value: 0.8 mmol/L}
  - {at: 4 h, what: serum_magnesium, value: 0.8 mmol/L}
  - {at: 4 h, what: cord_magnesium, value: 0.8 mmol/L}
"""
PLAIN = "title: Nothing to doubt\nseen:\n  - {at: 1 h, what: serum_magnesium, value: 0.8 mmol/L}\n"
CONTRARY = "Type 1 diabetes and type 2 diabetes at the same time make no sense."
DOSE = "Furosemide at 5000 mg/d is far outside what was studied (20 to 500)."
CHILD = "The effect of furosemide on magnesium was studied in adults, not at 9 years."


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "doubtful.yaml"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def results() -> list[ArmResult]:
    return simulate(read_case(DOUBTFUL), until=4.0)


def said_once(text: str) -> None:
    """All three, each once and none of the names as the language of cases has it."""
    text = " ".join(text.split())
    for sentence in (f"both: {CONTRARY}", DOSE, CHILD):
        assert text.count(sentence) == 1, sentence
    assert "ype_1_diabetes and" not in text


def test_terminal(magnesia: Callable, doubtful: Path) -> None:
    code, out, _ = magnesia("simulate", doubtful)
    assert code == 0
    said_once(out)


def test_json(magnesia: Callable, doubtful: Path) -> None:
    both, one = json.loads(magnesia("simulate", doubtful, "--json").out)
    assert {CONTRARY, DOSE, CHILD} < set(both["warnings"])
    assert {DOSE, CHILD} < set(one["warnings"]) and CONTRARY not in one["warnings"]


def test_csv(magnesia: Callable, doubtful: Path, tmp_path: Path) -> None:
    assert magnesia("simulate", doubtful, "--out", tmp_path / "out.csv").code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0])[-1] == "warnings"
    told = {row["arm"]: row["warnings"] for row in rows if row["warnings"]}
    assert sum(bool(row["warnings"]) for row in rows) == len(told) == 2
    assert rows[0]["warnings"] and CONTRARY in told["both"] and CONTRARY not in told["one"]


def test_parquet_and_netcdf(magnesia: Callable, doubtful: Path, tmp_path: Path) -> None:
    for name in ("out.parquet", "out.nc"):
        assert magnesia("simulate", doubtful, "--out", tmp_path / name).code == 0
    texts = [parquet.read_schema(tmp_path / "out.parquet").metadata[b"warnings"].decode()]
    with xarray.open_dataset(tmp_path / "out.nc", engine="scipy") as dataset:
        texts.append(str(dataset.attrs["warnings"]))
    for text in texts:
        assert {f"both: {CONTRARY}", DOSE, CHILD} < set(text.split("\n"))


def test_figures(magnesia: Callable, doubtful: Path, tmp_path: Path, results: list[ArmResult]) -> None:
    caption = compose(results).caption
    assert f"Note: both: {CONTRARY} {DOSE} {CHILD} And 1 more." in caption
    page = tmp_path / "figure.html"
    assert magnesia("simulate", doubtful, "--plot", page).code == 0
    said_once(page.read_text(encoding="utf-8"))
    assert str(tmp_path) not in page.read_text(encoding="utf-8")


def test_a_note_is_wrapped_into_a_longer_picture() -> None:
    plain, doubtful = (figure(simulate(read_case(text), until=1.0, outputs=["pth"])) for text in (PLAIN, DOUBTFUL))
    note = doubtful.texts[-1]
    assert "Note:" in note.get_text() and "Note:" not in plain.texts[-1].get_text()
    assert note.get_window_extent().x1 < doubtful.bbox.x1
    assert note.get_window_extent().y1 < min(axes.get_window_extent().y0 for axes in doubtful.axes)


def test_notebook_and_datasets(results: list[ArmResult]) -> None:
    both = results[0]
    assert all(CONTRARY in view for view in (both._repr_html_(), both._repr_html_()))  # asked more than once
    for dataset in (both.dataset, both.bands):
        assert {CONTRARY, DOSE, CHILD} < set(dataset.attrs["warnings"].split("\n"))


def test_compare(magnesia: Callable, doubtful: Path) -> None:
    said_once(magnesia("compare", doubtful, "--people", "3").out)
    entries = json.loads(magnesia("compare", doubtful, "--people", "3", "--json").out)
    for entry in entries:
        assert {DOSE, CHILD} <= set(entry["warnings"])
        assert (CONTRARY in entry["warnings"]) == (entry["arm"] == "both")
        assert not any("no prediction" in warning for warning in entry["warnings"])


def installed(path: Path) -> Mapping[str, PublishedCase]:
    case = PublishedCase(path=path, title="A doubtful child", cite="Nobody", read="memory", split="validation",
                         protocol="", lesson="")  # fmt: skip
    return {"doubtful": case}


def test_demo(magnesia: Callable, doubtful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "published_cases", lambda: installed(doubtful))
    monkeypatch.setattr(demo, "SHOWN", ("doubtful",))
    code, out, _ = magnesia("demo", "--out", tmp_path / "out", "--people", "2")
    assert code == 0
    said_once(out)


def test_gallery(doubtful: Path, tmp_path: Path) -> None:
    built = build(installed(doubtful), tmp_path / "gallery", people=3)
    remarks = built.studies[0].warnings
    said_once("\n".join(remarks))
    assert len({re.sub(r"[\d.]+", "", remark) for remark in remarks}) == len(remarks)
    assert CONTRARY in (tmp_path / "gallery" / "studies" / "doubtful.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("to", ["sbml", "antimony"])
def test_export(magnesia: Callable, doubtful: Path, to: str) -> None:
    code, out, _ = magnesia("export", doubtful, "--to", to, "--arm", "both")
    assert code == 0
    assert all(out.count(sentence) == 1 for sentence in (CONTRARY, DOSE, CHILD))


def test_where_nothing_is_doubtful_nothing_is_said(magnesia: Callable, tmp_path: Path) -> None:
    path, table = tmp_path / "plain.yaml", tmp_path / "plain.csv"
    path.write_text(PLAIN, encoding="utf-8")
    out = magnesia("simulate", path, "--out", table).out
    assert "Note:" not in out
    assert "warnings" not in table.read_text(encoding="utf-8")
    assert "warnings" not in simulate(read_case(PLAIN))[0].dataset.attrs
