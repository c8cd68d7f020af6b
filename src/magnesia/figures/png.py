"""Draws a picture with matplotlib; figures are made without pyplot, so no display is needed and none is disturbed."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from magnesia.figures.picture import BAND_OPACITY, Panel, Picture, Point

INK, FAINT, PAPER = "#222222", "#8a8a8a", "#ffffff"
# inches
PANEL = {1: (5.6, 2.6), 2: (4.0, 2.3), 3: (3.5, 2.1)}  # width and height, by the number of columns
ROW_HEIGHT = 0.24
ACROSS, DOWN = 0.62, 0.5  # from panel to panel
MARGIN = 0.2
CAPTION_CHARACTER = 0.0515  # mean width
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.edgecolor": FAINT,
    "axes.linewidth": 0.7,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "text.color": INK,
    "axes.unicode_minus": True,
}


def write_png(picture: Picture, path: Path, dpi: int = 200) -> None:
    """Draw ``picture`` into a PNG file."""
    with matplotlib.rc_context(STYLE):
        draw(picture).savefig(path, dpi=dpi, facecolor=PAPER, metadata={"Title": picture.title})


def draw(picture: Picture) -> Figure:
    """The figure, to be shown or changed further."""
    columns = picture.columns
    panel_width, panel_height = PANEL[columns]
    strip = ROW_HEIGHT * len(picture.rows)
    left = max(0.62, MARGIN + 0.066 * max(map(len, picture.rows), default=0))
    head = 0.5 + 0.24 * (len(picture.arms) > 1)
    first = head + (strip + 0.1 if strip else 0) + 0.26  # top of the first row of panels
    bottom = first + picture.panel_rows * (panel_height + DOWN) - DOWN
    width = left + columns * (panel_width + ACROSS) - ACROSS + MARGIN
    line = int((width - 2 * MARGIN) / CAPTION_CHARACTER)
    caption = [wrapped for sentence in picture.caption for wrapped in textwrap.wrap(sentence, line)]
    height = bottom + 0.5 + 0.145 * len(caption) + 0.1
    figure = Figure(figsize=(width, height))

    def box(column: int, top: float, tall: float) -> Axes:
        x = left + column * (panel_width + ACROSS)
        return figure.add_axes((x / width, 1 - (top + tall) / height, panel_width / width, tall / height))

    for column in range(columns if strip else 0):
        _draw_strip(box(column, head, strip), picture, labelled=column == 0)
    for position, panel in enumerate(picture.panels):
        row, column = divmod(position, columns)
        axes = box(column, first + row * (panel_height + DOWN), panel_height)
        _draw_panel(axes, picture, panel, with_time=position + columns >= len(picture.panels))
    inset = MARGIN / width
    figure.text(inset, 1 - 0.14 / height, picture.title, fontsize=11.5, fontweight="bold", va="top")
    figure.text(inset, 0.1 / height, "\n".join(caption), fontsize=6.8, color="#5a5a5a", va="bottom", linespacing=1.35)
    if len(picture.arms) > 1:
        handles = [Line2D([], [], color=picture.colour(arm), lw=2, label=arm.replace("_", " ")) for arm in picture.arms]
        figure.legend(
            handles=handles, loc="upper left", bbox_to_anchor=(inset, 1 - 0.4 / height), ncols=len(handles),
            frameon=False, handlelength=1.4, columnspacing=1.6, borderaxespad=0, borderpad=0,
        )  # fmt: skip
    return figure


def _draw_strip(axes: Axes, picture: Picture, labelled: bool) -> None:
    rows = picture.rows
    axes.set_xlim(*picture.span)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    for mark in picture.marks:
        top, height = picture.lane(mark)
        length = max(mark.end - mark.start, picture.shortest_mark)
        place = mark.start, top
        axes.add_patch(Rectangle(place, length, height, color=picture.colour(mark.arm), lw=0))
    axes.set_yticks(range(len(rows)), rows if labelled else [""] * len(rows), fontsize=7.6)
    axes.tick_params(axis="both", length=0, labelbottom=False)
    axes.set_xticks([])
    axes.set_facecolor("#f5f5f5")
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_panel(axes: Axes, picture: Picture, panel: Panel, with_time: bool) -> None:
    for curve in panel.curves:
        colour = picture.colour(curve.arm)
        if curve.low is not None and curve.high is not None:
            axes.fill_between(curve.times, curve.low, curve.high, color=colour, alpha=BAND_OPACITY, lw=0)
        axes.plot(curve.times, curve.middle, color=colour, lw=1.5, solid_capstyle="round")
    for point in panel.predicted:
        _draw_predicted(axes, point, picture.colour(point.arm))
    for point in panel.seen:
        _draw_seen(axes, point, picture.colour(point.arm))
    axes.set_xlim(*picture.span)
    axes.set_title(panel.title, loc="left", fontsize=9, pad=6)
    axes.locator_params(axis="y", nbins=5)
    axes.margins(y=0.12)
    axes.grid(axis="y", color="#e6e6e6", lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=2.5, width=0.6, color=FAINT, labelbottom=with_time)
    axes.set_xticks(picture.ticks)
    if with_time:
        axes.set_xlabel(f"Time ({picture.time_unit})", fontsize=8)


def _draw_predicted(axes: Axes, point: Point, colour: str) -> None:
    """A prediction over a window: a level line, and a box where people differ."""
    if point.low is not None and point.high is not None:
        axes.fill_between([point.start, point.end], point.low, point.high, color=colour, alpha=BAND_OPACITY, lw=0)
    axes.plot([point.start, point.end], [point.value] * 2, color=colour, lw=1.5, solid_capstyle="butt")


def _draw_seen(axes: Axes, point: Point, colour: str) -> None:
    if point.end > point.start:
        axes.plot([point.start, point.end], [point.value] * 2, color=colour, lw=0.8, ls=(0, (2, 2)), zorder=3)
    if point.low is not None and point.high is not None:
        bars = [[point.value - point.low], [point.high - point.value]]
        axes.errorbar(point.middle, point.value, yerr=bars, color=colour, lw=0, elinewidth=1, capsize=2.2, zorder=4)
    marker = {None: "o", "<": "v", ">": "^"}[point.bound]
    axes.plot(
        point.middle, point.value, marker, color=colour, ms=6, mec=PAPER, mew=0.9, zorder=5, clip_on=False
    )  # fmt: skip
