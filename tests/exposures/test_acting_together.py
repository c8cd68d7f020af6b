"""Whatever acts together on a body, it stays a body; and more of one thing never does the opposite of less of it."""

from __future__ import annotations

import os
from typing import Any

import acting_together
import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from magnesia.case import read_case
from magnesia.exposures import registry
from magnesia.simulation import simulate

EXAMPLES = int(os.environ.get("MAGNESIA_COMBINATIONS", "600"))  # `make combinations` asks for ten thousand
NEGLIGIBLE = 0.004  # mmol/L of serum


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(acting_together.DOCUMENTS)
def test_several_exposures_at_once_leave_a_body_that_conserves_what_it_holds(document: dict[str, Any]) -> None:
    acting_together.check(document)


# Little food empties the bowel while wasting cells give their magnesium to the blood.
TWO_SIDED = ("starvation",)
GRADED = [
    (kind, name)
    for kind in ("drug", "state")
    for name in registry.names(kind)
    if name not in acting_together.NEEDED and name not in TWO_SIDED
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), GRADED)
def test_more_of_an_exposure_moves_serum_further_the_same_way(kind: str, name: str) -> None:
    arms: dict[str, Any] = {"none": {}}
    for strength in (0.3, 0.6, 1.0):
        arms[f"at_{strength:g}".replace(".", "_")] = {"timeline": [acting_together.started(name, strength, 0)]}
    case = read_case(yaml.safe_dump({"title": name, "arms": arms}, sort_keys=False))
    results = simulate(case, outputs=["serum_magnesium"], at=[96.0, 240.0], tolerance=1e-5)
    serum = np.array([result.outputs["serum_magnesium"].values[:, 0] for result in results])
    effect = serum[1:] - serum[0]
    for moment in effect.T:
        further = np.diff(moment) * np.sign(moment[-1])
        assert (further > -NEGLIGIBLE).all(), f"{name}: {moment}"
