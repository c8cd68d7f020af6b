"""Names that carry what a claim knows: that they exist, and how they act on the simulated body."""

from __future__ import annotations

from dataclasses import dataclass

from magnesia.case.observables import find_observable, find_sign
from magnesia.exposures import registry
from magnesia.exposures.dialysis import DIALYSES
from magnesia.exposures.kinds import AnyRecord, Food, Salt
from magnesia.tables.wording import number


@dataclass(frozen=True)
class Carrier:
    """A name that stands for ``words`` of a claim; ``acts`` says how, and is empty where it has no effect."""

    words: str
    name: str
    kind: str
    acts: str

    def __str__(self) -> str:
        content = f" ({self.acts})" if self.kind in ("salt", "food") else ""
        return (f"{self.words}: {self.name}" if self.words.replace(" ", "_") != self.name else self.name) + content


def carrier(words: str, name: str) -> Carrier:
    """What a name (or ``sign: NAME``) is and does. ``ValueError`` if nothing that a case can say has it."""
    is_sign = name.startswith("sign: ")
    name = name.removeprefix("sign: ")
    kinds = [] if is_sign else registry.kinds_of(name)
    if kinds:
        record = registry.find(kinds[0], name)
        assert record is not None
        return Carrier(words, record.name, record.kind, _acts(record))
    if find_observable(name):
        return Carrier(words, name, "observable", "computed along every life, compared with what was seen")
    sign = find_sign(name)
    if sign:
        return Carrier(words, name, "sign", f"a sign of too {'little' if sign.side == 'low' else 'much'}: {sign.about}")
    raise ValueError(f"nothing is called {name}, which is to carry `{words}`")


def _acts(record: AnyRecord) -> str:
    if isinstance(record, Salt):
        dissolves = f"{100 * record.soluble_share:.0f} % dissolves at once"
        return f"{100 * record.elemental_fraction:.3g} % {record.element}, {dissolves}"
    if isinstance(record, Food):
        return f"{number(record.magnesium)} mg magnesium per 100 g"
    if record.name in DIALYSES:
        return "magnesium crosses the membrane both ways"
    return ", ".join(dict.fromkeys(effect.parameter for effect in record.effects))
