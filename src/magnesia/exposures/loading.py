"""Reads the records of one kind from YAML and refuses what is incomplete."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from magnesia.exposures.kinds import HOW, RECORD_OF, AnyRecord, Effect, Option

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPERATIONS = ("multiply", "add", "replace")


@cache
def records(kind: str) -> dict[str, AnyRecord]:
    """All records of a kind by name, from ``KINDs.yaml`` or the files of the folder ``KINDs``.

    A file holds ``records``, and ``groups`` of what several of them share.
    """
    found: dict[str, AnyRecord] = {}
    for text in _texts(f"{kind}s"):
        loaded = yaml.load(text, _LOADER)
        groups = {name: _group(name, fields) for name, fields in loaded.get("groups", {}).items()}
        for name, fields in loaded["records"].items():
            if name in found:
                raise ValueError(f"the {kind} {name} is recorded twice")
            found[name] = _record(kind, name, fields, groups)
    return found


def _texts(name: str) -> list[str]:
    home = files(f"{__package__}.records")
    folder = home / name
    paths = sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else [home / f"{name}.yaml"]
    return [path.read_text(encoding="utf-8") for path in paths if path.name.endswith(".yaml")]


def _group(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "effects": [_effect(name, item) for item in fields.get("effects", [])]}


def _record(kind: str, name: str, fields: dict[str, Any], groups: dict[str, dict[str, Any]]) -> AnyRecord:
    shared = groups[fields["group"]] if "group" in fields else {}
    own = [_effect(name, item) for item in fields.get("effects", [])]
    merged: dict[str, Any] = {**shared, **fields, "effects": (*shared.get("effects", ()), *own)}
    if kind != "drug":
        merged.pop("group", None)
    for listed in ("sources", "aliases"):
        merged[listed] = tuple(merged.get(listed, ()))
    if "studied" in merged:
        low, high = merged["studied"]
        merged["studied"] = (float(low), float(high))
    if "options" in merged:
        merged["options"] = {option: Option(**meaning) for option, meaning in merged["options"].items()}
    try:
        record = RECORD_OF[kind](name=name, **merged)
    except TypeError as problem:
        raise ValueError(f"the {kind} {name}: {problem}") from problem
    if not record.sources and not record.effects:
        raise ValueError(f"the {kind} {name} names no source")
    return record


def _effect(owner: str, fields: dict[str, Any]) -> Effect:
    try:
        effect = Effect(**fields)
    except TypeError as problem:
        raise ValueError(f"an effect of {owner}: {problem}") from problem
    if effect.operation not in _OPERATIONS or effect.how not in HOW:
        raise ValueError(f"{owner}, {effect.parameter}: unknown operation or origin")
    if (effect.size is None) == (effect.table is None):
        raise ValueError(f"{owner}, {effect.parameter}: needs either a size or a table")
    return effect
