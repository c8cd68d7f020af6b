"""What acts on the people of a case: drugs, salts, states, genes and procedures, by name."""

from __future__ import annotations

from magnesia.case.cases import HEALTHY_EGFR, Case
from magnesia.case.timeline import Dialyse, Give, Start

Acting = tuple[str, str]
"""(kind, name) of an exposure."""


def is_injected_salt(entry: Give) -> bool:
    """Whether a mineral is given past the bowel."""
    return entry.kind != "drug" and entry.route in ("iv", "im")


def is_infused(case: Case) -> bool:
    """Whether magnesium is injected, so that its levels tell of the body rather than of what else acts."""
    return any(isinstance(one, Give) and is_injected_salt(one) and one.element == "magnesium" for one in case.timeline)


def acting(case: Case, end: float) -> tuple[Acting, ...]:
    """Everything that has begun before ``end`` (h), what lasts first.

    Food and the minerals of a diet do not count, nor does a salt by vein or muscle: it is there at once, and what
    becomes of it is the body's doing.
    """
    who = case.person
    found: list[Acting] = [("gene", name) for name in who.genes]
    found += [("state", name) for name in who.conditions]
    if who.egfr is not None and who.egfr < HEALTHY_EGFR:
        found.append(("state", "chronic_kidney_disease"))
    if case.habits.alcohol:
        found.append(("state", "alcohol"))
    for entry in case.timeline:
        if entry.at > end:
            continue
        if isinstance(entry, Start):
            found.append((entry.kind, entry.name))
        elif isinstance(entry, Dialyse):
            found.append(("procedure", entry.kind))
        elif isinstance(entry, Give) and entry.kind != "element" and not is_injected_salt(entry):
            found.append((entry.kind, entry.substance))
    return tuple(dict.fromkeys(found))
