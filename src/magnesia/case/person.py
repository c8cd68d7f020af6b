"""Who someone is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from magnesia.case.analytes import CREATININE
from magnesia.case.fields import NOTE, Field, Fields, Values
from magnesia.case.kinds import Choice, Kind, Reading, Schema, Whole, words
from magnesia.case.measures import Measure
from magnesia.case.names import Name, Table
from magnesia.case.places import NOWHERE, Node, Place, Scalar
from magnesia.case.states import Condition, ConditionValue, condition_of
from magnesia.case.vocabulary import Vocabulary

YOUNGEST_MOTHER, OLDEST_MOTHER = 8.0, 65.0
GENE_FUNCTION = {"absent": 0.0, "half": 0.5, "normal": 1.0, "gain": 2.0}


@dataclass(frozen=True)
class Person:
    """A person or a group; None where the case says nothing.

    ``age`` y, ``weight`` kg, ``height`` cm, ``creatinine`` umol/L, ``egfr`` mL/min/1.73m2, ``albumin`` g/L,
    ``pregnant`` weeks of gestation at time zero. ``genes`` {name: share of normal function} (absent 0, half 0.5, normal
    1, gain 2). ``conditions`` are states that last throughout. ``count`` persons form a group;
    ``spread`` {field: SD} within it, in the unit of the field.
    """

    sex: Literal["female", "male"] | None = None
    age: float | None = None
    weight: float | None = None
    height: float | None = None
    creatinine: float | None = None
    egfr: float | None = None
    albumin: float | None = None
    pregnant: float | None = None
    genes: Mapping[str, float] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    count: int | None = None
    spread: Mapping[str, float] = field(default_factory=dict)
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


class _GeneFunction:
    """absent, half, normal, gain, or a share of normal function."""

    number = Measure("1", 0, 10, what="the share of normal function")
    word = Choice("state of a gene", GENE_FUNCTION)

    def read(self, node: Node, reading: Reading) -> float:
        is_word = isinstance(node, Scalar) and node.text[:1].isalpha()
        return float((self.word if is_word else self.number).read(node, reading))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"anyOf": [self.word.schema(vocabulary), self.number.schema(vocabulary)]}


_SEX = Choice("sex", words(("female", "f", "woman", "girl"), ("male", "m", "man", "boy")))
# what describes a body by a number, with the range outside which no one has lived
_MEASURES: tuple[tuple[str, str, Measure], ...] = (
    ("age", "Age, as in `28 y` or `6 mo`.", Measure("y", 0, 125, what="an age")),
    ("weight", "Body weight, as in `62 kg`.", Measure("kg", 0.3, 650, what="a body weight")),
    ("height", "Body height, as in `155 cm`.", Measure("cm", 20, 280, what="a body height")),
    ("creatinine", "Serum creatinine, as in `60 umol/L`.", Measure("umol/L", 2, 5000, CREATININE, "serum creatinine")),
    (
        "egfr",
        "Estimated glomerular filtration, as in `110 mL/min/1.73m2`.",
        Measure("mL/min/1.73m2", 0, 250, what="a glomerular filtration rate"),
    ),
    ("albumin", "Serum albumin, as in `34 g/L`.", Measure("g/L", 1, 80, what="serum albumin")),
)


def _spread_kind(measure: Measure) -> Kind:
    return Measure(measure.unit, 0, measure.high, measure.analyte, "a standard deviation")


def _build_spread(values: Values, reading: Reading) -> dict[str, float]:
    return {name: value for name, value in values.read.items() if name != "note"}


SPREAD = Fields(
    "`spread`",
    (
        *(
            Field(name, _spread_kind(measure), f"Standard deviation of {name} within the group.")
            for name, _, measure in _MEASURES
        ),
        NOTE,
    ),
    _build_spread,
)


def _build(values: Values, reading: Reading) -> Person:
    given: dict[str, Any] = dict(values.read)
    given["genes"] = {name: share for name, (_, share) in given.get("genes", {}).items()}
    conditions = given.get("conditions", {})
    built = [reading.problems.attempt(condition_of, *pair, reading) for pair in conditions.values()]
    given["conditions"] = {condition.name: condition for condition in built if condition is not None}
    if "pregnant" in given:
        given.setdefault("sex", "female")
        _check_pregnancy(given, values, reading)
    reading.weight = given.get("weight")
    return Person(**given, place=values.place)


def _check_pregnancy(given: dict[str, Any], values: Values, reading: Reading) -> None:
    if given["sex"] == "male":
        reading.problems.add(
            values.place_of("pregnant"), "a male person cannot be `pregnant`; correct `sex:` or remove it"
        )
    age = given.get("age")
    if age is not None and not YOUNGEST_MOTHER <= age <= OLDEST_MOTHER:
        message = f"pregnant at {age:g} y is impossible; check `age:` and `pregnant:`"
        reading.problems.add(values.place_of("pregnant"), message)


PERSON = Fields(
    "`person`",
    (
        Field("sex", _SEX, "female or male."),
        *(Field(name, kind, about) for name, about, kind in _MEASURES),
        Field(
            "pregnant", Measure("wk", 0, 45, what="a gestational age"), "Gestational age at time zero, as in `35 wk`."
        ),
        Field(
            "genes",
            Table(Name("gene", ("gene",)), _GeneFunction()),
            "Genes that do not work normally: absent, half, normal, gain or a share of normal function.",
        ),
        Field(
            "conditions",
            Table(Name("condition", ("state", "procedure")), ConditionValue()),
            "States present throughout: severity 0-1, a grade, or a mapping of options.",
        ),
        Field("count", Whole(), "Number of persons in a group; left out, the case is one person."),
        Field("spread", SPREAD, "Standard deviations within the group."),
        NOTE,
    ),
    _build,
)
