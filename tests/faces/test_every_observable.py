"""Every observable of the case file is simulated, compared and drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest
import yaml

from magnesia.case import read_case
from magnesia.case.observables import OBSERVABLES, SIGNS
from magnesia.comparison import Comparison, compare
from magnesia.simulation import simulate

CONTRACT = [
    "serum_magnesium",
    "ionized_magnesium",
    "ultrafiltrable_magnesium",
    "erythrocyte_magnesium",
    "erythrocyte_free_magnesium",
    "muscle_magnesium",
    "bone_magnesium",
    "body_magnesium",
    "magnesium_deficit",
    "csf_magnesium",
    "cord_magnesium",
    "urine_magnesium",
    "fractional_excretion_magnesium",
    "faecal_magnesium",
    "absorbed_magnesium",
    "absorbed_fraction",
    "load_retention",
    "dialysate_magnesium",
    "serum_calcium",
    "ionized_calcium",
    "urine_calcium",
    "serum_potassium",
    "urine_potassium",
    "pth",
    "calcitriol",
    "glucose",
    "homa_ir",
    "creatinine",
    "systolic_pressure",
    "diastolic_pressure",
    "heart_rate",
    "qtc",
    "ah_interval",
    "fev1",
    "osteocalcin",
    "deoxypyridinoline",
    "crp",
    "tnf_alpha",
    "calcification_t50",
    "ggt",
    "ast",
]
OF_HABITS = {"exchangeable_magnesium"}  # a tracer is followed in people who live by their habits
OPTIONS = {"load_retention": {"basal": "subtracted"}, "absorbed_fraction": {"of": "intake"}}
IN_A_WINDOW = {"absorbed_fraction", "load_retention"}


def entry(what: str) -> dict[str, object]:
    """One line of ``seen`` on the day of the infusion."""
    record = OBSERVABLES[what]
    when = {"from": "0 h", "to": "24 h"} if record.kind == "amount" or what in IN_A_WINDOW else {"at": "24 h"}
    small = min(1.0, record.high / 2)
    return {**when, "what": what, "value": small if record.unit == "1" else f"1 {record.unit}", **OPTIONS.get(what, {})}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dialysed pregnant woman on an infusion, of whom everything is asked."""
    timeline = [
        {"at": "0 h", "give": "magnesium_sulfate", "dose": "4 g", "route": "iv", "over": "20 min"},
        {"at": "4 h", "dialyse": "haemodialysis", "for": "4 h", "bath_magnesium": "0.5 mmol/L"},
    ]
    seen = [entry(what) for what in OBSERVABLES if what not in OF_HABITS]
    seen += [{"at": "1 h", "sign": sign, "value": 0} for sign in SIGNS]
    person = {"sex": "female", "age": "30 y", "pregnant": "30 wk"}
    path = tmp_path_factory.mktemp("everything") / "everything.yaml"
    path.write_text(yaml.safe_dump({"title": "Everything", "person": person, "timeline": timeline, "seen": seen}))
    return path


@pytest.fixture(scope="module")
def compared(everything: Path) -> list[Comparison]:
    return compare(read_case(everything), people=24)


def test_the_contract_is_known() -> None:
    assert set(CONTRACT) <= set(OBSERVABLES)


def test_every_observable_has_an_interval(compared: list[Comparison]) -> None:
    assert not [(one.seen.name, one.reason) for one in compared if one.p50 is None]
    assert all(one.p05 <= one.p50 <= one.p95 for one in compared)
    assert {one.seen.what for one in compared} >= set(CONTRACT)


def test_probabilities_of_signs_are_probabilities(compared: list[Comparison]) -> None:
    signs = [one for one in compared if one.seen.sign is not None]
    assert len(signs) == len(SIGNS) >= 30
    assert all(one.p05 >= 0 and one.p95 <= 1 for one in signs)


def test_every_level_has_a_course(everything: Path) -> None:
    levels = [what for what in OBSERVABLES if "at" in entry(what) and what not in OF_HABITS]
    (result,) = simulate(read_case(everything), outputs=levels, at=[0, 1, 4, 8, 24])
    courses = {what: result.outputs[what].values for what in levels}
    assert not [what for what, course in courses.items() if course.size < 5 or not np.isfinite(course).all()]


def test_everything_is_drawn(everything: Path, magnesia: Callable, tmp_path: Path) -> None:
    picture = tmp_path / "everything.png"
    assert magnesia("simulate", everything, "--plot", picture).code == 0
    assert matplotlib.image.imread(picture).shape[0] > 2000  # many panels
