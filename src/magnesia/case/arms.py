"""Arms: variants of a case, made by laying the overrides of each over the case before it is read.

An arm's ``person`` and ``habits`` are merged key by key (``null`` removes a key; a new ``egfr`` removes the
``creatinine`` of the case and the other way round); its ``timeline`` and ``seen`` replace those of the case as a
whole. A ``seen`` of the case that compares with an arm is left out of that arm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from magnesia.case.places import Entry, Listing, Mapping, Node, Place, Scalar, describe, entries_of
from magnesia.case.problems import Misread, Problems, unknown

OVERRIDES = ("title", "person", "habits", "timeline", "seen", "note")
MERGED = ("person", "habits")
# filtration is said by one of these, so a new one makes the old one wrong
_INSTEAD = {"egfr": "creatinine", "creatinine": "egfr"}
_DEEPEST = 4
MOST_ARMS = 100


def named_arms(node: Node) -> Iterator[tuple[Scalar, Mapping]]:
    """Name and overrides of every arm, from a mapping or from a list of mappings with ``name:``. Raises ``Misread``."""
    entries = entries_of(node)
    if entries is not None:
        for entry in entries:
            yield entry.key, _overrides(entry.value)
    elif isinstance(node, Listing):
        for item in node.items:
            overrides = _overrides(item)
            name = overrides.get("name")
            if not isinstance(name, Scalar) or name.is_empty:
                raise Misread(
                    item.place, "an arm in a list needs `name:`; or write `arms:` as a mapping from names to overrides"
                )
            yield (
                name,
                Mapping(tuple(entry for entry in overrides.entries if entry.key.text != "name"), overrides.place),
            )
    else:
        raise Misread(node.place, f"`arms` is a mapping from names to overrides, not {describe(node)}")


def _overrides(node: Node) -> Mapping:
    entries = entries_of(node)
    if entries is None:
        raise Misread(
            node.place, f"an arm is a mapping of what it overrides ({', '.join(OVERRIDES)}), not {describe(node)}"
        )
    return Mapping(entries, node.place)


def laid_over(case: Mapping, overrides: Mapping, problems: Problems) -> Mapping:
    """The mapping of a complete case: ``case`` without its arms, changed by ``overrides``."""
    changes: list[Entry] = []
    for entry in overrides.entries:
        if entry.key.text in OVERRIDES:
            changes.append(entry)
        else:
            problems.add(entry.key.place, unknown("key in an arm", entry.key.text, OVERRIDES))
    kept = [entry for entry in case.entries if entry.key.text != "arms"]
    return _merged(Mapping(tuple(kept), case.place), Mapping(tuple(changes), overrides.place), case.place, 0)


def _merged(base: Mapping, over: Mapping, place: Place, depth: int) -> Mapping:
    changes = {entry.key.text: entry for entry in over.entries}
    entries: list[Entry] = []
    for entry in base.entries:
        key = entry.key.text
        change = changes.pop(key, None)
        instead = _INSTEAD.get(key)
        if change is not None:
            entries += _changed(entry, change, depth)
        elif not (depth == 1 and instead is not None and over.get(instead) is not None):
            entries.append(entry)
    entries += [change for change in changes.values() if not _removes(change)]
    return Mapping(tuple(entries), place)


def _changed(entry: Entry, change: Entry, depth: int) -> list[Entry]:
    if _removes(change):
        return []
    mergeable = depth > 0 or entry.key.text in MERGED
    if mergeable and depth < _DEEPEST and isinstance(entry.value, Mapping) and isinstance(change.value, Mapping):
        return [Entry(change.key, _merged(entry.value, change.value, change.value.place, depth + 1))]
    return [change]


def _removes(change: Entry) -> bool:
    """An explicit null takes a key away; a key left without a value is a slip and reported as one."""
    return isinstance(change.value, Scalar) and change.value.is_empty and change.value.text != ""


def removable(schema: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a mapping in an arm, where null removes a key."""
    loose = dict(schema)
    for key, value in schema.get("properties", {}).items():
        loose["properties"] = {**loose["properties"], key: {"anyOf": [removable(value), {"type": "null"}]}}
    if isinstance(schema.get("additionalProperties"), dict):
        loose["additionalProperties"] = {"anyOf": [schema["additionalProperties"], {"type": "null"}]}
    return loose
