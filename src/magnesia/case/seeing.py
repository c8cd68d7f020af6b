"""Reads ``seen`` entries."""

from __future__ import annotations

import re
from dataclasses import dataclass

from magnesia.case.clock import end_after
from magnesia.case.fields import NOTE, Field, Fields, Values
from magnesia.case.kinds import (
    Choice,
    Flag,
    Kind,
    Moment,
    Reading,
    Schema,
    Typed,
    TypedQuantity,
    Whole,
    scalar,
    understood,
    words,
)
from magnesia.case.observables import (
    OBSERVABLES,
    SIGN,
    SIGNS,
    Observable,
    Sign,
    find_observable,
    find_sign,
    observables_by_spelling,
    signs_by_spelling,
)
from magnesia.case.places import Listing, Node, Scalar, describe
from magnesia.case.problems import Misread, unknown
from magnesia.case.quantities import NotAQuantity, Quantity, convert, parse
from magnesia.case.seen import Seen
from magnesia.case.vocabulary import Vocabulary, belongs

_BOUND = re.compile(r"\s*(<|>|≤|≥)=?")
_SIGN = re.compile(r"\s*sign\s*:?\s*", re.IGNORECASE)
_SPREADS = ("sd", "se", "iqr", "range", "ci95")
_WIDEST_RATIO = 1e6


@dataclass(frozen=True)
class _SeenValue:
    """A quantity or a bound such as ``"<0.25 mmol/L"``."""

    def read(self, node: Node, reading: Reading) -> tuple[str | None, TypedQuantity]:
        word = scalar(node, "what was seen, like `0.8 mmol/L`")
        bound = _BOUND.match(word.text)
        number = word.text[bound.end() :] if bound else word.text
        sign = {"≤": "<", "≥": ">"}.get(bound[1], bound[1]) if bound else None
        return sign, TypedQuantity(understood(word, lambda text: parse(number)), word)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": ["string", "number"], "examples": ["0.8 mmol/L", "<0.25 mmol/L"]}


@dataclass(frozen=True)
class _Pair:
    """Two quantities, the lower first."""

    def read(self, node: Node, reading: Reading) -> tuple[TypedQuantity, TypedQuantity]:
        if not isinstance(node, Listing) or len(node.items) != 2:
            raise Misread(
                node.place, f"a list of two quantities is needed, like `[0.7 mmol/L, 0.9 mmol/L]`, not {describe(node)}"
            )
        low, high = (Typed("0.7 mmol/L").read(item, reading) for item in node.items)
        return low, high

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 2, "maxItems": 2}


@dataclass(frozen=True)
class _What:
    """The name of an observable, or ``sign: NAME`` as text."""

    def read(self, node: Node, reading: Reading) -> tuple[Observable, Sign | None]:
        word = scalar(node, "the name of an observable")
        observable = find_observable(word.text)
        if observable is not None:
            return observable, None
        prefix = _SIGN.match(word.text)
        if prefix:
            named = word.text[prefix.end() :]
            return SIGN, _sign(Scalar(named, word.place)) if named else None
        place = belongs(reading.vocabulary, word.text)
        if place:
            raise Misread(word.place, f"`{word.text[:60]}` cannot be seen: {place}")
        if find_sign(word.text):
            raise Misread(word.place, f"`{word.text[:60]}` is a sign; write `sign: {word.text[:60]}`")
        raise Misread(word.place, unknown("observable", word.text, observables_by_spelling()))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"anyOf": [{"enum": list(OBSERVABLES)}, {"type": "string"}]}


@dataclass(frozen=True)
class _SignName:
    """The name of a sign."""

    def read(self, node: Node, reading: Reading) -> Sign:
        return _sign(scalar(node, "the name of a sign"))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"anyOf": [{"enum": list(SIGNS)}, {"type": "string"}]}


@dataclass(frozen=True)
class _ArmName:
    """The name of an arm of this case."""

    def read(self, node: Node, reading: Reading) -> str:
        word = scalar(node, "the name of an arm")
        if word.text in reading.arms:
            return word.text
        if not reading.arms:
            raise Misread(word.place, f"there is no arm `{word.text[:60]}`: the case has no `arms:`")
        raise Misread(word.place, unknown("arm", word.text, reading.arms))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "string"}


def _sign(word: Scalar) -> Sign:
    sign = find_sign(word.text)
    if sign is None:
        raise Misread(word.place, unknown("sign", word.text, signs_by_spelling()))
    return sign


def _build(values: Values, reading: Reading) -> Seen | None:
    if not values.complete:
        return None
    observable, sign = _subject(values)
    _check_time(values, observable)
    for option in ("of", "basal"):
        if option in values.read and option not in observable.options:
            takers = " and ".join(name for name, record in OBSERVABLES.items() if option in record.options)
            raise Misread(
                values.place_of(option), f"`{option}` has no meaning for {observable.name}; it goes with {takers}"
            )
    _check_comparison(values)
    unit = "1" if {"over", "relative_to"} & set(values.read) else observable.unit
    bound, typed = values.get("value")
    return Seen(
        observable.name, _number(typed, observable, values), unit, values.get("at"), values.get("from"), values.get("to"), bound,
        *_spread(values, observable), sign=sign.name if sign else None, options=values.only("of", "basal"), place=values.place,
        **values.only("n", "given", "change_from", "relative_to", "minus", "over", "note"),
    )  # fmt: skip


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


