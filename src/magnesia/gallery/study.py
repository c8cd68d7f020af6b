"""A study as the gallery keeps it: what the case says of itself, and each number seen with its prediction."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from magnesia.tables.measured import limits, measured, what, when
from magnesia.tables.names import title

if TYPE_CHECKING:
    from magnesia.comparison import Comparison
    from magnesia.evidence.published import PublishedCase

Word = Literal["hit", "partly", "miss", "not predicted", "not run"]


@dataclass(frozen=True)
class Entry:
    """One number seen and its prediction, all in ``unit``.

    ``at`` or ``start`` and ``end`` in h; ``when``, ``about`` and ``measured`` say moment, observable and number in
    words. ``low`` and ``high`` end the error bar. Without a prediction ``reason`` says why, and the p's are None.
    """

    arm: str
    what: str
    about: str
    kind: str
    style: str
    unit: str
    when: str
    at: float | None
    start: float | None
    end: float | None
    seen: float
    bound: str | None
    low: float | None
    high: float | None
    measured: str
    p05: float | None
    p50: float | None
    p95: float | None
    inside: bool | None
    log_ratio: float | None
    reason: str | None

    @staticmethod
    def of(compared: Comparison) -> Entry:
        """The entry of a comparison."""
        seen = compared.seen
        low, high = limits(seen) or (None, None)
        return Entry(
            compared.arm, seen.what, what(seen), seen.kind, seen.style, seen.unit,
            when(seen), seen.at, seen.start, seen.end, seen.value, seen.bound, low, high, measured(seen),
            compared.p05, compared.p50, compared.p95, compared.inside, compared.log_ratio, compared.reason,
        )  # fmt: skip

    @property
    def error(self) -> float | None:
        """abs(ln(predicted / seen)); None of a bound, which says nothing of ratios, and where the signs differ."""
        return None if self.log_ratio is None or self.bound else abs(self.log_ratio)

    @property
    def half_widths_off(self) -> float:
        """How far the number lies from the median in half-widths of the interval on its side; above 1 is outside.

        Counted by logarithms where errors are (``style`` level or ratio). 0 without a prediction.
        """
        if self.p05 is None or self.p50 is None or self.p95 is None:
            return 0.0
        numbers = self.seen, self.p50, self.p95 if self.seen > self.p50 else self.p05
        if self.style in ("level", "ratio") and min(numbers) > 0:
            numbers = math.log(numbers[0]), math.log(numbers[1]), math.log(numbers[2])
        seen, middle, side = numbers
        return abs(seen - middle) / abs(side - middle) if side != middle else math.inf


@dataclass(frozen=True)
class Study:
    """A study and what came of it; ``error`` is the sentence where the case could not be run.

    ``fingerprint`` stands for all the page was made from.
    """

    name: str
    topic: str
    title: str
    cite: str
    doi: str
    pmid: str
    read: str
    split: str
    protocol: str
    lesson: str
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...]
    error: str | None
    fingerprint: str

    @staticmethod
    def of(
        name: str, case: PublishedCase, fingerprint: str, *, source: Mapping[str, str] | None = None,
        entries: tuple[Entry, ...] = (), warnings: tuple[str, ...] = (), error: str | None = None,
    ) -> Study:  # fmt: skip
        """The study of an installed case; ``source`` is that of the case, where it could be read."""
        numbers = {key: str((source or {}).get(key, "")) for key in ("doi", "pmid")}
        return Study(
            name, title(case.path.parent.name), case.title, case.cite, **numbers, read=case.read, split=case.split,
            protocol=case.protocol, lesson=case.lesson, entries=entries, warnings=warnings, error=error,
            fingerprint=fingerprint,
        )  # fmt: skip

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> Study:
        """The study that :meth:`to_json` wrote."""
        entries = tuple(Entry(**entry) for entry in kept["entries"])
        return Study(**{**kept, "entries": entries, "warnings": tuple(kept["warnings"])})

    def to_json(self) -> dict[str, Any]:
        """All of it, for ``index.json`` and for the next run."""
        return asdict(self)

    @property
    def judged(self) -> list[Entry]:
        """The entries that have a prediction."""
        return [entry for entry in self.entries if entry.inside is not None]

    @property
    def inside(self) -> int:
        """How many numbers lie inside their intervals."""
        return sum(bool(entry.inside) for entry in self.judged)

    @property
    def misses(self) -> list[Entry]:
        """The entries outside their intervals, the farthest first."""
        return sorted((one for one in self.judged if not one.inside), key=lambda one: -one.half_widths_off)

    @property
    def word(self) -> Word:
        """The verdict in a word."""
        if self.error is not None:
            return "not run"
        if not self.judged:
            return "not predicted"
        return "hit" if not self.misses else "partly" if self.inside else "miss"

    @property
    def worst(self) -> float | None:
        """The largest abs(ln(predicted / seen))."""
        return max((one.error for one in self.judged if one.error is not None), default=None)
