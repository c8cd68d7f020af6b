"""``list``, ``schema`` and ``version``: what there is to choose from."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from magnesia.cli.console import NOTICE, output


class Kind(StrEnum):
    """What can be listed."""

    OBSERVABLES = "observables"
    SALTS = "salts"
    FOODS = "foods"
    DRUGS = "drugs"
    STATES = "states"
    GENES = "genes"
    PROCEDURES = "procedures"
    CASES = "cases"


@dataclass(frozen=True, slots=True)
class Listed:
    """One name, as ``list --json`` prints it."""

    name: str
    aliases: list[str]
    about: str
    sources: list[str]


def listed(kind: Kind) -> list[Listed]:
    """Everything of a kind, in alphabetical order."""
    special: dict[Kind, Callable[[], list[Listed]]] = {Kind.OBSERVABLES: _observables, Kind.CASES: _cases}
    rows = special[kind]() if kind in special else _exposures(kind.value.removesuffix("s"))
    return sorted(rows, key=lambda row: row.name)


def _observables() -> list[Listed]:
    from magnesia.case.observables import OBSERVABLES

    return [Listed(item.name, list(item.aliases), item.about, []) for item in OBSERVABLES.values()]


def _exposures(kind: str) -> list[Listed]:
    from magnesia.exposures import registry

    records = [registry.find(kind, name) for name in registry.names(kind)]
    return [Listed(record.name, list(record.aliases), record.about, list(record.sources)) for record in records if record]


def _cases() -> list[Listed]:
    from magnesia.evidence.published import published_cases

    return [Listed(name, [], case.title, [case.cite]) for name, case in published_cases().items()]


def list_names(
    kind: Annotated[Kind, typer.Argument(help="What to list.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what a case may name: observables, salts, foods, drugs, states, genes, procedures; or the installed cases."""
    from dataclasses import asdict

    rows = listed(kind)
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False))
        return
    from rich.table import Table

    table = Table(title=f"{kind.value.capitalize()} ({len(rows)})", title_justify="left", box=None, pad_edge=False)
    for heading in ("Name", "About", "Also called"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "Name")
    for row in rows:
        table.add_row(row.name, row.about, ", ".join(row.aliases))
    console = output()
    console.print(table)
    console.print(NOTICE, style="dim")


def schema() -> None:
    """Print the JSON Schema of the case file, for editors that complete and check."""
    from magnesia.case import json_schema

    print(json.dumps(json_schema(), indent=1, ensure_ascii=False))


def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed_version

    print(f"magnesia {installed_version('magnesia')}. {NOTICE}")
