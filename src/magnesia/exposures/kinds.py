"""The records: what is known of a salt, a food, a drug, a state, a gene or a procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Number = float | Array
Operation = Literal["multiply", "add", "replace"]
HOW = ("measured", "derived", "assumed", "animal", "definition")
DAY_H = 24.0


@dataclass(frozen=True, slots=True)
class Effect:
    """How one exposure changes one named parameter of the body.

    ``size`` is what a strength of one does: a factor (multiply), an amount in the parameter's unit (add) or the value
    itself (replace). Strength is the dose over the drug's usual dose, the severity of a state, or follows from an
    ``option``; ``shape``, ``half`` (strength at half of the largest effect) and ``most`` bend it. Where ``table`` is
    given the size is read from it instead, at the option or, for a gene, at the share of normal function.
    ``scale`` {measure: power} lets the size grow with ``weight``, ``surface`` or healthy ``filtration``.

    ``onset`` and ``offset`` (h) are time constants. With ``fades`` (h) the effect wanes although the exposure goes on.
    With ``accumulates`` what counts is the dose taken so far, in usual doses, forgotten with time constant ``offset``.
    """

    parameter: str
    operation: Operation
    why: str
    source: str
    how: str
    size: Number | None = None
    table: Mapping[float, float] | None = None
    option: str | None = None
    shape: Literal["linear", "saturable", "power"] = "linear"
    half: float = 1.0
    power: float = 1.0
    most: float | None = None
    scale: Mapping[str, float] = field(default_factory=dict)
    onset: float = 0.0
    offset: float = 0.0
    fades: float | None = None
    accumulates: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A number that a state takes: its value without the state (``none``) and at severity one (``full``)."""

    none: float
    full: float
    unit: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has. ``confidence`` (high, moderate, low) is ours: how well sizes are known in man."""

    kind: ClassVar[str]
    name: str
    about: str
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    confidence: Literal["high", "moderate", "low"] = "moderate"
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Salt(Record):
    """``grams_per_mmol``: g of the salt in its usual pharmacopoeial form per mmol of ``element``.

    ``soluble_share`` dissolves at once in the stomach, the rest waits for acid; ``how`` says how that is known. A slow
    tablet gives off its content over ``release`` h; a coat that acid does not open (``enteric``) opens in the bowel.
    """

    kind = "salt"
    element: Literal["magnesium", "calcium", "potassium"]
    grams_per_mmol: float
    formula: str
    soluble_share: float
    how: str
    release: float = 0.0
    enteric: bool = False

    @property
    def elemental_fraction(self) -> float:
        """g of the element per g of the salt."""
        return MOLAR_MASS[self.element] / 1e3 / self.grams_per_mmol


@dataclass(frozen=True, kw_only=True)
class Food(Record):
    """``magnesium``, ``calcium``, ``potassium`` in mg per 100 g as eaten; ``portion`` in g."""

    kind = "food"
    magnesium: float
    calcium: float
    potassium: float
    portion: float

    @property
    def content(self) -> dict[str, float]:
        """mmol of each element per g of the food."""
        return {element: getattr(self, element) / 100 / mass for element, mass in MOLAR_MASS.items()}


@dataclass(frozen=True, kw_only=True)
class Drug(Record):
    """``usual_dose`` in ``dose_unit`` (per kg or m2 where ``per`` says so) is a strength of ``potency``.

    ``acts`` (h) is how long a single dose acts, ``studied`` the doses whose effect on magnesium has been looked at.
    ``routes`` {route: share that acts}, relative to the route of the usual dose.
    """

    kind = "drug"
    group: str = ""
    atc: str = ""
    dose_unit: str = "mg/d"
    usual_dose: float
    potency: float = 1.0
    per: Literal["kg", "m2"] | None = None
    acts: float = DAY_H
    studied: tuple[float, float] | None = None
    routes: Mapping[str, float] = field(default_factory=dict)

    def occasion(self, dose: float) -> tuple[float, float]:
        """A single dose as (dose per day, hours): the same amount, spread over the time it acts."""
        return dose * DAY_H / self.acts, self.acts


@dataclass(frozen=True, kw_only=True)
class State(Record):
    """``severity`` says what 1 means; ``grades`` are words for severities; ``usual_dose`` where it can be dosed."""

    kind = "state"
    severity: str
    grades: Mapping[str, float] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    value_unit: str | None = None
    usual_dose: float | None = None
    dose_unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Gene(Record):
    """A gene whose share of normal function is 0 (absent), 0.5 (half), 1 (normal) or more (gain)."""

    kind = "gene"
    protein: str


@dataclass(frozen=True, kw_only=True)
class Procedure(Record):
    """Something done to a person; what dialysis does follows from its settings (``exposures.dialysis``)."""

    kind = "procedure"
    severity: str = "1: done"
    grades: Mapping[str, float] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)


MOLAR_MASS = {"magnesium": 24.305, "calcium": 40.078, "potassium": 39.098}  # mg/mmol
AnyRecord = Salt | Food | Drug | State | Gene | Procedure
RECORD_OF: dict[str, type[AnyRecord]] = {one.kind: one for one in (Salt, Food, Drug, State, Gene, Procedure)}
