"""Body and rival beside each other on the same studies, those they were fitted to and those they were not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.calibration.lanes import study_predictions
from magnesia.calibration.observations import Observation, observations
from magnesia.calibration.studies import studies_of
from magnesia.case import read_case
from magnesia.rival.predicting import TYPICAL, values_of

TYPICAL_BODY = {"kidney.gfr": np.ones(1)}
SAME = 1e-3
"""Errors that differ by less are equally near."""


@dataclass(frozen=True)
class Errors:
    """Of one entry of a study on a ``topic``, the size of the residual of the body and of the rival (None where it has
    nothing to say)."""

    topic: str
    observed: Observation
    body: float
    rival: float | None

    @property
    def nearer(self) -> int:
        """1 if the body is nearer to what was seen, -1 if the rival is, else 0."""
        if self.rival is None or abs(self.rival - self.body) <= SAME:
            return 0
        return 1 if self.body < self.rival else -1


@dataclass(frozen=True)
class Row:
    """What several entries come to: those of one observable, topic or study, its ``name``.

    Of ``entries``, those that the body answers, the rival answers ``answered``. ``body`` and ``rival`` are medians over
    the levels, ratios and shares that both answer (None without any): of abs(ln(predicted / seen)), of a share of
    abs(predicted - seen). ``body_nearer`` and ``rival_nearer`` count all that both answer, changes too.
    """

    name: str
    entries: int
    answered: int
    body: float | None
    rival: float | None
    body_nearer: int
    rival_nearer: int


def errors(split: str) -> Iterator[Errors]:
    """Of every entry of the studies of a split that the body answers; what was known beforehand does not count."""
    for name, path in studies_of(split).items():
        case = read_case(path)
        both = zip(study_predictions(path, TYPICAL_BODY), values_of(case, TYPICAL), strict=True)
        for observed, (body, rival) in zip(observations(name, case), both, strict=True):
            of_body = _size(observed, body)
            if of_body is not None and not observed.is_free:
                yield Errors(path.parent.name, observed, of_body, _size(observed, rival))


def _size(observed: Observation, values: NDArray[np.float64] | None) -> float | None:
    return None if values is None or not np.isfinite(values[0]) else float(abs(observed.residual(values)[0]))


def by_observable(every: Iterable[Errors]) -> list[Row]:
    """One row an observable, those the rival answers most first."""
    return sorted(_rows(every, lambda one: one.observed.seen.what), key=lambda row: -row.answered)


def by_topic(every: Iterable[Errors]) -> list[Row]:
    """One row a topic, the folder in which its studies lie."""
    return _rows(every, lambda one: one.topic)


def by_study(every: Iterable[Errors]) -> list[Row]:
    """One row a study."""
    return _rows(every, lambda one: one.observed.study)


def _rows(every: Iterable[Errors], name: Callable[[Errors], str]) -> list[Row]:
    groups: dict[str, list[Errors]] = {}
    for one in every:
        groups.setdefault(name(one), []).append(one)
    return [_row(name, several) for name, several in sorted(groups.items())]


def _row(name: str, every: Sequence[Errors]) -> Row:
    answered = [one for one in every if one.rival is not None]
    sizes = [[one.body, one.rival or 0.0] for one in answered if one.observed.style != "change"]
    body, rival = np.median(sizes, axis=0).tolist() if sizes else (None, None)
    nearer = [one.nearer for one in answered]
    return Row(name, len(every), len(answered), body, rival, nearer.count(1), nearer.count(-1))


def worded(every: Sequence[Errors]) -> str:
    """Observables and topics as Markdown tables, and what they come to."""
    answered = [row for row in by_topic(every) if row.answered]
    tables = [*_table("observable", by_observable(every)), "", *_table("topic", answered)]
    return "\n".join([*tables, "", summary(every)])


def _table(what: str, found: Sequence[Row]) -> Iterator[str]:
    yield f"| {what} | n | answered by the rival | body | rival | body nearer | rival nearer |"
    yield "|---|---|---|---|---|---|---|"
    for row in found:
        cells = (row.name, row.entries, row.answered, _number(row.body), _number(row.rival), row.body_nearer,
                 row.rival_nearer)  # fmt: skip
        yield f"| {' | '.join(map(str, cells))} |"


def summary(every: Sequence[Errors]) -> str:
    """How many entries each is nearer on, what the rival leaves unanswered, and where it wins."""
    nearer = [one.nearer for one in every]
    answered = sum(one.rival is not None for one in every)
    studies = [row.body_nearer - row.rival_nearer for row in by_study(every) if row.answered]
    return (
        f"The rival answers {answered} of {len(every)} entries; of these the body is nearer on {nearer.count(1)}, the "
        f"rival on {nearer.count(-1)}. Of {len(studies)} studies the body is nearer on most entries of "
        f"{sum(study > 0 for study in studies)}, the rival of {sum(study < 0 for study in studies)}. "
        f"The rival wins on {_won(by_observable(every), 'observable')} and on {_won(by_topic(every), 'topic')}."
    )


def _won(found: Sequence[Row], what: str) -> str:
    return ", ".join(row.name for row in found if row.rival_nearer > row.body_nearer) or f"no {what}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
