"""What the people and the timeline of a case make doubtful: sentences beside every result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from magnesia.case.seen import Seen
from magnesia.case.timeline import Give
from magnesia.exposures import Activity, Body, Course, cautions
from magnesia.exposures.cautioning import Limit, cautioning
from magnesia.exposures.cautions import plain
from magnesia.exposures.gathering import most_within
from magnesia.exposures.kinds import DAY_H
from magnesia.people.ckd_epi import indexed_filtration
from magnesia.people.covariates import Covariates
from magnesia.simulation.doses import PUSH, Dose

Array = NDArray[np.float64]

INJECTED, SWALLOWED = ("iv", "im"), ("oral", "tube")
WEEK = 7 * DAY_H
WATCHING = ("serum_magnesium", "ionized_magnesium", "ultrafiltrable_magnesium", "dialysate_magnesium")


def doubts(acting: Iterable[Activity], given: Iterable[Give], horizon: float, body: Body, who: Covariates) -> list[str]:
    """Sentences on what nobody has studied, of all that acts and of the salts that are ``given`` before ``horizon``."""
    salts = [
        Activity("salt", give.substance, begin, max(end, begin + DAY_H), route=give.route)
        for give in given if give.kind == "salt" for begin, end in give.spans(horizon)
    ]  # fmt: skip
    found = cautions(
        [*acting, *salts], body, float(who.age.mean()),
        female=float(who.female.mean()), pregnant=bool(np.any(who.gestation > 0)),
    )  # fmt: skip
    return _sentences(found)


def doubts_of_doses(
    doses: Sequence[Dose], seen: Sequence[Seen], filtration: Callable[[float], float], acting: Iterable[Activity]
) -> list[str]:
    """Sentences on doses of magnesium beyond what has been described, or in people who cannot pass them on.

    ``filtration`` gives that of the people at a moment (h), mL/min/1.73m2; ``acting`` is what else acts on them.
    """
    names = frozenset(one.name for one in acting)
    return _sentences(
        [*_amounts(doses), *_fast(doses), *_unwatched(doses, seen, filtration), *_laxative(doses, filtration, names)]
    )


def filtration_at(base: Array, course: Course | None, who: Covariates) -> Callable[[float], float]:
    """The mean filtration of the people at a moment (h), mL/min/1.73m2: ``base`` (people,) L/h without exposures."""
    values = base[None] if course is None else course.apply(base)
    indexed = indexed_filtration(values, who.surface).mean(axis=1)

    def at(moment: float) -> float:
        piece = 0 if course is None else int(np.searchsorted(course.times, moment, side="right")) - 1
        return float(indexed[max(piece, 0)])

    return at


def _sentences(found: Iterable[str]) -> list[str]:
    return [f"{sentence[0].upper()}{sentence[1:]}." for sentence in found]


def _amounts(doses: Sequence[Dose]) -> Iterator[str]:
    for routes, word, limits in (
        (SWALLOWED, "by mouth", cautioning().swallowed), (INJECTED, "by injection", cautioning().injected)
    ):  # fmt: skip
        chosen = [dose for dose in doses if dose.route in routes]
        for limit in limits:
            amount = _most(chosen, limit)
            if amount > limit.most:
                yield (
                    f"{plain(amount)} mmol of magnesium {word} within {_length(limit.hours)} are more than has been "
                    f"described ({plain(limit.most)})"
                )
                break


def _most(doses: Sequence[Dose], limit: Limit) -> float:
    spans = [(dose.begin, dose.end) for dose in doses]
    return most_within(limit.hours, spans, [float(dose.amount.mean()) for dose in doses])


def _length(hours: float) -> str:
    return {1.0: "an hour", 24.0: "a day", 168.0: "a week"}[hours]


def _fast(doses: Sequence[Dose]) -> Iterator[str]:
    rates = [float(dose.amount.mean()) / max(dose.end - dose.begin, PUSH) for dose in doses if dose.route == "iv"]
    fastest = max(rates, default=0.0)
    if fastest > cautioning().fastest:
        yield (
            f"magnesium by vein at {plain(fastest / 60)} mmol/min is faster than has been described "
            f"({plain(cautioning().fastest / 60)}); `over:` gives a dose slowly"
        )


def _unwatched(doses: Sequence[Dose], seen: Sequence[Seen], filtration: Callable[[float], float]) -> Iterator[str]:
    """Injections into people who cannot excrete them, and no level looked at until a day after the last."""
    injected = [dose for dose in doses if dose.route in INJECTED]
    if not injected:
        return
    begin, end = min(dose.begin for dose in injected), max(dose.end for dose in injected)
    moments = [one.at if one.at is not None else one.end for one in seen if one.what in WATCHING]
    if any(moment is not None and begin < moment <= end + DAY_H for moment in moments):
        return
    least = min(filtration(dose.begin) for dose in injected)
    if least < cautioning().filtration:
        yield (
            f"magnesium is injected at a filtration of {plain(least)} mL/min/1.73m2, and the case does not look at "
            "serum magnesium, which must be watched there"
        )


def _laxative(doses: Sequence[Dose], filtration: Callable[[float], float], acting: frozenset[str]) -> Iterator[str]:
    """Laxative doses for a week and more where kidneys are weak, and nothing said of the bowel that needs them."""
    swallowed = [dose for dose in doses if dose.route in SWALLOWED]
    if not swallowed or acting & cautioning().bowel:
        return
    begin, end = min(dose.begin for dose in swallowed), max(dose.begin for dose in swallowed)
    amount, least = _most(swallowed, cautioning().laxative), filtration(end)
    if end - begin >= WEEK - DAY_H and amount >= cautioning().laxative.most and least < cautioning().slow_bowel:
        yield (
            f"{plain(amount)} mmol of magnesium a day by mouth is a laxative; if it is taken for a slow bowel say "
            "`conditions: {constipation: 1}`, for then up to three times as much is absorbed, and at a filtration of "
            f"{plain(least)} mL/min/1.73m2 serum rises accordingly"
        )
