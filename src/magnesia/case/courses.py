"""Starts and stops joined: when each thing that has an on and an off is on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from magnesia.case.states import Condition
from magnesia.case.timeline import Start, Stop, TimelineEntry


@dataclass(frozen=True)
class Course:
    """``what`` is on from ``begin`` to ``end`` (h); a condition begins at minus infinity, an open end is infinite."""

    what: Start | Condition
    begin: float
    end: float


def courses(entries: Iterable[TimelineEntry], conditions: Mapping[str, Condition], horizon: float) -> list[Course]:
    """Every course that begins before ``horizon`` (h), by begin.

    A stop ends what runs under its name and cancels later repeats of the same entry; a new start of the same name
    ends the course that runs (a change of dose). ``InputError`` where an entry repeats too often.
    """
    entries = list(entries)
    starts = [entry for entry in entries if isinstance(entry, Start)]
    stops = [entry for entry in entries if isinstance(entry, Stop)]
    found: list[Course] = []
    for condition in conditions.values():
        begun = [start.at for start in starts if start.name == condition.name]
        stopped_at = [stop.at for stop in stops if stop.name == condition.name]
        end = min(begun + stopped_at, default=math.inf)
        found.append(Course(condition, -math.inf, end))
    for start in starts:
        stopped = min((stop.at for stop in stops if stop.name == start.name and stop.at > start.at), default=math.inf)
        others = [other.at for other in starts if other.name == start.name and other is not start]
        for begin, end in start.spans(horizon):
            if begin >= stopped:
                break
            replaced = min((moment for moment in others if begin < moment), default=math.inf)
            found.append(Course(start, begin, min(end, stopped, replaced)))
    return sorted(found, key=lambda course: course.begin)
