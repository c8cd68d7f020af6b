"""Magnesium against calcium: what excitable membranes feel of magnesium depends on the calcium beside it."""

from magnesia.body.anatomy import Anatomy
from magnesia.engine.expression import Expression

# Ten millilitres of calcium gluconate, which raise ionised calcium by about a tenth, undo part of the block at once;
# release at the neuromuscular junction goes with about the third power of calcium, the heart is taken to be less steep.
OPPOSING_POWER = 2


def opposed_magnesium(body: Anatomy) -> Expression:
    """Ionised magnesium, mmol/L, that would act as strongly at normal calcium."""
    calcium = body.read("ionized_calcium") / body.parameters("calcium").reference_ionized
    return body.read("ionized_magnesium") / calcium**OPPOSING_POWER
