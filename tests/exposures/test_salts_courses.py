"""Salts and what binds them, swallowed: how much is absorbed, and what acid, coats and a still bowel change."""

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.exposures import find
from magnesia.simulation import simulate
from magnesia.simulation.versus import predicted

SALTS = (
    "magnesium_chloride",
    "magnesium_chloride_slow_release",
    "magnesium_chloride_enteric",
    "magnesium_citrate",
    "magnesium_carbonate",
    "magnesium_hydroxide",
    "magnesium_oxide",
    "magnesium_oxide_effervescent",
)


def given(salt, dose="10 mmol", before="", extra=""):
    return f"""
    timeline:
      {before}
      - {{at: 0 h, give: {salt}, dose: {dose}, route: oral}}
      {extra}
    seen:
      - {{from: 0 h, to: 72 h, what: absorbed_fraction, of: dose, value: 0.1}}
"""


ACHLORHYDRIA = "- {at: -30 d, start: atrophic_gastritis}"
ARMS = {
    "nothing": " {}\n",
    **{salt: given(salt) for salt in SALTS},
    "much_chloride": given("magnesium_chloride", "40 mmol"),
    "much_oxide": given("magnesium_oxide", "40 mmol"),
    "purge": given("magnesium_citrate", "34 g"),
    "purge_behind_ileus": given("magnesium_citrate", "34 g", "- {at: -1 d, start: ileus, severity: obstruction}"),
    **{f"{salt}_without_acid": given(salt, before=ACHLORHYDRIA) for salt in ("magnesium_oxide", "magnesium_citrate")},
    "enteric_without_acid": given("magnesium_chloride_enteric", before=ACHLORHYDRIA),
    "some_phytate": given("magnesium_chloride", extra="- {at: 0 h, give: phytate, dose: 500 mg, route: oral}"),
    "much_phytate": given("magnesium_chloride", extra="- {at: 0 h, give: phytate, dose: 1500 mg, route: oral}"),
    "oxalate": given("magnesium_chloride", extra="- {at: 0 h, give: oxalate, dose: 600 mg, route: oral}"),
}


@pytest.fixture(scope="module")
def results():
    arms = "".join(f"  {name}:{text}" for name, text in ARMS.items())
    case = read_case(f"title: swallowed\narms:\n{arms}")
    moments = np.arange(0.0, 24.5, 0.5)
    return simulate(case, outputs=["serum_magnesium"], at=moments.tolist(), tolerance=1e-5)


@pytest.fixture(scope="module")
def absorbed(results):
    return {result.arm: float(np.median(values)) for result, _, values, _ in predicted(results)}


@pytest.fixture(scope="module")
def serum(results):
    return {result.arm: result.dataset["serum_magnesium"].values.ravel() for result in results}


def test_what_dissolves_is_absorbed(absorbed):
    chloride = absorbed["magnesium_chloride"]
    assert absorbed["magnesium_citrate"] == pytest.approx(chloride, rel=0.05)
    assert absorbed["magnesium_oxide_effervescent"] == pytest.approx(chloride, rel=0.01)
    assert absorbed["magnesium_oxide"] < absorbed["magnesium_hydroxide"] < chloride
    assert absorbed["magnesium_oxide"] < absorbed["magnesium_carbonate"] < chloride
    assert 0.3 < absorbed["magnesium_oxide"] / chloride < 0.75


def test_a_coat_costs_what_a_matrix_does_not(absorbed):
    chloride = absorbed["magnesium_chloride"]
    assert absorbed["magnesium_chloride_enteric"] < 0.5 * chloride
    assert absorbed["magnesium_chloride_slow_release"] == pytest.approx(chloride, rel=0.1)


def test_a_slow_form_peaks_later_and_lower(serum):
    fast = serum["magnesium_chloride"] - serum["nothing"]
    slow = serum["magnesium_chloride_slow_release"] - serum["nothing"]
    assert slow.max() < fast.max()
    assert slow[2] < 0.5 * fast[2]  # at one hour
    assert slow.argmax() > fast.argmax()


def test_a_larger_dose_is_absorbed_to_a_smaller_share(absorbed):
    for salt, much in (("magnesium_chloride", "much_chloride"), ("magnesium_oxide", "much_oxide")):
        assert absorbed[salt] / 4 < absorbed[much] < absorbed[salt]  # but more of it in all


def test_acid_matters_to_the_sparingly_soluble_only(absorbed):
    assert absorbed["magnesium_oxide_without_acid"] < 0.7 * absorbed["magnesium_oxide"]
    assert absorbed["magnesium_citrate_without_acid"] > 0.93 * absorbed["magnesium_citrate"]
    assert absorbed["enteric_without_acid"] == pytest.approx(absorbed["magnesium_chloride_enteric"], rel=0.02)


def test_a_purge_passes_unless_the_bowel_stands_still(serum, absorbed):
    assert absorbed["purge"] < 0.15
    assert absorbed["purge_behind_ileus"] > 2 * absorbed["purge"]
    assert serum["purge"].max() < 1.3
    assert serum["purge_behind_ileus"].max() > 1.4 * serum["purge"].max()


def test_ligands_of_food_hold_magnesium_by_their_dose(absorbed):
    chloride = absorbed["magnesium_chloride"]
    assert absorbed["much_phytate"] < absorbed["some_phytate"] < chloride
    assert 0 < absorbed["much_phytate"] < 0.6 * chloride
    assert absorbed["oxalate"] == pytest.approx(0.75 * chloride, rel=0.15)


def test_nothing_is_lost_on_the_way(results):
    for result in results:
        assert max(abs(error) for error in result.balance.values()) < 1e-6


def test_refining_takes_most_of_the_magnesium():
    pairs = (("brown_rice_raw", "white_rice_raw"), ("whole_wheat_flour", "white_flour"), ("molasses", "white_sugar"),
             ("wholegrain_cornmeal", "corn_starch"))  # fmt: skip
    for whole, refined in pairs:
        lost = 1 - find("food", refined).magnesium / find("food", whole).magnesium
        assert 0.82 <= lost <= 1, (whole, refined)
