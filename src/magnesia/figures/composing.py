"""From the results of a case to a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from magnesia.case.observables import OBSERVABLES
from magnesia.figures.marking import marks
from magnesia.figures.picture import Curve, Panel, Picture, Point
from magnesia.simulation.asking import USUAL_OUTPUTS
from magnesia.simulation.result import warnings_of
from magnesia.tables.comparing import Compared, compared
from magnesia.tables.measured import limits, spread_words
from magnesia.tables.names import SIGN, title
from magnesia.tables.wording import NOTICE, time_unit, unit_text

if TYPE_CHECKING:
    from magnesia.simulation import ArmResult

WARNINGS_SHOWN = 3
GAP = 0.06  # of a window, between the arms that share it


def compose(results: Sequence[ArmResult]) -> Picture:
    """The picture of all arms of a case."""
    begin = min(float(result.times[0]) for result in results)
    end = max(float(result.times[-1]) for result in results)
    hours, unit = time_unit(begin, end)
    rows = [row for row in compared(results) if row.seen.kind == "level" and row.middle is not None]
    done = [mark for result in results for mark in marks(result.case, result.arm, begin, end)]
    return Picture(
        title=results[0].title,
        arms=tuple(result.arm for result in results),
        panels=tuple(_panel(name, results, _of(name, rows), hours) for name in _names(results, rows)),
        marks=tuple(replace(mark, start=mark.start / hours, end=mark.end / hours) for mark in done),
        time_unit=unit,
        span=(begin / hours, end / hours),
        caption=tuple(_sentences(results, rows)),
    )


def _of(name: str, rows: Sequence[Compared]) -> list[Compared]:
    return [row for row in rows if row.seen.name == name]


def _names(results: Sequence[ArmResult], rows: Sequence[Compared]) -> list[str]:
    """What has a panel: all that was asked for, or, where the usual outputs were added to what was seen, only that.

    Serum magnesium is always worth a panel beside what was collected in windows.
    """
    seen = list(dict.fromkeys(row.seen.name for row in rows))
    outputs = list(dict.fromkeys(name for result in results for name in result.outputs))
    if not seen or not set(USUAL_OUTPUTS) <= set(outputs):
        return list(dict.fromkeys([*outputs, *seen]))
    return list(dict.fromkeys([*([] if any(map(_is_level, seen)) else ["serum_magnesium"]), *seen]))


def _is_level(name: str) -> bool:
    return name not in OBSERVABLES or not OBSERVABLES[name].needs_window


def _panel(name: str, results: Sequence[ArmResult], rows: Sequence[Compared], hours: float) -> Panel:
    """Levels are curves; what was collected in windows is drawn window by window, or as it adds up if none was seen."""
    outputs = [result.outputs[name] for result in results if name in result.outputs]
    windowed = not _is_level(name)
    unit = outputs[0].unit if outputs else rows[0].seen.unit
    heading = title(name)
    if windowed:
        windows = {(row.seen.start, row.seen.end) for row in rows}
        heading += " since time zero" if not rows else " in the window" if len(windows) == 1 else " in each window"
    curved = [result for result in results if name in result.outputs and not (windowed and rows)]
    arms = list(dict.fromkeys(row.arm for row in rows)) if windowed else []
    placed = [(row, *_span(row, hours, arms)) for row in rows]
    return Panel(
        f"{heading} ({unit_text(unit) or ('probability' if name.startswith(SIGN) else 'share')})",
        curves=tuple(_curve(name, result, hours) for result in curved),
        seen=tuple(_seen(*place) for place in placed),
        predicted=tuple(_predicted(*place) for place in placed) if windowed else (),
    )


def _curve(name: str, result: ArmResult, hours: float) -> Curve:
    output, times = result.outputs[name], result.times / hours
    if not result.is_ensemble:
        return Curve(result.arm, times, output.values[:, 0])
    low, middle, high = output.quantiles().values()
    return Curve(result.arm, times, middle, low, high)


def _seen(row: Compared, start: float, end: float) -> Point:
    low, high = limits(row.seen) or (None, None)
    return Point(row.arm, start, end, row.seen.value, low, high, row.seen.bound)


def _predicted(row: Compared, start: float, end: float) -> Point:
    assert row.middle is not None
    return Point(row.arm, start, end, row.middle, row.low, row.high)


def _span(row: Compared, hours: float, arms: Sequence[str]) -> tuple[float, float]:
    """Where a row is drawn; arms that share windows stand in them side by side."""
    seen = row.seen
    if seen.at is not None:
        return seen.at / hours, seen.at / hours
    assert seen.start is not None and seen.end is not None
    if len(arms) < 2:
        return seen.start / hours, seen.end / hours
    part = (seen.end - seen.start) / len(arms)
    start = seen.start + part * (arms.index(row.arm) + GAP)
    return start / hours, (start + part * (1 - 2 * GAP)) / hours


def _sentences(results: Sequence[ArmResult], rows: Sequence[Compared]) -> Iterator[str]:
    said = "Lines: predicted"
    if results[0].is_ensemble:
        said = f"Lines: median predicted; bands: 5 to 95 % of {results[0].people} people"
    if rows:
        spreads = spread_words({row.seen.spread_kind for row in rows if row.seen.spread_kind})
        said += f"; points: seen{f', with {spreads}' if spreads else ''}"
    if any(row.seen.at is None for row in rows) and len(results) > 1:
        said += "; arms that share a window side by side"
    yield f"{said}. {NOTICE}"
    source = results[0].case.source.get("cite")
    if source:
        yield f"Seen: {source}."
    warnings = _warnings(results)
    if warnings:
        yield f"Note: {' '.join(warnings)}"


def _warnings(results: Sequence[ArmResult]) -> list[str]:
    """The first of the warnings and how many more there are; of a place in the case file no folder is told."""
    case = results[0].case
    said = [sentence.replace(case.path, Path(case.path).name) for sentence in warnings_of(results)]
    more = len(said) - WARNINGS_SHOWN
    return said if more <= 0 else [*said[:WARNINGS_SHOWN], f"And {more} more."]
