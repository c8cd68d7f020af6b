"""From a dose, a severity or an option to the size of an effect."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from magnesia.exposures.activity import Activity, Body, Number
from magnesia.exposures.kinds import Drug, Effect, Gene, Procedure, State

# A factor of zero has no logarithm, and nothing in a living body stops altogether.
LEAST_FACTOR = 1e-6


def dose_in_usual_doses(activity: Activity, body: Body) -> Number:
    """Dose relative to the record's usual dose for this body; severity where no dose is given."""
    record = activity.record
    usual = getattr(record, "usual_dose", None)
    if activity.dose is None or usual is None:
        return activity.severity
    if isinstance(record, Drug):
        size: Number = {None: 1.0, "kg": body.weight, "m2": body.surface}[record.per]
        acting = record.routes.get(activity.route, 1.0) if activity.route else 1.0
        return activity.dose * acting / (usual * np.asarray(size))
    return activity.dose / usual


def level(effect: Effect, together: Sequence[Activity], body: Body) -> Number:
    """How far the effect is drawn by activities of one record that overlap, before onset and offset.

    The logarithm of the factor (multiply), the amount (add) or the weight of the value, 0-1 (replace). For an effect
    that ``accumulates`` it is the dose itself, in usual doses a day.
    """
    if not together:
        return 0.0
    strength = _strength(effect, together, body)
    if effect.accumulates:
        return strength
    return size_at(effect, strength, together[-1], body)


def size_at(effect: Effect, strength: Number, activity: Activity, body: Body) -> Number:
    """The level (see :func:`level`) that a strength stands for."""
    bent = _bent(effect, strength)
    if effect.operation == "replace":
        return np.clip(bent, 0.0, 1.0) if effect.table is None else np.ones_like(bent)
    if effect.operation == "multiply":
        factor = effect.size if effect.table is None else _looked_up(effect, activity)
        logarithm = np.log(np.maximum(factor, LEAST_FACTOR))
        return logarithm * bent if effect.table is None else logarithm
    amount = effect.size if effect.table is None else _looked_up(effect, activity)
    return amount * (bent if effect.table is None else 1.0) * body.ratio(effect.scale)


def replacement(effect: Effect, activity: Activity, body: Body) -> Number:
    """The value that a ``replace`` effect puts in place."""
    value = effect.size if effect.table is None else _looked_up(effect, activity)
    return value * body.ratio(effect.scale)


def option_value(activity: Activity, name: str) -> Number:
    """An option as given; left out, what the severity makes of it."""
    if name in activity.options:
        return activity.options[name]
    record = activity.record
    if isinstance(record, State | Procedure) and name in record.options:
        option = record.options[name]
        return option.none + (option.full - option.none) * np.asarray(activity.severity)
    raise KeyError(f"{activity.name} has no option {name}")


def _strength(effect: Effect, together: Sequence[Activity], body: Body) -> Number:
    record = together[0].record
    if effect.option is not None:
        return option_value(together[-1], effect.option)
    if isinstance(record, Gene):
        return together[-1].options.get("function", 0.0)
    doses = [dose_in_usual_doses(activity, body) for activity in together]
    dosed = isinstance(record, Drug) or any(activity.dose is not None for activity in together)
    return np.sum(np.broadcast_arrays(*doses), axis=0) if dosed else doses[-1]


def _looked_up(effect: Effect, activity: Activity) -> Number:
    assert effect.table is not None
    if effect.option is not None:
        place = option_value(activity, effect.option)
    elif activity.kind == "gene":
        place = activity.options.get("function", 0.0)
    else:
        place = activity.severity
    inputs = sorted(effect.table)
    return np.interp(place, inputs, [effect.table[one] for one in inputs])


def _bent(effect: Effect, strength: Number) -> Number:
    if effect.most is not None:
        strength = np.minimum(strength, effect.most)
    if effect.shape == "saturable":
        return strength * (1 + effect.half) / (strength + effect.half)
    return strength**effect.power if effect.shape == "power" else strength
