"""The keys of an entry that say when: ``at``, ``every``, ``times``, ``until``, ``for``."""

from __future__ import annotations

import math

from magnesia.case.fields import Field, Values
from magnesia.case.kinds import Whole
from magnesia.case.moments import Duration, Moment, Pattern
from magnesia.case.problems import Misread
from magnesia.case.repeats import INSTANT_H, MOST_OCCASIONS, Repeats

AT = Field("at", Moment(), "When it happens, as in `30 min`, `-5 y` or an ISO date.", required=True)
FOR = Field("for", Duration(), "How long each one lasts, as in `4 h`.")
UNTIL = Field("until", Moment(), "When it ends, or before when it repeats.")
REPEATING = (
    Field(
        "every", Pattern(), "The gap to the next one, as in `8 h`, or a repeating pattern such as `[2 d, 2 d, 3 d]`."
    ),
    Field("times", Whole(), "How often in all."),
    UNTIL,
)


def end_after(values: Values, begin: str, end: str) -> None:
    """``Misread`` if the moment under ``end`` is not after that under ``begin``."""
    if end in values.read and begin in values.read and values.get(end) <= values.get(begin) + INSTANT_H:
        ends, begins = hours(values.get(end)), hours(values.get(begin))
        message = f"this ends before it begins: `{end}` ({ends}) must come after `{begin}` ({begins})"
        raise Misread(values.place_of(end), message)


def repeats_of(values: Values) -> Repeats | None:
    """``every`` with ``times`` and ``until``; None without ``every``. Raises ``Misread``."""
    end_after(values, "at", "until")
    if "every" not in values.read:
        if "times" in values.read:
            raise Misread(values.place_of("times"), "`times` needs `every:`, the gap from one to the next")
        return None
    repeats = Repeats(values.get("every"), values.get("times"), values.get("until"))
    count = repeats.count(values.get("at"))
    if math.isfinite(count) and count > MOST_OCCASIONS:
        message = (
            f"this would happen {count:.3g} times and the limit is {MOST_OCCASIONS}; check `every`, `times` and `until`"
        )
        raise Misread(values.place_of("every"), message)
    return repeats


def without_overlap(values: Values, repeats: Repeats | None, duration: float | None, what: str) -> None:
    """``Misread`` if one of a repeated thing would begin before the one before it has ended."""
    if repeats and duration is not None and duration > min(repeats.every) + INSTANT_H:
        message = (
            f"each {what} lasts {hours(duration)} but the next begins after {hours(min(repeats.every))}; they overlap"
        )
        raise Misread(values.place_of("every"), message)


def hours(value: float) -> str:
    """Hours in the words of a message."""
    return f"{value / 24:g} d" if abs(value) >= 48 else f"{value:g} h"
