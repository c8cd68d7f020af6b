"""How someone lives: what is eaten and drunk every day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from magnesia.case.analytes import CALCIUM, MAGNESIUM, PHOSPHATE, POTASSIUM, SODIUM, Analyte
from magnesia.case.fields import NOTE, Field, Fields, Values
from magnesia.case.kinds import Reading
from magnesia.case.measures import DailyIntake, Measure
from magnesia.case.names import Name, Table
from magnesia.case.places import NOWHERE, Place


@dataclass(frozen=True)
class Water:
    """Drinking water: ``volume`` L/d and what a litre carries, mmol/L; None where the case says nothing."""

    volume: float | None = None
    magnesium: float | None = None
    calcium: float | None = None
    potassium: float | None = None
    sodium: float | None = None
    note: str | None = None


@dataclass(frozen=True)
class Habits:
    """Daily intakes; None where the case says nothing.

    ``magnesium``, ``calcium``, ``potassium``, ``sodium``, ``phosphate`` mmol/d of the element, eaten with meals,
    without what ``foods`` and ``water`` add; ``protein`` and ``alcohol`` g/d; ``foods`` {name: g/d}.
    """

    magnesium: float | None = None
    calcium: float | None = None
    potassium: float | None = None
    sodium: float | None = None
    phosphate: float | None = None
    protein: float | None = None
    alcohol: float | None = None
    foods: Mapping[str, float] | None = None
    water: Water | None = None
    note: str | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    def changed_by(self, change: Habits) -> Habits:
        """These habits with everything that ``change`` says put in its place."""
        said = {item.name: getattr(change, item.name) for item in fields(change) if item.name != "note"}
        return replace(self, **{name: value for name, value in said.items() if value is not None})


def _element(analyte: Analyte, most: float) -> Field:
    example = {"magnesium": "280 mg/d", "calcium": "900 mg/d"}.get(analyte.name, "60 mmol/d")
    kind = DailyIntake("mmol/d", 0, most, analyte, f"a daily intake of {analyte.name}")
    return Field(analyte.name, kind, f"Elemental {analyte.name} eaten per day, as in `{example}`.")


def _content(analyte: Analyte) -> Field:
    kind = Measure("mmol/L", 0, 500, analyte, f"the {analyte.name} of drinking water")
    return Field(analyte.name, kind, f"What a litre carries of {analyte.name}, as in `20 mg/L`.")


def _build_water(values: Values, reading: Reading) -> Water:
    return Water(**values.read)


WATER = Fields(
    "`water`",
    (
        Field("volume", Measure("L/d", 0, 60, what="a volume of water"), "Water drunk per day, as in `1.5 L/d`."),
        *(_content(analyte) for analyte in (MAGNESIUM, CALCIUM, POTASSIUM, SODIUM)),
        NOTE,
    ),
    _build_water,
)


def _build(values: Values, reading: Reading) -> Habits:
    given: dict[str, Any] = dict(values.read)
    if "foods" in given:
        given["foods"] = {name: amount for name, (_, amount) in given["foods"].items()}
    return Habits(**given, place=values.place)


HABITS = Fields(
    "`habits`",
    (
        _element(MAGNESIUM, 1000),
        _element(CALCIUM, 1000),
        _element(POTASSIUM, 2000),
        _element(SODIUM, 5000),
        _element(PHOSPHATE, 1000),
        Field(
            "protein",
            DailyIntake("g/d", 0, 1000, what="a daily intake of protein"),
            "Protein eaten per day, as in `80 g/d`.",
        ),
        Field(
            "alcohol",
            DailyIntake("g/d", 0, 1000, what="a daily intake of alcohol"),
            "Ethanol drunk per day, as in `20 g/d`.",
        ),
        Field(
            "foods",
            Table(Name("food", ("food",)), DailyIntake("g/d", 0, 20_000, what="a daily portion")),
            "Foods eaten per day, as in `almonds: 30 g/d`.",
        ),
        Field("water", WATER, "Drinking water: its volume per day and what it carries."),
        NOTE,
    ),
    _build,
)
