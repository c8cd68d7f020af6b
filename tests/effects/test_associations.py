"""Risk ratios carry their limits, say what they are not, and are read between their points only."""

from __future__ import annotations

import math

import pytest

from magnesia.effects import answering_body
from magnesia.effects.associations import associations
from magnesia.evidence.sources import bibliography

ALL = associations()
# An intake or a dose is read from habits and doses rather than from the body.
READ_ELSEWHERE = ("intake", "intravenous", "nebulised")


@pytest.mark.parametrize("name", ALL)
def test_an_association_has_limits_a_population_and_a_caution(name: str) -> None:
    one = ALL[name]
    assert one.source in bibliography() and len(one.caution) > 20 and one.population
    for ratio in one.ratios:
        assert 0 < ratio.low <= ratio.ratio <= ratio.high
    assert "prove" not in one.outcome and one.outcome


@pytest.mark.parametrize("name", ALL)
def test_it_is_one_at_its_reference_or_says_nothing_there(name: str) -> None:
    one = ALL[name]
    there = one.of(one.reference)
    if one.step is not None:
        assert there is not None and there.ratio == pytest.approx(1)
    elif there is not None and one.reference in one.at:
        assert there.ratio == pytest.approx(1)


@pytest.mark.parametrize("name", [name for name, one in ALL.items() if one.step is None])
def test_beyond_its_points_it_says_nothing(name: str) -> None:
    one = ALL[name]
    assert one.of(one.at[0] - 1e-6 * max(abs(one.at[0]), 1)) is None
    assert one.of(one.at[-1] + 1e-6 * max(abs(one.at[-1]), 1)) is None
    for level, ratio in zip(one.at, one.ratios, strict=True):
        found = one.of(level)
        assert found is not None and math.isclose(found.ratio, ratio.ratio, rel_tol=1e-9)


def test_what_they_are_read_by_can_be_asked() -> None:
    body = answering_body()
    known = body.signal_index.keys() | body.state_index.keys()
    strange = {one.by for one in ALL.values()} - known
    assert all(any(word in name for word in READ_ELSEWHERE) for name in strange), strange
