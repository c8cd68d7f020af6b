"""Healthy adults as the model draws them, beside healthy adults as surveys found them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from magnesia.case import read_case
from magnesia.comparison.measuring import variation_of
from magnesia.simulation import simulate

PEOPLE = 600  # of each sex
OLDEST, LEAST_EGFR = 80, 60  # y, mL/min/1.73m2: who counts as an adult of the survey without kidney disease


@dataclass(frozen=True)
class Adults:
    """The healthy adults of one sex, (people,) each; serum and urine as one sample and two days' urine show them."""

    serum: np.ndarray  # mmol/L
    urine: np.ndarray  # mmol/d
    fullness: np.ndarray  # body magnesium over what the same person would hold on a sufficient diet

    @property
    def interval(self):
        """The reference interval, 2.5th to 97.5th percentile of serum."""
        return np.percentile(self.serum, [2.5, 97.5])


@pytest.fixture(scope="module")
def results():
    return simulate(read_case(Path(__file__).with_name("adults.yaml")), people=PEOPLE)


@pytest.fixture(scope="module")
def adults(results):
    rng = np.random.default_rng(1)
    found = {}
    for result in results:
        serum, urine, body, deficit = (one.values for one in result.predictions)
        healthy = (result.drawn["egfr"] >= LEAST_EGFR) & (result.drawn["age"] <= OLDEST)
        sample = 1 + variation_of("serum_magnesium") * rng.standard_normal(PEOPLE)
        collection = 1 + variation_of("urine_magnesium", hours=48) * rng.standard_normal(PEOPLE)
        found[result.arm] = Adults(
            (serum * sample)[healthy], (urine * collection)[healthy], (body / (body + deficit))[healthy]
        )
    return found


def test_nobody_fails_and_nothing_is_lost(results):
    for result in results:
        assert not result.failures
        assert max(result.balance.values()) < 1e-12
        assert all(np.isfinite(one.values).all() for one in result.predictions)


# The healthy people of the fitted studies have 0.83 to 0.85 mmol/L, the survey 0.82; the body follows the studies.
# Women are predicted level with men, in the survey they lie 0.015 mmol/L below them: neither spreads nor habits make
# that difference, and what does (albumin, oestrogen, fat) is not settled.
TOO_HIGH = pytest.mark.xfail(strict=True, reason="women are predicted 0.04 mmol/L too high")


@pytest.mark.parametrize(("sex", "seen"), [("men", (0.71, 0.93)), pytest.param("women", (0.70, 0.91), marks=TOO_HIGH)])
def test_serum_has_the_reference_interval_of_the_healthy(adults, sex, seen):
    low, high = adults[sex].interval
    print(f"{sex}: serum {low:.3f} to {high:.3f} mmol/L, seen {seen[0]} to {seen[1]}, {len(adults[sex].serum)} people")
    assert (low, high) == pytest.approx(seen, abs=0.025)


def test_serum_scatters_as_among_the_healthy(adults):
    for sex, people in adults.items():
        print(f"{sex}: SD of serum {people.serum.std():.4f} mmol/L, seen 0.055")
        assert people.serum.std() == pytest.approx(0.055, abs=0.01)


URINE = pytest.mark.parametrize(("sex", "mean", "sd"), [("men", 4.24, 1.65), ("women", 3.54, 1.40)])


# Isotopes are absorbed from small doses by 45 to 75 percent, which asks for more uptake than this urine leaves room
# for; the fit lies between them.
@pytest.mark.xfail(strict=True, reason="the mean is predicted 14 percent too high")
@URINE
def test_urine_has_the_mean_of_the_general_population(adults, sex, mean, sd):
    urine = adults[sex].urine
    print(f"{sex}: urine {urine.mean():.2f} mmol/d, seen {mean}")
    assert urine.mean() == pytest.approx(mean, rel=0.10)


@URINE
def test_urine_scatters_as_in_the_general_population(adults, sex, mean, sd):
    urine = adults[sex].urine
    print(f"{sex}: SD of urine {urine.std():.2f} mmol/d, seen {sd}")
    assert urine.std() == pytest.approx(sd, rel=0.25)


def test_serum_says_little_of_the_stores(adults):
    for sex, people in adults.items():
        correlation = np.corrcoef(people.serum, people.fullness)[0, 1]
        print(f"{sex}: serum and fullness of the stores correlate by {correlation:.2f}")
        assert 0 < correlation < 0.5
