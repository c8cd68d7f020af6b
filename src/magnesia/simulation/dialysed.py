"""Who has no kidneys and is alive lives on dialysis: the life before a case includes it, evened out over the week."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.timeline import Dialyse
from magnesia.engine.model import Model
from magnesia.exposures import Activity, courses
from magnesia.people.ckd_epi import indexed_filtration
from magnesia.people.covariates import Covariates
from magnesia.simulation.activities import body_of
from magnesia.simulation.meals import DAY

Array = NDArray[np.float64]

# Filtration that becomes urine, mL/min/1.73m2, with which people live without dialysis: where a case speaks of
# dialysis (guidelines begin it at 5 to 10), and where it does not.
ENOUGH_ON_DIALYSIS, ENOUGH_WITHOUT = 8.0, 2.0
SESSION_KINDS = ("haemodialysis", "haemodiafiltration")
LASTING_KINDS = (*SESSION_KINDS, "peritoneal")  # nobody lives on continuous treatment
SESSIONS, HOURS, WEEK = 3, 4.0, 168.0  # a week, h, h
# What acts only during a session counts with its share of the week; baths and cavities are as they are set.
_DURING_SESSIONS = ("dialysis.clearance", "dialysis.ultrafiltration", "plasma.complexing")


def dialysed(case: Case, model: Model, lifelong: Array, who: Covariates) -> tuple[Array, list[str]]:
    """Parameters (parameters, people) of the life before, on dialysis where kidneys are not enough, and what to say.

    It is of the kind of the first ``dialyse`` entry (haemodialysis if there is none that people live on) with usual
    settings: a case tries its own against what was before.
    """
    row = model.parameter_index
    working = lifelong[row["kidney.gfr"]] * lifelong[row["kidney.excreting_share"]]
    kinds = [entry.kind for entry in case.timeline if isinstance(entry, Dialyse)]
    ill = indexed_filtration(working, who.surface) < (ENOUGH_ON_DIALYSIS if kinds else ENOUGH_WITHOUT)
    if not np.any(ill):
        return lifelong, []
    kind = kinds[0] if kinds and kinds[0] in LASTING_KINDS else "haemodialysis"
    share = SESSIONS * HOURS / WEEK if kind in SESSION_KINDS else 1.0
    found = lifelong.copy()
    for name, course in courses([Activity("procedure", kind)], (-DAY, 0.0), body_of(who)).items():
        before = lifelong[row[name]]
        treated = course.apply(before)[-1]
        if name in _DURING_SESSIONS:
            treated = before + share * (treated - before)
        found[row[name]] = np.where(ill, treated, before)
    often = f"{SESSIONS} times {HOURS:g} h a week" if kind in SESSION_KINDS else "all day"
    return found, [f"Without working kidneys people are taken to have lived on usual {kind}, {often}."]
