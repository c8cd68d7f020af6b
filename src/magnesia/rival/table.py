"""Body and rival beside each other on the same studies, those they were fitted to and those they were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """Of one entry, the size of the residual of the body and of the rival (None where it has nothing to say)."""

    observed: Observation
    body: float
    rival: float | None


@dataclass(frozen=True)
class Row:
    """One observable in the studies of a split.

    Of ``entries``, those that the body answers, the rival answers ``answered``. ``body`` and ``rival`` are medians over
    the levels, ratios and shares that both answer (None without any): of abs(ln(predicted / seen)), of a share of
    abs(predicted - seen). ``body_nearer`` and ``rival_nearer`` count all that both answer, changes too.
    """

    split: str
    observable: str
    entries: int
    answered: int
    body: float | None
    rival: float | None
    body_nearer: int
    rival_nearer: int


def rows(split: str) -> list[Row]:
    """One row an observable, those the rival answers most first; what was known beforehand does not count."""
    by_observable: dict[str, list[Errors]] = {}
    for one in errors(split):
        by_observable.setdefault(one.observed.seen.what, []).append(one)
    found = [row_of(split, observable, several) for observable, several in sorted(by_observable.items())]
    return sorted(found, key=lambda row: -row.answered)


def errors(split: str) -> Iterator[Errors]:
    """Of every entry of the studies of a split that the body answers."""
    for name, path in studies_of(split).items():
        case = read_case(path)
        both = zip(study_predictions(path, TYPICAL_BODY), values_of(case, TYPICAL), strict=True)
        for observed, (body, rival) in zip(observations(name, case), both, strict=True):
            of_body = _size(observed, body)
            if of_body is not None and not observed.is_free:
                yield Errors(observed, of_body, _size(observed, rival))


def _size(observed: Observation, values: NDArray[np.float64] | None) -> float | None:
    return None if values is None or not np.isfinite(values[0]) else float(abs(observed.residual(values)[0]))


def row_of(split: str, observable: str, every: Sequence[Errors]) -> Row:
    """The errors of one observable, summed up."""
    both = [(one.observed.style, one.body, one.rival) for one in every if one.rival is not None]
    sizes = [(body, rival) for style, body, rival in both if style != "change"]
    body, rival = np.median(sizes, axis=0).tolist() if sizes else (None, None)
    nearer = [np.sign(rival - body) if abs(rival - body) > SAME else 0 for _, body, rival in both]
    return Row(split, observable, len(every), len(both), body, rival, nearer.count(1), nearer.count(-1))


def worded(found: Sequence[Row]) -> str:
    """The rows as a Markdown table, and what they come to."""
    lines = ["| observable | n | answered by the rival | body | rival | body nearer | rival nearer |",
             "|---|---|---|---|---|---|---|"]  # fmt: skip
    for row in found:
        cells = (row.observable, row.entries, row.answered, _number(row.body), _number(row.rival), row.body_nearer,
                 row.rival_nearer)  # fmt: skip
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join([*lines, "", summary(found)])


def summary(found: Sequence[Row]) -> str:
    """How many entries each is nearer on, what the rival leaves unanswered, and where it wins."""
    body, rival = sum(row.body_nearer for row in found), sum(row.rival_nearer for row in found)
    answered, entries = sum(row.answered for row in found), sum(row.entries for row in found)
    wins = [row.observable for row in found if row.rival_nearer > row.body_nearer]
    where = f"It wins on {', '.join(wins)}." if wins else "There is no observable on which it wins."
    return (
        f"The rival answers {answered} of {entries} entries; of these the body is nearer on {body}, the rival on "
        f"{rival}. {where}"
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
