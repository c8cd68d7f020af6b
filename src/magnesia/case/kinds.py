"""Kinds of value that a key can take: each reads a node and describes itself for the JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from magnesia.case.places import Node, Scalar, children, describe
from magnesia.case.problems import Misread, Problems, unknown
from magnesia.case.quantities import NotAQuantity, parse
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
class ListOf:
    """A list of values of one kind; unreadable items are noted and left out."""

    item: Kind
    what: str

    def read(self, node: Node, reading: Reading) -> tuple[Any, ...]:
        items = children(node)
        if items is None:
            wanted = f"a list of {self.what} is needed here, each beginning with `- `"
            raise Misread(node.place, f"{wanted}, not {describe(node)}")
        values = [reading.problems.attempt(self.item.read, child, reading) for child in items]
        return tuple(value for value in values if value is not None)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "array", "items": self.item.schema(vocabulary)}


def words(*groups: Sequence[str]) -> dict[str, str]:
    """Spellings for a ``Choice``: the first word of each group is what the others mean."""
    return {word: group[0] for group in groups for word in group}
