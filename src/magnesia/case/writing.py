"""A case as text: standard units, every key that is not empty, arms as overrides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from magnesia.case.amounts import shortest
from magnesia.case.cases import Case
from magnesia.case.dialysing import DIALYSE
from magnesia.case.fields import Fields
from magnesia.case.habits import HABITS, WATER, Habits
from magnesia.case.measures import Measure
from magnesia.case.person import PERSON, SPREAD, Person
from magnesia.case.repeats import Repeats
from magnesia.case.seen import Seen
from magnesia.case.states import OPTIONS, Condition
from magnesia.case.timeline import ChangeHabits, Dialyse, Give, Start, Stop, TimelineEntry

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
Plain = dict[str, Any]


def to_yaml(case: Case) -> str:
    """YAML that reads as an equal case."""
    whole = _case(case)
    if case.arms:
        whole["arms"] = {name: _overrides(case, name, arm) for name, arm in case.arms.items()}
    return str(
        yaml.dump(whole, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, default_flow_style=None, width=110)
    )


def _case(case: Case) -> Plain:
    return _without_none(
        title=case.title,
        source=dict(case.source) or None,
        start=case.start.isoformat() if case.start else None,
        person=_person(case.person) or None,
        habits=_habits(case.habits) or None,
        timeline=[_entry(entry) for entry in case.timeline] or None,
        seen=[_seen(seen) for seen in case.seen] or None,
        note=case.note,
    )


def _overrides(case: Case, name: str, arm: Case) -> Plain:
    """What an arm changes; a key that it lacks is removed by null."""
    base, changed = _case(case), _case(arm)
    inherited = tuple(seen for seen in case.seen if seen.versus_arm != name)
    overrides: Plain = {
        key: changed[key] for key in ("title", "note") if changed.get(key) != base.get(key) and key in changed
    }
    for key in ("person", "habits"):
        if changed.get(key) != base.get(key):
            overrides[key] = _replacing(base.get(key, {}), changed.get(key, {}))
    if arm.timeline != case.timeline:
        overrides["timeline"] = changed.get("timeline", [])
    if arm.seen != inherited:
        overrides["seen"] = changed.get("seen", [])
    return overrides


def _replacing(base: Plain, changed: Plain) -> Plain:
    removed = dict.fromkeys(key for key in base if key not in changed)
    nested = {
        key: _replacing(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        for key, value in changed.items()
    }
    return {**removed, **nested}


def _without_none(**values: Any) -> Plain:
    return {key: value for key, value in values.items() if value is not None}


def _quantity(value: float | None, unit: str) -> str | float | None:
    """The shortest text that reads as exactly this number; a plain number where there is no unit."""
    return value if value is None or unit == "1" else f"{shortest(value)} {unit}"


def _hours(value: float | None) -> str | float | None:
    return _quantity(value, "h")


def _measured(fields: Fields, values: Mapping[str, Any]) -> Plain:
    """The quantities of a mapping, each in the unit of its field."""
    units = {field.name: field.kind.unit for field in fields.fields if isinstance(field.kind, Measure)}
    return {name: _quantity(values[name], unit) for name, unit in units.items() if values.get(name) is not None}


def _person(person: Person) -> Plain:
    written = _without_none(sex=person.sex, count=person.count, note=person.note)
    written |= _measured(PERSON, vars(person))
    if person.genes:
        written["genes"] = dict(person.genes)
    if person.conditions:
        written["conditions"] = {
            name: {"severity": condition.severity, **_state(condition)} for name, condition in person.conditions.items()
        }
    if person.spread:
        written["spread"] = _measured(SPREAD, person.spread)
    return written


def _state(state: Condition | Start) -> Plain:
    units = {option.name: option.kind.unit for option in OPTIONS if isinstance(option.kind, Measure)}
    written = _without_none(value=_quantity(state.value, state.value_unit or "1"), note=state.note)
    if state.severity != 1:
        written["severity"] = state.severity
    return written | {name: _quantity(value, units[name]) for name, value in state.options.items()}


def _habits(habits: Habits) -> Plain:
    written = _measured(HABITS, vars(habits)) | _without_none(note=habits.note)
    if habits.foods is not None:
        written["foods"] = {name: _quantity(amount, "g/d") for name, amount in habits.foods.items()}
    if habits.water is not None:
        written["water"] = _measured(WATER, vars(habits.water)) | _without_none(note=habits.water.note)
    return written


def _repeats(repeats: Repeats | None) -> Plain:
    if repeats is None:
        return {}
    every = [_hours(gap) for gap in repeats.every]
    return _without_none(every=every, times=repeats.times, until=_hours(repeats.until))


def _entry(entry: TimelineEntry) -> Plain:
    written = _without_none(at=_hours(entry.at))
    match entry:
        case Give():
            written |= _give(entry)
        case Start():
            written["start"] = entry.name
            written |= _without_none(dose=entry.dose and str(entry.dose), route=entry.route)
            written |= {**_state(entry), **_lasting(entry)}
        case Stop():
            written["stop"] = entry.name
        case ChangeHabits():
            written["habits"] = _habits(entry.habits)
        case Dialyse():
            written["dialyse"] = entry.kind
            written |= _dialyse(entry) | _lasting(entry)
    return written | _without_none(note=entry.note)


def _give(give: Give) -> Plain:
    length = "for" if give.rate is not None else "over"
    return {
        "give": give.substance,
        **_without_none(dose=give.dose and str(give.dose), rate=give.rate and str(give.rate), route=give.route),
        **_without_none(**{length: _hours(give.over)}),
        **_repeats(give.repeats),
        **({"with_meal": True} if give.with_meal else {}),
    }


def _lasting(entry: Start | Dialyse) -> Plain:
    return _without_none(**{"for": _hours(entry.duration)}) | _repeats(entry.repeats)


def _dialyse(entry: Dialyse) -> Plain:
    return {
        **_measured(DIALYSE, vars(entry)),
        **_without_none(
            effluent=entry.effluent and str(entry.effluent), ultrafiltration=_quantity(entry.ultrafiltration, "L/h")
        ),
        **({"citrate": True} if entry.citrate else {}),
    }


def _seen(seen: Seen) -> Plain:
    value = _quantity(seen.value, seen.unit)
    spread: Any = [_quantity(number, seen.unit) for number in seen.spread]
    if seen.spread_kind in ("sd", "se"):
        (spread,) = spread
    moments = {"at": seen.at, "from": seen.start, "to": seen.end}
    references = {"change_from": seen.change_from, "relative_to": seen.relative_to}
    return {
        **{key: _hours(moment) for key, moment in moments.items() if moment is not None},
        **({"sign": seen.sign} if seen.sign else {"what": seen.what}),
        "value": f"{seen.bound}{value}" if seen.bound else value,
        **({seen.spread_kind: spread} if seen.spread_kind else {}),
        **{key: _hours(moment) for key, moment in references.items() if moment is not None},
        **_without_none(n=seen.n, minus=seen.minus, over=seen.over, note=seen.note),
        **({"given": True} if seen.given else {}),
        **seen.options,
    }
