"""From a dose, a severity or an option to the size of an effect; every number is an array, () or (people,)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from magnesia.exposures.activity import Activity, Body
from magnesia.exposures.kinds import Array, Drug, Effect, Gene, Procedure, State

# A factor of zero has no logarithm, and nothing in a living body stops altogether.
LEAST_FACTOR = 1e-6


def strength_of(activity: Activity, body: Body) -> Array:
    """Dose relative to the record's usual dose for this body; severity where no dose is given."""
    record = activity.record
    usual = getattr(record, "usual_dose", None)
    strength = np.asarray(activity.severity, dtype=float)
    if activity.dose is not None and usual is not None:
        strength = np.asarray(activity.dose, dtype=float) / usual
    if not isinstance(record, Drug):
        return strength
    if activity.dose is not None:
        strength = strength / body.size(record.per)
    return strength * record.potency * (record.routes.get(activity.route, 1.0) if activity.route else 1.0)


def option_value(activity: Activity, name: str) -> Array:
    """An option as given; left out, what the severity makes of it."""
    if name in activity.options:
        return np.asarray(activity.options[name], dtype=float)
    record = activity.record
    if not isinstance(record, State | Procedure) or name not in record.options:
        raise KeyError(f"{activity.name} has no option {name}")
    option = record.options[name]
    return option.none + (option.full - option.none) * np.asarray(activity.severity, dtype=float)


def level(effect: Effect, together: Sequence[Activity], body: Body) -> Array:
    """How far the effect is drawn by activities of one record that overlap, before onset and offset.

    The logarithm of the factor (multiply), the amount (add) or the weight of the value, 0-1 (replace). For an effect
    that ``accumulates`` it is the dose itself, in usual doses a day.
    """
    if not together:
        return np.zeros(())
    latest = together[-1]
    if effect.table is not None:
        return _from_size(effect, _looked_up(effect, latest), np.ones(()), body)
    strengths = np.broadcast_arrays(*(strength_of(activity, body) for activity in together))
    dosed = isinstance(latest.record, Drug) or any(activity.dose is not None for activity in together)
    strength = np.sum(strengths, axis=0) if dosed else strengths[-1]
    return strength if effect.accumulates else level_at(effect, strength, body)


def level_at(effect: Effect, strength: Array, body: Body) -> Array:
    """The level (see :func:`level`) that a strength stands for."""
    if effect.most is not None:
        strength = np.minimum(strength, effect.most)
    if effect.shape == "saturable":
        strength = strength * (1 + effect.half) / (strength + effect.half)
    elif effect.shape == "power":
        strength = strength**effect.power
    return _from_size(effect, np.asarray(effect.size, dtype=float), strength, body)


def replacement(effect: Effect, activity: Activity, body: Body) -> Array:
    """The value that a ``replace`` effect puts in place."""
    value = np.asarray(effect.size, dtype=float) if effect.table is None else _looked_up(effect, activity)
    return value * body.ratio(effect.scale)


def _from_size(effect: Effect, size: Array, strength: Array, body: Body) -> Array:
    if effect.operation == "multiply":
        return np.log(np.maximum(size, LEAST_FACTOR)) * strength
    if effect.operation == "add":
        return size * strength * body.ratio(effect.scale)
    return np.clip(strength, 0.0, 1.0)


def _looked_up(effect: Effect, activity: Activity) -> Array:
    assert effect.table is not None
    if effect.option is not None:
        place = option_value(activity, effect.option)
    elif isinstance(activity.record, Gene):
        place = np.asarray(activity.options["function"], dtype=float)
    else:
        place = np.asarray(activity.severity, dtype=float)
    inputs = sorted(effect.table)
    return np.asarray(np.interp(place, inputs, [effect.table[one] for one in inputs]))
