"""The traffic of a day drawn as bands as wide as what passes: from outside into the bowel, into blood, and on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from magnesia.gallery.drawing import Drawing
from magnesia.report.traffic import HELD, LOSSES, SUPPLIES, WORDS, Link, Traffic
from magnesia.tables.wording import number

WIDTH, BAR = 900.0, 12.0  # px
COLUMNS = {"left": 200.0, "bowel": 335.0, "blood": 545.0, "right": 685.0}  # px, where a bar begins
TALLEST = 190.0  # px of the larger of bowel and blood
PITCH = 21.0  # px between the middles of neighbours, so that words do not meet
TOP = 12.0
LEAST = 0.01  # mmol/d or mmol; less is not drawn
MIDDLE = ("bowel", "blood")


def sankey(traffic: Traffic) -> Markup:
    """The figure of one stretch of time; the tables beside it hold every number."""
    links = [link for link in traffic.links if link.amount.middle >= LEAST]
    return _Sankey(traffic, links).drawing.markup()


class _Drawing(Drawing):
    """A drawing with bands."""

    def band(self, start: tuple[float, float], end: tuple[float, float], width: float, kind: str, said: str) -> None:
        """A band between two points that leaves and arrives level."""
        (x1, y1), (x2, y2) = start, end
        half = (x1 + x2) / 2
        path = f"M{x1:.1f},{y1:.1f} C{half:.1f},{y1:.1f} {half:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
        element = self._add("path", f"flow {kind}", d=path)
        element.set("stroke-width", f"{max(width, 1.2):.1f}")
        self._titled(element, said)


class _Sankey:
    """Lays bars out and draws bands between them, top down."""

    def __init__(self, traffic: Traffic, links: Sequence[Link]) -> None:
        self.links, self.unit = links, traffic.unit
        widest = max((self._through(name) for name in MIDDLE), default=0.0)
        self.scale = TALLEST / widest if widest > 0 else 1.0
        left = [*self._ends("blood", "source"), *self._ends("bowel", "source")]
        right = [*self._ends("blood", "target"), *self._ends("bowel", "target")]
        tops = {"blood": TOP}
        height, self.left = self._stack(left)
        below, self.right = self._stack(right)
        first = next((self.left[link] for link in left if link.target == "bowel"), TOP)
        tops["bowel"] = max(first - 6, TOP)
        if not self._ends("blood", "source"):
            tops["bowel"] = TOP + 30
        bottoms = [tops[name] + self.scale * self._through(name) for name in MIDDLE]
        size = max(height, below, *bottoms) + 16
        said = ", ".join(f"{_name(one)} {number(one.amount.middle)}" for one in links)
        self.drawing = _Drawing(WIDTH, size, f"{traffic.heading}, magnesium in {traffic.unit}: {said}")
        self._draw(tops, left, right)

    def _through(self, name: str) -> float:
        """What the taller side of a bar holds."""
        entering = sum(link.amount.middle for link in self.links if self._side(link, name) == "left")
        leaving = sum(link.amount.middle for link in self.links if self._side(link, name) == "right")
        return max(entering, leaving)

    @staticmethod
    def _side(link: Link, name: str) -> str | None:
        """Which side of a bar a link touches: juices leave blood where what is absorbed enters."""
        if name not in (link.source, link.target):
            return None
        if (link.source, link.target) in (("bowel", "blood"), ("blood", "bowel")):
            return "left" if name == "blood" else "right"
        return "left" if link.target == name else "right"

    def _ends(self, middle: str, end: str) -> list[Link]:
        """Links between a bar and the margin, in the order of its names."""
        other = "target" if end == "source" else "source"
        order = [*SUPPLIES, *LOSSES, *HELD]
        found = [one for one in self.links if getattr(one, other) == middle and getattr(one, end) not in MIDDLE]
        return sorted(found, key=lambda one: order.index(getattr(one, end)))

    def _stack(self, links: Iterable[Link]) -> tuple[float, dict[Link, float]]:
        """The height of a column and the middle of each of its bars."""
        middles: dict[Link, float] = {}
        bottom = TOP - 6
        for link in links:
            tall = self.scale * link.amount.middle
            middles[link] = bottom + max(tall + 8, PITCH) / 2
            bottom = middles[link] + max(tall + 8, PITCH) / 2
        return bottom, middles

    def _draw(self, tops: dict[str, float], left: Sequence[Link], right: Sequence[Link]) -> None:
        for name in MIDDLE:
            tall = self.scale * self._through(name)
            self.drawing.box(COLUMNS[name], tops[name], BAR, tall, "bar")
            self.drawing.text(COLUMNS[name] + BAR / 2, tops[name] + tall + 13, WORDS[name], "heading", "middle")
        used = {(name, side): tops[name] for name in MIDDLE for side in ("left", "right")}
        inner = [one for one in self.links if {one.source, one.target} == set(MIDDLE)]
        for link in (*[one for one in left if one.target == "blood"], *inner,
                     *[one for one in left if one.target == "bowel"], *right):  # fmt: skip
            self._band(link, used)

    def _band(self, link: Link, used: dict[tuple[str, str], float]) -> None:
        tall = self.scale * link.amount.middle
        places = []
        for name in (link.source, link.target):
            side = self._side(link, name) if name in MIDDLE else None
            if side is None:
                is_left = link in self.left
                middle = (self.left if is_left else self.right)[link]
                places.append((COLUMNS["left"] if is_left else COLUMNS["right"], middle))
                continue
            places.append((COLUMNS[name] + (BAR if side == "right" else 0), used[name, side] + tall / 2))
            used[name, side] += tall
        low, high = (number(one, like=link.amount.middle) for one in (link.amount.low, link.amount.high))
        said = f"{_name(link)}: {number(link.amount.middle)} {self.unit} ({low} to {high})"
        self.drawing.band(places[0], places[1], tall, _kind(link), said)
        self._words(link, places)

    def _words(self, link: Link, places: Sequence[tuple[float, float]]) -> None:
        amount = number(link.amount.middle, like=1.0)
        if link in self.left:
            x, y = places[0]
            self.drawing.text(x - 6, y + 4, f"{WORDS[link.source]} {amount}", "label", "end")
        elif link in self.right:
            x, y = places[1]
            self.drawing.text(x + 6, y + 4, f"{WORDS[link.target]} {amount}", "label")
        else:
            (x1, y1), (x2, y2) = places
            words = f"absorbed {amount} →" if link.source == "bowel" else f"← juices {amount}"
            self.drawing.text((x1 + x2) / 2, (y1 + y2) / 2 + 4, words, "label", "middle")


def _name(link: Link) -> str:
    return f"{WORDS[link.source]} to {WORDS[link.target].lower()}"


def _kind(link: Link) -> str:
    """What colours a band: what enters, what leaves, what stays, what a store gave."""
    if link.source in HELD:
        return "given-up"
    if link.target in HELD:
        return "kept"
    if link.target in LOSSES:
        return "lost"
    return "juices" if link.source == "blood" else "entering"
