"""Where everything that a report shows comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from magnesia.body.records import parameter_records
from magnesia.case.timeline import Dialyse, Give, Start
from magnesia.effects import effect_records
from magnesia.evidence.sources import citation
from magnesia.exposures import find
from magnesia.report.asking import Arm
from magnesia.report.risks import Risk

DEFINITION = "definition"  # needs no source


@dataclass(frozen=True)
class Group:
    """Citations of one kind of thing, in alphabetical order."""

    heading: str
    citations: tuple[str, ...]


def sources(arms: Sequence[Arm], told: Iterable[Risk]) -> list[Group]:
    """What the case, the records that act, the organs, the associations and the body rest on."""
    case = arms[0].case
    groups = {
        "The case": [case.source["cite"]] if case.source.get("cite") else [],
        "What acts": _cited(key for arm in arms for key in _acting(arm)),
        "What the organs answer": _cited(record.source for record in effect_records().values()),
        "What goes with magnesium": _cited(risk.association.source for risk in told),
        "The body": _cited(record.source for record in parameter_records().values()),
    }
    return [Group(heading, tuple(cites)) for heading, cites in groups.items() if cites]


def _acting(arm: Arm) -> Iterable[str]:
    """Keys of the sources of every record that the case names."""
    case = arm.case
    named = [("state", name) for name in case.person.conditions] + [("gene", name) for name in case.person.genes]
    named += [("food", name) for name in (case.habits.foods or {})]
    for entry in case.timeline:
        if isinstance(entry, Give):
            named.append((entry.kind, entry.substance))
        elif isinstance(entry, Start):
            named.append((entry.kind, entry.name))
        elif isinstance(entry, Dialyse):
            named.append(("procedure", entry.kind))
    for kind, name in named:
        record = find(kind, name) if kind != "element" else None
        if record is not None:
            yield from (*record.sources, *(effect.source for effect in record.effects))


def _cited(keys: Iterable[str]) -> list[str]:
    return sorted({citation(key) for key in keys if key != DEFINITION}, key=str.lower)
