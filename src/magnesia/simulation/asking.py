"""What a run is asked for: which outputs, and when."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.observables import OBSERVABLES, find_observable
from magnesia.case.problems import unknown
from magnesia.case.seen import Seen
from magnesia.engine.model import Model
from magnesia.errors import InputError
from magnesia.simulation.horizon import last_moment
from magnesia.simulation.meals import DAY
from magnesia.simulation.observe import is_modelled, observable
from magnesia.simulation.tracing import TRACED, why_not_traced

Array = NDArray[np.float64]

USUAL_OUTPUTS = ("serum_magnesium", "ionized_magnesium", "urine_magnesium", "body_magnesium", "serum_calcium",
                 "serum_potassium", "pth")  # fmt: skip
OF_THE_CHILD = ("cord_magnesium", "fetal_magnesium")
SHOWN_BEFORE = 24.0  # h before the end of a run that ends before zero
FEWEST_INTERVALS = 120
STEPS = (1 / 60, 1 / 30, 1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 2, 3, 4, 6, 8, 12)  # h; each divides the day, as meals do


def asked_outputs(case: Case, model: Model, outputs: Sequence[str] | None) -> list[str]:
    """Names of what is put out. Raises ``InputError`` for a name nobody can answer."""
    if outputs is None:
        seen = [one.name for one in case.seen
                if one.what not in TRACED and why_not(case, one.name) is None
                and observable(one.what).kind != "share"]  # fmt: skip
        return list(dict.fromkeys([*seen, *USUAL_OUTPUTS]))
    if not outputs:
        raise InputError("No outputs are asked for; name at least one observable, such as serum_magnesium.")
    asked = [_checked(name, model) for name in dict.fromkeys(outputs)]
    for name in asked:
        reason = why_not(case, name)
        if reason is not None:
            raise InputError(f"{reason[0].upper()}{reason[1:]}; give the person `pregnant:` or leave it out.")
    return asked


def why_not(case: Case, what: str) -> str | None:
    """Why this observable cannot be answered for the case; None if it can."""
    if what in OF_THE_CHILD and not case.person.pregnant:
        return f"{what} needs a child, and nobody is pregnant"
    return None


def why_not_answered(case: Case, seen: Seen) -> str | None:
    """Why nothing can be said of what was seen; None if something can."""
    return why_not_traced(case, seen) if seen.what in TRACED else why_not(case, seen.name)


def _checked(name: str, model: Model) -> str:
    known = find_observable(name)
    found = name if known is None or name in model.signal_index else known.name
    if observable(found).kind == "share":
        raise InputError(f"{found} belongs to a window; ask for it with a `seen` entry that has `from` and `to`.")
    if is_modelled(model, found):
        return found
    if found in TRACED:
        raise InputError(
            f"{found} has a value only where a tracer was read; ask for it with a `seen` entry that has `at`."
        )
    names = [one for one in OBSERVABLES if is_modelled(model, one)] + list(model.signal_index)
    raise InputError(f"{unknown('output', name, names)}.")


def output_of(model: Model, name: str) -> tuple[str, str]:
    """Unit and meaning of an output."""
    if name in OBSERVABLES:
        return OBSERVABLES[name].unit, OBSERVABLES[name].about
    if name in model.signal_index:
        signal = model.signals[model.signal_index[name]]
        return signal.unit, signal.about
    state = model.states[model.state_index[name]]
    return state.unit, state.about


def times_of(case: Case, at: Sequence[float] | None, until: float | None) -> tuple[Array, float, dict[int, str]]:
    """Times of the outputs (h, rising), the end of the run, and why ``seen`` entries (by number) are left out."""
    seen = [[moment for moment in (one.at, one.start, one.end, one.reference_time) if moment is not None]
            for one in case.seen]  # fmt: skip
    if until is not None:
        end = until
    elif at is not None:
        end = max([*at, *(moment for moments in seen for moment in moments)])
    else:
        end = last_moment(case)
    ignored = {index: f"it lies after {end:g} h, the end of the run"
               for index, moments in enumerate(seen) if max(moments) > end}  # fmt: skip
    if at is not None:
        if not len(at) or not np.all(np.isfinite(at)):
            raise InputError("The times asked for must be numbers of hours, at least one.")
        if max(at) > end:
            raise InputError(f"The time {max(at):g} h lies after the end of the run, {end:g} h.")
        return np.unique(np.array(at, dtype=float)), end, ignored
    shown = [moment for index, moments in enumerate(seen) if index not in ignored for moment in moments]
    begin = min([0.0, *shown]) if end > 0 else min([end - SHOWN_BEFORE, *shown])
    return np.unique([*_grid(begin, end), *shown]), end, ignored


def _grid(begin: float, end: float) -> Array:
    """Times from ``begin`` to ``end`` (h), at the same hours of each day: a step that drifts through the day would
    show the swing of meals as waves of days that nobody has."""
    finest = (end - begin) / FEWEST_INTERVALS
    step = max((step for step in STEPS if step <= finest), default=finest)
    if finest >= DAY:
        step = DAY * np.floor(finest / DAY)
    if step <= 0:
        return np.array([begin])
    return np.append(np.arange(begin, end, step), end)
