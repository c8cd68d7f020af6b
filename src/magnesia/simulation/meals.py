"""Three meals a day by the clock, and which pools they reach."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from magnesia.simulation.timetable import INSTANT, Timetable

Array = NDArray[np.float64]
DAY = 24.0
MEALS = ((8.0, 0.25), (13.0, 0.35), (19.0, 0.40))  # hour of the clock, share of the day's food
CLOCK_AT_ZERO = 8.0  # where a case has no date: just before breakfast
FOOD_POOL = {"magnesium": "stomach_magnesium", "calcium": "bowel_calcium", "potassium": "bowel_potassium"}
"""Where the elements of a meal arrive; magnesium of food is dissolved."""


def clock_at_zero(start: datetime | None) -> float:
    """Hour of the clock at the case's zero; a date without a time of day means the morning, as no date does."""
    if start is None or (start.hour, start.minute, start.second) == (0, 0, 0):
        return CLOCK_AT_ZERO
    return start.hour + start.minute / 60 + start.second / 3600


def meals(begin: float, end: float, clock_zero: float) -> Iterator[tuple[float, float]]:
    """(moment h, share of the day's food) of each meal from ``begin`` on and before ``end``, rising."""
    day = math.floor((begin + clock_zero) / DAY)
    while True:
        for hour, share in MEALS:
            moment = day * DAY + hour - clock_zero
            if moment >= end - INSTANT:
                return
            if moment >= begin - INSTANT:
                yield moment, share
        day += 1


def nearest_meal(moment: float, clock_zero: float) -> float:
    """The meal (h) closest to a moment; of two equally close the earlier."""
    candidates = [time for time, _ in meals(moment - DAY, moment + DAY, clock_zero)]
    return min(candidates, key=lambda time: abs(time - moment))


def serve(timetable: Timetable, begin: float, end: float, clock_zero: float, intake: Mapping[str, Array]) -> None:
    """Puts the meals of a stretch of life into the timetable; ``intake`` is mmol/d by element."""
    portions = {share: [(FOOD_POOL[element], share * daily) for element, daily in intake.items() if np.any(daily)]
                for _, share in MEALS}  # fmt: skip
    for moment, share in meals(begin, end, clock_zero):
        for pool, portion in portions[share]:
            timetable.add(moment, pool, portion)
