"""What a state, disease or procedure says of itself: severity or grade, a clamped value, options such as ``egfr:``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from magnesia.case.analytes import CALCIUM, MAGNESIUM, PHOSPHATE, POTASSIUM
from magnesia.case.fields import NOTE, Field, Fields, Values
from magnesia.case.kinds import Reading, Schema, scalar, understood
from magnesia.case.measures import DailyIntake, Measure
from magnesia.case.names import Named
from magnesia.case.observables import find_observable
from magnesia.case.places import NOWHERE, Node, Place, Scalar
from magnesia.case.places import Mapping as MappingNode
from magnesia.case.problems import Misread, unknown
from magnesia.case.quantities import convert, parse
from magnesia.case.vocabulary import Vocabulary

GRADES = {"absent": 0.0, "mild": 1 / 3, "moderate": 2 / 3, "severe": 1.0, "present": 1.0}


@dataclass(frozen=True)
class Condition:
    """A state present throughout the case.

    ``severity`` 0-1 (1 where only options were said). ``value`` is what a clamp holds, in
    ``value_unit``. ``options`` {name: number} in the units of ``OPTIONS``.
    """

    name: str
    severity: float = 1.0
    value: float | None = None
    value_unit: str | None = None
    options: Mapping[str, float] = field(default_factory=dict)
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


def _supply(analyte: Any) -> DailyIntake:
    return DailyIntake("mmol/d", 0, 5000, analyte, f"a supply of {analyte.name}")


# options a record may take: standard unit and meaning
OPTIONS = (
    Field(
        "egfr",
        Measure("mL/min/1.73m2", 0, 250, what="a glomerular filtration rate"),
        "Glomerular filtration that the disease leaves.",
    ),
    Field("remaining", Measure("cm", 0, 1200, what="a length of bowel"), "Length of bowel that remains after surgery."),
    Field("volume", Measure("L/d", 0, 60, what="a loss of fluid"), "Fluid lost per day, as in `3 L/d`."),
    Field("magnesium", _supply(MAGNESIUM), "Magnesium supplied per day (parenteral nutrition)."),
    Field("calcium", _supply(CALCIUM), "Calcium supplied per day (parenteral nutrition)."),
    Field("potassium", _supply(POTASSIUM), "Potassium supplied per day (parenteral nutrition)."),
    Field("phosphate", _supply(PHOSPHATE), "Phosphate supplied per day (parenteral nutrition)."),
)
_OPTION_NAMES = tuple(option.name for option in OPTIONS)


class _Word:
    """A single value whose meaning depends on the record it stands beside."""

    def __init__(self, what: str, *types: str) -> None:
        self.what = what
        self.types = list(types)

    def read(self, node: Node, reading: Reading) -> Scalar:
        return scalar(node, self.what)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": self.types}


_SEVERITY = _Word("a severity from 0 to 1 or a grade", "number", "string", "boolean")
STATE_FIELDS = (
    Field("severity", _SEVERITY, "Severity from 0 to 1, or a grade such as mild, moderate or severe."),
    Field(
        "value", _Word("the value that the clamp holds", "string", "number"), "What a clamp holds, as in `5 mmol/L`."
    ),
    *OPTIONS,
)
_SHARE = Measure("1", 0, 1, what="a severity")


def severity_of(named: Named, word: Scalar, reading: Reading) -> float:
    """0-1 from a number or a grade of the record; ``Misread`` otherwise."""
    grades = {**GRADES, **dict(getattr(named.record, "grades", None) or {})}
    text = word.text.strip()
    known = {grade.lower(): severity for grade, severity in grades.items()}
    if text.lower() == "true":
        return 1.0
    if text.lower() in known:
        return float(known[text.lower()])
    if text[:1].isalpha():
        raise Misread(word.place, unknown(f"grade of {named.name}", text, grades))
    return float(_SHARE.read(word, reading))


def clamped_value(named: Named, word: Scalar) -> tuple[float, str]:
    """The value of a clamp and its unit: the unit of its record or of the observable it is named after."""
    held = named.name.removesuffix("_clamp")
    observable = find_observable(held) or find_observable(f"serum_{held}")
    unit = getattr(named.record, "value_unit", None) or (observable.unit if observable else None)
    if unit is None:
        raise Misread(word.place, f"{named.name} takes no `value:`; remove it, or say `severity:`")
    value = understood(word, lambda text: convert(parse(text), unit, observable.analyte if observable else None))
    if value < 0 or (observable is not None and unit == observable.unit and value > observable.high):
        message = f"`{word.text[:60]}` is impossible as the value of {named.name}; check number and unit"
        raise Misread(word.place, message)
    return value, unit


def state_of(named: Named, values: Values, reading: Reading) -> dict[str, Any]:
    """``severity``, ``value``, ``value_unit`` and ``options`` for a record, from the keys in ``values``."""
    state: dict[str, Any] = {"severity": 1.0}
    if values.get("severity") is not None:
        state["severity"] = severity_of(named, values.get("severity"), reading)
    if values.get("value") is not None:
        state["value"], state["value_unit"] = clamped_value(named, values.get("value"))
    state["options"] = values.only(*_OPTION_NAMES)
    taken = getattr(named.record, "options", None)
    for option in state["options"]:
        if taken is not None and option not in taken:
            takes = ", ".join(f"`{name}:`" for name in taken) or "`severity:` only"
            raise Misread(values.place_of(option), f"{named.name} has no option `{option}`; it takes {takes}")
    return state


_CONDITION = Fields("a condition", (*STATE_FIELDS, NOTE), lambda values, reading: values)


class ConditionValue:
    """A severity, a grade, or a mapping of options."""

    def read(self, node: Node, reading: Reading) -> Scalar | Values:
        return _CONDITION.values(node, reading) if isinstance(node, MappingNode) else _SEVERITY.read(node, reading)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"anyOf": [_SEVERITY.schema(vocabulary), _CONDITION.schema(vocabulary)]}


def condition_of(named: Named, said: Scalar | Values, reading: Reading) -> Condition:
    """The condition that one entry of ``conditions:`` describes; raises ``Misread``."""
    if isinstance(said, Scalar):
        return Condition(named.name, severity_of(named, said, reading), place=named.word.place)
    return Condition(named.name, **state_of(named, said, reading), note=said.get("note"), place=named.word.place)
