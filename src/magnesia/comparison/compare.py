"""``compare``: every entry of a case beside the interval in which the model expects it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.seen import Seen
from magnesia.comparison import predicting, weighing
from magnesia.comparison.comparing import Comparison
from magnesia.comparison.lots import Lots, Progress, Values, draw_lots, values_of
from magnesia.comparison.predicting import Offsets, measured_by, on_scale, size_of_errors
from magnesia.comparison.weighing import Weights
from magnesia.simulation.result import title_of

Array = NDArray[np.float64]

PEOPLE, PEOPLE_OF_KNOWN = 200, 1000
"""Drawn where nothing is known beforehand, and where it is."""


def compare(
    case: Case, *, people: int | None = None, seed: int = 0, progress: Progress | None = None
) -> list[Comparison]:
    """One comparison for each ``seen`` entry that is not ``given``, arm by arm.

    An entry about a group (``n`` or the ``count`` of its people) gets the interval of the group's mean: the luck of
    the sample, the typical body's uncertainty and the scatter between studies. One about an individual gets the spread
    between people, the same uncertainty, and the error of a measurement. Entries that are ``given`` make likely what
    agrees with them. ``people`` are drawn (200, or 1000 where something is given). Deterministic for a ``seed``.
    Raises as ``simulate`` does.
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
        self.rng = np.random.default_rng([seed, 1])
        self.offsets = Offsets({}, np.random.default_rng([seed, 2]))
        self.people = lots.people[arm].people
        self.given = [(entry, seen) for entry, seen in enumerate(variant.seen) if seen.given]
        self.warning: str | None = None
        self.weights = self._weights()

    def comparisons(self) -> list[Comparison]:
        return [self._comparison(entry, seen) for entry, seen in enumerate(self.variant.seen) if not seen.given]

    def _size(self, seen: Seen, case: Case | None = None) -> int:
        return seen.n or (case or self.variant).person.count or 1

    def _known(self, entry: int, seen: Seen) -> tuple[Array, float, float] | None:
        everybody = values_of(seen, entry, self.arm, self.lots.people)
        if isinstance(everybody, str):
            return None
        values = on_scale(seen, everybody.combined(seen))
        middle = float(np.nanmedian(everybody.combined(seen)))
        values = values + size_of_errors(seen, middle) * self.offsets.of(seen, len(values))
        target = float(on_scale(seen, np.array([seen.value]))[0])
        return values, target, measured_by(seen, middle) / np.sqrt(self._size(seen))

    def _weights(self) -> Weights:
        known = [one for one in (self._known(entry, seen) for entry, seen in self.given) if one is not None]
        if not known:
            return weighing.equal(self.people)
        is_group = any(self._size(seen) > 1 for _, seen in self.given)
        weights = (weighing.of_a_group if is_group else weighing.of_a_person)(known, self.people)
        if weights.effective < weighing.FEWEST:
            what = " and ".join(dict.fromkeys(f"{seen.what} {seen.value:g} {seen.unit}" for _, seen in self.given))
            self.warning = (
                f"what is given ({what}) is unlikely for such people: {weights.effective:.0f} of {self.people} drawn "
                "ones carry the prediction; check the description, or draw more with `people`"
            )
        return weights

    def _comparison(self, entry: int, seen: Seen) -> Comparison:
        title = title_of(self.case)
        everybody = values_of(seen, entry, self.arm, self.lots.people)
        typical = values_of(seen, entry, self.arm, self.lots.bodies)
        if isinstance(everybody, str) or isinstance(typical, str):
            reason = everybody if isinstance(everybody, str) else typical
            return Comparison(title, self.arm, seen, reason=str(reason))
        if not np.isfinite(everybody.combined(seen)).any():
            return Comparison(title, self.arm, seen, reason="nobody could be simulated")
        other = dict(self.case.variants()).get(seen.versus_arm or "")
        sizes = self._size(seen), self._size(seen, other)
        weights = self.weights if len(everybody.combined(seen)) == self.people else weighing.equal(
            len(everybody.combined(seen))
        )  # fmt: skip
        if max(sizes) > 1:
            same = other is not None and other.person == self.variant.person
            limits = predicting.of_a_group(
                seen, everybody, typical, sizes, same, self.offsets, weights, self._explained(seen, typical), self.rng
            )
        else:
            limits = predicting.of_a_person(seen, everybody, self.offsets, weights, self.rng)
        low, middle, high = (float(value) for value in limits)
        return Comparison(title, self.arm, seen, low, middle, high, self.warning)

    def _explained(self, seen: Seen, typical: Values) -> Array | None:
        """What the given values of a group already tell of the bodies, on the scale of the entry: by regression."""
        columns = []
        for entry, given in self.given:
            values = values_of(given, entry, self.arm, self.lots.bodies)
            if not isinstance(values, str):
                columns.append(on_scale(given, values.combined(given)))
        wanted = on_scale(seen, typical.combined(seen))
        return _regressed(columns, wanted) if columns else None


def _regressed(columns: Sequence[Array], wanted: Array) -> Array | None:
    usable = [column - np.nanmedian(column) for column in columns if np.isfinite(column).all() and column.std() > 0]
    if not usable or not np.isfinite(wanted).all():
        return None
    known = np.array(usable).T
    slopes, *_ = np.linalg.lstsq(known, wanted - np.median(wanted), rcond=None)
    return np.asarray(known @ slopes)
