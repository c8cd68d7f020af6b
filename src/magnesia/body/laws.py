"""The few laws that return in several organs: saturation, a limit with splay, buffering, receptor damping."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from magnesia.engine.expression import Expression, sqrt

Value = TypeVar("Value", Expression, NDArray[np.float64])
"""A law is the same for a symbol in an equation and for numbers."""


def saturation(amount: Expression, half: Expression | float) -> Expression:
    """Michaelis-Menten occupancy, 0 to 1."""
    return amount / (half + amount)


def spared(share: Expression, half: Expression) -> Expression:
    """What is left of a function when a share of its tissue is left: 1 of the whole, falling ever faster to 0."""
    return (1 + half) * saturation(share, half)


def hill(level: Value, half: Value, power: int) -> Value:
    """Hill occupancy, 0 to 1. The power is a whole number: it shapes the law and costs a few multiplications."""
    share = (level / half) ** power
    return share / (1 + share)


def limited(load: Expression, capacity: Expression, splay: Expression) -> Expression:
    """Uptake of a load by a transport of limited capacity.

    Nearly all of a small load, at most ``capacity`` of a large one, rounded by ``splay`` (nephrons differ): the
    smaller root of (load - uptake)(capacity - uptake) = splay * uptake, the law of tight binding. Written with the
    root in the denominator, which keeps full precision for small loads.
    """
    both = load + capacity + splay
    return 2 * load * capacity / (both + sqrt(both**2 - 4 * load * capacity))


def damped(level: Expression, gain: Expression) -> Expression:
    """A response that is 1 at the reference level, rises to 1 + gain as the level vanishes and falls as it rises."""
    return (1 + gain) / (1 + gain * level)


def driven(level: Expression, gain: Expression) -> Expression:
    """A response that is 1 at the reference level and rises from 1 - gain to 1 + gain with it."""
    return 1 + gain * (level - 1) / (level + 1)


def buffered_free(concentration: Expression, ligand: Expression, dissociation: Expression) -> Expression:
    """Free magnesium of cell water that holds ``concentration`` in all with one class of binding sites (ATP).

    Root of free + ligand * free / (dissociation + free) = concentration, mmol/L.
    """
    excess = dissociation + ligand - concentration
    root = sqrt(excess**2 + 4 * dissociation * concentration)
    return 2 * dissociation * concentration / (excess + root)
