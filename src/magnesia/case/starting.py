"""Reads ``start``, ``stop`` and ``habits`` entries."""

from __future__ import annotations

from magnesia.case.amounts import Amount
from magnesia.case.clock import AT, FOR, REPEATING, hours, repeats_of, without_overlap
from magnesia.case.dialysing import DIALYSIS
from magnesia.case.fields import NOTE, Field, Fields, Values
from magnesia.case.giving import DOSED_ELEMENTS, ROUTE, dose_amount, substance_of
from magnesia.case.habits import HABITS
from magnesia.case.kinds import Reading
from magnesia.case.measures import Typed, TypedQuantity
from magnesia.case.names import Name, Named
from magnesia.case.observables import plain
from magnesia.case.places import Scalar
from magnesia.case.problems import Misread
from magnesia.case.repeats import Repeats
from magnesia.case.states import STATE_FIELDS, state_of
from magnesia.case.timeline import ChangeHabits, Start, Stop


class _Started(Name):
    """A drug, a state or a procedure; what is given or dialysed has its own kind of entry."""

    def find(self, word: Scalar, reading: Reading) -> Named:
        name = plain(word.text)
        if name in DIALYSIS.words:
            raise Misread(word.place, f"`{word.text}` is not started: write `dialyse: {DIALYSIS.words[name]}`")
        if name in DOSED_ELEMENTS:
            raise Misread(word.place, f"`{word.text}` is not started: an element is given, as in `give: {name}`")
        return super().find(word, reading)


STARTED = _Started("drug, state or procedure", ("drug", "state", "procedure"))
_DAY_H = 24.0


def _build_start(values: Values, reading: Reading) -> Start | None:
    if not values.complete:
        return None
    named: Named = values.get("start")
    repeats = repeats_of(values)
    duration = _duration(values, repeats)
    without_overlap(values, repeats, duration, "course")
    dose = _dose(values, named, duration) if "dose" in values.read else None
    return Start(
        values.get("at"), named.name, named.kind, dose, **state_of(named, values, reading), route=values.get("route"),
        duration=duration, repeats=repeats, note=values.get("note"), place=values.place,
    )  # fmt: skip


def _duration(values: Values, repeats: Repeats | None) -> float | None:
    if repeats is None:
        if "for" in values.read and "until" in values.read:
            raise Misread(values.place_of("for"), "`for` and `until` both say when it ends; keep one")
        return float(values.get("until") - values.get("at")) if "until" in values.read else values.get("for")
    if "for" in values.read:
        return float(values.get("for"))
    if "dose" in values.read and not values.get("dose").quantity.unit.dimension.time:
        return min(_DAY_H, *repeats.every)  # a dose on a day, again and again
    raise Misread(values.place_of("every"), "a repeated `start` needs `for:`, the length of each course")


def _dose(values: Values, named: Named, duration: float | None) -> Amount:
    """The dose per day; one without a time is the amount of a course of a day or less."""
    text: TypedQuantity = values.get("dose")
    if named.kind != "drug" and getattr(named.record, "dose_unit", None) is None:
        raise Misread(
            values.place_of("dose"), f"{named.name} has no dose; say how severe it is with `severity:` (0 to 1)"
        )
    substance = substance_of(named)
    if text.quantity.unit.dimension.time or text.quantity.is_bare:
        return dose_amount(text, substance, "d")
    amount = dose_amount(text, substance, None)
    if duration is None or duration > _DAY_H:
        lasts = f"lasts {hours(duration)}" if duration else "goes on"
        typed = text.word.text.strip()
        message = f"`{typed}` says no time, and {named.name} {lasts}; write the dose per time, for example `{typed}/d`"
        raise Misread(text.word.place, message)
    return Amount(amount.value * _DAY_H / duration, amount.unit, amount.per, "d")


def _build_stop(values: Values, reading: Reading) -> Stop | None:
    if not values.complete:
        return None
    named: Named = values.get("stop")
    return Stop(values.get("at"), named.name, named.kind, values.get("note"), values.place)


def _build_change(values: Values, reading: Reading) -> ChangeHabits | None:
    if not values.complete:
        return None
    return ChangeHabits(values.get("at"), values.get("habits"), values.get("note"), values.place)


START = Fields(
    "a `start` entry",
    (
        AT,
        Field("start", STARTED, "A drug, a state, a disease or a procedure.", required=True),
        Field("dose", Typed("20 mg/d"), "Dose per time, as in `20 mg/d`, `20 mg/m2/d` or `250 mg/m2 per 7 d`."),
        *STATE_FIELDS,
        Field("route", ROUTE, "How a drug is taken, where it matters."),
        FOR,
        *REPEATING,
        NOTE,
    ),
    _build_start,
)
STOP = Fields(
    "a `stop` entry",
    (AT, Field("stop", STARTED, "What was started before, or a condition of the person.", required=True), NOTE),
    _build_stop,
)
CHANGE = Fields(
    "a `habits` entry",
    (AT, Field("habits", HABITS, "What changes in the daily life from here on.", required=True), NOTE),
    _build_change,
)
