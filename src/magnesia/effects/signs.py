"""The law of a sign: how likely someone shows it, whatever brings it.

A sign has a background among people whose magnesium is as usual, since every sign has other causes
(:mod:`magnesia.effects.other_causes`). Magnesium, and calcium and potassium with it, add to that by a logistic curve
of the logarithm of what drives the sign. Its slope holds how people differ, so that a probability is that of anyone
with these levels.
"""

from types import SimpleNamespace

from magnesia.body.anatomy import Anatomy
from magnesia.engine.expression import Expression


def risen(p: SimpleNamespace, name: str, driver: Expression) -> Expression:
    """Probability that a ``driver`` which has risen brings the sign: half of people show it at ``name_half``."""
    odds = (driver / getattr(p, f"{name}_half")) ** getattr(p, f"{name}_steepness")
    return odds / (1 + odds)


def fallen(p: SimpleNamespace, name: str, function: Expression) -> Expression:
    """Probability that a ``function`` which has fallen brings the sign."""
    return 1 - risen(p, name, function)


def show(body: Anatomy, name: str, about: str, *causes: Expression) -> None:
    """Declares the probability of the sign ``name``: its background, and ``causes`` that act apart from each other."""
    absent = 1 - getattr(body.parameters("signs"), f"{name}_background")
    for cause in causes:
        absent = absent * (1 - cause)
    body.signal(f"sign_{name}", "dimensionless", 1 - absent, f"Probability of {about}")
