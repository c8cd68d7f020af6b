"""``gallery`` on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest


def test_the_gallery_of_chosen_studies(magnesia: Callable, tmp_path: Path) -> None:
    names = ("dicarlo1986_bolus", "kurstjens2017_type2")
    chosen = [word for name in names for word in ("--study", name)]
    code, out, err = magnesia("gallery", "--out", tmp_path / "new" / "gallery", *chosen, "--people", "4")
    assert (code, out) == (0, "")
    assert "2 pages made, 0 kept." in err
    assert all((tmp_path / "new" / "gallery" / "studies" / f"{name}.html").exists() for name in names)
    code, _, err = magnesia("gallery", "--out", tmp_path / "new" / "gallery", *chosen[:2], "--people", "4")
    assert "0 pages made, 1 kept." in err
    held = json.loads((tmp_path / "new" / "gallery" / "index.json").read_text(encoding="utf-8"))
    assert [study["name"] for study in held["studies"]] == [names[0]]


@pytest.mark.parametrize(("arguments", "said"), [
    (["--study", "dicarlo1986_bolsu"], "dicarlo1986_bolus"),
    (["--study", "zzzzzz"], "magnesia list cases"),
    (["--split", "training"], "calibration, exposures, validation"),
    (["--study", "dicarlo1986_bolus", "--split", "validation"], "leave one of the two"),
    (["--people", "1"], "people"),
])  # fmt: skip
def test_misuse_is_a_sentence(magnesia: Callable, tmp_path: Path, arguments: list[str], said: str) -> None:
    code, out, err = magnesia("gallery", "--out", tmp_path / "gallery", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "gallery").exists()


def test_a_file_in_the_place_of_the_folder_is_a_sentence(magnesia: Callable, short_case: Path) -> None:
    code, _, err = magnesia("gallery", "--out", short_case, "--study", "dicarlo1986_bolus", "--people", "4")
    assert code == 2
    assert "cannot be written" in err
