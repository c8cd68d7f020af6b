"""Axes and markers of the drawings."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from magnesia.gallery.drawing import Drawing, Scale, around, tick_texts


def test_a_scale_goes_from_pixel_to_pixel() -> None:
    scale = Scale(0, 10, 100, 200)
    assert [scale(value) for value in (0, 5, 10)] == [100, 150, 200]
    assert Scale(0.1, 10, 0, 100, is_log=True)(1) == pytest.approx(50)


def test_a_scale_holds_all_values_and_does_not_pass_below_nothing() -> None:
    scale = around([0.02, None, 3.0, float("nan")], 0, 100)
    assert scale.low == 0
    assert scale.high > 3
    assert around([-1, 1], 0, 100).low < -1
    assert around([5.0, 5.0], 0, 100).low < 5 < around([5.0, 5.0], 0, 100).high


def test_ticks_are_round_and_told_apart() -> None:
    ticks = Scale(0.61, 0.94, 0, 1).ticks(5)
    assert all(0.61 <= tick <= 0.94 for tick in ticks)
    assert len(ticks) >= 3
    assert tick_texts([0.0, 0.25, 0.5]) == ["0.00", "0.25", "0.50"]
    assert tick_texts([-2.0, 0.0, 2.0]) == ["−2", "0", "2"]
    assert tick_texts([1, 2, 5, 10]) == ["1", "2", "5", "10"]
    assert Scale(0.1, 100, 0, 1, is_log=True).ticks(4) == pytest.approx([0.1, 1, 10, 100])


def test_text_in_a_drawing_is_escaped() -> None:
    drawing = Drawing(10, 10, '"label" <b>')
    drawing.text(0, 0, "<script>", "heading")
    assert "<script>" not in drawing.markup()
    root = ElementTree.fromstring(drawing.markup())
    assert root.get("aria-label") == '"label" <b>'
    assert root[0].text == "<script>"
