"""Unit definitions of an SBML document, made as they are asked for."""

from __future__ import annotations

import libsbml

from magnesia.engine.units import unit_registry

_KINDS = {
    "mole": libsbml.UNIT_KIND_MOLE,
    "gram": libsbml.UNIT_KIND_GRAM,
    "second": libsbml.UNIT_KIND_SECOND,
    "liter": libsbml.UNIT_KIND_LITRE,
    "meter": libsbml.UNIT_KIND_METRE,
    "pascal": libsbml.UNIT_KIND_PASCAL,
}


class UnitDefinitions:
    """Gives the identifier of a unit, and defines it in the document on first use."""

    def __init__(self, document_model: libsbml.Model):
        self._model = document_model
        self._registry = unit_registry()
        self._defined: set[str] = set()

    def identifier(self, unit: str) -> str:
        """``mmol/L`` becomes ``mmol_per_l``."""
        parsed = self._registry.Unit(unit)
        powers = [(base, float(exponent)) for base, exponent in parsed._units.unit_items()]  # type: ignore[arg-type]
        parts = sorted(powers, key=lambda part: (part[1] < 0, part[0]))
        if not parts:
            return "dimensionless"
        name = "_".join(self._word(base, exponent) for base, exponent in parts)
        if name not in self._defined:
            self._defined.add(name)
            definition = self._model.createUnitDefinition()
            definition.setId(name)
            for base, exponent in parts:
                self._add(definition, base, exponent)
        return name

    def _word(self, base: str, exponent: float) -> str:
        symbol = format(self._registry.Unit(base), "~C").replace("µ", "u")
        power = "" if abs(exponent) == 1 else f"{abs(exponent):g}".replace(".", "_")
        return ("per_" if exponent < 0 else "") + symbol + power

    def _add(self, definition: libsbml.UnitDefinition, base: str, exponent: float) -> None:
        kind, factor = self._kind(base)
        unit = definition.createUnit()
        unit.setKind(kind)
        unit.setExponent(exponent)
        unit.setScale(0)
        unit.setMultiplier(factor)

    def _kind(self, base: str) -> tuple[int, float]:
        """The SBML unit of the same dimension, and how many of it make one of ours."""
        for name, kind in _KINDS.items():
            if self._registry.Unit(base).is_compatible_with(name):
                return kind, float(self._registry.convert(1.0, base, name))
        raise ValueError(f"no unit of SBML has the dimension of {base}")
