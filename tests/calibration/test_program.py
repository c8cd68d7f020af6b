"""The program: finished starts are kept, an interrupted run goes on, and the file in force is of these studies."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from magnesia.body import whole_body
from magnesia.body.calibrated import SHARES, calibration, shifted
from magnesia.body.records import parameter_records, prior_records
from magnesia.calibration.program import Settings, calibrate, calibration_file
from magnesia.calibration.studies import evidence_hash, free_parameters, studies_of
from magnesia.errors import InputError

FEW = ("dicarlo1986_bolus", "spencer1980_kidney_failure")


def test_a_start_that_has_ended_is_not_fitted_again(tmp_path: Path):
    said: list[str] = []
    first = calibrate(Settings(tmp_path, starts=1, studies=FEW), said.append)
    assert any("objective" in line for line in said)
    said.clear()
    second = calibrate(Settings(tmp_path, starts=1, studies=FEW), said.append)
    assert not any("objective" in line for line in said)
    assert calibration_file(first, 1) == calibration_file(second, 1)
    held = json.loads(calibration_file(first, 1))
    assert len(held["covariance"]) == len(held["estimates"]) == len(free_parameters())
    kept = tmp_path / "start-0.json"
    kept.write_text(kept.read_text().replace(first.evidence, "of other studies"))
    calibrate(Settings(tmp_path, starts=1, studies=FEW), said.append)
    assert any("objective" in line for line in said), "what was kept of other studies must not be used"


def test_unknown_study_is_a_sentence(tmp_path: Path):
    with pytest.raises(InputError, match="nobody2020"):
        calibrate(Settings(tmp_path, studies=("nobody2020",)), print)


def test_the_calibration_in_force_is_of_these_studies_and_this_model():
    held = calibration()
    assert held.evidence == evidence_hash(studies_of("calibration")), "run `make calibrate`: the studies have changed"
    assert held.model == whole_body().fingerprint, "run `make calibrate`: the equations have changed"
    assert set(held.estimates) == set(free_parameters()), "run `make calibrate`: the records have changed"


def test_estimates_are_in_force_and_none_is_at_a_bound():
    priors, now = prior_records(), parameter_records()
    for name, value in calibration().estimates.items():
        assert now[name].value == value
        assert abs(np.log(value / priors[name].value)) < 4 * priors[name].uncertainty, name
        assert name not in SHARES or 0 < value < 0.98


def test_plausible_bodies_scatter_as_the_covariance_says():
    held = calibration()
    bodies = held.bodies(4000, np.random.default_rng(1))
    for index, name in enumerate(held.estimates):
        expected = np.sqrt(held.covariance[index, index])
        if name not in SHARES:
            assert np.log(bodies[name]).std() == pytest.approx(expected, rel=0.1)
        assert np.all(bodies[name] > 0)


def test_a_share_never_reaches_one():
    values = shifted("calcium.calcitriol_gain", 0.9, np.array([-3.0, 0.0, 0.01, 3.0]))
    assert np.all(values < 1)
    assert values[1] == pytest.approx(0.9)
    assert np.log(values[2] / 0.9) == pytest.approx(0.01, rel=0.1)
