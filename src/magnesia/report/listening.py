"""Which organ says what: the read-outs that each organ adds to the body."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from magnesia.body.anatomy import Anatomy
from magnesia.body.assembly import assemble
from magnesia.body.records import parameter_records
from magnesia.effects import effect_records
from magnesia.effects.assembly import ORGANS
from magnesia.engine.expression import Expression
from magnesia.engine.model import Signal

OF_RODENTS = "rodents"  # read-outs of an animal, which nobody asks a person for
OF_PREGNANCY = "womb_and_newborn"


@dataclass(frozen=True)
class Organ:
    """A part of the body and its read-outs, in the order in which it declares them."""

    name: str
    signals: tuple[Signal, ...]


def answers_of(with_child: bool) -> list[Organ]:
    """The organs that answer in a person, with what they say; of womb and newborn only where there is a child."""
    return [organ for organ in _all_organs() if with_child or organ.name != OF_PREGNANCY]


class _Listener(Anatomy):
    """Remembers who declared which signal."""

    def __init__(self) -> None:
        super().__init__(parameter_records() | effect_records())
        self.speaker: str | None = None
        self.heard: dict[str, list[Signal]] = {}

    def signal(self, name: str, unit: str, expression: Expression, about: str) -> Expression:
        if self.speaker is not None:
            self.heard.setdefault(self.speaker, []).append(Signal(name, unit, expression, about))
        return super().signal(name, unit, expression, about)


@cache
def _all_organs() -> tuple[Organ, ...]:
    body = _Listener()
    assemble(body)
    for organ in ORGANS:
        body.speaker = None if organ.__name__ == OF_RODENTS else organ.__module__.rpartition(".")[2]
        organ(body)
    return tuple(Organ(name, tuple(signals)) for name, signals in body.heard.items())
