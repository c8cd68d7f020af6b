"""Mistakes of a user end in a readable sentence and exit code 2; never in a traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

BAD = [
    ["simulate"],
    ["simulate", "missing.yaml"],
    ["simulate", "CASE", "--plott", "x.png"],
    ["simulate", "CASE", "--plot", "x.pdf"],
    ["simulate", "CASE", "--plot", "no/such/folder/x.png"],
    ["simulate", "CASE", "--out", "x.txt"],
    ["simulate", "CASE", "--out", "no/such/folder/x.csv"],
    ["simulate", "CASE", "--people", "0"],
    ["simulate", "CASE", "--people", "many"],
    ["simulate", "CASE", "--tolerance", "1"],
    ["simulate", "CASE", "--until", "5"],
    ["simulate", "CASE", "--at", "soon"],
    ["simulate", "CASE", "--at", "2024-01-01"],
    ["simulate", "CASE", "--outputs", "serum_magnesum"],
    ["simulate", "."],
    ["simulate", "/dev/null"],
    ["export", "CASE", "--to", "matlab"],
    ["export", "CASE"],
    ["list", "planets"],
    ["list"],
    ["explain", "kidny"],
    ["smulate"],
]


@pytest.mark.parametrize("arguments", BAD, ids=" ".join)
def test_misuse_is_a_sentence_and_exit_code_2(magnesia: Callable, short_case: Path, arguments: list[str]) -> None:
    code, out, err = magnesia(*(str(short_case) if argument == "CASE" else argument for argument in arguments))
    assert code == 2, err
    assert not out
    assert err.strip()
    assert "Traceback" not in err
    assert "Error:" not in err


def test_a_missing_file_is_answered_with_the_nearest_names(magnesia: Callable, short_case: Path) -> None:
    code, _, err = magnesia("simulate", short_case.with_name("shot.yaml"))
    assert code == 2
    assert "short.yaml" in err


def test_problems_of_a_case_name_line_and_column(magnesia: Callable, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("person: {sex: femal}\nseen:\n  - {at: 0 h, what: serum_magnesum, value: 1 mmol/L}\n")
    code, _, err = magnesia("simulate", path)
    assert code == 2
    assert f"{path}:1:15" in err
    assert "serum_magnesium" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_a_sentence(magnesia: Callable, short_case: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert magnesia("simulate", short_case, "--out", locked / "x.csv").code == 2


def test_misuse_in_a_process_of_its_own(spawn: Callable) -> None:
    for arguments, code in ((["simulate", "missing.yaml"], 2), (["nonsense"], 2), (["version"], 0), (["--help"], 0)):
        ended = spawn(*arguments)
        assert ended.returncode == code
        assert "Traceback" not in ended.stderr
        assert bool(ended.stderr) == (code != 0)
