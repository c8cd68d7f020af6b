"""Every number of the body by organ, and how the numbers of body and exposures were got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from magnesia.body.records import HOW, parameter_records
from magnesia.exposures import registry
from magnesia.tables.explanations import Explanation, explanation
from magnesia.tables.wording import number, unit_text

if TYPE_CHECKING:
    from rich.table import Table

_COLUMNS = ("Value", "Unit", "Spread", "Uncertainty", "How", "Source")


def parameters() -> list[Explanation]:
    """Every parameter of the body, organ by organ as the organs follow each other."""
    organs = list(dict.fromkeys(map(_organ, parameter_records())))
    return [explanation(name) for name in sorted(parameter_records(), key=lambda name: organs.index(_organ(name)))]


def origins_of_parameters() -> dict[str, int]:
    """How many parameters were measured, fitted, derived, assumed, taken from animals or set by definition."""
    return _counted(record.how for record in parameter_records().values())


def origins_of_effects() -> dict[str, int]:
    """The same of the effects of exposures; what a group of drugs shares counts once."""
    records = filter(None, (registry.find(kind, name) for kind in registry.KINDS for name in registry.names(kind)))
    effects = {id(effect): effect for record in records for effect in record.effects}
    return _counted(effect.how for effect in effects.values())


def parameter_tables() -> list[Table]:
    """One table an organ; spread between people and uncertainty are SDs of the logarithm."""
    from rich.table import Table

    tables = []
    for organ, members in groupby(parameters(), key=lambda item: _organ(item.name)):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(organ.capitalize(), no_wrap=True, min_width=26)
        for heading in _COLUMNS:
            table.add_column(heading, no_wrap=True, justify="left" if heading in ("Unit", "How", "Source") else "right")
        for item in members:
            percents = (_percent(item.spread), _percent(item.uncertainty))
            table.add_row(item.name.removeprefix(f"{organ}."), number(item.value), unit_text(item.unit or ""),
                          *percents, item.how, item.source)  # fmt: skip
        tables.append(table)
    return tables


def origins_table() -> Table:
    """How many numbers of the body and of exposures were got in which way."""
    from rich.table import Table

    body, effects = origins_of_parameters(), origins_of_effects()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("How the numbers were got", "Body", "Effects of exposures"):
        table.add_column(heading, justify="left" if heading.startswith("How") else "right")
    for how in HOW:
        table.add_row(how, str(body[how]), str(effects[how]))
    table.add_row("together", str(sum(body.values())), str(sum(effects.values())))
    return table


def _organ(name: str) -> str:
    return name.partition(".")[0]


def _counted(hows: Iterable[str]) -> dict[str, int]:
    counts = Counter(hows)
    return {how: counts[how] for how in HOW}


def _percent(deviation: float | None) -> str:
    return f"{100 * deviation:.3g} %" if deviation else "–"
