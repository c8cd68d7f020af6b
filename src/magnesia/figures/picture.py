"""What a figure shows, before anything is drawn: panels of curves and points over a strip of what was done."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

# Okabe and Ito's colours, which the colour-blind can tell apart; yellow is too pale for a line and is left out
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
BAND_OPACITY = 0.18
STEPS = {
    "min": (1, 2, 5, 10, 15, 20, 30, 60),
    "h": (0.5, 1, 2, 3, 4, 6, 8, 12, 24),
    "d": (0.5, 1, 2, 3, 5, 7, 10, 14, 20, 28, 50, 100, 200),
    "y": (0.5, 1, 2, 5, 10, 20, 50),
}


@dataclass(frozen=True, eq=False)
class Curve:
    """A prediction over time: the middle, and the band that holds most people where there are several."""

    arm: str
    times: np.ndarray  # in the unit of the picture's time axis
    middle: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None


@dataclass(frozen=True)
class Point:
    """Something seen, or predicted, at a moment or over (its arm's part of) a window, with its error bar."""

    arm: str
    start: float
    end: float  # equal to start at a moment
    value: float
    low: float | None = None
    high: float | None = None
    bound: str | None = None

    @property
    def middle(self) -> float:
        """Where the marker stands."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Panel:
    """One observable."""

    title: str
    curves: tuple[Curve, ...]
    seen: tuple[Point, ...] = ()
    predicted: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Mark:
    """Something done: a dose at a moment, or an infusion, a drug, a session from start to end.

    ``strength`` (0 to 1) is its rate relative to the fastest of its row.
    """

    row: str
    arm: str
    start: float
    end: float
    strength: float = 1.0

    @property
    def height(self) -> float:
        """How much of its lane a mark fills; even the weakest is seen."""
        return 0.3 + 0.7 * math.sqrt(self.strength)


@dataclass(frozen=True)
class Picture:
    """A figure."""

    title: str
    arms: tuple[str, ...]
    panels: tuple[Panel, ...]
    marks: tuple[Mark, ...]
    time_unit: str
    span: tuple[float, float]
    caption: tuple[str, ...]  # sentences

    @property
    def ticks(self) -> list[float]:
        """Round moments along the time axis, seven at most."""
        start, end = self.span
        step = next((step for step in STEPS[self.time_unit] if (end - start) / step <= 7), (end - start) / 5)
        return [step * count for count in range(math.ceil(start / step), math.floor(end / step) + 1)]

    def lane(self, mark: Mark) -> tuple[float, float]:
        """Top and height of a mark on the strip, where a row is one high and holds a lane for each arm."""
        share = 0.62 / len(self.arms)
        bottom = self.rows.index(mark.row) - 0.31 + share * (self.arms.index(mark.arm) + 1)
        height = 0.86 * share * mark.height
        return bottom - height, height

    @property
    def shortest_mark(self) -> float:
        """Length at which a dose given at once is drawn."""
        return 0.004 * (self.span[1] - self.span[0])

    @property
    def rows(self) -> tuple[str, ...]:
        """What was done, in the order in which it first was."""
        return tuple(dict.fromkeys(mark.row for mark in sorted(self.marks, key=lambda mark: mark.start)))

    @property
    def columns(self) -> int:
        """Columns of panels: as few as keep the figure on a page."""
        return {1: 1, 2: 2, 4: 2}.get(len(self.panels), 3)

    @property
    def panel_rows(self) -> int:
        """Rows of panels."""
        return -(-len(self.panels) // self.columns)

    def colour(self, arm: str) -> str:
        """The colour of an arm."""
        return COLOURS[self.arms.index(arm) % len(COLOURS)]
