"""The numbers of a ``seen`` entry: in which unit they are, and what is possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from magnesia.case.fields import Values
from magnesia.case.kinds import understood
from magnesia.case.measures import TypedQuantity
from magnesia.case.observables import Observable
from magnesia.case.problems import Misread
from magnesia.case.quantities import NotAQuantity, Quantity, convert

SPREADS = ("sd", "se", "iqr", "range", "ci95")
_WIDEST_RATIO = 1e6
_LARGEST_SPREAD = {"sd": 3.0, "se": 1.0}  # of a value that is never negative: more is a slip of unit or of kind
_ROUNDED = 1e-9


@dataclass(frozen=True)
class Scale:
    """How the numbers of one entry are read: the observable, and what its value is compared with."""

    observable: Observable
    values: Values

    @property
    def is_ratio(self) -> bool:
        """True where the value is a pure number relative to another."""
        return "over" in self.values.read or "relative_to" in self.values.read

    @property
    def unit(self) -> str:
        """The unit of the entry."""
        return "1" if self.is_ratio else self.observable.unit

    def value(self, typed: TypedQuantity) -> float:
        """What was seen; ``Misread`` where no such value is possible."""
        compared = self.is_ratio or "change_from" in self.values.read or "minus" in self.values.read
        return self._number(typed, -self._widest if compared else self.observable.low)

    def spread(self, value: float | None) -> dict[str, Any]:
        """``spread_kind`` and ``spread``, empty where none was given; ``Misread`` where ``value`` cannot have it (a
        bound, None, can have any)."""
        kinds = [kind for kind in SPREADS if kind in self.values.read]
        if not kinds:
            return {}
        if len(kinds) > 1:
            message = f"`{kinds[0]}` and `{kinds[1]}` both say how wide it spreads; keep one"
            raise Misread(self.values.place_of(kinds[1]), message)
        kind = kinds[0]
        typed = self.values.get(kind)
        if isinstance(typed, TypedQuantity):
            size = self._number(typed, 0.0)
            if value and value > 0 and not self._is_signed and size > _LARGEST_SPREAD[kind] * value:
                what = f"an {kind.upper()} of {size:g} about {value:g} {self.unit} is impossible"
                raise Misread(typed.word.place, f"{what} for what is never negative; check unit and kind of spread")
            return {"spread_kind": kind, "spread": (size,)}
        low, high = (self._number(edge, -self._widest) for edge in typed)
        if low > high:
            raise Misread(self.values.place_of(kind), f"`{kind}` runs from the lower to the higher value; swap the two")
        if value is not None and not low - _ROUNDED <= value <= high + _ROUNDED:
            message = f"`{kind}` from {low:g} to {high:g} {self.unit} does not hold the value, {value:g}; check both"
            raise Misread(self.values.place_of(kind), message)
        return {"spread_kind": kind, "spread": (low, high)}

    @property
    def _is_signed(self) -> bool:
        """Whether it can lie on either side of nothing."""
        return self.observable.low < 0 or "change_from" in self.values.read or "minus" in self.values.read

    @property
    def _widest(self) -> float:
        return _WIDEST_RATIO if self.is_ratio else self.observable.high

    def _number(self, typed: TypedQuantity, low: float) -> float:
        value = understood(typed.word, lambda text: self._converted(typed.quantity))
        if not low <= value <= self._widest:
            range_text = f"must lie between {low:g} and {self._widest:g} {self.unit}; check number and unit"
            remedy = "is not negative; use `change_from:` for a fall" if value < 0 <= low else range_text
            shown = f"`{typed.word.text[:60]}` is impossible"
            raise Misread(typed.word.place, f"{shown}: {self.observable.name} {remedy}")
        return value

    def _converted(self, quantity: Quantity) -> float:
        observable = self.observable
        if quantity.unit.text in ("%", "percent") and not self.is_ratio and observable.unit != "1":
            raise NotAQuantity(
                "a change in percent is a ratio; write `relative_to:` and `120 %` (or 1.2) for a rise of 20 %"
            )
        if observable.kind == "amount" and quantity.unit.dimension.time and not self.is_ratio:
            window_h: float = self.values.get("to") - self.values.get("from")
            return convert(quantity, f"{observable.unit}/h", observable.analyte) * window_h
        return convert(quantity, self.unit, observable.analyte)
