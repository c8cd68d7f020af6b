"""What many comparisons come to."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from magnesia.gallery.rival import RivalTable
from magnesia.gallery.scatter import scatter_panels
from magnesia.gallery.scores import by_observable, by_split, missed, score
from magnesia.gallery.study import Entry, Study
from magnesia.rival.table import Row

ENTRY = Entry("", "serum_magnesium", "Serum magnesium", "level", "level", "mmol/L", "0 h", 0.0, None, None, 0.8, None,
              None, None, "0.800", 0.7, 0.9, 1.1, True, math.log(0.9 / 0.8), None)  # fmt: skip
STUDY = Study("one", "Balance", "One", "Somebody", "", "", "abstract", "calibration", "", "", (ENTRY,), (), None, "f")
OUTSIDE: dict[str, Any] = {"seen": 1.8, "inside": False, "log_ratio": math.log(0.9 / 1.8)}


def test_a_score_counts_inside_and_takes_medians() -> None:
    off = replace(STUDY, name="two", entries=(ENTRY, replace(ENTRY, **OUTSIDE)))
    whole = score("all", [STUDY, off])
    assert (whole.studies, whole.entries, whole.inside, whole.share) == (2, 3, 2, pytest.approx(2 / 3))
    assert whole.error == pytest.approx(math.log(0.9 / 0.8))
    assert whole.sharpness == pytest.approx(1.1 / 0.7)
    assert whole.words == {"hit": 1, "partly": 1}


def test_bounds_and_changes_are_left_out_where_they_say_nothing() -> None:
    bound = replace(ENTRY, bound="<", log_ratio=0.0)
    change = replace(ENTRY, kind="change", style="change", log_ratio=None, p05=-0.1, p50=0.0, p95=0.1)
    found = score("all", [replace(STUDY, entries=(bound, change))])
    assert found.entries == 2
    assert found.error is None
    assert found.sharpness == pytest.approx(1.1 / 0.7)


def test_splits_and_observables_have_their_own_scores() -> None:
    pth = replace(ENTRY, what="pth", **OUTSIDE)
    studies = [STUDY, replace(STUDY, split="validation", entries=(ENTRY, ENTRY, pth))]
    assert {one.name: one.entries for one in by_split(studies)} == {"calibration": 1, "validation": 3}
    assert {one.name: one.share for one in by_observable(studies)} == {"serum_magnesium": 1.0, "pth": 0.0}


def test_the_farthest_miss_comes_first_and_farness_knows_logarithms() -> None:
    near, far = (replace(ENTRY, **{**OUTSIDE, "seen": seen}) for seen in (1.2, 4.0))
    studies = [STUDY, replace(STUDY, name="near", entries=(near,)), replace(STUDY, name="far", entries=(near, far))]
    assert [study.name for study in missed(studies)] == ["far", "near"]
    assert far.half_widths_off == pytest.approx(math.log(4 / 0.9) / math.log(1.1 / 0.9))
    change = replace(far, style="change", p05=-0.1, p50=0.0, p95=0.2, seen=0.4)
    assert change.half_widths_off == pytest.approx(2)


@pytest.mark.parametrize(("changes", "word"), [
    ({}, "hit"),
    ({"entries": (replace(ENTRY, **OUTSIDE),)}, "miss"),
    ({"entries": (ENTRY, replace(ENTRY, **OUTSIDE))}, "partly"),
    ({"entries": (replace(ENTRY, p05=None, p50=None, p95=None, inside=None, log_ratio=None),)}, "not predicted"),
    ({"entries": (), "error": "It cannot be read."}, "not run"),
])  # fmt: skip
def test_the_word_of_a_study(changes: dict[str, Any], word: str) -> None:
    assert replace(STUDY, **changes).word == word


def test_a_study_survives_its_file() -> None:
    assert Study.from_json(STUDY.to_json()) == STUDY
    table = RivalTable("validation", (Row("pth", 3, 2, 0.1, None, 1, 1),), "They differ.")
    assert RivalTable.from_json(table.to_json()) == table


def test_a_scatter_plot_needs_numbers_enough_and_marks_what_is_missed() -> None:
    assert scatter_panels([STUDY]) == []
    many = replace(STUDY, split="validation", entries=(*[ENTRY] * 9, replace(ENTRY, **OUTSIDE)))
    (panel,) = scatter_panels([many])
    assert panel.count("pair validation") == 10
    assert panel.count("pair validation missed") == 1
