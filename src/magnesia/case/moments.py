"""Moments and durations: numbers with units of time, or ISO dates where the case has a start."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from magnesia.case.kinds import Reading, Schema, scalar, understood
from magnesia.case.measures import quantity_schema
from magnesia.case.places import Listing, Node, shorten
from magnesia.case.problems import Misread
from magnesia.case.quantities import NUMBER, NotAQuantity, Quantity, convert, parse
from magnesia.case.units import YEAR
from magnesia.case.vocabulary import Vocabulary

LONGEST_YEARS = 130
_LONGEST_H = LONGEST_YEARS * YEAR / 3600
_PIECES = re.compile(rf"\s*{NUMBER}\s*[^\W\d]+\s*")
_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}")
_ISO = re.compile(r"\s*\d{4}-")


def parse_date(text: str) -> datetime:
    """An ISO date or time (``2024-03-01``, ``2024-03-01T08:00``). Raises ``NotAQuantity``."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NotAQuantity(f"`{shorten(text)}` is not a date; write it like `2024-03-01T08:00`") from None
    return moment


def moment_hours(text: str, start: datetime | None) -> float:
    """Hours from the case's zero for ``30 min``, ``-5 y``, ``1 d 6 h`` or an ISO date. Raises ``NotAQuantity``."""
    if _ISO.match(text):
        moment = parse_date(text)
        if start is None:
            raise NotAQuantity(f"`{shorten(text)}` is a date, and the case has no `start:` to count it from")
        return _within(_between(start, moment), text)
    return _within(_hours(text), text)


def duration_hours(text: str) -> float:
    """Hours of a stretch of time, more than nothing. Raises ``NotAQuantity``."""
    hours = _within(_hours(text), text)
    if hours <= 0:
        raise NotAQuantity(f"`{shorten(text)}` is no stretch of time; it must be longer than zero")
    return hours


def _between(start: datetime, moment: datetime) -> float:
    """Dates without a time zone are of the zone of the start."""
    moment = moment if moment.tzinfo or not start.tzinfo else moment.replace(tzinfo=start.tzinfo)
    start = start if start.tzinfo or not moment.tzinfo else start.replace(tzinfo=moment.tzinfo)
    return (moment - start) / timedelta(hours=1)


def _hours(text: str) -> float:
    pieces = _PIECES.findall(text)
    if len(pieces) > 1 and "".join(pieces) == text:
        parts = [_time(parse(piece), piece) for piece in pieces]
        # -1 d 6 h is thirty hours before zero
        return parts[0] + sum(abs(part) for part in parts[1:]) * (-1 if pieces[0].lstrip().startswith("-") else 1)
    if _CLOCK.match(text):
        raise NotAQuantity(f"`{shorten(text)}` is a time of day; write hours from the case's zero, or a whole ISO date")
    return _time(parse(text), text)


def _time(quantity: Quantity, text: str) -> float:
    if quantity.is_bare:
        raise NotAQuantity(
            f"`{shorten(text)}` has no unit of time; write for example `{quantity.value:g} h` (or min, d, wk, mo, y)"
        )
    return convert(quantity, "h")


def _within(hours: float, text: str) -> float:
    if abs(hours) > _LONGEST_H:
        raise NotAQuantity(f"`{shorten(text)}` is more than {LONGEST_YEARS} years from the case's zero")
    return hours


@dataclass(frozen=True)
class Moment:
    """A time on the case's clock, h."""

    def read(self, node: Node, reading: Reading) -> float:
        return understood(scalar(node, "a time like `30 min`"), lambda text: moment_hours(text, reading.start))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {
            "type": "string",
            "pattern": r"^\s*([−+-]?[\d.]|\d{4}-)",
            "examples": ["30 min", "-5 y", "2024-03-01T08:00"],
        }


@dataclass(frozen=True)
class Duration:
    """A stretch of time longer than zero, h."""

    def read(self, node: Node, reading: Reading) -> float:
        return understood(scalar(node, "a stretch of time like `8 h`"), duration_hours)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return quantity_schema("h")


@dataclass(frozen=True)
class Pattern:
    """One stretch of time or a list of them, h."""

    longest: int = 1000

    def read(self, node: Node, reading: Reading) -> tuple[float, ...]:
        nodes = node.items if isinstance(node, Listing) else (node,)
        if not 1 <= len(nodes) <= self.longest:
            raise Misread(
                node.place, f"a repeating pattern has 1 to {self.longest} stretches of time, not {len(nodes)}"
            )
        return tuple(Duration().read(item, reading) for item in nodes)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        one = Duration().schema(vocabulary)
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": self.longest}]}


@dataclass(frozen=True)
class Date:
    """An ISO date or time."""

    def read(self, node: Node, reading: Reading) -> datetime:
        return understood(scalar(node, "a date like `2024-03-01T08:00`"), parse_date)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}", "examples": ["2024-03-01T08:00"]}
