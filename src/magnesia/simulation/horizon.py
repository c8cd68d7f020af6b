"""From when to when a case is lived."""

from __future__ import annotations

import math
from collections.abc import Iterable

from magnesia.case.cases import Case
from magnesia.case.timeline import Dialyse, Give, Start, Stop, TimelineEntry
from magnesia.simulation.doses import WITH_MEAL

WEEK = 168.0  # h
AFTERMATH, LONG = 24.0, 28 * 24.0  # h


def first_moment(case: Case, asked: Iterable[float]) -> float:
    """Where a run must begin, h: zero, or the first entry, conception or moment asked for, if that is earlier."""
    moments = [0.0, *asked]
    for entry in case.timeline:
        early = WITH_MEAL if isinstance(entry, Give) and entry.with_meal else 0.0
        moments.append(entry.at - early)
    if case.person.pregnant:
        moments.append(-case.person.pregnant * WEEK)
    return min(moments)


def last_moment(case: Case) -> float:
    """When to stop, h, where nobody says so: after the last thing seen and done, and, if nothing is seen, after a day
    more, or four weeks more where something goes on for good."""
    begun = [entry.at for entry in case.timeline]
    ended = [end for entry in case.timeline for end in _end_of(entry)]
    seen = [moment for one in case.seen for moment in (one.at, one.end) if moment is not None]
    if seen:
        return max([0.0, *begun, *ended, *seen])
    lasting = [entry.at for entry in case.timeline if not _end_of(entry) and not isinstance(entry, Stop)]
    return max([AFTERMATH, *(moment + AFTERMATH for moment in (*begun, *ended)), *(at + LONG for at in lasting)])


def _end_of(entry: TimelineEntry) -> list[float]:
    """The moment at which an entry is over; nothing if it has no end of its own."""
    if not isinstance(entry, Give | Start | Dialyse) or not _ends(entry):
        return []
    return [end for _, end in entry.spans(math.inf) if math.isfinite(end)][-1:]


def _ends(entry: Give | Start | Dialyse) -> bool:
    return entry.repeats is None or entry.repeats.times is not None or entry.repeats.until is not None
