"""What a page was made from, in a word that changes with any part of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

# Rooms that neither predict nor draw: their change leaves every page as it is. Body holds the calibration in force.
_APART = {"calibration", "claims", "cli", "evidence", "exchange", "rival"}
_RIVAL = {"calibration", "rival"}


def of_study(case: Path, people: int | None) -> str:
    """Changes with the case, with the number of people and with anything of the program that predicts or draws."""
    return _digest(case.read_bytes(), str(people).encode(), _program(frozenset(_APART)))


def of_rival(cases: list[Path]) -> str:
    """Changes with any of the cases and with anything that predicts, the rival included."""
    return _digest(*(case.read_bytes() for case in cases), _program(frozenset(_APART - _RIVAL)))


@cache
def _program(apart: frozenset[str]) -> bytes:
    return _digest(*(path.read_bytes() for path in _sources(apart))).encode()


def _sources(apart: frozenset[str]) -> Iterator[Path]:
    root = Path(str(files("magnesia")))
    for path in sorted(root.rglob("*")):
        room = path.relative_to(root).parts[0]
        if room not in apart and path.suffix in (".py", ".yaml", ".json", ".html", ".css"):
            yield path


def _digest(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()[:16]
