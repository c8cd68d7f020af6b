"""The case itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from magnesia.case.courses import Course, courses
from magnesia.case.habits import Habits
from magnesia.case.person import Person
from magnesia.case.places import NOWHERE, Place
from magnesia.case.seen import Seen
from magnesia.case.timeline import Dialyse, Give, Start, TimelineEntry

Whom = Literal["healthy", "disturbed", "patient"]
HEALTHY_EGFR, HIGHEST_CREATININE = 60.0, 130.0
"""mL/min/1.73m2 and umol/L; beyond them the kidneys of an adult are diseased (KDIGO)."""


@dataclass(frozen=True)
class Case:
    """Who someone is, what happens to them and what was seen.

    ``start`` is the date of time zero if there is one. ``arms`` {name: Case} are complete cases in which the overrides
    of the arm are in place; they have no arms themselves. ``path`` names the file (or "<text>").
    """

    title: str | None = None
    source: Mapping[str, str] = field(default_factory=dict)
    start: datetime | None = None
    person: Person = field(default_factory=Person)
    habits: Habits = field(default_factory=Habits)
    timeline: tuple[TimelineEntry, ...] = ()
    seen: tuple[Seen, ...] = ()
    arms: Mapping[str, Case] = field(default_factory=dict)
    note: str | None = None
    path: str = field(default="<text>", compare=False)
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    def variants(self) -> list[tuple[str, Case]]:
        """(name, case) of every arm; the case itself under the name "" if it has none."""
        return list(self.arms.items()) or [("", self)]

    @property
    def is_disturbed(self) -> bool:
        """Whether a drug, a disease, a gene, alcohol or dialysis acts on the person, now or later."""
        acting = any(
            isinstance(one, Start | Dialyse) or (isinstance(one, Give) and one.kind == "drug") for one in self.timeline
        )
        who = self.person
        kidneys = (who.egfr or HEALTHY_EGFR) < HEALTHY_EGFR or (who.creatinine or 0.0) > HIGHEST_CREATININE
        return acting or kidneys or bool(who.genes or who.conditions or self.habits.alcohol)

    def whom(self, seen: Seen) -> Whom:
        """About whom an entry of this case (or arm) is; a ``patient`` is a single person who is disturbed."""
        if not self.is_disturbed:
            return "healthy"
        return "disturbed" if max(seen.n or 1, self.person.count or 1) > 1 else "patient"

    def courses(self, horizon: float) -> list[Course]:
        """When everything that has an on and an off is on, up to ``horizon`` (h); see ``courses.courses``."""
        return courses(self.timeline, self.person.conditions, horizon)

    def to_yaml(self) -> str:
        """The case as text in standard units; reading it gives an equal case."""
        from magnesia.case.writing import to_yaml

        return to_yaml(self)
