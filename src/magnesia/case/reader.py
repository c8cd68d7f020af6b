"""Bytes of YAML (or JSON) to nodes with places.

Built from parser events with an explicit stack: scalars stay text, and size, depth and aliases are bounded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from magnesia.case.places import Entry, Listing, Mapping, Node, Place, Scalar, describe
from magnesia.case.problems import CaseError, Misread, Problem, Problems
from magnesia.errors import InputError

LARGEST_BYTES = 2_000_000
DEEPEST = 40
MOST_NODES = 200_000

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_file(path: Path) -> bytes:
    """The content of a file; ``InputError`` if it cannot be read or is too large to be a case."""
    try:
        with open(path, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size <= LARGEST_BYTES:
                content = stream.read(LARGEST_BYTES + 1)
                size = len(content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: the case cannot be read ({reason[:1].lower()}{reason[1:]}).") from None
    if size > LARGEST_BYTES:
        raise CaseError([_too_large(str(path), size)])
    return content


def parse(content: bytes, path: str, problems: Problems) -> Mapping:
    """The top-level mapping of a case. Raises ``CaseError`` where the text is no YAML mapping at all."""
    if len(content) > LARGEST_BYTES:
        raise CaseError([_too_large(path, len(content))])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise CaseError([Problem(path, line, column, "the file is not UTF-8 text; save it as UTF-8.")]) from None
    try:
        root = _Builder(path, problems).build(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        said = ", ".join(part for part in (error.context, error.problem) if part)
        raise CaseError([Problem(path, line, column, f"this is not valid YAML ({said}).")]) from None
    except yaml.YAMLError as error:
        place = _unprintable(text)
        reason = "a control character" if place else str(error).splitlines()[0]
        line, column = place or (0, 0)
        raise CaseError([Problem(path, line, column, f"this is not valid YAML ({reason}).")]) from None
    except Misread as error:
        problems.add(error.place, error.message)
        raise CaseError(problems.found) from None
    if root is None or (isinstance(root, Scalar) and root.is_empty):
        raise CaseError([Problem(path, 0, 0, "the file is empty; a case needs at least `person:` or `timeline:`.")])
    if not isinstance(root, Mapping):
        place_of = root.place
        message = f"a case is a mapping of keys such as `person:` and `timeline:`, not {describe(root)}."
        raise CaseError([Problem(path, place_of.line, place_of.column, message)])
    return root


def _too_large(path: str, size: int) -> Problem:
    limit = LARGEST_BYTES / 1e6
    return Problem(path, 0, 0, f"the file has {size / 1e6:.1f} MB and a case at most {limit:g} MB; is it a case file?")


def _unprintable(text: str) -> tuple[int, int] | None:
    """Line and column of the first character that YAML forbids."""
    match = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    return before.count("\n") + 1, match.start() - (before.rfind("\n") + 1) + 1


class _Builder:
    """Assembles nodes from parser events with an explicit stack."""

    def __init__(self, path: str, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.nodes = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        stack: list[tuple[Any, Place, list[Node], int]] = []
        documents = 0
        for event in events:
            place = Place(event.start_mark.line + 1, event.start_mark.column + 1, self.path)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise Misread(
                        place, "a second document begins here; a file holds one case (use `arms:` for variants)."
                    )
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._refuse_tag(event, place)
                if len(stack) >= DEEPEST:
                    raise Misread(place, f"this is nested deeper than {DEEPEST} levels; a case needs no more than 8.")
                stack.append((event, place, [], self.nodes))
                continue
            node: Node
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_tag(event, place)
                node, anchor, size = Scalar(event.value, place, bool(event.style)), event.anchor, 1
            elif isinstance(event, yaml.AliasEvent):
                node, size = self._aliased(str(event.anchor), place)
                anchor = None
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                opened, began, children, before = stack.pop()
                is_mapping = isinstance(opened, yaml.MappingStartEvent)
                node = self._mapping(children, began) if is_mapping else Listing(tuple(children), began)
                anchor, size = opened.anchor, 1
                if anchor:
                    self.anchors[anchor] = node, self.nodes + 1 - before
                    anchor = None
            else:
                continue
            self.nodes += size
            if self.nodes > MOST_NODES:
                raise Misread(place, f"the case has more than {MOST_NODES} values (counting every use of an alias).")
            if anchor:
                self.anchors[anchor] = node, size
            if stack:
                stack[-1][2].append(node)
            else:
                root = node
        return root

    def _refuse_tag(self, event: Any, place: Place) -> None:
        if event.tag is not None and not (event.tag == "!" and isinstance(event, yaml.ScalarEvent)):
            raise Misread(place, f"the YAML tag `{event.tag}` has no meaning in a case; remove it.")

    def _aliased(self, anchor: str, place: Place) -> tuple[Node, int]:
        if anchor not in self.anchors:
            raise Misread(place, f"the alias `*{anchor}` stands before (or inside) what it names.")
        return self.anchors[anchor]

    def _mapping(self, children: list[Node], place: Place) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.problems.add(key.place, f"a key must be a word, not {describe(key)}.")
            elif key.text in entries:
                first = entries[key.text].key.place
                message = f"`{key.text}` stands twice; it was already given on line {first.line}, keep one of them."
                self.problems.add(key.place, message)
            else:
                entries[key.text] = Entry(key, value)
        return Mapping(tuple(entries.values()), place)