def _number(typed: TypedQuantity, observable: Observable, values: Values, is_spread: bool = False) -> float:
    """The number in the unit of the entry, within what is possible."""
    compared = {"change_from", "relative_to", "minus", "over"} & set(values.read)
    value = understood(typed.word, lambda text: _converted(typed.quantity, observable, values))
    if {"over", "relative_to"} & set(values.read):
        low, high = -_WIDEST_RATIO, _WIDEST_RATIO
    elif compared or is_spread:
        low, high = -observable.high, observable.high
    else:
        low, high = observable.low, observable.high
    if not low <= value <= high:
        shown = f"`{typed.word.text[:60]}`"
        if value < 0 <= low:
            raise Misread(
                typed.word.place,
                f"{shown} is impossible: {observable.name} is not negative (use `change_from:` for a fall)",
            )
        raise Misread(
            typed.word.place,
            f"{shown} is impossible: {observable.name} lies between {low:g} and {high:g} {observable.unit}; check the unit",
        )
    return value


def _converted(quantity: Quantity, observable: Observable, values: Values) -> float:
    ratio = {"over", "relative_to"} & set(values.read)
    if ratio:
        return convert(quantity, "1")
    if quantity.unit.text in ("%", "percent") and "change_from" in values.read and observable.unit != "1":
        raise NotAQuantity(
            "a change in percent is a ratio; write `relative_to:` and, for a rise of 20 %, `120 %` or `1.2`"
        )
    if observable.kind == "amount" and quantity.unit.dimension.time:
        window_h: float = values.get("to") - values.get("from")
        return convert(quantity, f"{observable.unit}/h", observable.analyte) * window_h
    return convert(quantity, observable.unit, observable.analyte)


def _spread(values: Values, observable: Observable) -> tuple[str | None, tuple[float, ...]]:
    kinds = [kind for kind in _SPREADS if kind in values.read]
    if not kinds:
        return None, ()
    if len(kinds) > 1:
        raise Misread(
            values.place_of(kinds[1]), f"`{kinds[0]}` and `{kinds[1]}` both say how wide it spreads; keep one"
        )
    kind = kinds[0]
    typed = values.get(kind)
    if kind in ("sd", "se"):
        width = _number(typed, observable, values, is_spread=True)
        if width < 0:
            raise Misread(typed.word.place, f"`{typed.word.text[:60]}` is impossible: a spread is not negative")
        return kind, (width,)
    low, high = (_number(edge, observable, values, is_spread=True) for edge in typed)
    if low > high:
        raise Misread(values.place_of(kind), f"`{kind}` runs from the lower to the higher value; swap the two")
    return kind, (low, high)


def _options() -> tuple[Field, ...]:
    abouts = {
        "of": "Of which amount the fraction is: dose or intake.",
        "basal": "Whether excretion without the load was subtracted.",
    }
    taken = {option: choices for record in OBSERVABLES.values() for option, choices in record.options.items()}
    return tuple(
        Field(option, Choice(f"word for `{option}`", words(*((c,) for c in choices))), abouts[option])
        for option, choices in taken.items()
    )


_WIDTH: dict[str, tuple[Kind, str]] = {
    "sd": (Typed("0.1 mmol/L"), "Standard deviation."),
    "se": (Typed("0.02 mmol/L"), "Standard error of the mean."),
    "iqr": (_Pair(), "First and third quartile."),
    "range": (_Pair(), "Lowest and highest value."),
    "ci95": (_Pair(), "95 % confidence interval."),
}

SEEN = Fields(
    "a `seen` entry",
    (
        Field("at", Moment(), "When it was measured."),
        Field("from", Moment(), "When the window begins."),
        Field("to", Moment(), "When the window ends."),
        Field("what", _What(), "The observable."),
        Field("sign", _SignName(), "The sign whose probability was seen, in place of `what`."),
        Field("value", _SeenValue(), 'The value, or a bound such as `"<0.25 mmol/L"`.', required=True),
        *(Field(name, kind, about) for name, (kind, about) in _WIDTH.items()),
        Field("n", Whole(), "Number of persons measured."),
        Field("given", Flag(), "true if it was known beforehand and may be used to individualise."),
        Field("change_from", Moment(), "The value is the change since this time."),
        Field("relative_to", Moment(), "The value is the ratio to that at this time."),
        Field("minus", _ArmName(), "The value is the difference from this arm."),
        Field("over", _ArmName(), "The value is the ratio to this arm."),
        *_options(),
        NOTE,
    ),
    _build,
)
