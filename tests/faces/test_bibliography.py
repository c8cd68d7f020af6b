"""A source key stands for a citation a reader can follow."""

from __future__ import annotations

from magnesia.evidence.sources import citation


def test_a_citation_names_journal_year_and_link() -> None:
    text = citation("fatemi1991_depletion")
    assert all(part in text for part in ("Fatemi", "J Clin Endocrinol Metab", "1991", "doi:10.1210", "abstract"))
    assert citation("not_there") == "not_there"
