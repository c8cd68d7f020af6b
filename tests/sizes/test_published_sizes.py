"""What disturbs and treats magnesium does so by the published sizes; what does not is listed with its reason."""

from __future__ import annotations

import pytest

from magnesia.evidence.published import published_cases
from magnesia.exposures import registry
from magnesia.sizes import sizes
from magnesia.sizes.kept import KeptSize, kept, kept_sizes, reason, reasons

NEAR_ENOUGH = 0.85  # share of groups' numbers within a quarter, or inside the published interval
SETTLED = 0.03  # relative difference between the kept number and today's

GROUPS = [size for size in kept_sizes() if not size.of_one]
EXPOSURES = sorted({name for size in kept_sizes() for name in size.acting})


@pytest.fixture(scope="module")
def today() -> dict[str, KeptSize]:
    return {size.key: kept(size) for size in sizes()}


def test_the_kept_sizes_are_those_of_today(today: dict[str, KeptSize]) -> None:
    assert [size.key for size in kept_sizes()] == list(today), "run docs/renew_sizes.py: studies were added or changed"
    moved = [
        f"{size.key}: {size.simulated:.4g} kept, {today[size.key].simulated:.4g} now"
        for size in kept_sizes()
        if abs(today[size.key].simulated - size.simulated) > SETTLED * max(abs(size.simulated), abs(size.published))
    ]
    assert not moved, "run docs/renew_sizes.py, and look at what moved: " + "; ".join(moved)


def test_most_numbers_of_groups_are_near(today: dict[str, KeptSize]) -> None:
    groups = [size for size in today.values() if not size.of_one]
    share = sum(size.hit for size in groups) / len(groups)
    print(f"{share:.3f} of {len(groups)} numbers of groups are near")
    assert share >= NEAR_ENOUGH


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_what_an_exposure_misses_is_known(exposure: str) -> None:
    missed = [size for size in kept_sizes() if exposure in size.acting and not size.hit]
    unexplained = [size.key for size in missed if not reason(size)]
    assert not unexplained, "say why in sizes/records/reasons.yaml, or mend it"


def test_no_reason_outlives_its_miss() -> None:
    missed = {name for size in kept_sizes() if not size.hit for name in (size.key, size.study)}
    assert set(reasons()) <= missed


def test_reasons_name_studies_or_numbers() -> None:
    known = set(published_cases()) | {size.key for size in kept_sizes()}
    assert set(reasons()) <= known


def test_many_drugs_states_and_genes_have_a_published_size() -> None:
    sized = {name for name in EXPOSURES if any(registry.find(kind, name) for kind in ("drug", "state", "gene"))}
    assert len(sized) >= 80
