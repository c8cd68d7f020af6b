"""Panels along time: numbers seen over the predicted course, what was done in a strip above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from magnesia.case.observables import OBSERVABLES, SIGN
from magnesia.figures.marking import marks
from magnesia.figures.picture import Picture
from magnesia.gallery.drawing import COLOURS, WIDTH, Drawing, Scale, arm_class, around, tick_texts
from magnesia.gallery.study import Entry
from magnesia.tables.names import title
from magnesia.tables.wording import time_unit, unit_text

if TYPE_CHECKING:
    from magnesia.simulation import ArmResult

Array = NDArray[np.float64]

LEFT, RIGHT, HEADING, PLOT, FOOT = 40.0, 10.0, 24.0, 190.0, 34.0  # px
LANE_WORDS, LANE = 14.0, 5.0  # px of a row of the strip: its name, and one arm's part below
APART = 7.0  # px between arms seen at one moment


@dataclass(frozen=True)
class Course:
    """The arms of a case with the frame that their panels share."""

    results: Sequence[ArmResult]
    frame: Picture
    hours: float  # in the unit of the time axis

    @property
    def arms(self) -> tuple[str, ...]:
        return self.frame.arms


def course_of(results: Sequence[ArmResult]) -> Course | None:
    """What the panels of a case share; None where nothing goes on, or more arms than can be told apart."""
    begin = min(float(result.times[0]) for result in results)
    end = max(float(result.times[-1]) for result in results)
    if begin >= end or len(results) > COLOURS:
        return None
    hours, unit = time_unit(begin, end)
    done = [mark for result in results for mark in marks(result.case, result.arm, begin, end)]
    frame = Picture(
        title=results[0].title,
        arms=tuple(result.arm for result in results),
        panels=(),
        marks=tuple(replace(mark, start=mark.start / hours, end=mark.end / hours) for mark in done),
        time_unit=unit,
        span=(begin / hours, end / hours),
        caption=(),
    )
    return Course(results, frame, hours)


def is_in_time(entry: Entry, course: Course) -> bool:
    """Whether an entry is a point on a curve: a level that the results have as a course."""
    in_window = OBSERVABLES.get(entry.what, SIGN).needs_window
    return entry.kind == "level" and not in_window and any(entry.what in one.outputs for one in course.results)


def time_panels(entries: Sequence[Entry], course: Course) -> list[Markup]:
    """One panel for each observable of these entries (all of them :func:`is_in_time`)."""
    names = list(dict.fromkeys(entry.what for entry in entries))
    return [_panel(name, [entry for entry in entries if entry.what == name], course) for name in names]


def _panel(name: str, entries: Sequence[Entry], course: Course) -> Markup:
    frame, unit = course.frame, entries[0].unit
    heading = f"{title(name)} ({unit_text(unit) or 'share'})"
    inside = sum(bool(entry.inside) for entry in entries)
    said = f"{heading} over time: {inside} of {len(entries)} numbers seen lie inside the predicted intervals."
    lanes = LANE_WORDS + LANE * len(course.arms)
    top = HEADING + lanes * len(frame.rows) + 8
    drawing = Drawing(WIDTH, top + PLOT + FOOT, said)
    drawing.text(2, 12, heading, "heading")
    inset = 6 + APART * (len(course.arms) - 1) / 2  # room for what is seen at the very ends
    across = Scale(*frame.span, LEFT + inset, WIDTH - RIGHT - inset)
    _strip(drawing, across, course, lanes)
    curves = {one.arm: one.outputs[name].quantiles() for one in course.results if name in one.outputs}
    up = _up(entries, curves, top)
    _axes(drawing, across, up, frame)
    hours = {one.arm: one.times for one in course.results}
    for arm, (low, middle, high) in ((arm, curve.values()) for arm, curve in curves.items()):
        kind = arm_class(course.arms.index(arm))
        xs = [across(moment / course.hours) for moment in hours[arm]]
        known = np.isfinite(middle)
        band = [*_along(xs, low, up, known), *reversed(_along(xs, high, up, known))]
        drawing.shape(band, f"band {kind}")
        drawing.course(_along(xs, middle, up, known), f"course {kind}")
    for entry in entries:
        together = dict.fromkeys(one.arm for one in entries if one.when == entry.when)
        aside = APART * (list(together).index(entry.arm) - (len(together) - 1) / 2)
        _point(drawing, across, up, entry, course, aside)
    return drawing.markup()


def _up(entries: Sequence[Entry], curves: Mapping[str, Mapping[str, Array]], top: float) -> Scale:
    """The vertical scale: it holds all that is drawn."""
    drawn = [one for curve in curves.values() for line in curve.values() for one in line.tolist()]
    points = [one for e in entries for one in (e.seen, e.low, e.high, e.p05, e.p95)]
    return around([*drawn, *points], top + PLOT, top)


def _along(xs: Sequence[float], values: Array, up: Scale, known: Array) -> list[tuple[float, float]]:
    return [(x, up(value)) for x, value, ok in zip(xs, values.tolist(), known, strict=True) if ok]


def _axes(drawing: Drawing, across: Scale, up: Scale, frame: Picture) -> None:
    for tick, words in _ticks(up.ticks(5)):
        drawing.line(LEFT, up(tick), WIDTH - RIGHT, up(tick), "grid")
        drawing.text(LEFT - 5, up(tick) + 3.5, words, "tick", "end")
    drawing.line(LEFT, up.first, WIDTH - RIGHT, up.first, "axis")
    for tick, words in _ticks(frame.ticks):
        drawing.line(across(tick), up.first, across(tick), up.first + 4, "axis")
        drawing.text(across(tick), up.first + 15, words, "tick", "middle")
    drawing.text((LEFT + WIDTH - RIGHT) / 2, up.first + 30, f"Time ({frame.time_unit})", "tick", "middle")


def _ticks(ticks: Sequence[float]) -> list[tuple[float, str]]:
    return list(zip(ticks, tick_texts(ticks), strict=True))


def _strip(drawing: Drawing, across: Scale, course: Course, lanes: float) -> None:
    """What was done: a row each, its name over one lane an arm."""
    for row, name in enumerate(course.frame.rows):
        drawing.text(across.first, HEADING + lanes * row + LANE_WORDS - 3, name, "done")
    for mark in course.frame.marks:
        arm = course.arms.index(mark.arm)
        top = HEADING + lanes * course.frame.rows.index(mark.row) + LANE_WORDS + LANE * arm
        start, end = across(mark.start), across(mark.end)
        height = (LANE - 0.6) * mark.height
        drawing.box(start, top + LANE - 0.6 - height, max(end - start, 2.2), height, f"mark {arm_class(arm)}")


def _point(drawing: Drawing, across: Scale, up: Scale, entry: Entry, course: Course, aside: float) -> None:
    """The number seen with its error bar, on the interval that it is judged by, ``aside`` (px) of its moment."""
    kind = arm_class(course.arms.index(entry.arm))
    ends = [entry.at] * 2 if entry.at is not None else [entry.start, entry.end]
    start, end = (across(moment / course.hours) for moment in ends if moment is not None)
    x = (start + end) / 2 + aside
    if entry.p05 is not None and entry.p95 is not None:
        drawing.box(x - 4, up(entry.p95), 8, max(up(entry.p05) - up(entry.p95), 1), f"interval {kind}", round_by=3)
    if end > start:
        drawing.line(start, up(entry.seen), end, up(entry.seen), f"over {kind}")
    if entry.low is not None and entry.high is not None:
        drawing.bar_up(x, up(entry.low), up(entry.high), f"error {kind}")
    y = up(entry.seen)
    said = f"{entry.when}, seen {entry.measured}{'' if entry.inside else ', outside'}"
    if entry.bound is None:
        drawing.dot(x, y, 4.2, f"seen {kind}", said)
        return
    away = 14 if entry.bound == "<" else -14
    drawing.line(x - 5, y, x + 5, y, f"error {kind}")
    drawing.line(x, y, x, y + away, f"error {kind}")
    drawing.shape([(x - 4, y + away), (x, y + 1.6 * away), (x + 4, y + away)], f"seen {kind}", said)
