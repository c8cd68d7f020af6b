"""Reads ``seen`` entries."""

from __future__ import annotations

from magnesia.case.clock import end_after
from magnesia.case.fields import NOTE, Field, Fields, Values
from magnesia.case.kinds import Choice, Flag, Kind, Reading, Whole, words
from magnesia.case.measures import Typed
from magnesia.case.moments import Moment
from magnesia.case.observables import OBSERVABLES, SIGN, Observable, Sign
from magnesia.case.problems import Misread
from magnesia.case.seen import Seen
from magnesia.case.seen_kinds import ArmName, Pair, SeenValue, SignName, What
from magnesia.case.seen_numbers import Scale

_OPTION_ABOUT = {
    "of": "Of which amount the fraction is: dose or intake.",
    "basal": "Whether excretion without the load was subtracted.",
}
_OPTIONS = {option: choices for record in OBSERVABLES.values() for option, choices in record.options.items()}
_OPTION_FIELDS = tuple(
    Field(option, Choice(f"word for `{option}`", words(*((choice,) for choice in choices))), _OPTION_ABOUT[option])
    for option, choices in _OPTIONS.items()
)


def _build(values: Values, reading: Reading) -> Seen | None:
    if not values.complete:
        return None
    observable, sign = _subject(values)
    _check_time(values, observable)
    for option in _OPTIONS:
        if option in values.read and option not in observable.options:
            takers = " and ".join(name for name, record in OBSERVABLES.items() if option in record.options)
            raise Misread(
                values.place_of(option), f"`{option}` has no meaning for {observable.name}; it goes with {takers}"
            )
    _check_comparison(values)
    scale = Scale(observable, values)
    bound, typed = values.get("value")
    value = scale.value(typed)
    return Seen(
        observable.name,
        value,
        scale.unit,
        start=values.get("from"),
        end=values.get("to"),
        bound=bound,
        sign=sign.name if sign else None,
        options=values.only(*_OPTIONS),
        place=values.place,
        **scale.spread(None if bound else value),
        **values.only("at", "n", "given", "change_from", "relative_to", "minus", "over", "note"),
    )


def _subject(values: Values) -> tuple[Observable, Sign | None]:
    observable, sign = values.get("what", (SIGN, None))
    if "sign" in values.read and (observable is not SIGN or sign):
        raise Misread(values.place_of("sign"), "`sign` and `what` name two things; keep one")
    sign = values.get("sign", sign)
    if observable is SIGN and sign is None:
        raise Misread(
            values.place, "a `seen` entry needs `what:`, the observable, or `sign:`, the sign that was looked for"
        )
    return observable, sign


def _check_time(values: Values, observable: Observable) -> None:
    window = {"from", "to"} & set(values.read)
    if "at" in values.read and window:
        raise Misread(values.place_of("at"), "`at` and a window are two times; keep `at:`, or `from:` and `to:`")
    if len(window) == 1:
        missing = "to" if "from" in window else "from"
        raise Misread(values.place_of(*window), f"a window needs `{missing}:` too")
    if observable.needs_window and not window:
        what = f"{observable.name} is measured over a stretch of time; give `from:` and `to:`"
        raise Misread(values.place_of("at"), f"{what} instead of `at:`" if "at" in values.read else what)
    if not window and "at" not in values.read:
        raise Misread(values.place, "a `seen` entry needs a time: `at:`, or `from:` and `to:`")
    end_after(values, "from", "to")


def _check_comparison(values: Values) -> None:
    for one, other in (("change_from", "relative_to"), ("minus", "over")):
        if one in values.read and other in values.read:
            raise Misread(values.place_of(other), f"`{one}` and `{other}` are two comparisons; keep one")
    if values.get("given") and {"minus", "over"} & set(values.read):
        raise Misread(
            values.place_of("given"), "what is given beforehand cannot be a comparison between arms; remove `given:`"
        )


_WIDTH: dict[str, tuple[Kind, str]] = {
    "sd": (Typed("0.1 mmol/L"), "Standard deviation."),
    "se": (Typed("0.02 mmol/L"), "Standard error of the mean."),
    "iqr": (Pair(), "First and third quartile."),
    "range": (Pair(), "Lowest and highest value."),
    "ci95": (Pair(), "95 % confidence interval."),
}

SEEN = Fields(
    "a `seen` entry",
    (
        Field("at", Moment(), "When it was measured."),
        Field("from", Moment(), "When the window begins."),
        Field("to", Moment(), "When the window ends."),
        Field("what", What(), "The observable."),
        Field("sign", SignName(), "The sign whose probability was seen, in place of `what`."),
        Field("value", SeenValue(), 'The value, or a bound such as `"<0.25 mmol/L"`.', required=True),
        *(Field(name, kind, about) for name, (kind, about) in _WIDTH.items()),
        Field("n", Whole(), "Number of persons measured."),
        Field("given", Flag(), "true if it was known beforehand and may be used to individualise."),
        Field("change_from", Moment(), "The value is the change since this time."),
        Field("relative_to", Moment(), "The value is the ratio to that at this time."),
        Field("minus", ArmName(), "The value is the difference from this arm."),
        Field("over", ArmName(), "The value is the ratio to this arm."),
        *_OPTION_FIELDS,
        NOTE,
    ),
    _build,
)
