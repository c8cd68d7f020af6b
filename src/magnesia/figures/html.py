"""Draws a picture with plotly: one file that needs no network."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from magnesia.figures.picture import BAND_OPACITY, Panel, Picture, Point

PANEL_HEIGHT, ROW_HEIGHT = 270, 26  # pixels
FONTS = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
_CONFIG = {"displaylogo": False, "responsive": True, "toImageButtonOptions": {"format": "svg"}}


def write_html(picture: Picture, path: Path) -> None:
    """Draw ``picture`` into an HTML file that carries its scripts."""
    page = _figure(picture).to_html(include_plotlyjs=True, full_html=True, config=_CONFIG)
    head = f'<head><meta charset="utf-8"><title>{_escaped(picture.title)}</title>'
    path.write_text(page.replace("<head>", head, 1).replace("<html>", '<html lang="en">', 1), encoding="utf-8")


def fragment(picture: Picture) -> str:
    """The picture as a piece of HTML with its scripts, for a notebook."""
    return str(_figure(picture).to_html(include_plotlyjs=True, full_html=False, config=_CONFIG))


def _figure(picture: Picture) -> go.Figure:
    columns = picture.columns
    strip = ROW_HEIGHT * len(picture.rows)
    head, foot = 90, 110
    heights = ([strip] if strip else []) + [PANEL_HEIGHT] * picture.panel_rows
    body = sum(heights) + 60 * (len(heights) - 1)
    titles = [""] * (columns if strip else 0) + [panel.title for panel in picture.panels]
    figure = make_subplots(
        rows=len(heights), cols=columns, row_heights=heights, shared_xaxes="all", subplot_titles=titles,
        vertical_spacing=60 / body if len(heights) > 1 else 0, horizontal_spacing=0.08 if columns > 1 else 0,
    )  # fmt: skip
    for arm in picture.arms:
        if len(picture.arms) > 1:
            line = {"color": picture.colour(arm), "width": 3}
            name = arm.replace("_", " ")
            figure.add_scatter(x=[None], y=[None], mode="lines", line=line, name=name, legendgroup=arm, row=1, col=1)
    if strip:
        for column in range(1, columns + 1):
            _draw_strip(figure, picture, column)
    for position, panel in enumerate(picture.panels):
        row, column = divmod(position, columns)
        _draw_panel(figure, picture, panel, row + 1 + bool(strip), column + 1)
    figure.update_xaxes(range=list(picture.span), showgrid=False, zeroline=False, showline=True, linecolor="#8a8a8a")
    for position in range(max(0, len(picture.panels) - columns), len(picture.panels)):
        row, column = divmod(position, columns)
        place: dict[str, Any] = {"row": row + 1 + bool(strip), "col": column + 1}
        figure.update_xaxes(title_text=f"Time ({picture.time_unit})", showticklabels=True, **place)
    figure.update_annotations(font_size=13)
    caption = "<br>".join(_escaped(line) for sentence in picture.caption for line in textwrap.wrap(sentence, 150))
    figure.add_annotation(
        text=caption, xref="paper", yref="paper", x=0, y=0, yshift=-54, xanchor="left", yanchor="top", align="left",
        showarrow=False, font={"size": 11, "color": "#5a5a5a"},
    )  # fmt: skip
    figure.update_layout(
        title={"text": f"<b>{_escaped(picture.title)}</b>", "x": 0.01, "y": 1, "yanchor": "top", "pad": {"t": 14}},
        template="plotly_white", height=body + head + foot, margin={"t": head, "b": foot, "l": 70, "r": 24},
        font={"family": FONTS, "size": 12, "color": "#222222"},
        legend={"orientation": "h", "x": 0, "y": 1 + 26 / body, "yanchor": "bottom"}, hovermode="x unified",
    )  # fmt: skip
    return figure


def _draw_strip(figure: go.Figure, picture: Picture, column: int) -> None:
    rows = picture.rows
    for arm in picture.arms:
        marks = [(mark, *picture.lane(mark)) for mark in picture.marks if mark.arm == arm]
        figure.add_bar(
            orientation="h", base=[mark.start for mark, *_ in marks],
            x=[max(mark.end - mark.start, picture.shortest_mark) for mark, *_ in marks],
            y=[top + height / 2 for _, top, height in marks], width=[height for *_, height in marks],
            marker={"color": picture.colour(arm), "line": {"width": 0}}, opacity=0.85, showlegend=False,
            legendgroup=arm, hoverinfo="skip", row=1, col=column,
        )  # fmt: skip
    labels = list(rows) if column == 1 else [""] * len(rows)
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), ticktext=labels, showgrid=False,
        zeroline=False, fixedrange=True, automargin=True, row=1, col=column,
    )  # fmt: skip


def _draw_panel(figure: go.Figure, picture: Picture, panel: Panel, row: int, column: int) -> None:
    place: dict[str, Any] = {"row": row, "col": column}
    for curve in panel.curves:
        colour = picture.colour(curve.arm)
        shared: dict[str, Any] = {"legendgroup": curve.arm, "showlegend": False, **place}
        if curve.low is not None and curve.high is not None:
            outline = np.concatenate([curve.times, curve.times[::-1]]), np.concatenate([curve.high, curve.low[::-1]])
            figure.add_scatter(
                x=outline[0], y=outline[1], fill="toself", fillcolor=_faded(colour), line={"width": 0},
                hoverinfo="skip", **shared,
            )  # fmt: skip
        name = "predicted" + (f" {curve.arm}" if curve.arm else "")
        figure.add_scatter(
            x=curve.times, y=curve.middle, mode="lines", line={"color": colour, "width": 2}, name=name,
            hovertemplate="%{y:.3g}", **shared,
        )  # fmt: skip
    for point in panel.predicted:
        figure.add_scatter(
            x=[point.start, point.end], y=[point.value] * 2, mode="lines", legendgroup=point.arm, showlegend=False,
            line={"color": picture.colour(point.arm), "width": 3}, name="predicted", hovertemplate="%{y:.3g}", **place,
        )  # fmt: skip
    for point in panel.seen:
        _draw_seen(figure, point, picture.colour(point.arm), place)
    figure.update_yaxes(zeroline=False, gridcolor="#e6e6e6", nticks=6, **place)


def _draw_seen(figure: go.Figure, point: Point, colour: str, place: dict[str, Any]) -> None:
    bars = None
    if point.low is not None and point.high is not None:
        above, below = point.high - point.value, point.value - point.low
        bars = {"type": "data", "array": [above], "arrayminus": [below], "thickness": 1.2, "width": 3}
    symbol = {None: "circle", "<": "triangle-down", ">": "triangle-up"}[point.bound]
    figure.add_scatter(
        x=[point.middle], y=[point.value], error_y=bars, mode="markers", legendgroup=point.arm, showlegend=False,
        marker={"color": colour, "size": 9, "symbol": symbol, "line": {"color": "white", "width": 1.2}},
        name="seen", hovertemplate="%{y:.3g}", **place,
    )  # fmt: skip


def _faded(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BAND_OPACITY})"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
