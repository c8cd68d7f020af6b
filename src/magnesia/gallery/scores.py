"""What many comparisons come to: shares inside, sizes of errors, widths of intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from magnesia.gallery.study import Entry, Study

SPLITS = ("calibration", "validation", "exposures")
OF_THE_RIVAL = SPLITS[:2]  # the rival knows no drug and no disease


@dataclass(frozen=True)
class Score:
    """Of ``entries`` numbers with a prediction, ``inside`` lie in their intervals.

    ``error`` is the median abs(ln(predicted / seen)), bounds apart; ``sharpness`` the median p95 / p05 of levels and
    ratios above zero; None where there are none. ``words`` counts the verdicts on the studies. ``name`` is a split or
    an observable.
    """

    name: str
    studies: int
    words: Mapping[str, int]
    entries: int
    inside: int
    error: float | None
    sharpness: float | None

    @property
    def share(self) -> float | None:
        """The share inside."""
        return self.inside / self.entries if self.entries else None


def score(name: str, studies: Sequence[Study], what: str | None = None) -> Score:
    """The score of some studies, of one observable or of all."""
    entries = [one for study in studies for one in study.judged if what in (None, one.what)]
    shown = [study for study in studies if what is None or any(one.what == what for one in study.entries)]
    return Score(
        name, len(shown), dict(Counter(study.word for study in shown)),
        len(entries), sum(bool(one.inside) for one in entries),
        _median(one.error for one in entries if one.error is not None),
        _median(_width(entries)),
    )  # fmt: skip


def by_split(studies: Sequence[Study], what: str | None = None) -> list[Score]:
    """A score a split that is there."""
    groups = {split: [study for study in studies if study.split == split] for split in SPLITS}
    return [score(split, group, what) for split, group in groups.items() if group]


def by_observable(studies: Sequence[Study]) -> list[Score]:
    """A score an observable, those seen most often first."""
    names = dict.fromkeys(entry.what for study in studies for entry in study.judged)
    return sorted((score(name, studies, name) for name in names), key=lambda one: -one.entries)


def by_topic(studies: Sequence[Study]) -> dict[str, list[Study]]:
    """The studies of each topic, topics in the order of the alphabet."""
    topics = sorted({study.topic for study in studies})
    return {topic: [study for study in studies if study.topic == topic] for topic in topics}


def missed(studies: Sequence[Study]) -> list[Study]:
    """Studies with numbers outside, the largest miss first."""
    return sorted((study for study in studies if study.misses), key=lambda study: -study.misses[0].half_widths_off)


def _width(entries: Iterable[Entry]) -> Iterable[float]:
    for one in entries:
        if one.kind in ("level", "ratio") and one.p05 is not None and one.p95 is not None and one.p05 > 0:
            yield one.p95 / one.p05


def _median(values: Iterable[float]) -> float | None:
    known = list(values)
    return median(known) if known else None
