"""``demo``: every installed experiment as a table and a figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from magnesia.evidence.published import published_cases


def test_demo_shows_and_draws_every_experiment(magnesia: Callable, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    code, out, _ = magnesia("demo", "--out", folder, "--people", "3")
    assert code == 0
    assert len(published_cases()) >= 4
    assert {path.stem for path in folder.glob("*.png")} == published_cases().keys()
    for published in published_cases().values():
        assert published.title in out


def test_demo_into_a_file_is_a_sentence(magnesia: Callable, short_case: Path) -> None:
    code, _, err = magnesia("demo", "--out", short_case)
    assert code == 2
    assert "cannot be made" in err
