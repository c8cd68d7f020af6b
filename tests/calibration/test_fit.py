"""A small calibration recovers the body that made the data, resumes, and knows how sure it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from magnesia.body.calibrated import shifted
from magnesia.calibration.fit import Studies, covariance_of, fit
from magnesia.calibration.lanes import Laboratory, study_predictions
from magnesia.calibration.posterior import posterior
from magnesia.calibration.scatter import whitening
from magnesia.calibration.studies import free_parameters, problem_of

TRUE = {"kidney.loop_capacity": 0.06, "extracellular.fast_volume": 0.30, "depot.release": 0.35}
CASES = {
    "infusion": """
person: {sex: female, age: 40 y, count: 200}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}
seen: [{at: 0 h, what: serum_magnesium, value: %s}, {at: 0.5 h, what: serum_magnesium, value: %s},
       {at: 1 h, what: serum_magnesium, value: %s}, {at: 3 h, what: serum_magnesium, value: %s}]
""",
    "muscle": """
person: {sex: female, age: 40 y, count: 200}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 10 g, route: im}
seen: [{at: 1 h, what: serum_magnesium, value: %s}, {at: 4 h, what: serum_magnesium, value: %s},
       {at: 8 h, what: serum_magnesium, value: %s}]
""",
}


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Studies of people whose typical body is that of ``TRUE``."""
    folder, records = tmp_path_factory.mktemp("studies"), free_parameters()
    truth = {name: shifted(name, records[name].value, np.array([shift])) / records[name].value
             for name, shift in TRUE.items()}  # fmt: skip
    made = {}
    for name, text in CASES.items():
        made[name] = folder / f"{name}.yaml"
        entries = text.count("%s")
        blank = folder / f"blank_{name}.yaml"
        blank.write_text(text % (("1 mmol/L",) * entries))
        values = study_predictions(blank, truth)
        made[name].write_text(text % tuple(f"{float(one[0]):.5f} mmol/L, se: 0.004 mmol/L" for one in values))
    return made


@pytest.fixture(scope="module")
def fitted(paths: dict[str, Path]):
    with Laboratory(paths, processes=2) as laboratory:
        problem = problem_of(laboratory)
        studies = Studies(problem, laboratory, lambda said: None)
        found = fit(studies, np.zeros(len(problem.names)))
        yield studies, found


def test_derivatives_by_lanes_are_those_of_separate_runs(fitted):
    studies, found = fitted
    problem, point = studies.problem, found.point
    jacobian = studies.derivatives(point)
    for name in TRUE:
        index = problem.names.index(name)
        step = np.zeros(len(point))
        step[index] = 0.05
        ends = studies.along(np.array([point - step, point + step]))
        assert jacobian[:, index] == pytest.approx((ends[:, 1] - ends[:, 0]) / 0.1, rel=0.05, abs=3e-4)


def test_the_fit_explains_the_data_and_moves_towards_the_truth(fitted):
    studies, found = fitted
    problem = studies.problem
    before = studies.at(np.zeros(len(problem.names)))
    assert np.abs(found.residuals).mean() < 0.25 * np.abs(before).mean()
    for name, shift in TRUE.items():
        index = problem.names.index(name)
        assert 0.1 * shift < found.point[index] * problem.sizes[index] < 1.5 * shift


def test_the_evidence_narrows_and_the_truth_is_within(fitted):
    studies, found = fitted
    problem = studies.problem
    white = whitening(problem.observed, found.scatter, found.weights)
    covariance = covariance_of(white @ found.jacobian)
    spread = np.sqrt(np.diag(covariance))
    assert spread.max() <= 1.0 + 1e-9
    for name, shift in TRUE.items():
        index = problem.names.index(name)
        assert spread[index] < 0.98
        assert abs(found.point[index] - shift / problem.sizes[index]) < 2.5 * spread[index]


def test_laplace_is_checked(fitted):
    studies, found = fitted
    checked = posterior(studies, found, seed=1)
    assert set(TRUE) & set(checked.rises)
    rises = np.array([rise for both in checked.rises.values() for rise in both])
    assert np.mean((rises > 0.5) & (rises < 2)) > 0.85  # where it does not hold the report names the parameter
    assert checked.pareto_k < 0.9
