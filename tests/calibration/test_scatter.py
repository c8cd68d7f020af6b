"""The scatter between studies is found from residuals, and weighs them."""

from __future__ import annotations

import numpy as np
import pytest

from magnesia.calibration.observations import Observation, observations
from magnesia.calibration.scatter import covariance, estimated, groups, tail_weights, usual_scatter, whitening
from magnesia.case import read_case

TEXT = """
person: {count: 400}
seen:
  - {at: 0 h, what: serum_magnesium, value: 0.8 mmol/L, se: 0.004 mmol/L}
  - {at: 1 d, what: serum_magnesium, value: 0.8 mmol/L, se: 0.004 mmol/L}
  - {at: 2 d, what: serum_magnesium, value: 0.8 mmol/L, se: 0.004 mmol/L}
"""


def many(studies: int) -> tuple[Observation, ...]:
    case = read_case(TEXT)
    return tuple(one for number in range(studies) for one in observations(f"study {number}", case))


def test_offset_of_a_study_and_scatter_within_are_told_apart():
    observed, rng = many(200), np.random.default_rng(3)
    offsets = np.repeat(0.10 * rng.standard_normal(200), 3)
    residuals = offsets + 0.03 * rng.standard_normal(600)
    found = estimated(observed, residuals, np.zeros((600, 600)))
    assert found.between["serum_magnesium level healthy"] == pytest.approx(0.10, rel=0.25)
    assert found.within["serum_magnesium level healthy"] == pytest.approx(0.03, rel=0.25)
    assert found.total()["serum_magnesium level healthy"] == pytest.approx(0.104, rel=0.25)


def test_a_single_study_moves_the_usual_scatter_little():
    observed = many(1)
    usual = usual_scatter(observed).total()["serum_magnesium level healthy"]
    assert estimated(observed, np.zeros(3), np.zeros((3, 3))).total()["serum_magnesium level healthy"] > 0.4 * usual


def test_whitened_residuals_have_size_one():
    observed, rng = many(500), np.random.default_rng(4)
    scatter = usual_scatter(observed)
    size = scatter.between["serum_magnesium level healthy"], scatter.within["serum_magnesium level healthy"]
    roots = [np.linalg.cholesky(covariance(group, *size)) for group in groups(observed)]
    residuals = np.concatenate([root @ rng.standard_normal(3) for root in roots])
    white = whitening(observed, scatter, np.ones(len(observed))) @ residuals
    assert white.std() == pytest.approx(1.0, rel=0.06)


def test_what_lies_far_out_counts_less():
    near, far = tail_weights(np.array([0.5, 6.0]))
    assert far < 0.2
    assert near > 1


def test_a_body_that_was_fitted_to_studies_does_not_make_them_agree():
    """Forty studies and as many things to fit as half of them: residuals shrink, the scatter found does not."""
    observed = many(40)
    rng, size = np.random.default_rng(9), usual_scatter(observed)
    truth = size.total()["serum_magnesium level healthy"]
    (offset,), (own,) = size.between.values(), size.within.values()
    noise = np.repeat(offset * rng.standard_normal(40), 3) + own * rng.standard_normal(120)
    design = 0.1 * np.repeat(rng.standard_normal((40, 20)), 3, axis=0)
    white = whitening(observed, size, np.ones(120))
    posterior = np.linalg.inv((white @ design).T @ (white @ design) + np.eye(20))
    fitted = noise - design @ (posterior @ (white @ design).T @ white @ noise)
    found, naive = (estimated(observed, fitted, doubt).total()["serum_magnesium level healthy"]
                    for doubt in (design @ posterior @ design.T, np.zeros((120, 120))))  # fmt: skip
    assert fitted.std() < 0.85 * noise.std()
    assert found == pytest.approx(truth, rel=0.2)
    assert naive < 0.85 * truth
