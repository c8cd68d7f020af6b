"""The algebra of exposures: what acts together on a parameter, and how that changes in time.

On one parameter, replacements come first (a later start over an earlier one), then all factors, then all amounts. An
onset or offset is linear in the logarithm of a factor, in an amount, or in the weight of a replacement: repeated pulses
add up, and the order of factors does not matter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from magnesia.exposures.activity import Activity, Body, Number, lasting
from magnesia.exposures.dialysis import DIALYSES, session_effects
from magnesia.exposures.kinds import DAY_H, AnyRecord, Effect
from magnesia.exposures.staircase import Array, Staircase, Stretch, draw
from magnesia.exposures.strength import level, replacement, size_at

__all__ = ["Activity", "Body", "Course", "courses", "lasting"]

# A lasting exposure began so long ago that every onset is over.
_LONG_AGO = -1e9


@dataclass(frozen=True)
class Course:
    """How exposures change one parameter: from ``times[i]`` (h) on its value is
    ``(keep[i] * base + put[i]) * multiply[i] + add[i]``. Arrays are (pieces,) or (pieces, people)."""

    parameter: str
    times: Array
    keep: Array
    put: Array
    multiply: Array
    add: Array

    def apply(self, base: Number) -> Array:
        """Values from the value without exposures, which may be (people,); (pieces,) or (pieces, people)."""
        base = np.asarray(base, dtype=float)
        keep, put, multiply, add = (self._beside(base, part) for part in (self.keep, self.put, self.multiply, self.add))
        return np.asarray((keep * base + put) * multiply + add)

    @staticmethod
    def _beside(base: Array, part: Array) -> Array:
        return part[:, None] if base.ndim and part.ndim == 1 else part


def courses(
    activities: Iterable[Activity], horizon: tuple[float, float], body: Body | None = None
) -> dict[str, Course]:
    """For every parameter that the activities touch its course from ``horizon[0]`` to ``horizon[1]`` (h)."""
    body = body or Body()
    parts: dict[str, list[_Part]] = defaultdict(list)
    for record, group in _by_record(activities):
        for effect, acting in _effects_of(record, group):
            parts[effect.parameter].append(_part(effect, acting, horizon[1], body))
    return {parameter: _merged(parameter, items, horizon) for parameter, items in sorted(parts.items())}


@dataclass(frozen=True)
class _Part:
    """What one effect of one record does in time; ``value`` is what a replacement puts in place."""

    effect: Effect
    begins: float
    levels: Staircase
    value: Staircase | None


def _by_record(activities: Iterable[Activity]) -> list[tuple[AnyRecord, list[Activity]]]:
    groups: dict[tuple[str, str], tuple[AnyRecord, list[Activity]]] = {}
    for activity in activities:
        if activity.stop > activity.start:
            record = activity.record
            groups.setdefault((activity.kind, record.name), (record, []))[1].append(activity)
    return list(groups.values())


def _effects_of(record: AnyRecord, group: list[Activity]) -> list[tuple[Effect, list[Activity]]]:
    if record.name not in DIALYSES:
        return [(effect, group) for effect in record.effects]
    return [(effect, [session]) for session in group for effect in session_effects(session)]


def _part(effect: Effect, group: Sequence[Activity], end: float, body: Body) -> _Part:
    spans = list(_spans(group, end))
    stretches = [stretch for span in _with_levels(effect, spans, body) for stretch in span]
    levels = draw(stretches)
    if effect.accumulates:
        levels = Staircase(levels.times, np.asarray(size_at(effect, levels.heights, group[0], body)))
    value = None
    if effect.operation == "replace":
        value = _values(effect, spans, body)
    return _Part(effect, min(activity.start for activity in group), levels, value)


_Span = tuple[float, float, list[Activity]]


def _spans(group: Sequence[Activity], end: float) -> Iterable[_Span]:
    """(from, to, what acts in between) along the time of one record."""
    moments = sorted({max(moment, _LONG_AGO) for one in group for moment in (one.start, one.stop) if moment < end})
    starting = sorted(group, key=lambda one: one.start)
    waiting = iter([*starting, None])
    following = next(waiting)
    active: list[Activity] = []
    for moment, later in zip(moments, [*moments[1:], math.inf], strict=True):
        active = [one for one in active if one.stop > moment]
        while following is not None and max(following.start, _LONG_AGO) <= moment:
            active.append(following)
            following = next(waiting)
        yield moment, later, [one for one in active if one.stop > moment]


def _with_levels(effect: Effect, spans: Iterable[_Span], body: Body) -> Iterable[list[Stretch]]:
    before: Number = 0.0
    for start, end, active in spans:
        target = np.asarray(level(effect, active, body), dtype=float)
        if effect.accumulates:
            # dose per day held for ever would gather dose x offset in days
            yield [Stretch(start, end, target * effect.offset / DAY_H, effect.offset, np.asarray(0.0))]
        elif effect.fades is not None and active:
            yield [Stretch(start, end, np.zeros_like(target), effect.fades, np.asarray(target - before))]
        else:
            yield [Stretch(start, end, target, effect.onset if active else effect.offset, np.asarray(0.0))]
        before = target


def _values(effect: Effect, spans: Sequence[_Span], body: Body) -> Staircase:
    """What is put in place; it stays known while the replacement wears off."""
    times, values = [], []
    for start, _, active in spans:
        if active:
            times.append(start)
            values.append(np.asarray(replacement(effect, active[-1], body), dtype=float))
    return Staircase(np.array(times), np.array(np.broadcast_arrays(*values)))


def _merged(parameter: str, parts: list[_Part], horizon: tuple[float, float]) -> Course:
    start, end = horizon
    inside = [part.levels.times for part in parts] + [part.value.times for part in parts if part.value is not None]
    moments = np.concatenate([[start], *inside])
    times = np.unique(moments[(moments >= start) & (moments < end)])
    shape = np.broadcast_shapes(*(part.levels.heights.shape[1:] for part in parts),
                                *(part.value.heights.shape[1:] for part in parts if part.value is not None))  # fmt: skip
    keep, multiply = np.ones((2, len(times), *shape))
    put, add = np.zeros((2, len(times), *shape))
    logarithm = np.zeros((len(times), *shape))
    for part in sorted(parts, key=lambda part: part.begins):
        height = part.levels.at(times)
        if height.ndim < 1 + len(shape):
            height = height[:, None]
        if part.effect.operation == "multiply":
            logarithm = logarithm + height
        elif part.effect.operation == "add":
            add = add + height
        else:
            assert part.value is not None
            value = part.value.at(times)
            value = value[:, None] if value.ndim < 1 + len(shape) else value
            put = put * (1 - height) + height * value
            keep = keep * (1 - height)
    return _without_repeats(Course(parameter, times, keep, put, multiply * np.exp(logarithm), add))


def _without_repeats(course: Course) -> Course:
    """The same course without pieces that repeat the one before."""
    parts = np.stack([course.keep, course.put, course.multiply, course.add])
    parts = parts.reshape(4, len(course.times), -1)
    new = np.append(True, np.any(parts[:, 1:] != parts[:, :-1], axis=(0, 2)))
    return Course(course.parameter, course.times[new],
                  *(part[new] for part in (course.keep, course.put, course.multiply, course.add)))  # fmt: skip
