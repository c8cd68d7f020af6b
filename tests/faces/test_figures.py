"""Figures: pictures are drawn, hold what was seen and need no network."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.evidence.published import published_cases
from magnesia.figures.composing import compose
from magnesia.figures.picture import COLOURS, Picture
from magnesia.simulation import simulate


def picture_of(name: str, people: int | None = None) -> Picture:
    """The picture of an installed case."""
    return compose(simulate(read_case(published_cases()[name].path), people=people))


@pytest.mark.parametrize("name", ["dicarlo1986_bolus", "brookfield2016_preeclampsia"])
def test_png_shows_the_colours_of_its_arms(magnesia: Callable, tmp_path: Path, name: str) -> None:
    path = tmp_path / "figure.png"
    assert magnesia("simulate", name, "--plot", path).code == 0
    pixels = (matplotlib.image.imread(path)[..., :3] * 255).round().astype(int)
    assert min(pixels.shape[:2]) > 600
    arms = len(picture_of(name).arms)
    for colour in COLOURS[:arms]:
        wanted = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        assert np.all(np.abs(pixels - wanted) < 12, axis=-1).sum() > 500


class Page(HTMLParser):
    """Collects what a page would fetch, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_carries_its_scripts_and_its_notice(magnesia: Callable, tmp_path: Path) -> None:
    path = tmp_path / "figure.html"
    assert magnesia("simulate", "dicarlo1986_bolus", "--plot", path).code == 0
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    assert not page.links
    assert "A rapid bolus" in page.text
    assert "not a medical device" in page.text
    assert re.search(r"Plotly\.newPlot\(", page.text)


def test_panels_are_what_was_seen() -> None:
    picture = picture_of("fatemi1991_depletion", people=5)
    titles = [panel.title for panel in picture.panels]
    assert titles[0] == "Serum magnesium (mmol/L)"
    assert "Load retention in each window (share)" in titles
    assert all(panel.seen for panel in picture.panels)
    serum = picture.panels[0]
    assert serum.curves[0].low is not None
    assert serum.seen[0].low == pytest.approx(0.79)


def test_doses_and_diets_are_marked() -> None:
    picture = picture_of("fatemi1991_depletion")
    assert picture.rows == ("magnesium sulfate iv", "diet: magnesium 0.4 mmol/d")
    assert picture.time_unit == "d"
    assert [mark.start for mark in picture.marks if "iv" in mark.row] == pytest.approx([-2, 21])


def test_a_fast_dose_stands_higher_than_a_slow_one() -> None:
    picture = picture_of("dicarlo1986_bolus")
    fast, slow = (picture.lane(mark)[1] for mark in sorted(picture.marks, key=lambda mark: mark.start))
    assert fast > 2 * slow > 0


def test_arms_stand_side_by_side_in_a_window() -> None:
    points = picture_of("clinsci1971_dialysis").panels[-1].seen
    assert points[0].end < points[1].start


def test_ticks_are_round() -> None:
    assert picture_of("fatemi1991_depletion").ticks == [0, 5, 10, 15, 20]
    assert picture_of("dicarlo1986_bolus").ticks == [0, 10, 20, 30, 40, 50, 60]
