"""Units of measurement: text to a factor and a dimension, from a table of the usual ones, from pint for all others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


class Dimension(NamedTuple):
    """Powers of the base units g, mol, Eq, IU, m, s and of a gram of body or tissue.

    Body mass is a dimension of its own because mg/kg of a dose is not a pure number: it is a mass per body mass.
    """

    mass: int = 0
    substance: int = 0
    charge: int = 0
    activity: int = 0
    length: int = 0
    time: int = 0
    body: int = 0

    def times(self, other: Dimension, power: int = 1) -> Dimension:
        """The dimension of a product with ``other ** power``."""
        return Dimension(*(a + power * b for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was typed, with its size in base units (g, mol, Eq, IU, m, s)."""

    text: str
    factor: float
    dimension: Dimension


class UnknownUnit(ValueError):
    """A word that is no unit; ``word`` is the offending part of the text."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


_MASS, _AMOUNT, _CHARGE = Dimension(mass=1), Dimension(substance=1), Dimension(charge=1)
_ACTIVITY, _LENGTH, _TIME, _NUMBER = Dimension(activity=1), Dimension(length=1), Dimension(time=1), Dimension()
_VOLUME = Dimension(length=3)
_PRESSURE = Dimension(mass=1, length=-1, time=-2)
_PREFIXES = {"": 1.0, "k": 1e3, "d": 1e-1, "c": 1e-2, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15}
LONGEST_TEXT = 60
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
YEAR = 365.25 * DAY


def _table() -> dict[str, tuple[float, Dimension]]:
    scaled: dict[str, tuple[float, Dimension]] = {
        "g": (1.0, _MASS),
        "mol": (1.0, _AMOUNT),
        "M": (1e3, _AMOUNT.times(_VOLUME, -1)),
        "Eq": (1.0, _CHARGE),
        "eq": (1.0, _CHARGE),
        "IU": (1.0, _ACTIVITY),
        "U": (1.0, _ACTIVITY),
        "m": (1.0, _LENGTH),
        "L": (1e-3, _VOLUME),
        "l": (1e-3, _VOLUME),
        "s": (1.0, _TIME),
    }
    table = {
        prefix + name: (size * factor, dimension)
        for name, (factor, dimension) in scaled.items()
        for prefix, size in _PREFIXES.items()
        # the farad-like clashes: min is a minute, and nobody doses in kilometres, decimoles or kiloseconds
        if not (prefix in "kdc" and prefix and name in ("s", "M", "mol", "Eq", "eq"))
    }
    words: dict[tuple[str, ...], tuple[float, Dimension]] = {
        ("mcg",): (1e-6, _MASS),
        ("units", "unit"): (1.0, _ACTIVITY),
        ("sec", "second", "seconds"): (1.0, _TIME),
        ("min", "mins", "minute", "minutes"): (MINUTE, _TIME),
        ("h", "hr", "hrs", "hour", "hours"): (HOUR, _TIME),
        ("d", "day", "days"): (DAY, _TIME),
        ("wk", "wks", "week", "weeks"): (7 * DAY, _TIME),
        ("mo", "month", "months"): (YEAR / 12, _TIME),
        ("y", "yr", "yrs", "year", "years", "a"): (YEAR, _TIME),
        ("mmHg", "mmhg"): (133322.387415, _PRESSURE),
        ("kPa",): (1e6, _PRESSURE),
        ("bpm",): (1 / MINUTE, _TIME.times(_TIME, -2)),
        ("beat", "beats", "exchange", "exchanges", "times", "fraction"): (1.0, _NUMBER),
        ("%", "percent"): (0.01, _NUMBER),
        ("gram", "grams"): (1.0, _MASS),
        ("liter", "litre", "liters", "litres"): (1e-3, _VOLUME),
    }
    for spellings, meaning in words.items():
        table.update(dict.fromkeys(spellings, meaning))
    return table


ATOMS = _table()
_FACTOR = re.compile(r"\s*(\d+(?:\.\d*)?(?![\d.]))?\s*([^\W\d_][^\W\d]*|%)?\s*(?:(?:\^|\*\*)?\s*(-?[1-3]))?\s*")


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """``mmol/L``, ``mL/min/1.73m2``, ``mg/m2 per 7 d``: everything after the first ``/`` or ``per`` divides.

    Raises ``UnknownUnit``.
    """
    if len(text) > LONGEST_TEXT:
        raise UnknownUnit(text)
    plain = text.replace("µ", "u").replace("μ", "u").replace("²", "2").replace("³", "3").replace("⁻¹", "-1")
    numerator, *denominators = re.split(r"/|\bper\b", plain)
    factor, dimension = 1.0, Dimension()
    for part, sign in [(numerator, 1), *((denominator, -1) for denominator in denominators)]:
        if not part.strip() and sign < 0:
            raise UnknownUnit(text.strip())
        for piece in re.split(r"[·*]", part) if part.strip() else []:
            size, powers = _factor(piece, sign)
            factor *= size
            dimension = dimension.times(powers)
    return Unit(text.strip(), factor, dimension)


def _factor(piece: str, sign: int) -> tuple[float, Dimension]:
    match = _FACTOR.fullmatch(piece)
    if match is None or not piece.strip():
        raise UnknownUnit(piece.strip() or piece)
    number, name, exponent = match.groups()
    power = int(exponent or 1) * sign
    if name is None:
        if exponent is not None or not number:
            raise UnknownUnit(piece.strip())
        return _sized(float(number), sign, piece), Dimension()
    size, dimension = _atom(name)
    if power < 0 and dimension == _MASS and name in ("kg", "g"):
        dimension = Dimension(body=1)
    return _sized(float(number or 1), sign, piece) * size**power, Dimension().times(dimension, power)


def _sized(number: float, sign: int, piece: str) -> float:
    if not 0 < number < 1e9:
        raise UnknownUnit(piece.strip())
    return number**sign


def _atom(name: str) -> tuple[float, Dimension]:
    known = ATOMS.get(name)
    if known is None:
        # only micro and milli forms of words in capitals: MMOL is a shout, but MG could be a megagram
        known = ATOMS.get(name.lower()) if name[:1] not in "MP" else None
    return known or _from_pint(name)


@lru_cache(maxsize=1024)
def _from_pint(name: str) -> tuple[float, Dimension]:
    """A word that the table lacks: ``lb``, ``inch``, ``atm``. Pint is slow to import, hence only now."""
    if not name.isascii() or len(name) > 30:
        raise UnknownUnit(name)
    registry = _registry()
    try:
        base = registry.Quantity(1.0, name).to_base_units()
    except Exception:  # pint raises a dozen unrelated classes for words it cannot read
        raise UnknownUnit(name) from None
    powers = {str(base_name).strip("[]"): power for base_name, power in base.dimensionality.items()}
    mass = powers.get("mass", 0)
    integral = all(float(power).is_integer() for power in powers.values())
    if not integral or not set(powers) <= {"mass", "substance", "length", "time"}:
        raise UnknownUnit(name)
    dimension = Dimension(**{base_name: int(power) for base_name, power in powers.items()})
    return float(base.magnitude) * 1e3 ** float(mass), dimension


@lru_cache(maxsize=1)
def _registry():  # type: ignore[no-untyped-def]
    import pint

    return pint.UnitRegistry()
