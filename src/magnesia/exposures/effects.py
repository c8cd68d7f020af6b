"""The algebra of exposures: what acts together on a parameter, and how that changes in time.

On one parameter, replacements come first (a later start over an earlier one), then all factors, then all amounts. An
onset or offset is linear in the logarithm of a factor, in an amount, or in the weight of a replacement: repeated pulses
add up, and the order of factors does not matter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from magnesia.exposures.activity import Activity, Body
from magnesia.exposures.dialysis import DIALYSES, session_effects
from magnesia.exposures.kinds import DAY_H, Array, Effect, Number
from magnesia.exposures.staircase import Staircase, Stretch, draw
from magnesia.exposures.strength import level, level_at, replacement

# What has always been there began so long ago that every onset is over.
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
        keep, put, multiply, add = (_beside(part, base.ndim) for part in (self.keep, self.put, self.multiply, self.add))
        return np.asarray((keep * base + put) * multiply + add)


def courses(
    activities: Iterable[Activity], horizon: tuple[float, float], body: Body | None = None
) -> dict[str, Course]:
    """For every parameter that the activities touch its course from ``horizon[0]`` to ``horizon[1]`` (h)."""
    body = body or Body()
    parts: dict[str, list[_Part]] = defaultdict(list)
    for group in _by_record(activities, horizon[1]):
        spans = list(_spans(group, horizon[1]))
        for effect in _effects_of(group[0]):
            parts[effect.parameter].append(_part(effect, spans, body))
    return {parameter: _merged(parameter, items, horizon) for parameter, items in sorted(parts.items())}


@dataclass(frozen=True)
class _Part:
    """What one effect of one record does in time; ``value`` is what a replacement puts in place."""

    effect: Effect
    begins: float
    levels: Staircase
    value: Staircase | None


def _by_record(activities: Iterable[Activity], end: float) -> list[list[Activity]]:
    """Activities of one record, in the order of their starts; dialysis apart for each way it is set."""
    groups: dict[tuple[object, ...], list[Activity]] = defaultdict(list)
    for activity in activities:
        if activity.start < min(activity.stop, end):
            name = activity.record.name
            settings: tuple[object, ...] = ()
            if name in DIALYSES:
                settings = tuple((key, np.asarray(activity.options[key]).tobytes()) for key in sorted(activity.options))
            groups[activity.kind, name, settings].append(activity)
    return [sorted(group, key=lambda one: one.start) for group in groups.values()]


def _effects_of(activity: Activity) -> Sequence[Effect]:
    return session_effects(activity) if activity.record.name in DIALYSES else activity.record.effects


@dataclass(frozen=True)
class _Span:
    start: float
    end: float
    active: tuple[Activity, ...]


def _spans(group: Sequence[Activity], end: float) -> Iterator[_Span]:
    """What acts between one start or stop and the next; ``group`` is sorted by start."""
    moments = sorted({max(moment, _LONG_AGO) for one in group for moment in (one.start, one.stop) if moment < end})
    active: list[Activity] = []
    following = 0
    for moment, later in zip(moments, [*moments[1:], math.inf], strict=True):
        while following < len(group) and group[following].start <= moment:
            active.append(group[following])
            following += 1
        active = [one for one in active if one.stop > moment]
        yield _Span(moment, later, tuple(active))


def _part(effect: Effect, spans: Sequence[_Span], body: Body) -> _Part:
    levels = draw(list(_stretches(effect, spans, body)))
    if effect.accumulates:
        levels = Staircase(levels.times, level_at(effect, levels.heights, body))
    value = _values(effect, spans, body) if effect.operation == "replace" else None
    return _Part(effect, spans[0].start, levels, value)


def _stretches(effect: Effect, spans: Sequence[_Span], body: Body) -> Iterator[Stretch]:
    before = nothing = np.zeros(())
    for span in spans:
        target = level(effect, span.active, body)
        if effect.accumulates:
            # A dose a day, held for ever, would gather the dose of as many days as it is remembered.
            yield Stretch(span.start, span.end, target * effect.offset / DAY_H, effect.offset, nothing)
        elif effect.fades is not None and span.active:
            grown = np.where(np.abs(target) > np.abs(before), target - before, 0.0)  # growing milder starts nothing new
            yield Stretch(span.start, span.end, np.zeros_like(target), effect.fades, grown)
        else:
            time_constant = effect.onset if span.active else effect.offset
            yield Stretch(span.start, span.end, target, time_constant, nothing)
        before = target


def _values(effect: Effect, spans: Sequence[_Span], body: Body) -> Staircase:
    """What is put in place; it stays known while the replacement wears off."""
    acting = [span for span in spans if span.active]
    values = np.broadcast_arrays(*(replacement(effect, span.active[-1], body) for span in acting))
    return Staircase(np.array([span.start for span in acting]), np.array(values))


def _merged(parameter: str, parts: Sequence[_Part], horizon: tuple[float, float]) -> Course:
    """All parts on the union of their moments within the horizon."""
    stairs = [stair for part in parts for stair in (part.levels, part.value) if stair is not None]
    moments = np.concatenate([[horizon[0]], *(stair.times for stair in stairs)])
    times = np.unique(moments[(moments >= horizon[0]) & (moments < horizon[1])])
    shape = np.broadcast_shapes(*(stair.heights.shape[1:] for stair in stairs))
    keep, put, logarithm, add = np.zeros((4, len(times), *shape))
    keep += 1
    for part in sorted(parts, key=lambda one: one.begins):
        height = _beside(part.levels.at(times), len(shape))
        if part.value is not None:
            put = put * (1 - height) + height * _beside(part.value.at(times), len(shape))
            keep = keep * (1 - height)
        elif part.effect.operation == "multiply":
            logarithm = logarithm + height
        else:
            add = add + height
    return _without_repeats(Course(parameter, times, keep, put, np.exp(logarithm), add))


def _beside(part: Array, people_dimensions: int) -> Array:
    """(pieces,) as (pieces, 1) where people stand beside it."""
    return part[:, None] if people_dimensions and part.ndim == 1 else part


def _without_repeats(course: Course) -> Course:
    """The same course without pieces that repeat the one before."""
    parts = (course.keep, course.put, course.multiply, course.add)
    flat = np.stack(parts).reshape(len(parts), len(course.times), -1)
    new = np.append(True, np.any(flat[:, 1:] != flat[:, :-1], axis=(0, 2)))
    return Course(course.parameter, course.times[new], *(part[new] for part in parts))
