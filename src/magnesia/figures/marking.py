"""What was done in a case, as marks on a strip above the panels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from magnesia.case.courses import courses
from magnesia.case.timeline import ChangeHabits, Dialyse, Give, Start
from magnesia.figures.picture import Mark

if TYPE_CHECKING:
    from magnesia.case import Case
    from magnesia.case.habits import Habits


def marks(case: Case, arm: str, begin: float, end: float) -> Iterator[Mark]:
    """Everything of the timeline that falls between ``begin`` and ``end`` (h)."""
    for row, start, stop in _spans(case, end):
        if start <= end and stop >= begin:
            yield Mark(row, arm, max(start, begin), min(stop, end))


def _spans(case: Case, end: float) -> Iterator[tuple[str, float, float]]:
    diets = sorted((entry for entry in case.timeline if isinstance(entry, ChangeHabits)), key=lambda entry: entry.at)
    for entry in case.timeline:
        if isinstance(entry, Give):
            row = f"{_spaced(entry.substance)} {entry.route or ''}".rstrip()
        elif isinstance(entry, Dialyse):
            row = _spaced(entry.kind)
        elif isinstance(entry, ChangeHabits):
            later = [diet.at for diet in diets if diet.at > entry.at]
            yield f"diet: {_diet(entry.habits)}", entry.at, later[0] if later else end
            continue
        else:
            continue
        yield from ((row, begin, stop) for begin, stop in entry.spans(end))
    for course in courses(case.timeline, {}, end):
        assert isinstance(course.what, Start)
        yield _spaced(course.what.name), course.begin, course.end


def _diet(habits: Habits) -> str:
    """What a change of habits is about, in a few words."""
    if habits.magnesium is not None:
        return f"magnesium {habits.magnesium:.3g} mmol/d"
    changed = [item.name for item in fields(habits) if item.name not in ("note", "place")]
    return ", ".join(name for name in changed if getattr(habits, name) is not None)


def _spaced(name: str) -> str:
    return name.replace("_", " ")
