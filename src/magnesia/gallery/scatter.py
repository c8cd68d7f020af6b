"""Seen against predicted, one panel an observable: both splits, two markers, the line of identity."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from magnesia.gallery.drawing import WIDTH, Drawing, Scale, around, tick_texts
from magnesia.gallery.study import Entry, Study
from magnesia.tables.names import title
from magnesia.tables.wording import unit_text

FEWEST = 6  # numbers that make a plot worth looking at
SIDE, LEFT, TOP = 284.0, 56.0, 36.0  # px


def scatter_panels(studies: Sequence[Study]) -> list[Markup]:
    """Levels above zero of every observable that was seen often enough, those seen most first."""
    groups: dict[str, list[tuple[Study, Entry]]] = {}
    for study in studies:
        for entry in study.judged:
            if entry.kind == "level" and entry.bound is None and entry.seen > 0 and (entry.p05 or 0) > 0:
                groups.setdefault(entry.what, []).append((study, entry))
    often = sorted((group for group in groups.values() if len(group) >= FEWEST), key=len, reverse=True)
    return [_panel(group) for group in often]


def _panel(group: Sequence[tuple[Study, Entry]]) -> Markup:
    name, unit = group[0][1].what, unit_text(group[0][1].unit) or "share"
    said = f"{title(name)}: {len(group)} numbers seen against predicted, with the line of identity."
    drawing = Drawing(WIDTH, TOP + SIDE + 40, said)
    drawing.text(2, 12, f"{title(name)} ({unit}), n {len(group)}", "heading")
    numbers = [one for _, entry in group for one in (entry.seen, entry.p05, entry.p50, entry.p95)]
    across = around(numbers, LEFT, LEFT + SIDE, is_log=True)
    up = Scale(across.low, across.high, TOP + SIDE, TOP, is_log=True)
    ticks = across.ticks(7)
    for tick, words in zip(ticks, tick_texts(ticks), strict=True):
        drawing.line(across(tick), TOP, across(tick), TOP + SIDE, "grid")
        drawing.line(LEFT, up(tick), LEFT + SIDE, up(tick), "grid")
        drawing.text(across(tick), TOP + SIDE + 14, words, "tick", "middle")
        drawing.text(LEFT - 6, up(tick) + 3.5, words, "tick", "end")
    drawing.line(across(across.low), up(across.low), across(across.high), up(across.high), "identity")
    drawing.text(LEFT + SIDE / 2, TOP + SIDE + 32, f"Predicted ({unit})", "tick", "middle")
    drawing.text(2, TOP - 8, "Seen", "tick")
    for study, entry in sorted(group, key=lambda pair: pair[0].split):
        assert entry.p05 is not None and entry.p50 is not None and entry.p95 is not None
        y, kind = up(entry.seen), study.split + ("" if entry.inside else " missed")
        drawing.line(across(entry.p05), y, across(entry.p95), y, f"reach {kind}")
        x, words = across(entry.p50), f"{study.name}, {entry.when}: seen {entry.measured}"
        if study.split == "calibration":
            drawing.dot(x, y, 3.6, f"pair {kind}", words)
        else:
            drawing.shape([(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)], f"pair {kind}", words)
    return drawing.markup()
