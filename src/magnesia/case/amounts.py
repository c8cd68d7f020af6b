"""Doses: an amount of an element or a drug, possibly per body size and per time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from magnesia.case.analytes import DRUGS, ELEMENTS, Analyte
from magnesia.case.quantities import NotAQuantity, Quantity, convert
from magnesia.case.units import parse_unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Size = TypeVar("Size", float, "NDArray[np.float64]")
BodySize = Literal["kg", "m2"]
Period = Literal["h", "d"]


def body_surface(weight: Size, height: Size) -> Size:
    """Body surface in m2 from kg and cm (Du Bois and Du Bois 1916), of one person or of many."""
    return 0.007184 * weight**0.425 * height**0.725


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: ``value`` ``unit`` [/``per``] [/``period``].

    ``unit`` is ``mmol`` of the element for salts and elements, and ``mg``, ``IU`` or ``mmol`` for drugs. ``per`` is the
    body size it is scaled by (None: a fixed amount). ``period`` is None for an amount, ``h`` for the rate of an
    infusion and ``d`` for the dose of a lasting drug.
    """

    value: float
    unit: str
    per: BodySize | None = None
    period: Period | None = None

    def for_person(self, weight: float, height: float) -> float:
        """The amount in ``unit`` [/``period``] for someone of this weight (kg) and height (cm)."""
        if self.per == "kg":
            return self.value * weight
        return self.value * body_surface(weight, height) if self.per == "m2" else self.value

    @property
    def unit_text(self) -> str:
        """The whole unit, such as ``mg/m2/d``."""
        return "/".join(part for part in (self.unit, self.per, self.period) if part)

    def measured_in(self, unit: str) -> float:
        """The same amount in another unit of the same kind, such as ``ug/kg/min``; ``NotAQuantity`` if it has none."""
        return convert(Quantity(self.value, parse_unit(self.unit_text)), unit)

    def __str__(self) -> str:
        return f"{shortest(self.value)} {self.unit_text}"


def shortest(value: float) -> str:
    """The shortest text of a number that reads as exactly that number."""
    return repr(float(value)).removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Substance:
    """What can be dosed: its name, whether it is an element, a salt or a drug, and how its amounts are counted."""

    name: str
    kind: Literal["element", "salt", "drug"]
    element: str | None
    unit: str
    typed: Analyte  # reads grams of the salt as named
    elemental: Analyte  # reads grams that are said to be elemental


def element_substance(name: str) -> Substance:
    """A plain element: grams of ``magnesium`` are elemental."""
    return Substance(name, "element", name, "mmol", ELEMENTS[name], ELEMENTS[name])


def salt_substance(name: str, element: str, grams_per_mmol: float) -> Substance:
    """A salt, of which grams are the salt and mmol, mEq and ``mg elemental`` the element."""
    analyte = ELEMENTS[element]
    return Substance(name, "salt", element, "mmol", Analyte(name, 1e3 * grams_per_mmol, analyte.charge), analyte)


def drug_substance(name: str, dose_unit: str | None, molar_mass: float | None) -> Substance:
    """A drug, counted in mg, IU or mmol as the unit of its record says (mg if it says nothing)."""
    dimension = parse_unit(dose_unit or "mg").dimension
    unit = "IU" if dimension.activity else "mmol" if dimension.substance else "mg"
    analyte = DRUGS.get(name) or Analyte(name, molar_mass)
    return Substance(name, "drug", None, unit, analyte, analyte)


def amount_of(quantity: Quantity, substance: Substance, period: Period | None) -> Amount:
    """``quantity`` as an amount (``period`` None) or as an amount per ``h`` or ``d``. Raises ``NotAQuantity``."""
    typed = quantity.unit.dimension
    per: BodySize | None = "kg" if typed.body == -1 else "m2" if typed.length == -2 else None
    if period is None and typed.time:
        raise NotAQuantity(
            f"`{quantity.unit.text}` is an amount per time, which a single dose is not; "
            "use `rate:` for an infusion or `every:` for repeated doses"
        )
    target = "/".join(part for part in (substance.unit, per, period) if part)
    if quantity.is_bare:
        example = "/".join(filter(None, ("g" if substance.kind == "salt" else substance.unit, period)))
        raise NotAQuantity(f"`{quantity.value:g}` has no unit; write for example `{quantity.value:g} {example}`")
    if quantity.elemental and substance.kind == "drug":
        raise NotAQuantity(f"`elemental` has no meaning for {substance.name}; leave the word out")
    analyte = substance.elemental if quantity.elemental else substance.typed
    return Amount(convert(quantity, target, analyte), substance.unit, per, period)
