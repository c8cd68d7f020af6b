"""Time courses as panels that fit a phone, over a strip of what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from markupsafe import Markup

from magnesia.figures.composing import compose
from magnesia.figures.picture import Panel, Picture, Point
from magnesia.gallery.drawing import WIDTH, Drawing, Scale, arm_class, around, tick_texts
from magnesia.report.answers import answers
from magnesia.report.asking import Arm
from magnesia.simulation.meals import DAY
from magnesia.simulation.result import ArmResult, Output
from magnesia.tables.wording import unit_text

SHOWN = ("serum_magnesium", "ionized_magnesium", "urine_magnesium_per_day", "body_magnesium", "bone_magnesium",
         "muscle_magnesium", "serum_calcium", "serum_potassium", "pth")  # fmt: skip
MOST_ANSWERS = 6  # of the organs, those that move most
MOVED = 0.2  # of the range of people; less is not worth a panel
LEFT, RIGHT, HEADING, PLOT, FOOT = 44.0, 12.0, 22.0, 150.0, 34.0  # px
ROW, LETTER = 17.0, 7.4  # px of a row of the strip, and of a letter of its name
STRIP_WIDTH = 900.0
RELATIVE = "relative"  # in place of a unit: most answers of organs compare with health


def picture_of(arms: Sequence[Arm]) -> Picture:
    """The courses worth a look, of all arms together."""
    moving = _moving(arms)
    return compose([_shown(arm.people, moving) for arm in arms])


def panels(picture: Picture) -> list[Markup]:
    """A drawing for each observable."""
    return [_panel(panel, picture) for panel in picture.panels]


def strip(picture: Picture) -> Markup | None:
    """What is done when, a row each; None where nothing is."""
    if not picture.marks:
        return None
    height = ROW * len(picture.rows) + FOOT
    drawing = Drawing(STRIP_WIDTH, height, f"What is done over time: {', '.join(picture.rows)}")
    left = 16 + LETTER * max(map(len, picture.rows))
    across = Scale(*picture.span, left, STRIP_WIDTH - RIGHT)
    bottom = ROW * len(picture.rows) + 2
    for row, name in enumerate(picture.rows):
        drawing.text(left - 8, ROW * row + 13, name, "done", "end")
    for mark in picture.marks:
        top, tall = picture.lane(mark)
        start, end = across(mark.start), across(mark.end)
        y = ROW * (top + 0.5)
        drawing.box(start, y, max(end - start, 2.2), ROW * tall, f"mark {arm_class(picture.arms.index(mark.arm))}")
    _time_axis(drawing, across, bottom, picture, left, STRIP_WIDTH - RIGHT)
    return drawing.markup()


def _moving(arms: Sequence[Arm]) -> list[str]:
    """What can be measured of organs and moves most, beside how people differ, in any arm."""
    moved: dict[str, float] = {}
    for arm in arms:
        for one in (answer for organ in answers(arm) for answer in organ.measured):
            low, middle, high = arm.people.outputs[one.name].quantiles().values()
            away, width = float(np.ptp(middle)), float(np.median(high - low))
            if width > 0:
                moved[one.name] = max(away / width, moved.get(one.name, 0.0))
    ranked = sorted((name for name, share in moved.items() if share > MOVED), key=lambda name: -moved[name])
    return ranked[:MOST_ANSWERS]


def _shown(result: ArmResult, moving: Sequence[str]) -> ArmResult:
    """The arm with the outputs of the panels alone; urine as what is passed a day."""
    rate = result.outputs["urine_magnesium_rate"]
    daily = {"urine_magnesium_per_day": Output("mmol/d", "Urinary magnesium per day", DAY * rate.values)}
    outputs = {**result.outputs, **daily}
    seen = [one.name for one in result.case.seen if one.name in result.outputs and one.kind == "level"]
    shown = {name: outputs[name] for name in dict.fromkeys([*SHOWN, *seen, *moving])}
    for name in moving:
        if not unit_text(shown[name].unit):
            shown[name] = replace(shown[name], unit=RELATIVE)
    return replace(result, outputs=shown)


def _panel(panel: Panel, picture: Picture) -> Markup:
    drawing = Drawing(WIDTH, HEADING + PLOT + FOOT, f"{panel.title} over time")
    drawing.text(2, 12, panel.title, "heading")
    across = Scale(*picture.span, LEFT + 4, WIDTH - RIGHT)
    bottom = HEADING + PLOT
    up = around(_drawn(panel), bottom, HEADING + 6)
    for tick, words in zip(up.ticks(5), tick_texts(up.ticks(5)), strict=True):
        drawing.line(LEFT, up(tick), WIDTH - RIGHT, up(tick), "grid")
        drawing.text(LEFT - 5, up(tick) + 3.5, words, "tick", "end")
    for curve in panel.curves:
        kind = arm_class(picture.arms.index(curve.arm))
        if curve.low is not None and curve.high is not None:
            band = [*_along(curve.times, curve.low, across, up), *reversed(_along(curve.times, curve.high, across, up))]
            drawing.shape(band, f"band {kind}")
        drawing.course(_along(curve.times, curve.middle, across, up), f"course {kind}")
    for point in panel.predicted:
        kind = arm_class(picture.arms.index(point.arm))
        start, end = across(point.start), across(point.end)
        if point.low is not None and point.high is not None:
            drawing.box(start, up(point.high), end - start, up(point.low) - up(point.high), f"interval {kind}")
        drawing.line(start, up(point.value), end, up(point.value), f"median {kind}")
    for point in panel.seen:
        _seen(drawing, point, across, up, arm_class(picture.arms.index(point.arm)))
    _time_axis(drawing, across, bottom, picture, LEFT, WIDTH - RIGHT)
    return drawing.markup()


def _drawn(panel: Panel) -> list[float | None]:
    lines = [line for curve in panel.curves for line in (curve.low, curve.middle, curve.high) if line is not None]
    points = [one for point in (*panel.seen, *panel.predicted) for one in (point.value, point.low, point.high)]
    return [*(value for line in lines for value in line.tolist()), *points]


def _along(times: np.ndarray, values: np.ndarray, across: Scale, up: Scale) -> list[tuple[float, float]]:
    return [(across(x), up(y)) for x, y in zip(times.tolist(), values.tolist(), strict=True) if np.isfinite(y)]


def _seen(drawing: Drawing, point: Point, across: Scale, up: Scale, kind: str) -> None:
    x, y = across(point.middle), up(point.value)
    if point.end > point.start:
        drawing.line(across(point.start), y, across(point.end), y, f"over {kind}")
    if point.low is not None and point.high is not None:
        drawing.bar_up(x, up(point.low), up(point.high), f"error {kind}")
    words = {None: "seen", "<": "seen below", ">": "seen above"}[point.bound]
    drawing.dot(x, y, 4.2, f"seen {kind}", f"{words} {point.value:.3g}")


def _time_axis(drawing: Drawing, across: Scale, bottom: float, picture: Picture, left: float, right: float) -> None:
    drawing.line(left, bottom, right, bottom, "axis")
    for tick, words in zip(picture.ticks, tick_texts(picture.ticks), strict=True):
        drawing.line(across(tick), bottom, across(tick), bottom + 4, "axis")
        drawing.text(across(tick), bottom + 15, words, "tick", "middle")
    drawing.text((left + right) / 2, bottom + 30, f"Time ({picture.time_unit})", "tick", "middle")
