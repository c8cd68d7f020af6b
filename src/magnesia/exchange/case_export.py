"""A case as a model of its typical person: settled at the start, with all that happens as events."""

from __future__ import annotations

from magnesia.body import whole_body
from magnesia.case import Case
from magnesia.errors import ComputationError, InputError
from magnesia.exchange.antimony import to_antimony
from magnesia.exchange.sbml import to_sbml
from magnesia.people.population import draw
from magnesia.simulation.asking import times_of
from magnesia.simulation.horizon import first_moment
from magnesia.simulation.plan import plan
from magnesia.simulation.repletion import knowing_what_is_replete
from magnesia.simulation.result import NOTICE
from magnesia.simulation.settle import settle

_WRITERS = {"sbml": to_sbml, "antimony": to_antimony}


def export_case(case: Case, to: str = "sbml", arm: str | None = None) -> str:
    """The document of a case, or of one of its arms.

    Raises ``InputError`` for a format that is not written, and for a case of several arms of which none is chosen.
    """
    if to not in _WRITERS:
        raise InputError(f"{to} is no format that is written; choose {' or '.join(_WRITERS)}.")
    name, chosen = _chosen(case, arm)
    model = whole_body()
    people = draw(chosen.person, model)
    times, end, _ = times_of(chosen, None, None)
    begin = first_moment(chosen, times.tolist())
    planned = plan(chosen, model, knowing_what_is_replete(model, people, begin, chosen), begin, end)
    settled = settle(model, planned.parameters, planned.intake, planned.begin, planned.clock_zero)
    if settled.failures:
        raise ComputationError(f"{settled.failures[0].reason}; there is nothing to export.")
    title = " / ".join(part for part in (chosen.title or case.title or "Human magnesium", name) if part)
    about = " ".join([
        f"Time zero is {planned.begin:g} h of the case, which ends {planned.until - planned.begin:g} h later.", NOTICE,
        *(f"Note: {warning}" for warning in planned.warnings),
    ])  # fmt: skip
    return _WRITERS[to](
        model, settled.states[:, 0], planned.parameters[:, 0], planned.schedule, title=title, about=about
    )


def _chosen(case: Case, arm: str | None) -> tuple[str, Case]:
    variants = dict(case.variants())
    if arm is None and len(variants) == 1:
        return next(iter(variants.items()))
    if arm not in variants:
        said = "has several arms" if arm is None else f"has no arm called {arm}"
        raise InputError(f"The case {said}; choose one of {', '.join(variants)}.")
    return arm, variants[arm]
