"""Mappings with known keys: one declaration of the fields serves reading, messages and the JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from magnesia.case.kinds import Kind, Reading, Schema, Text
from magnesia.case.places import Node, Place, describe, entries_of
from magnesia.case.problems import Misread, unknown
from magnesia.case.vocabulary import Vocabulary


@dataclass(frozen=True)
class Field:
    """One key: its name, the kind of its value and what it means."""

    name: str
    kind: Kind
    about: str
    required: bool = False
    aliases: tuple[str, ...] = ()


NOTE = Field("note", Text(), "Free text for the reader; the model does not use it.")


@dataclass(frozen=True)
class Values:
    """What was read from one mapping. ``complete`` is False where some key was unreadable or missing."""

    place: Place
    read: dict[str, Any]
    places: dict[str, Place]
    complete: bool

    def get(self, name: str, default: Any = None) -> Any:
        """The value under ``name``, or ``default``."""
        return self.read.get(name, default)

    def place_of(self, name: str) -> Place:
        """Where the value of ``name`` stands; the mapping where it was left out."""
        return self.places.get(name, self.place)

    def only(self, *names: str) -> dict[str, Any]:
        """The values of those of ``names`` that were given."""
        return {name: self.read[name] for name in names if name in self.read}

    def needs(self, name: str, why: str) -> Any:
        """The value under ``name``; ``Misread`` at the mapping if it was left out."""
        if name not in self.read:
            raise Misread(self.place, why)
        return self.read[name]


@dataclass(frozen=True)
class Fields:
    """A mapping of ``fields``, built into an object by ``build`` once every key was read."""

    what: str
    fields: tuple[Field, ...]
    build: Callable[[Values, Reading], Any]

    def read(self, node: Node, reading: Reading) -> Any:
        return self.build(self.values(node, reading), reading)

    def values(self, node: Node, reading: Reading) -> Values:
        """The values of all readable keys; what is wrong with the others is noted in ``reading``."""
        entries = entries_of(node)
        if entries is None:
            raise Misread(node.place, f"{self.what} is a mapping of keys to values, not {describe(node)}")
        known = {spelling: field for field in self.fields for spelling in (field.name, *field.aliases)}
        read: dict[str, Any] = {}
        places: dict[str, Place] = {}
        complete = True
        order = {spelling: index for index, spelling in enumerate(known)}
        for entry in sorted(entries, key=lambda entry: order.get(entry.key.text, -1)):
            field = known.get(entry.key.text)
            if field is None:
                reading.problems.add(entry.key.place, unknown(f"key in {self.what}", entry.key.text, known))
                complete = False
                continue
            if field.name in places:
                reading.problems.add(
                    entry.key.place, f"`{entry.key.text}` and `{field.name}` are the same key; keep one"
                )
            places[field.name] = entry.value.place
            value = reading.problems.attempt(field.kind.read, entry.value, reading)
            if value is None:
                complete = False
            else:
                read[field.name] = value
        for field in self.fields:
            if field.required and field.name not in places:
                reading.problems.add(
                    node.place, f"{self.what} needs `{field.name}:` ({field.about[0].lower()}{field.about[1:-1]})"
                )
                complete = False
        return Values(node.place, read, places, complete)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        properties = {
            spelling: {"description": field.about, **field.kind.schema(vocabulary)}
            for field in self.fields
            for spelling in (field.name, *field.aliases)
        }
        required = [field.name for field in self.fields if field.required and not field.aliases]
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
