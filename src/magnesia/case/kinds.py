"""Kinds of value that a key can take: each reads a node and describes itself for the JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from magnesia.case.analytes import Analyte
from magnesia.case.moments import duration_hours, moment_hours, parse_date
from magnesia.case.places import Listing, Node, Scalar, describe
from magnesia.case.problems import Misread, Problems, unknown
from magnesia.case.quantities import NUMBER, NotAQuantity, Quantity, convert, parse
from magnesia.case.vocabulary import Vocabulary

_T = TypeVar("_T")
Schema = dict[str, Any]


@dataclass
class Reading:
    """What readers share while one case is read."""

    problems: Problems
    vocabulary: Vocabulary
    start: datetime | None = None
    weight: float | None = None  # kg, for intakes per kg
    arms: tuple[str, ...] = ()


class Kind(Protocol):
    """Reads one value; raises ``Misread`` with the place and the remedy."""

    def read(self, node: Node, reading: Reading) -> Any:
        """The value of ``node``."""

    def schema(self, vocabulary: Vocabulary) -> Schema:
        """The JSON Schema of the values this kind accepts."""


def scalar(node: Node, wanted: str) -> Scalar:
    """``node`` as a single value that is not empty."""
    if not isinstance(node, Scalar):
        raise Misread(node.place, f"{wanted} is needed here, not {describe(node)}")
    if node.is_empty:
        raise Misread(node.place, f"the value is missing; give {wanted}, or leave the key out")
    return node


def understood(node: Scalar, read: Callable[[str], _T]) -> _T:
    """``read`` of the text, its complaint tied to the place."""
    try:
        return read(node.text)
    except NotAQuantity as error:
        raise Misread(node.place, str(error)) from None


@dataclass(frozen=True)
class Text:
    """Free text."""

    def read(self, node: Node, reading: Reading) -> str:
        return scalar(node, "text").text

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": ["string", "number"]}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, node: Node, reading: Reading) -> bool:
        word = scalar(node, "true or false")
        if word.text.lower() in ("true", "yes", "on"):
            return True
        if word.text.lower() in ("false", "no", "off"):
            return False
        raise Misread(word.place, f"`{word.text[:60]}` is neither true nor false")

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Whole:
    """A whole number from 1."""

    most: int = 10_000_000

    def read(self, node: Node, reading: Reading) -> int:
        word = scalar(node, "a whole number")
        value = understood(word, parse)
        if not value.is_bare or value.value != round(value.value) or not 1 <= value.value <= self.most:
            raise Misread(
                word.place, f"`{word.text[:60]}` must be a whole number from 1 to {self.most}, without a unit"
            )
        return int(value.value)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "integer", "minimum": 1, "maximum": self.most}


@dataclass(frozen=True)
class Choice:
    """One of a few words; ``words`` maps every accepted spelling to what it means."""

    what: str
    words: Mapping[str, Any]

    def read(self, node: Node, reading: Reading) -> Any:
        word = scalar(node, self.what)
        key = word.text.strip().lower().replace(" ", "_").replace("-", "_")
        if key not in self.words:
            raise Misread(word.place, unknown(self.what, word.text, self.words))
        return self.words[key]

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Measure:
    """A number with a unit, converted to ``unit`` and kept between ``low`` and ``high``."""

    unit: str
    low: float
    high: float
    analyte: Analyte | None = None
    what: str = "value"

    def read(self, node: Node, reading: Reading) -> float:
        word = scalar(node, f"a quantity like `1 {self.unit}`" if self.unit != "1" else "a number")
        return self.checked(understood(word, lambda text: self.value(parse(text), reading)), word)

    def value(self, quantity: Quantity, reading: Reading) -> float:
        """The number in the standard unit."""
        return convert(quantity, self.unit, self.analyte)

    def checked(self, value: float, word: Scalar) -> float:
        """``value``, or the complaint that it is impossible."""
        if not self.low <= value <= self.high:
            unit = "" if self.unit == "1" else f" {self.unit}"
            remedy = (
                "must not be negative"
                if value < 0 <= self.low
                else f"must lie between {self.low:g} and {self.high:g}{unit}"
            )
            raise Misread(word.place, f"`{word.text[:60]}` is impossible: {self.what} {remedy}; check number and unit")
        return value

    def schema(self, vocabulary: Vocabulary) -> Schema:
        if self.unit == "1":
            return {"type": ["number", "string"], "pattern": rf"^\s*{NUMBER}\s*(%|percent)?\s*$"}
        return quantity_schema(f"{self.unit}")


def quantity_schema(unit: str) -> Schema:
    """Text that begins with a number and ends in a unit."""
    return {"type": "string", "pattern": rf"^\s*[−-]?{NUMBER}\s*[^\s\d.]", "examples": [f"1 {unit}"]}


@dataclass(frozen=True)
class DailyIntake(Measure):
    """An intake per day; one per kg of body weight is multiplied by the person's weight."""

    def value(self, quantity: Quantity, reading: Reading) -> float:
        if not quantity.unit.dimension.body:
            return super().value(quantity, reading)
        per_kg = convert(quantity, self.unit.replace("/", "/kg/", 1), self.analyte)
        if reading.weight is None:
            raise NotAQuantity(f"`{quantity.unit.text}` needs the weight; add `weight:` to `person:`")
        return per_kg * reading.weight


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


@dataclass(frozen=True)
class ListOf:
    """A list of values of one kind; unreadable items are noted and left out."""

    item: Kind
    what: str

    def read(self, node: Node, reading: Reading) -> tuple[Any, ...]:
        if not isinstance(node, Listing):
            raise Misread(
                node.place, f"a list of {self.what} is needed here, each beginning with `- `, not {describe(node)}"
            )
        values = [reading.problems.attempt(lambda child=child: self.item.read(child, reading)) for child in node.items]
        return tuple(value for value in values if value is not None)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "array", "items": self.item.schema(vocabulary)}


@dataclass(frozen=True)
class TypedQuantity:
    """A quantity as it was typed, for those whose meaning depends on other keys."""

    quantity: Quantity
    word: Scalar

    def convert(self, unit: str, low: float, high: float, what: str) -> float:
        """The number in ``unit``; ``Misread`` unless it lies between ``low`` and ``high``."""
        value = understood(self.word, lambda text: convert(self.quantity, unit))
        return Measure(unit, low, high, what=what).checked(value, self.word)


@dataclass(frozen=True)
class Typed:
    """A quantity whose unit is understood later."""

    example: str

    def read(self, node: Node, reading: Reading) -> TypedQuantity:
        word = scalar(node, f"a quantity like `{self.example}`")
        return TypedQuantity(understood(word, parse), word)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {**quantity_schema("g"), "examples": [self.example]}


def words(*groups: Sequence[str]) -> dict[str, str]:
    """Spellings for a ``Choice``: the first word of each group is what the others mean."""
    return {word: group[0] for group in groups for word in group}
