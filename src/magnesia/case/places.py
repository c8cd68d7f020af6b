"""A parsed file as a tree of nodes, each of which remembers where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a case file; lines and columns count from 1."""

    line: int
    column: int
    path: str = "<text>"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE = Place(0, 0, "")


@dataclass(frozen=True, slots=True)
class Scalar:
    """Raw text, never converted by YAML: ``on``, ``1e3`` and ``20:30`` arrive as they were typed."""

    text: str
    place: Place
    quoted: bool = False

    @property
    def is_empty(self) -> bool:
        """True for a key without a value and for an unquoted null."""
        return not self.quoted and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Listing:
    """A YAML sequence."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value`` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A YAML mapping whose keys are plain text and occur once."""

    entries: tuple[Entry, ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value under exactly ``key``."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


Node = Scalar | Listing | Mapping


def children(node: Node) -> tuple[Node, ...] | None:
    """The items of a list, none for a key with nothing under it; None for what is no list."""
    if isinstance(node, Listing):
        return node.items
    return () if isinstance(node, Scalar) and node.is_empty else None


def entries_of(node: Node) -> tuple[Entry, ...] | None:
    """The entries of a mapping, none for a key with nothing under it; None for what is no mapping."""
    if isinstance(node, Mapping):
        return node.entries
    return () if isinstance(node, Scalar) and node.is_empty else None


def describe(node: Node) -> str:
    """What a node is, in the words of an error message."""
    if isinstance(node, Scalar):
        return "nothing" if node.is_empty else f"`{shorten(node.text)}`"
    return "a list" if isinstance(node, Listing) else "a mapping of keys to values"


def shorten(text: str, limit: int = 60) -> str:
    """Text fit for the inside of a sentence: one line, not longer than ``limit``."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 3] + "..."
