"""Every claim has evidence of its kind, or a reason why not; every experiment could have failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from magnesia.claims import Judged, judge, trials
from magnesia.claims.rows import DOCUMENTS, Claim, claims
from magnesia.claims.trials import Checked, experiment, experiment_paths
from magnesia.evidence.sources import bibliography


@pytest.fixture(scope="module")
def judged() -> Mapping[str, Judged]:
    """Every claim with its experiments run."""
    return {row.claim.id: row for row in judge()}


def test_there_are_all_the_claims() -> None:
    assert len(claims()) == 89
    assert all(claim.doc in DOCUMENTS and claim.claim for claim in claims().values())


@pytest.mark.parametrize("claim", claims().values(), ids=claims())
def test_a_claim_has_the_evidence_of_its_kind_or_a_reason(claim: Claim) -> None:
    needed = {
        "mechanism": claim.experiments or claim.inside or claim.recorded,
        "quantity": claim.experiments or claim.inside or claim.recorded,
        "knowledge": claim.carried,
        "association": claim.recorded,
        "disputed": claim.disputed,
    }[claim.kind]
    assert needed or claim.lacking or claim.disputed


@pytest.mark.parametrize("claim", claims().values(), ids=claims())
def test_sources_stand_in_the_bibliography(claim: Claim) -> None:
    assert set(claim.cited) <= bibliography().keys()
    assert claim.cited or not (claim.experiments or claim.inside or claim.recorded) or claim.id == "dx-1"


def test_every_experiment_is_used_and_every_name_exists(judged: Mapping[str, Judged]) -> None:
    named = {name for claim in claims().values() for name in claim.experiments}
    named |= {one.experiment for claim in claims().values() for one in claim.inside}
    assert named == experiment_paths().keys()
    for row in judged.values():
        assert all(carrier.acts for carrier in row.carriers), row.claim.id


def test_experiments_show_the_claims(judged: Mapping[str, Judged]) -> None:
    failed = {name for name, row in judged.items() if row.status == "failed"}
    assert not failed


def test_everything_asked_is_predicted(judged: Mapping[str, Judged]) -> None:
    checks = [checked for row in judged.values() for checked in row.checks]
    assert len(checks) > 150
    assert all(checked.value is not None for checked in checks)


def test_a_reversed_condition_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    case = experiment("heart_failure_drugs")
    arms = {
        name: replace(arm, seen=tuple(replace(seen, bound={"<": ">", ">": "<"}[seen.bound]) for seen in arm.seen))
        for name, arm in case.arms.items()
    }
    monkeypatch.setattr(trials, "experiment", lambda name: replace(case, arms=arms))
    (row,) = judge(["heart-6"])
    assert not any(checked.holds for checked in row.checks)
    assert row.status == "failed"
    assert row.as_json()["status"] == "not yet"
    assert row.evidence.startswith("Failed: Urine magnesium")


def test_an_entry_that_sets_no_condition_is_refused() -> None:
    seen = experiment("adult_stores").seen[0]
    with pytest.raises(ValueError, match="sets no condition"):
        trials.limits(replace(seen, spread_kind="sd", spread=(0.1,)))


@pytest.mark.parametrize(("value", "shown"), [(1.00987, "1.010"), (0.851, "0.851"), (None, "–")])
def test_a_prediction_near_its_limit_is_told_in_enough_digits(value: float | None, shown: str) -> None:
    assert Checked("any", "Urine", "1", value, 1.0, float("inf"), "").told == shown


def test_refined_wheat_has_lost_what_the_claim_says(judged: Mapping[str, Judged]) -> None:
    content = {one.name: float(one.acts.split()[0]) for one in judged["gut-10"].carriers}
    assert 0.82 <= 1 - content["white_flour"] / content["whole_wheat_flour"] <= 0.97
