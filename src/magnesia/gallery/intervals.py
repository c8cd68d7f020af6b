"""Panels with a row an entry: the number seen against the interval predicted."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from markupsafe import Markup

from magnesia.gallery.drawing import WIDTH, Drawing, Scale, arm_class, around, tick_texts
from magnesia.gallery.study import Entry
from magnesia.tables.names import title
from magnesia.tables.wording import unit_text

TOP, SUBHEADING, ROW, FOOT, SIDE = 22.0, 12.0, 36.0, 24.0, 14.0  # px
LONGEST = 50  # characters of a row beside the word "outside"
MANYFOLD = 20.0  # numbers that span more are shown on a logarithmic axis
_KINDS = {"level": "", "change": ", change", "ratio": ", ratio", "difference": ", difference"}


def interval_panels(entries: Sequence[Entry], arms: Sequence[str]) -> list[Markup]:
    """One panel for each observable and way of asking, entries in their order."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        name = entry.about if entry.what == "sign" else title(entry.what)
        unit = unit_text(entry.unit) or ("" if entry.kind == "ratio" else "share")
        heading = f"{name}{_KINDS[entry.kind]}" + (f" ({unit})" if unit else "")
        groups.setdefault((heading, entry.unit), []).append(entry)
    return [_panel(heading, several, arms) for (heading, _), several in groups.items()]


def _panel(heading: str, entries: Sequence[Entry], arms: Sequence[str]) -> Markup:
    inside = sum(bool(entry.inside) for entry in entries)
    telling = [_words(entry) for entry in entries]
    common = [word for word in telling[0] if all(word in others for others in telling)] if len(entries) > 1 else []
    top = TOP + (SUBHEADING if common else 0)
    bottom = top + ROW * len(entries)
    said = f"{heading}: {inside} of {len(entries)} numbers seen lie inside the predicted intervals."
    drawing = Drawing(WIDTH, bottom + FOOT, said)
    drawing.text(2, 12, heading, "heading")
    drawing.text(2, 27, " · ".join(common), "tick")
    scale = _scale(entries)
    ticks = scale.ticks(6)
    for tick, words in zip(ticks, tick_texts(ticks), strict=True):
        drawing.line(scale(tick), top, scale(tick), bottom, "grid")
        drawing.text(scale(tick), bottom + 14, words, "tick", "middle")
    for row, entry in enumerate(entries):
        name = " · ".join(word for word in telling[row] if word not in common)
        drawing.text(4, top + ROW * row + 12, textwrap.shorten(name, LONGEST, placeholder=" …"), "row")
        _row(drawing, scale, top + ROW * row, entry, arm_class(arms.index(entry.arm)))
    return drawing.markup()


def _words(entry: Entry) -> list[str]:
    """What tells an entry from others of its panel: when, compared with what, in which arm."""
    words = [entry.when, *entry.about.split(", ")[1:], entry.arm.replace("_", " ")]
    return [word for word in words if word]


def _scale(entries: Sequence[Entry]) -> Scale:
    numbers = [one for e in entries for one in (e.seen, e.low, e.high, e.p05, e.p50, e.p95) if one is not None]
    spread = min(numbers) > 0 and max(numbers) / min(numbers) > MANYFOLD
    return around(numbers, SIDE, WIDTH - SIDE, is_log=spread)


def _row(drawing: Drawing, scale: Scale, top: float, entry: Entry, arm: str) -> None:
    middle = top + 25
    assert entry.p05 is not None and entry.p50 is not None and entry.p95 is not None
    if not entry.inside:
        drawing.text(WIDTH - 2, top + 12, "outside", "outside", "end")
    low, high = scale(entry.p05), scale(entry.p95)
    drawing.box(low, middle - 5, max(high - low, 1), 10, f"interval {arm}", round_by=3)
    drawing.line(scale(entry.p50), middle - 5, scale(entry.p50), middle + 5, f"median {arm}")
    seen = scale(entry.seen)
    if entry.low is not None and entry.high is not None:
        drawing.bar_along(middle, scale(entry.low), scale(entry.high), f"error {arm}")
    said = f"seen {entry.measured}"
    if entry.bound is None:
        drawing.dot(seen, middle, 4.2, f"seen {arm}", said)
        return
    away = -14 if entry.bound == "<" else 14
    drawing.line(seen, middle, seen + away, middle, f"error {arm}")
    tip = [(seen + away, middle - 4), (seen + 1.6 * away, middle), (seen + away, middle + 4)]
    drawing.shape(tip, f"seen {arm}", said)
    drawing.line(seen, middle - 5, seen, middle + 5, f"error {arm}")
