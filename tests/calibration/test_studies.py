"""The studies as evidence: many, of all that is asked of the body, a third kept apart, each saying whence it comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from magnesia.calibration.studies import evidence_hash, studies_of
from magnesia.case import read_case
from magnesia.evidence import published
from magnesia.evidence.published import published_cases

TOPICS = ("tracers", "absorption", "kidney", "balance", "depletion", "supplements", "infusions", "pregnancy",
          "loading_tests", "drugs", "bowel", "kidney_failure", "dialysis", "diabetes", "alcohol", "hormones", "genes",
          "excess", "children")  # fmt: skip


def observations_of(path: Path) -> int:
    return sum(not seen.given for _, arm in read_case(path).variants() for seen in arm.seen)


def test_there_are_many_and_a_third_is_kept_for_validation():
    studies = published_cases()
    assert len(studies) >= 60
    assert sum(observations_of(study.path) for study in studies.values()) >= 200
    split = len(studies_of("calibration")) + len(studies_of("validation"))
    assert len(studies_of("validation")) >= 0.3 * split
    assert split + len(studies_of("exposures")) == len(studies)
    assert not set(studies_of("validation")) & set(studies_of("calibration"))


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_covered(topic):
    assert any(study.path.parent.name == topic for study in published_cases().values())


def test_every_study_says_what_was_done_and_what_it_teaches():
    for name, study in published_cases().items():
        assert study.cite and study.protocol and study.lesson, name


def test_a_study_without_citation_or_split_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "nobody.yaml").write_text("title: a\nsource: {read: abstract, cite: someone}\n")
    monkeypatch.setattr(published, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"nobody\.yaml.*split"):
        published.published_cases.__wrapped__()


def test_the_hash_of_the_evidence_knows_numbers_not_words(tmp_path: Path):
    study = tmp_path / "study.yaml"
    text = "title: {}\nseen:\n  - {{at: 0 h, what: serum_magnesium, value: {} mmol/L, note: {}}}\n"

    def hashed(*said: str) -> str:
        study.write_text(text.format(*said))
        return evidence_hash({"study": study})

    assert hashed("a", "0.8", "b") == hashed("c", "0.8", "d") != hashed("a", "0.9", "b")
