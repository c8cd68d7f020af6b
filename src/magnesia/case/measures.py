"""Kinds of value that are quantities: converted at once, or kept as typed until other keys are known."""

from __future__ import annotations

from dataclasses import dataclass

from magnesia.case.analytes import Analyte
from magnesia.case.kinds import Reading, Schema, scalar, understood
from magnesia.case.places import Node, Scalar
from magnesia.case.problems import Misread
from magnesia.case.quantities import NUMBER, NotAQuantity, Quantity, convert, parse
from magnesia.case.vocabulary import Vocabulary


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
