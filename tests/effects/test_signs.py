"""Signs come at the levels at which they were seen, rise with what drives them, and have other causes."""

from __future__ import annotations

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.case.observables import SIGNS
from magnesia.effects import answering_body
from magnesia.effects.levels import answers_at, calcium_beside
from magnesia.effects.other_causes import other_causes
from magnesia.simulation import simulate

SERUM = np.array([0.15, 0.25, 0.35, 0.5, 0.85, 1.2, 2.0, 3.5, 4.5, 5.5, 6.5, 8.0])
HEALTH = list(SERUM).index(0.85)


@pytest.fixture(scope="module")
def likely() -> dict[str, np.ndarray]:
    names = [f"sign_{name}" for name in SIGNS]
    found = answers_at(names, {"serum_magnesium": SERUM, "ionized_calcium": calcium_beside(SERUM)})
    return {name.removeprefix("sign_"): np.broadcast_to(value, SERUM.shape) for name, value in found.items()}


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_answers_with_a_probability_and_has_other_causes(likely: dict[str, np.ndarray], sign: str) -> None:
    assert f"sign_{sign}" in answering_body().signal_index
    assert (likely[sign] >= 0).all() and (likely[sign] <= 1).all()
    assert likely[sign][HEALTH] < 0.15, "rare in health"
    assert other_causes(sign)


@pytest.mark.parametrize("sign", [name for name, sign in SIGNS.items() if sign.side == "low"])
def test_signs_of_lack_rise_as_serum_falls(likely: dict[str, np.ndarray], sign: str) -> None:
    if sign not in ("hypokalaemia", "hypocalcaemia"):  # those follow their own levels
        assert (np.diff(likely[sign][: HEALTH + 1]) < 1e-9).all() and likely[sign][0] > 2 * likely[sign][HEALTH]


@pytest.mark.parametrize("sign", [name for name, sign in SIGNS.items() if sign.side == "high"])
def test_signs_of_excess_rise_with_serum(likely: dict[str, np.ndarray], sign: str) -> None:
    if sign not in ("diarrhoea", "bloating", "abdominal_cramping"):  # those follow the bowel
        assert (np.diff(likely[sign][HEALTH:]) > -1e-9).all() and likely[sign][-1] > 0.4


@pytest.mark.parametrize(
    ("sign", "serum", "low", "high"),
    [
        ("flushing", 2.0, 0.2, 0.6),  # women on the sulfate
        ("nausea", 2.0, 0.03, 0.25),
        ("areflexia", 3.5, 0.0, 0.3),  # the jerk goes between 3.5 and 5 mmol/L
        ("areflexia", 5.5, 0.7, 1.0),
        ("respiratory_depression", 3.5, 0.0, 0.1),  # breathing between 5 and 6.5
        ("respiratory_depression", 6.5, 0.7, 1.0),
        ("cardiac_arrest", 4.5, 0.0, 0.03),
        ("tetany", 0.5, 0.0, 0.1),  # symptoms are rare above 0.5
        ("tetany", 0.25, 0.3, 0.9),
        ("seizure", 0.15, 0.3, 0.95),
        ("chvostek_sign", 0.85, 0.05, 0.25),  # a tenth of the healthy
    ],
)
def test_signs_come_at_published_levels(
    likely: dict[str, np.ndarray], sign: str, serum: float, low: float, high: float
) -> None:
    assert low <= likely[sign][list(SERUM).index(serum)] <= high


def test_a_case_asks_for_a_sign_and_an_infant_without_trpm6_is_likely_to_seize() -> None:
    text = "title: t\nperson: {age: 2 mo, genes: {TRPM6: absent}}\nseen: [{at: 0 h, sign: seizure, value: 1}]\n"
    (result,) = simulate(read_case(text))
    assert result.predictions[0].values is not None and result.predictions[0].values[0] > 0.3


def test_calcium_by_vein_relieves_at_once_and_a_purge_loosens_stools() -> None:
    text = """
title: Overdose
person: {egfr: 12 mL/min/1.73m2}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 24 g, route: iv, over: 1 h}
  - {at: 2 h, give: calcium_gluconate, dose: 2 g, route: iv, over: 5 min}
seen:
  - {at: 2 h, sign: respiratory_depression, value: 0.5}
  - {at: 2.2 h, sign: respiratory_depression, value: 0.5}
"""
    (result,) = simulate(read_case(text))
    before, after = (one.values[0] for one in result.predictions)
    assert after < 0.7 * before
    purge = """
title: Purge
timeline: [{at: 0 h, give: magnesium_citrate, dose: 80 mmol, route: oral}]
seen: [{at: 0 h, sign: diarrhoea, value: 0}, {at: 8 h, sign: diarrhoea, value: 1}]
"""
    (result,) = simulate(read_case(purge))
    calm, loose = (one.values[0] for one in result.predictions)
    assert calm < 0.1 and loose > 0.3
