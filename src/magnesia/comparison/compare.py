"""``compare``: every entry of a case beside the interval in which the model expects it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case, Whom
from magnesia.case.seen import Seen
from magnesia.comparison import predicting, weighing
from magnesia.comparison.comparing import Comparison
from magnesia.comparison.lots import Lots, Progress, Values, draw_lots, values_of
from magnesia.comparison.predicting import Offsets, measured_by, on_scale, size_of_errors
from magnesia.comparison.weighing import Known, Weights
from magnesia.simulation.result import title_of

Array = NDArray[np.float64]

PEOPLE, PEOPLE_OF_KNOWN = 200, 1000
"""Drawn where nothing is known beforehand, and where it is."""
LABORATORIES = 8
"""Each drawn person stands for that many, measured by different laboratories: only the measuring is drawn anew."""
FAR_OFF = 2.0
"""Mean offset of the laboratory, in units of its scatter, from which what is given is called unlikely."""


def compare(
    case: Case, *, people: int | None = None, seed: int = 0, progress: Progress | None = None
) -> list[Comparison]:
    """One comparison for each ``seen`` entry that is not ``given``, arm by arm.

    An entry about a group (``n`` or the ``count`` of its people) gets the interval of the group's mean: the luck of
    the sample, the typical body's uncertainty and the scatter between studies. One about an individual gets the spread
    between people, the same uncertainty, and the error of a measurement. Entries that are ``given`` make likely what
    agrees with them. Arms of the same person are the same people twice (a crossover); of others, two samples.
    ``people`` are drawn (200, or 1000 where something is given). Deterministic for a ``seed``. Raises as ``simulate``
    does, and ``ComputationError`` where nobody of an arm can be computed.
    """
    known = any(seen.given for _, arm in case.variants() for seen in arm.seen)
    count = people or (PEOPLE_OF_KNOWN if known else PEOPLE)
    lots = draw_lots(case, count, seed, progress)
    found: list[Comparison] = []
    for arm, variant in case.variants():
        found += _Arm(case, arm, variant, lots, seed).comparisons()
    return found


class _Arm:
    """One arm: its people weighed once by what is given, then each entry."""

    def __init__(self, case: Case, arm: str, variant: Case, lots: Lots, seed: int) -> None:
        self.case, self.arm, self.variant, self.lots = case, arm, variant, lots
        self.rng, others = (np.random.default_rng([seed, stream]) for stream in (1, 2))
        self.offsets = Offsets(self._whom, {}, others)
        self.given = [(entry, seen) for entry, seen in enumerate(variant.seen) if seen.given]

    def _whom(self, seen: Seen) -> Whom:
        if self.variant.is_disturbed or not seen.versus_arm:
            return self.variant.whom(seen)
        return dict(self.case.variants())[seen.versus_arm].whom(seen)

    def comparisons(self) -> list[Comparison]:
        return [self._comparison(entry, seen) for entry, seen in enumerate(self.variant.seen) if not seen.given]

    def _comparison(self, entry: int, seen: Seen) -> Comparison:
        title = title_of(self.case)
        everybody = self._everybody(entry, seen)
        if isinstance(everybody, str):
            return Comparison(title, self.arm, seen, reason=everybody, warnings=self.warnings)
        if not np.isfinite(everybody.combined(seen)).any():
            return Comparison(
                title, self.arm, seen, reason=f"{_spaced(seen)} has no value here", warnings=self.warnings
            )
        other = dict(self.case.variants()).get(seen.versus_arm or "")
        sizes = self._size(seen), self._size(seen, other)
        if max(sizes) > 1:
            typical = values_of(seen, entry, self.arm, self.lots.bodies)
            assert isinstance(typical, Values)  # both lots are asked the same
            limits = predicting.of_a_group(
                seen, everybody, typical, sizes, other is not None and other.person == self.variant.person,
                self.offsets, self.weights, self._given_kinds, self._explained(seen, typical), self.rng,
            )  # fmt: skip
        else:
            limits = predicting.of_a_person(seen, everybody, self.offsets, self.weights, self._given_kinds, self.rng)
        low, middle, high = (float(value) for value in limits)
        return Comparison(title, self.arm, seen, low, middle, high, warnings=self.warnings)

    def _everybody(self, entry: int, seen: Seen) -> Values | str:
        found = values_of(seen, entry, self.arm, self.lots.people)
        return found if isinstance(found, str) else found.in_laboratories(LABORATORIES)

    def _size(self, seen: Seen, case: Case | None = None) -> int:
        """How many people an entry is about."""
        return seen.n or (case or self.variant).person.count or 1

    @cached_property
    def _usable(self) -> list[tuple[int, Seen, Values]]:
        """What is given and has a prediction."""
        found = ((entry, seen, self._everybody(entry, seen)) for entry, seen in self.given)
        return [(entry, seen, values) for entry, seen, values in found if not isinstance(values, str)]

    @cached_property
    def _given_kinds(self) -> frozenset[tuple[str, str]]:
        return frozenset((seen.name, seen.style) for _, seen, _ in self._usable)

    @cached_property
    def weights(self) -> Weights:
        """Of the drawn people in all laboratories, by what is given."""
        known = [self._known(seen, values) for _, seen, values in self._usable]
        people = LABORATORIES * self.lots.people[self.arm].people
        is_group = any(self._size(seen) > 1 for _, seen, _ in self._usable)
        return (weighing.of_a_group if is_group else weighing.of_a_person)(known, people)

    def _known(self, seen: Seen, everybody: Values) -> Known:
        combined = everybody.combined(seen)
        middle = float(np.nanmedian(combined))
        _, own = self.offsets.sizes(seen)
        measured = measured_by(seen, everybody.level) / np.sqrt(self._size(seen))
        return Known(
            on_scale(seen, combined) + self.offsets.shifts(seen, len(combined), middle),
            float(on_scale(seen, np.array(seen.value))),
            float(np.hypot(measured, own * size_of_errors(seen, middle))),
        )

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """Sentences on what is doubtful in the arm, and on what weakens every prediction of it."""
        of_entries = tuple(f"{seen.place}: " for seen in self.variant.seen)  # the entries say themselves what they lack
        said = [one for one in self.lots.people[self.arm].warnings if not one.startswith(of_entries)]
        return tuple(dict.fromkeys([*said, *self._doubts()]))

    def _doubts(self) -> Iterator[str]:
        result = self.lots.people[self.arm]
        if result.failures:
            yield f"{len(result.failures)} of {result.people} people could not be simulated and are left out."
        used = {entry for entry, _, _ in self._usable}
        for entry, seen in self.given:
            if entry not in used:
                yield f"{seen.place}: {_spaced(seen)} is given but not simulated, so that nothing is learnt from it."
        what = " and ".join(f"{_spaced(seen)} {seen.value:g} {seen.unit}" for _, seen, _ in self._usable)
        effective = Weights(self.weights.share.reshape(LABORATORIES, -1).sum(axis=0)).effective
        if self._usable and effective < weighing.FEWEST:
            yield (
                f"What is given ({what}) is unlikely for such people: predictions rest on {effective:.0f} of "
                f"{result.people} drawn; check the description, or draw more people."
            )
        elif any(self._offset(seen) > FAR_OFF for _, seen, _ in self._usable):
            yield (
                f"What is given ({what}) is unlikely for such people: much of it is put down to the laboratory, or to "
                "what the model leaves out; check the description."
            )

    def _offset(self, seen: Seen) -> float:
        """How far off, in the mean, a laboratory must be for what is given."""
        return abs(self.weights.mean(self.offsets.of(seen, len(self.weights.share))))

    def _explained(self, seen: Seen, typical: Values) -> Array | None:
        """What the given values of a group already tell of the bodies, on the scale of the entry: by regression."""
        columns = []
        for entry, given, _ in self._usable:
            values = values_of(given, entry, self.arm, self.lots.bodies)
            if not isinstance(values, str):
                columns.append(on_scale(given, values.combined(given)))
        return _regressed(columns, on_scale(seen, typical.combined(seen)))


def _spaced(seen: Seen) -> str:
    return seen.what.replace("_", " ")


def _regressed(columns: Sequence[Array], wanted: Array) -> Array | None:
    usable = [column - np.nanmedian(column) for column in columns if np.isfinite(column).all() and column.std() > 0]
    if not usable or not np.isfinite(wanted).all():
        return None
    known = np.array(usable).T
    slopes, *_ = np.linalg.lstsq(known, wanted - np.median(wanted), rcond=None)
    return np.asarray(known @ slopes)
