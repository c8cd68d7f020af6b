"""Every source that a record names stands in the bibliography."""

from __future__ import annotations

import pytest

from magnesia.body.records import parameter_records
from magnesia.evidence.sources import SEEN_AS, bibliography, citation
from magnesia.exposures import registry


def test_every_parameter_has_a_citation() -> None:
    missing = {record.source for record in parameter_records().values()} - bibliography().keys()
    assert not missing, f"add to evidence/sources.yaml: {sorted(missing)}"


@pytest.mark.parametrize("kind", registry.KINDS)
def test_every_exposure_has_a_citation(kind: str) -> None:
    named = set()
    for name in registry.names(kind):
        record = registry.find(kind, name)
        assert record is not None
        named |= {*record.sources, *(effect.source for effect in record.effects)}
    missing = named - bibliography().keys()
    assert not missing, f"add to evidence/sources.yaml: {sorted(missing)}"


def test_every_source_says_how_it_was_seen() -> None:
    for source in bibliography().values():
        assert source.read in SEEN_AS
        assert source.cite


def test_a_citation_names_journal_year_and_link() -> None:
    text = citation("fatemi1991_depletion")
    assert all(part in text for part in ("Fatemi", "J Clin Endocrinol Metab", "1991", "doi:10.1210", "abstract"))
    assert citation("not_there") == "not_there"
