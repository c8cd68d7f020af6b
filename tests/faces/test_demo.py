"""``demo``: experiments as a table and a figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from magnesia.evidence.published import published_cases


def test_demo_shows_and_draws_experiments(magnesia: Callable, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    code, out, _ = magnesia("demo", "--out", folder, "--people", "3")
    assert code == 0
    drawn = {path.stem for path in folder.glob("*.png")}
    assert len(drawn) >= 4
    assert all(published_cases()[name].title in out for name in drawn)


def test_demo_into_a_file_is_a_sentence(magnesia: Callable, short_case: Path) -> None:
    code, _, err = magnesia("demo", "--out", short_case)
    assert code == 2
    assert "cannot be made" in err
