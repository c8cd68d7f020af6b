"""Text to a number in a standard unit: ``parse`` splits it, ``convert`` knows the substance."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from magnesia.case.analytes import ELEMENTS, Analyte
from magnesia.case.places import shorten
from magnesia.case.problems import nearest
from magnesia.case.units import ATOMS, Dimension, Unit, UnknownUnit, parse_unit

NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_QUANTITY = re.compile(rf"\s*({NUMBER})\s*(.*)", re.DOTALL)
_NOT_FINITE = re.compile(r"\s*[+-]?\.?(nan|inf|infinity)\b", re.IGNORECASE)
_ELEMENTAL = re.compile(r"\belemental\b", re.IGNORECASE)


class NotAQuantity(ValueError):
    """The sentence says what is wrong with the text and what would put it right."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit it was typed in; ``elemental`` if the text said so."""

    value: float
    unit: Unit
    elemental: bool = False

    @property
    def is_bare(self) -> bool:
        """True where no unit was typed at all."""
        return not self.unit.text


def parse(text: str) -> Quantity:
    """``4.5 g``, ``100 mg elemental``, ``120 mg/kg``, ``0.8``. Raises ``NotAQuantity``."""
    cleaned = text.replace("−", "-").strip()
    match = _QUANTITY.fullmatch(cleaned)
    if match is None:
        if _NOT_FINITE.match(cleaned):
            raise NotAQuantity(f"`{shorten(text)}` is not a finite number")
        raise NotAQuantity(f"`{shorten(text)}` does not begin with a number; a quantity is written like `4.5 g`")
    value, rest = float(match[1]), match[2]
    if not math.isfinite(value):
        raise NotAQuantity(f"`{shorten(text)}` is too large to be a finite number")
    if re.match(r",\d", rest):
        raise NotAQuantity(f"`{shorten(text)}` has a comma; write decimals with a point, as in `4.5 g`")
    rest, marks = _ELEMENTAL.subn(" ", rest)
    try:
        return Quantity(value, parse_unit(" ".join(rest.split())), marks > 0)
    except UnknownUnit as error:
        raise NotAQuantity(_unknown_unit(error.word)) from None


def _unknown_unit(word: str) -> str:
    near = nearest(word, ATOMS)
    return f"unknown unit `{shorten(word)}`" + (f"; nearest: {', '.join(near)}" if near else "")


def convert(quantity: Quantity, standard: str, analyte: Analyte | None = None) -> float:
    """The value in the unit ``standard``, crossing between mass, moles, mEq and IU of ``analyte`` where needed.

    Raises ``NotAQuantity`` for a missing unit, a wrong dimension, or an mEq of a substance without charge.
    """
    target = parse_unit(standard)
    typed = quantity.unit
    if quantity.is_bare and any(target.dimension):
        raise NotAQuantity(f"`{quantity.value:g}` has no unit; write for example `{quantity.value:g} {standard}`")
    if quantity.elemental and (analyte is None or ELEMENTS.get(analyte.name) is not analyte):
        name = analyte.name if analyte else "this"
        raise NotAQuantity(f"`elemental` has no meaning for {name}; leave the word out")
    ratio = typed.factor / target.factor
    if typed.dimension != target.dimension:
        ratio *= _bridge(typed, target, analyte)
    value = quantity.value * ratio
    if not math.isfinite(value):
        raise NotAQuantity(f"`{quantity.value:g} {typed.text}` is too large to be a finite number")
    return value


def _bridge(typed: Unit, target: Unit, analyte: Analyte | None) -> float:
    """What the change of dimension from ``typed`` to ``target`` is worth for this substance."""
    change = typed.dimension.times(target.dimension, -1)
    if change.time == 1 and not typed.dimension.time and _is_amount(typed.dimension):
        per_time = f"{shorten(typed.text)}/{target.text.rsplit('/', 1)[-1]}"
        raise NotAQuantity(f"`{shorten(typed.text)}` says no time; write a unit like `{per_time}`")
    same_apart_from_substance = Dimension(*change[:4]) == change and sum(change) == 0
    if not same_apart_from_substance:
        raise NotAQuantity(f"`{typed.text}` measures something else; a unit like `{target.text}` is needed here")
    name = analyte.name if analyte else "this substance"
    if change.charge and not (analyte and analyte.charge):
        raise NotAQuantity(
            f"`{typed.text}` counts charges, which {name} does not have; use a unit like `{target.text}`"
        )
    moles_per_gram = 1 / analyte.molar_mass if analyte and analyte.molar_mass else None
    if (change.mass or (change.activity and change.substance)) and moles_per_gram is None:
        raise NotAQuantity(f"`{typed.text}` of {name} cannot be turned into `{target.text}`; use a unit like that")
    if change.activity and not (analyte and analyte.activity):
        raise NotAQuantity(f"`{typed.text}` of {name} cannot be turned into `{target.text}`; use a unit like that")
    in_moles = 1.0
    if moles_per_gram:
        in_moles *= moles_per_gram**change.mass
    if analyte and analyte.charge:
        in_moles *= (1 / analyte.charge) ** change.charge
    if analyte and analyte.activity and moles_per_gram:
        in_moles *= (moles_per_gram / analyte.activity) ** change.activity
    return in_moles


def _is_amount(dimension: Dimension) -> bool:
    """Mass, moles, charges or activity, whatever they are divided by."""
    return sum(dimension[:4]) == 1 and all(power >= 0 for power in dimension[:4])
