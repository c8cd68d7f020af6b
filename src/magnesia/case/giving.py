"""Reads ``give`` entries: doses, repeated doses and infusions."""

from __future__ import annotations

from dataclasses import replace

from magnesia.case.amounts import (
    Amount,
    Period,
    Substance,
    amount_of,
    drug_substance,
    element_substance,
    salt_substance,
)
from magnesia.case.clock import AT, FOR, REPEATING, hours, repeats_of, without_overlap
from magnesia.case.fields import NOTE, Field, Fields, Values
from magnesia.case.kinds import Choice, Flag, Reading, Schema, scalar, understood, words
from magnesia.case.measures import Typed, TypedQuantity
from magnesia.case.moments import Duration
from magnesia.case.names import Name, Named
from magnesia.case.places import Node
from magnesia.case.problems import Misread
from magnesia.case.repeats import Repeats
from magnesia.case.timeline import Give
from magnesia.case.vocabulary import Vocabulary

ROUTE = Choice(
    "route",
    words(
        ("oral", "po", "per_os", "by_mouth"),
        ("iv", "intravenous"),
        ("im", "intramuscular"),
        ("rectal", "pr", "enema"),
        ("inhaled", "inhalation", "nebulised", "nebulized"),
        ("tube", "jejunal", "nasojejunal", "duodenal"),
    ),
)
DOSED_ELEMENTS = ("magnesium", "calcium", "potassium")
# more than this is a slip of the pen, whatever the substance: amounts, and amounts per kg or m2 in kg of a person
_MOST = {"mmol": 5e3, "mg": 1e6, "IU": 1e7}
_SMALLEST_PERSON = {None: 1.0, "kg": 0.05, "m2": 1.0}


def dose_amount(typed: TypedQuantity, substance: Substance, period: Period | None) -> Amount:
    """A typed dose as an amount of ``substance``; ``Misread`` where unit, sign or size make no sense."""
    amount = understood(typed.word, lambda text: amount_of(typed.quantity, substance, period))
    shown = f"`{typed.word.text[:60]}` of {substance.name}"
    if amount.value < 0:
        raise Misread(typed.word.place, f"{shown} is negative; a dose is zero or more (use `stop:` to end a drug)")
    if amount.value > _MOST[amount.unit] * _SMALLEST_PERSON[amount.per]:
        raise Misread(typed.word.place, f"{shown} is impossibly much; check number and unit")
    return amount


class _Substance:
    """A salt, a plain element or a drug."""

    name = Name("substance", ("salt", "drug"))

    def read(self, node: Node, reading: Reading) -> Substance:
        word = scalar(node, "the name of a salt, an element or a drug")
        element = word.text.strip().lower()
        if element in DOSED_ELEMENTS:
            return element_substance(element)
        return substance_of(self.name.find(word, reading))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"anyOf": [{"enum": list(DOSED_ELEMENTS)}, self.name.schema(vocabulary)]}


def substance_of(named: Named) -> Substance:
    """What the record of a salt, drug or state says about counting its doses."""
    record = named.record
    if named.kind == "salt":
        return salt_substance(named.name, record.element, record.grams_per_mmol)
    return drug_substance(named.name, getattr(record, "dose_unit", None), getattr(record, "molar_mass", None))


def _build(values: Values, reading: Reading) -> Give | None:
    if not values.complete:
        return None
    substance: Substance = values.get("give")
    if ("dose" in values.read) == ("rate" in values.read):
        raise Misread(values.place, "a `give` entry needs either `dose:` (an amount) or `rate:` (an infusion)")
    route = values.get("route")
    if route is None and substance.kind != "drug":
        raise Misread(values.place, f"`give: {substance.name}` needs `route:` (oral, iv, im, rectal, inhaled or tube)")
    if values.get("with_meal") and route not in ("oral", "tube", None):
        raise Misread(values.place_of("with_meal"), f"`with_meal` has no meaning for the route {route}; remove it")
    repeats = repeats_of(values)
    give = Give(
        values.get("at"), substance.name, substance.kind, substance.element, route,
        with_meal=values.get("with_meal", False), note=values.get("note"), place=values.place,
    )  # fmt: skip
    if "rate" in values.read:
        give = replace(
            give, rate=dose_amount(values.get("rate"), substance, "h"), over=_length(values, repeats), repeats=repeats
        )
    else:
        give = replace(
            give,
            dose=dose_amount(values.get("dose"), substance, None),
            over=values.get("over"),
            repeats=_course(values, repeats),
        )
    without_overlap(values, repeats, give.over, "infusion")
    return give


def _length(values: Values, repeats: Repeats | None) -> float:
    """How long an infusion by ``rate`` runs, h."""
    ends = [key for key in ("over", "for", "until") if key in values.read and not (key == "until" and repeats)]
    if not ends:
        wanted = "`for:`, the length of each," if repeats else "`until:` or `for:`"
        raise Misread(values.place_of("rate"), f"this infusion is endless; add {wanted} to end it")
    if len(ends) > 1:
        raise Misread(
            values.place_of(ends[1]), f"`{ends[0]}` and `{ends[1]}` both say when the infusion ends; keep one"
        )
    return float(values.get("until") - values.get("at") if ends == ["until"] else values.get(ends[0]))


def _course(values: Values, repeats: Repeats | None) -> Repeats | None:
    """The repeats of a dose, for which ``for`` is the length of the whole course."""
    if repeats is None:
        for key in ("for", "until"):
            if key in values.read:
                remedy = "write `over:` for a slow dose or `rate:` for an infusion, or add `every:`"
                raise Misread(values.place_of(key), f"`{key}` beside a single `dose` says nothing; {remedy}")
    if repeats is None or "for" not in values.read:
        return repeats
    if repeats.until is not None:
        raise Misread(
            values.place_of("for"), f"`for` and `until` ({hours(repeats.until)}) both end the course; keep one"
        )
    return replace(repeats, until=values.get("at") + values.get("for"))


GIVE = Fields(
    "a `give` entry",
    (
        AT,
        Field("give", _Substance(), "A salt, an element or a drug.", required=True),
        Field(
            "dose",
            Typed("4.5 g"),
            "An amount: grams of the salt as named, or `mg elemental`, mmol, mEq; per kg or m2 if need be.",
        ),
        Field("rate", Typed("1.5 g/h"), "An infusion: an amount per time; needs `until:` or `for:`."),
        Field("route", ROUTE, "oral, iv, im, rectal, inhaled or tube (into the small bowel)."),
        Field("over", Duration(), "Gives one dose at a constant rate over this time."),
        FOR,
        *REPEATING,
        Field("with_meal", Flag(), "true if swallowed with a meal."),
        NOTE,
    ),
    _build,
)
