"""The panels of a study's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from magnesia.gallery.intervals import interval_panels
from magnesia.gallery.over_time import course_of, is_in_time, time_panels
from magnesia.gallery.study import Entry

if TYPE_CHECKING:
    from magnesia.simulation import ArmResult


@dataclass(frozen=True)
class Figures:
    """Panels along time, and panels with a row an entry for all that is no point on a curve."""

    over_time: list[Markup]
    intervals: list[Markup]


def figures_of(results: Sequence[ArmResult], entries: Sequence[Entry]) -> Figures:
    """All panels of a case; entries without a prediction are in none."""
    judged = [entry for entry in entries if entry.inside is not None]
    course = course_of(results)
    on_curves = [entry for entry in judged if course is not None and is_in_time(entry, course)]
    others = [entry for entry in judged if entry not in on_curves]
    return Figures(
        time_panels(on_curves, course) if course is not None else [],
        interval_panels(others, [result.arm for result in results]),
    )
