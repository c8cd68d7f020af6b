"""What is wrong with a case file: one sentence a problem, all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from magnesia.case.places import Place
from magnesia.errors import InputError

PRINTED = 20
COLLECTED = 1000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about one place; ``line`` 0 means the file as a whole."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{where}: {self.message}"


class CaseError(InputError):
    """A case that cannot be used; ``problems`` holds every problem found, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.message)))
        lines = [str(problem) for problem in self.problems[:PRINTED]]
        if len(self.problems) > PRINTED:
            lines.append(f"... and {len(self.problems) - PRINTED} more problems.")
        super().__init__("\n".join(lines))


class Misread(Exception):
    """Raised by a reader of a value and caught by the reader of the mapping around it, which goes on collecting."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message


class Problems:
    """Collects problems while a file is read."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, place: Place, message: str) -> None:
        """Note one sentence about ``place``; a file with ``COLLECTED`` problems is given up."""
        self.found.append(Problem(place.path, place.line, place.column, message))
        if len(self.found) >= COLLECTED:
            self.raise_any()

    def attempt(self, read: Callable[..., _T], *arguments: Any) -> _T | None:
        """``read(*arguments)``, or None once its ``Misread`` is noted."""
        try:
            return read(*arguments)
        except Misread as error:
            self.add(error.place, error.message)
            return None

    def raise_any(self) -> None:
        """Raise ``CaseError`` if anything was noted."""
        if self.found:
            raise CaseError(self.found)


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words that look most like ``word``, best first; none if none looks like it."""
    spelled = {name.lower(): name for name in known}
    matches = difflib.get_close_matches(word.lower()[:80], spelled, n=count, cutoff=0.6)
    return [spelled[match] for match in matches]


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """The sentence for a word outside ``known``: offers the nearest, or all of them where they are few."""
    names = list(known)
    near = nearest(word, names)
    if near:
        offer = f"; nearest: {', '.join(near)}"
    elif 0 < len(names) <= 16:
        offer = f"; known: {', '.join(names)}"
    else:
        offer = ""
    return f"unknown {what} `{word[:60]}`{offer}"
