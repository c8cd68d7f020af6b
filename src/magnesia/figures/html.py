"""Draws a picture with plotly: one page that needs no network."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from magnesia.figures.picture import BAND_OPACITY, Panel, Picture, Point

PANEL_HEIGHT, ROW_HEIGHT, GAP = 250, 26, 58  # pixels
HEAD, FOOT = 40, 50
FAINT, STRIP = "#8a8a8a", "#f5f5f5"
Array = np.ndarray
FONTS = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
STYLE = f"font-family: {FONTS}; color: #222222; max-width: 1250px; margin: 1rem auto; padding: 0 1rem"
_CONFIG = {"displaylogo": False, "responsive": True, "toImageButtonOptions": {"format": "svg"}}


def write_html(picture: Picture, path: Path) -> None:
    """Draw ``picture`` into an HTML file that carries its scripts."""
    head = f'<meta charset="utf-8"><title>{escape(picture.title)}</title>'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    page = f'<!DOCTYPE html>\n<html lang="en">\n<head>{head}</head>\n<body>\n{fragment(picture)}\n</body>\n</html>\n'
    path.write_text(page, encoding="utf-8")


def fragment(picture: Picture) -> str:
    """The picture as a piece of HTML with its scripts, for a notebook."""
    drawn = _figure(picture).to_html(include_plotlyjs=True, full_html=False, config=_CONFIG)
    caption = "".join(
        f'<p style="font-size: 0.8rem; color: #5a5a5a; margin: 0.2rem 0">{escape(sentence)}</p>'
        for sentence in picture.caption
    )
    title = f'<h1 style="font-size: 1.2rem">{escape(picture.title)}</h1>'
    return f'<div style="{STYLE}">\n{title}\n{drawn}\n{caption}\n</div>'


def _figure(picture: Picture) -> go.Figure:
    columns, strip = picture.columns, ROW_HEIGHT * len(picture.rows)
    heights = ([strip] if strip else []) + [PANEL_HEIGHT] * picture.panel_rows
    body = sum(heights) + GAP * (len(heights) - 1)
    figure = make_subplots(
        rows=len(heights), cols=columns, row_heights=heights, shared_xaxes="all",
        vertical_spacing=GAP / body if len(heights) > 1 else 0, horizontal_spacing=0.07 if columns > 1 else 0,
    )  # fmt: skip
    figure.update_xaxes(
        range=list(picture.span), showgrid=False, zeroline=False, showline=True, linecolor=FAINT,
        tickvals=picture.ticks, ticks="outside", ticklen=4, tickcolor=FAINT, showticklabels=False,
    )  # fmt: skip
    for column in range(1, columns + 1 if strip else 1):
        _draw_strip(figure, picture, column)
    for position, panel in enumerate(picture.panels):
        row, column = divmod(position, columns)
        place = {"row": row + 1 + bool(strip), "col": column + 1}
        _draw_panel(figure, picture, panel, place)
        if position + columns >= len(picture.panels):
            figure.update_xaxes(title_text=f"Time ({picture.time_unit})", title_font_size=12, **place)
            figure.update_xaxes(showticklabels=True, **place)
    _draw_legend(figure, picture)
    figure.update_layout(
        template="plotly_white", height=body + HEAD + FOOT, margin={"t": HEAD, "b": FOOT, "l": 60, "r": 40},
        font={"family": FONTS, "size": 12, "color": "#222222"}, modebar={"orientation": "v"}, hovermode="x unified",
        legend={"orientation": "h", "x": 0, "y": 1 + 8 / body, "yanchor": "bottom"},
    )  # fmt: skip
    return figure


def _draw_legend(figure: go.Figure, picture: Picture) -> None:
    if len(picture.arms) < 2:
        return
    for arm in picture.arms:
        line, name = {"color": picture.colour(arm), "width": 3}, arm.replace("_", " ")
        figure.add_scatter(x=[None], y=[None], mode="lines", line=line, name=name, legendgroup=arm, row=1, col=1)


def _draw_strip(figure: go.Figure, picture: Picture, column: int) -> None:
    rows, place = picture.rows, {"row": 1, "col": column}
    figure.add_shape(
        type="rect", xref="x domain", yref="y domain", x0=0, x1=1, y0=0, y1=1, fillcolor=STRIP, line_width=0,
        layer="below", **place,
    )  # fmt: skip
    for arm in picture.arms:
        marks = [(mark, *picture.lane(mark)) for mark in picture.marks if mark.arm == arm]
        figure.add_bar(
            orientation="h", base=[mark.start for mark, *_ in marks],
            x=[max(mark.end - mark.start, picture.shortest_mark) for mark, *_ in marks],
            y=[top + height / 2 for _, top, height in marks], width=[height for *_, height in marks],
            marker={"color": picture.colour(arm), "line": {"width": 0}}, showlegend=False,
            legendgroup=arm, hoverinfo="skip", **place,
        )  # fmt: skip
    figure.update_xaxes(showline=False, ticks="", **place)
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), showgrid=False, zeroline=False,
        ticktext=[f"{row} " for row in rows] if column == 1 else [""] * len(rows), fixedrange=True, automargin=True,
        **place,
    )  # fmt: skip


def _draw_panel(figure: go.Figure, picture: Picture, panel: Panel, place: dict[str, Any]) -> None:
    figure.add_annotation(
        text=escape(panel.title), xref="x domain", yref="y domain", x=0, y=1, xanchor="left", yanchor="bottom",
        yshift=4, showarrow=False, font_size=13, **place,
    )  # fmt: skip
    for curve in panel.curves:
        colour = picture.colour(curve.arm)
        if curve.low is not None and curve.high is not None:
            _draw_band(figure, curve.arm, colour, curve.times, curve.low, curve.high, place)
        figure.add_scatter(
            x=curve.times, y=curve.middle, mode="lines", line={"color": colour, "width": 2}, showlegend=False,
            name=f"predicted {curve.arm}".strip(), hovertemplate="%{y:.3g}", legendgroup=curve.arm, **place,
        )  # fmt: skip
    for point in panel.predicted:
        colour, times = picture.colour(point.arm), np.array([point.start, point.end])
        if point.low is not None and point.high is not None:
            _draw_band(figure, point.arm, colour, times, np.full(2, point.low), np.full(2, point.high), place)
        _draw_level(figure, point, {"color": colour, "width": 2}, "predicted", place)
    for point in panel.seen:
        _draw_seen(figure, point, picture.colour(point.arm), place)
    figure.update_yaxes(
        zeroline=False, gridcolor="#e6e6e6", nticks=6, showline=True, linecolor=FAINT, ticks="outside", ticklen=4,
        tickcolor=FAINT, **place,
    )  # fmt: skip


def _draw_band(
    figure: go.Figure,
    arm: str,
    colour: str,
    times: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    place: dict[str, Any],
) -> None:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    figure.add_scatter(
        x=np.concatenate([times, times[::-1]]), y=np.concatenate([high, low[::-1]]), fill="toself", line={"width": 0},
        fillcolor=f"rgba({red},{green},{blue},{BAND_OPACITY})", mode="lines", hoverinfo="skip", legendgroup=arm,
        showlegend=False, **place,
    )  # fmt: skip


def _draw_level(figure: go.Figure, point: Point, line: dict[str, Any], name: str, place: dict[str, Any]) -> None:
    """A value over a window."""
    figure.add_scatter(
        x=[point.start, point.end], y=[point.value] * 2, mode="lines", line=line, name=name, legendgroup=point.arm,
        showlegend=False, hovertemplate="%{y:.3g}", **place,
    )  # fmt: skip


def _draw_seen(figure: go.Figure, point: Point, colour: str, place: dict[str, Any]) -> None:
    if point.end > point.start:
        _draw_level(figure, point, {"color": colour, "width": 1, "dash": "dot"}, "seen", place)
    bars = None
    if point.low is not None and point.high is not None:
        above, below = point.high - point.value, point.value - point.low
        bars = {"type": "data", "array": [above], "arrayminus": [below], "thickness": 1.2, "width": 3}
    symbol = {None: "circle", "<": "triangle-down", ">": "triangle-up"}[point.bound]
    figure.add_scatter(
        x=[point.middle], y=[point.value], error_y=bars, mode="markers", legendgroup=point.arm, showlegend=False,
        marker={"color": colour, "size": 9, "symbol": symbol, "line": {"color": "white", "width": 1.2}},
        name="seen", hovertemplate="%{y:.3g}", cliponaxis=False, **place,
    )  # fmt: skip
