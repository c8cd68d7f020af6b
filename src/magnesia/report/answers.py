"""What the organs answer, in words: now, between whom, and against before."""

from __future__ import annotations

from dataclasses import dataclass

from magnesia.case.observables import OBSERVABLES, SIGNS
from magnesia.effects.other_causes import other_causes
from magnesia.report.asking import Arm
from magnesia.report.estimate import Estimate
from magnesia.report.listening import answers_of
from magnesia.tables.names import SIGN, title
from magnesia.tables.wording import number, unit_text

NOTICED = 0.01  # a change by this share of what it was is told
POINT = 0.005  # a probability that differs by less is the same


@dataclass(frozen=True)
class Answer:
    """One read-out of an organ."""

    name: str
    about: str
    unit: str
    now: Estimate
    change: Estimate

    @property
    def title(self) -> str:
        return title(self.name)

    @property
    def moved(self) -> float:
        """The change as a share of what was there before."""
        before = abs(self.now.middle - self.change.middle)
        return self.change.middle / before if before > 0 else 0.0

    @property
    def direction(self) -> str:
        """``higher``, ``lower`` or, where nothing worth telling happened, ``same``."""
        if abs(self.moved) < NOTICED:
            return "same"
        return "higher" if self.moved > 0 else "lower"

    @property
    def level(self) -> str:
        """The value with its limits."""
        middle = number(self.now.middle)
        low, high = (number(one, like=self.now.middle) for one in (self.now.low, self.now.high))
        return f"{middle} {self.unit} ({low} to {high})".replace("  ", " ")

    @property
    def against_before(self) -> str:
        """How it compares with before."""
        if self.direction == "same":
            return "as before"
        size, *limits = (number(abs(one), like=self.now.middle) for one in
                         (self.change.middle, *sorted((self.change.low, self.change.high), key=abs)))  # fmt: skip
        told = f"{size} {self.direction} than before"
        same_way = self.change.low * self.change.high > 0
        return f"{told} ({limits[0]} to {limits[1]})" if same_way else told


@dataclass(frozen=True)
class Answering:
    """What one organ says: what people measure, and what lies behind it."""

    organ: str
    measured: tuple[Answer, ...]
    behind: tuple[Answer, ...]


@dataclass(frozen=True)
class SignSeen:
    """The probability of a sign now and before, and what else causes it."""

    name: str
    about: str
    side: str
    now: Estimate
    before: Estimate
    other_causes: tuple[str, ...]

    @property
    def direction(self) -> str:
        change = self.now.middle - self.before.middle
        return "same" if abs(change) < POINT else "higher" if change > 0 else "lower"


def answers(arm: Arm) -> list[Answering]:
    """What each organ says, signs apart."""
    found = []
    for organ in answers_of(arm.has_child):
        said = tuple(
            Answer(signal.name, signal.about, _unit(signal.unit), arm.at(arm.now, signal.name), arm.change(signal.name))
            for signal in organ.signals
            if not signal.name.startswith(SIGN)
        )
        measured = tuple(one for one in said if one.name in OBSERVABLES)
        behind = tuple(one for one in said if one.name not in OBSERVABLES)
        found.append(Answering(organ.name.replace("_", " ").capitalize(), measured, behind))
    return [one for one in found if one.measured]  # what only drives signs is told by them


def signs(arm: Arm) -> list[SignSeen]:
    """Every sign that the organs answer, the most likely first."""
    found = []
    for organ in answers_of(arm.has_child):
        for signal in organ.signals:
            if signal.name.startswith(SIGN):
                name = signal.name.removeprefix(SIGN)
                known = SIGNS.get(name)
                found.append(
                    SignSeen(
                        name, known.about if known else signal.about, known.side if known else "",
                        arm.at(arm.now, signal.name), arm.at(arm.before, signal.name), other_causes(name),
                    )
                )  # fmt: skip
    return sorted(found, key=lambda one: -one.now.middle)


def _unit(unit: str) -> str:
    return "" if unit == "dimensionless" else unit_text(unit)
