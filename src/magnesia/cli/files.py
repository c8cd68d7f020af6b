"""Files named on the command line: cases to read, targets to write."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from magnesia.errors import InputError


def find_case(named: str) -> Path:
    """The case file of this path, or else the installed case of this name; ``InputError`` with the nearest names."""
    path = Path(named)
    if path.exists():
        return path
    from magnesia.evidence.published import published_cases

    installed = published_cases()
    if named in installed:
        return installed[named].path
    beside = [str(path.parent / name) for name in _names_in(path.parent)]
    near = difflib.get_close_matches(named, [*beside, *installed], n=3, cutoff=0.5)
    offer = f"nearest: {', '.join(near)}" if near else "`magnesia list cases` shows the installed ones"
    raise InputError(f"{named}: there is no such case file; {offer}.")


def _names_in(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder) if entry.name.endswith((".yaml", ".yml", ".json"))]
    except OSError:
        return []


def check_writable(path: Path) -> Path:
    """``InputError``, before anything is computed, if a file cannot be written there."""
    folder = path.parent
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; name a file in it.")
    if not folder.is_dir():
        raise InputError(f"{path}: the folder {folder} does not exist; create it first.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise InputError(f"{path}: writing there is not permitted.")
    return path
