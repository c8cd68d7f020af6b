"""What was done in a case, as marks on a strip above the panels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from magnesia.case.courses import courses
from magnesia.case.timeline import ChangeHabits, Dialyse, Give
from magnesia.figures.picture import Mark

if TYPE_CHECKING:
    from magnesia.case import Case
    from magnesia.case.habits import Habits

AT_ONCE = 0.1  # h


def marks(case: Case, arm: str, begin: float, end: float) -> list[Mark]:
    """Everything of the timeline that falls between ``begin`` and ``end`` (h)."""
    found = [mark for mark in _everything(case, arm, end) if mark.start <= end and mark.end >= begin]
    fastest: dict[str, float] = {}
    for mark in found:
        fastest[mark.row] = max(mark.strength, fastest.get(mark.row, 0.0))
    return [
        replace(mark, start=max(mark.start, begin), end=min(mark.end, end), strength=mark.strength / fastest[mark.row])
        for mark in found
        if fastest[mark.row] > 0
    ]


def _everything(case: Case, arm: str, end: float) -> Iterator[Mark]:
    for entry in case.timeline:
        if isinstance(entry, Give):
            row = f"{_spaced(entry.substance)} {entry.route or ''}".rstrip()
            yield from (Mark(row, arm, *span, _rate(entry)) for span in entry.spans(end))
        elif isinstance(entry, Dialyse):
            yield from (Mark(_spaced(entry.kind), arm, *span) for span in entry.spans(end))
    yield from (Mark(_spaced(course.what.name), arm, course.begin, course.end)
                for course in courses(case.timeline, {}, end))  # fmt: skip
    diets = sorted((entry for entry in case.timeline if isinstance(entry, ChangeHabits)), key=lambda entry: entry.at)
    for diet, following in zip_longest(diets, diets[1:]):
        yield Mark(f"diet: {_diet(diet.habits)}", arm, diet.at, following.at if following else end)


def _rate(entry: Give) -> float:
    """How fast something is given; a dose at once counts as one within the shortest time that matters."""
    if entry.rate is not None:
        return entry.rate.value
    assert entry.dose is not None
    return entry.dose.value / (entry.over or AT_ONCE)


def _diet(habits: Habits) -> str:
    """What a change of habits is about, in a few words."""
    if habits.magnesium is not None:
        return f"magnesium {habits.magnesium:.3g} mmol/d"
    changed = [item.name for item in fields(habits) if item.name not in ("note", "place")]
    return ", ".join(name for name in changed if getattr(habits, name) is not None)


def _spaced(name: str) -> str:
    return name.replace("_", " ")
