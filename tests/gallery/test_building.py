"""What is made, kept and made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from gallery.conftest import PEOPLE, Studies
from magnesia.errors import InputError
from magnesia.gallery import Built, build


def test_a_second_run_makes_no_page(made: Built, studies: Studies) -> None:
    out = made.index.parent
    before = {path: path.stat().st_mtime_ns for path in (out / "studies").iterdir()}
    again = build(studies(out.parent / "cases"), out, people=PEOPLE)
    assert (made.made, again.made) == (4, 0)
    assert again.studies == made.studies
    assert {path: path.stat().st_mtime_ns for path in (out / "studies").iterdir()} == before


def test_what_has_changed_is_made_again(studies: Studies, tmp_path: Path) -> None:
    cases = {"typical": studies(tmp_path / "cases")["typical"]}
    page = build(cases, tmp_path, people=4).index.parent / "studies" / "typical.html"
    assert build(cases, tmp_path, people=5).made == 1
    path = cases["typical"].path
    path.write_text(path.read_text().replace("0.85 mmol/L", "0.86 mmol/L"))
    assert build(cases, tmp_path, people=5).made == 1
    assert "0.860" in page.read_text()
    page.unlink()
    assert build(cases, tmp_path, people=5).made == 1
    (page.parent / "typical.json").write_text('{"fingerprint": ')  # cut short
    assert build(cases, tmp_path, people=5).made == 1


def test_an_interrupted_run_goes_on_where_it_stopped(studies: Studies, tmp_path: Path) -> None:
    cases = {name: case for name, case in studies(tmp_path / "cases").items() if name in ("far_off", "typical")}

    def interrupt(share: float) -> None:
        if share > 0.6:  # within the second study
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(cases, tmp_path, people=3, progress=interrupt)
    shares: list[float] = []
    assert build(cases, tmp_path, people=3, progress=shares.append).made == 1
    assert shares == sorted(shares) and 0 <= shares[0] <= shares[-1] <= 1


def test_a_folder_that_cannot_be_written_is_a_sentence(studies: Studies, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(InputError, match="cannot be written"):
        build(studies(tmp_path / "cases"), tmp_path / "taken", people=3)
