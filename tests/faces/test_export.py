"""``export``: a case leaves the house whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import libsbml
import pytest


def test_sbml_is_read_by_libsbml(magnesia: Callable, short_case: Path, tmp_path: Path) -> None:
    path = tmp_path / "short.xml"
    code, out, err = magnesia("export", short_case, "--to", "sbml", "--out", path)
    assert code == 0
    assert not out
    assert str(path) in err
    document = libsbml.readSBMLFromFile(str(path))
    assert document.getNumErrors(libsbml.LIBSBML_SEV_ERROR) == 0
    assert document.getModel().getNumReactions() > 10


@pytest.mark.parametrize("to", ["sbml", "antimony"])
def test_an_export_is_printed_where_no_file_is_named(magnesia: Callable, short_case: Path, to: str) -> None:
    code, out, err = magnesia("export", short_case, "--to", to)
    assert (code, err) == (0, "")
    assert "not a medical device" in out


def test_an_arm_is_chosen_by_name(magnesia: Callable) -> None:
    several = ("export", "brookfield2016_preeclampsia", "--to", "antimony")
    assert magnesia(*several).code == 2
    assert magnesia(*several, "--arm", "preeclampsia").code == 0
