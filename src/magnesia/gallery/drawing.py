"""Scalable drawings with axes: small enough for a phone, coloured by the style sheet of the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from markupsafe import Markup
from matplotlib.ticker import MaxNLocator

COLOURS = 7  # arms that the style sheet tells apart
WIDTH = 360.0  # in pixels of a small phone; wider screens put drawings side by side


@dataclass(frozen=True)
class Scale:
    """Where numbers from ``low`` to ``high`` lie between two pixels; ``is_log`` for ratios of numbers above zero."""

    low: float
    high: float
    first: float
    last: float
    is_log: bool = False

    def __call__(self, value: float) -> float:
        low, high, here = (math.log(one) if self.is_log else one for one in (self.low, self.high, value))
        return self.first + (self.last - self.first) * (here - low) / (high - low)

    def ticks(self, most: int) -> list[float]:
        """Round numbers along the axis."""
        if not self.is_log:
            found = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(self.low, self.high)
            return [tick for tick in map(float, found) if self.low <= tick <= self.high]
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for digits in ((1, 2, 3, 5), (1, 3), (1,)):
            within = [digit * 10.0**decade for decade in decades for digit in digits]
            within = [tick for tick in within if self.low <= tick <= self.high]
            if len(within) <= most:
                break
        return within


def around(values: Iterable[float | None], first: float, last: float, is_log: bool = False) -> Scale:
    """The scale that holds all values (None and what is not finite do not count) with a margin."""
    known = [value for value in values if value is not None and math.isfinite(value) and (value > 0 or not is_log)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if is_log:
        margin = max((high / low) ** 0.06, 1.05)
        return Scale(low / margin, high * margin, first, last, is_log)
    margin = 0.07 * (high - low) or 0.1 * abs(high) or 1.0
    floor = 0.0 if 0 <= low < margin else low - margin  # what cannot be negative does not look so
    return Scale(floor, high + margin, first, last)


def tick_texts(ticks: Sequence[float]) -> list[str]:
    """Numbers along an axis, with as many decimals as tell them apart."""
    steps = [after - before for before, after in pairwise(ticks)]
    even = bool(steps) and max(steps) - min(steps) < 1e-6 * max(steps)
    if not even:
        return [f"{tick:.3g}".replace("-", "−") for tick in ticks]
    exponent = math.floor(math.log10(steps[0]) + 1e-9)
    decimals = next(d for d in range(max(0, -exponent), 12) if abs(round(steps[0], d) - steps[0]) < 1e-6 * steps[0])
    return [f"{tick:.{decimals}f}".replace("-", "−") for tick in ticks]


class Drawing:
    """An SVG under construction; ``label`` says what it shows to those who do not see it."""

    def __init__(self, width: float, height: float, label: str) -> None:
        size = {"viewBox": f"0 0 {width:g} {height:g}", "width": f"{width:g}", "height": f"{height:g}"}
        self.root = ElementTree.Element("svg", {**size, "role": "img", "aria-label": label})
        self.height = height

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        self._add("line", kind, x1=x1, y1=y1, x2=x2, y2=y2)

    def box(self, x: float, y: float, width: float, height: float, kind: str, round_by: float = 0) -> None:
        self._add("rect", kind, x=x, y=y, width=width, height=height, rx=round_by)

    def dot(self, x: float, y: float, radius: float, kind: str, said: str) -> None:
        """A marker that says what it stands for under the pointer."""
        self._titled(self._add("circle", kind, cx=x, cy=y, r=radius), said)

    def shape(self, points: Iterable[tuple[float, float]], kind: str, said: str = "") -> None:
        """A closed outline."""
        self._titled(self._add("polygon", kind, points=_points(points)), said)

    def course(self, points: Iterable[tuple[float, float]], kind: str) -> None:
        """An open line through points."""
        self._add("polyline", kind, points=_points(points))

    def text(self, x: float, y: float, words: str, kind: str, anchor: str = "start") -> None:
        element = self._add("text", kind, x=x, y=y)
        element.set("text-anchor", anchor)
        element.text = words

    def bar_up(self, x: float, low: float, high: float, kind: str) -> None:
        """A vertical error bar with caps."""
        self.line(x, low, x, high, kind)
        for end in (low, high):
            self.line(x - 3, end, x + 3, end, kind)

    def bar_along(self, y: float, low: float, high: float, kind: str) -> None:
        """A horizontal error bar with caps."""
        self.line(low, y, high, y, kind)
        for end in (low, high):
            self.line(end, y - 3, end, y + 3, kind)

    def markup(self) -> Markup:
        """The drawing, to be put into a page as it is: every text in it is escaped."""
        return Markup(ElementTree.tostring(self.root, encoding="unicode"))

    def _add(self, tag: str, kind: str, **numbers: float | str) -> ElementTree.Element:
        written = {key: value if isinstance(value, str) else f"{value:.1f}" for key, value in numbers.items()}
        return ElementTree.SubElement(self.root, tag, {"class": kind, **written})

    @staticmethod
    def _titled(element: ElementTree.Element, said: str) -> None:
        if said:
            ElementTree.SubElement(element, "title").text = said


def arm_class(index: int) -> str:
    """The class that gives an arm its colour."""
    return f"arm{index % COLOURS}"


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
