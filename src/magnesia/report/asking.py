"""What a report asks of the simulation, and what it gets: each arm's typical person, and many people beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from magnesia.report.estimate import Estimate, estimate
from magnesia.report.listening import answers_of
from magnesia.report.passing import Passing, Window, follow
from magnesia.report.traffic import Traffic, traffic
from magnesia.simulation.asking import OF_THE_CHILD, USUAL_OUTPUTS, times_of, why_not
from magnesia.simulation.horizon import first_moment
from magnesia.simulation.meals import DAY
from magnesia.simulation.observe import observable
from magnesia.simulation.run import simulate
from magnesia.simulation.tracing import TRACED
from magnesia.tables.wording import moment

if TYPE_CHECKING:
    from magnesia.case import Case
    from magnesia.simulation import ArmResult

PEOPLE = 200  # drawn around one person
ALSO = ("urine_magnesium_rate", "fractional_excretion_magnesium", "erythrocyte_free_magnesium", "bone_magnesium",
        "muscle_magnesium", "csf_magnesium")  # fmt: skip

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Arm:
    """One arm as lived by its typical person (``alone``) and by ``people`` (``crowd``); a group is its own type.

    ``before`` and ``now`` (h) are the moments compared. ``traffics`` are the stretches of time to look at, the latest
    first.
    """

    typical: ArmResult
    people: ArmResult
    alone: Passing
    crowd: Passing
    before: float
    now: float
    traffics: tuple[Traffic, ...]

    @property
    def case(self) -> Case:
        return self.people.case

    @property
    def has_child(self) -> bool:
        return bool(self.case.person.pregnant)

    def at(self, when: float, name: str) -> Estimate:
        """An output at a moment (h)."""
        return estimate(*(_value(result, name, when) for result in (self.typical, self.people)))

    def change(self, name: str) -> Estimate:
        """How far an output moved from ``before`` to ``now``, within each person."""
        return estimate(*(_value(result, name, self.now) - _value(result, name, self.before)
                          for result in (self.typical, self.people)))  # fmt: skip

    def held(self, pools: Sequence[str]) -> Estimate:
        """mmol in these pools together now."""
        return estimate(*(passing.held(pools, self.now) for passing in (self.alone, self.crowd)))

    def gained(self, pools: Sequence[str]) -> Estimate:
        """mmol by which these pools together changed from ``before`` to ``now``."""
        return estimate(*(passing.change(pools, (self.before, self.now)) for passing in (self.alone, self.crowd)))


def ask(
    case: Case, *, people: int | None, until: float | None, seed: int, tolerance: float, progress: Progress
) -> list[Arm]:
    """Lives every arm of a case; ``people`` left out, a group as it is and around a single person ``PEOPLE``."""
    variants = case.variants()
    is_group = any((one.person.count or 1) > 1 for _, one in variants)
    count = people if people is not None or is_group else PEOPLE
    times = np.unique(np.concatenate([times_of(one, None, until)[0] for _, one in variants]))
    now = float(times[-1])
    # a life that ends at zero is compared with how it began
    before = 0.0 if now > 0 else min(first_moment(one, times.tolist()) for _, one in variants)
    moments = np.unique([*times, before]).tolist()
    wanted = _outputs(variants)

    def run(number: int | None, share: Progress) -> list[ArmResult]:
        return simulate(case, people=number, outputs=wanted, at=moments, until=until, seed=seed, tolerance=tolerance,
                        progress=share)  # fmt: skip

    many = run(count, lambda share: progress(0.5 * share))
    typical = many if is_group else run(None, lambda _: None)
    arms = []
    for place, (one, beside) in enumerate(zip(typical, many, strict=True)):
        step = 0.5 / len(many)

        def tell(share: float, begun: float = 0.5 + place * step, step: float = step) -> None:
            progress(begun + share * step)

        def lived(
            windows: Sequence[Window], of: Case = one.case, drawn: int = beside.people
        ) -> tuple[Passing, Passing]:
            crowd = follow(of, windows, drawn, seed, tolerance)
            return crowd if is_group else follow(of, windows, None, seed, tolerance), crowd

        within = _within(before, now)
        alone, crowd = lived([*within.values(), (before, now), (moments[0], now)])
        found = [traffic(heading, window, alone, crowd) for heading, window in within.items()]
        tell(0.6)
        # in a run of its own: one that begins earlier is another life for those who are dialysed
        day = before - DAY, before
        found.append(traffic("The day before", day, *lived([day])))
        tell(1.0)
        arms.append(Arm(one, beside, alone, crowd, before, now, tuple(found)))
    return arms


def _within(before: float, now: float) -> dict[str, Window]:
    """Stretches of the run to look at, by heading: its last day and its mean day, or all of a short one."""
    length = now - before
    if length <= 0:
        return {}
    if length < DAY:
        return {f"The {moment(length)} of the case": (before, now)}
    last = {"The last day": (now - DAY, now)}
    return last | ({f"The mean day of {moment(length)}": (before, now)} if length > DAY else {})


def _outputs(variants: Sequence[tuple[str, Case]]) -> list[str]:
    """What every arm can answer."""
    with_child = all(one.person.pregnant for _, one in variants)
    seen = [
        entry.name
        for _, case in variants
        for entry in case.seen
        if observable(entry.what).kind != "share"
        and entry.what not in TRACED
        and all(why_not(one, entry.name) is None for _, one in variants)
    ]
    answers = [signal.name for organ in answers_of(with_child) for signal in organ.signals]
    return list(dict.fromkeys([*USUAL_OUTPUTS, *ALSO, *(OF_THE_CHILD if with_child else ()), *seen, *answers]))


def _value(result: ArmResult, name: str, when: float) -> np.ndarray:
    return result.outputs[name].values[int(np.argmin(np.abs(result.times - when)))]
