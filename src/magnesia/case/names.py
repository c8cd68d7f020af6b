"""Names of the vocabulary as values and as keys of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from magnesia.case.kinds import Kind, Reading, Schema, scalar
from magnesia.case.places import Node, Scalar, describe, entries_of
from magnesia.case.problems import Misread
from magnesia.case.vocabulary import Vocabulary, unknown_name


@dataclass(frozen=True)
class Named:
    """A name that was found: the record, its kind and where it stands."""

    kind: str
    record: Any
    word: Scalar

    @property
    def name(self) -> str:
        """The record's own spelling of the name."""
        return str(self.record.name)


@dataclass(frozen=True)
class Name:
    """A name of one of ``kinds`` of the vocabulary."""

    what: str
    kinds: tuple[str, ...]

    def read(self, node: Node, reading: Reading) -> Named:
        return self.find(scalar(node, f"the name of a {self.what}"), reading)

    def find(self, word: Scalar, reading: Reading) -> Named:
        """The record that ``word`` names; ``Misread`` with the nearest names or where the name belongs."""
        for kind in self.kinds:
            record = reading.vocabulary.find(kind, word.text)
            if record is not None:
                return Named(kind, record, word)
        raise Misread(word.place, unknown_name(reading.vocabulary, self.what, word.text, self.kinds))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        known = [name for kind in self.kinds for name in vocabulary.names(kind)]
        # synonyms and other spellings are accepted too, so the names are an offer to the editor, not a limit
        return {"anyOf": [{"enum": known}, {"type": "string"}]} if known else {"type": "string"}


@dataclass(frozen=True)
class Table:
    """A mapping from names of the vocabulary to values of one kind; read as ``{name: (Named, value)}``."""

    name: Name
    value: Kind

    def read(self, node: Node, reading: Reading) -> dict[str, tuple[Named, Any]]:
        entries = entries_of(node)
        if entries is None:
            raise Misread(
                node.place, f"a mapping from each {self.name.what} to its value is needed, not {describe(node)}"
            )
        table: dict[str, tuple[Named, Any]] = {}
        for entry in entries:
            named = reading.problems.attempt(self.name.find, entry.key, reading)
            value = reading.problems.attempt(self.value.read, entry.value, reading)
            if named is None or value is None:
                continue
            if named.name in table:
                first = table[named.name][0].word
                message = (
                    f"`{entry.key.text}` and `{first.text}` (line {first.place.line}) are the same {self.name.what}"
                )
                reading.problems.add(entry.key.place, message)
            table[named.name] = named, value
        return table

    def schema(self, vocabulary: Vocabulary) -> Schema:
        value = self.value.schema(vocabulary)
        known = {name: value for kind in self.name.kinds for name in vocabulary.names(kind)}
        return {"type": "object", "properties": known, "additionalProperties": value}
