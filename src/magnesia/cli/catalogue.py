"""``list``, ``schema`` and ``version``: what there is to choose from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from magnesia.cli.console import output
from magnesia.errors import InputError
from magnesia.tables.wording import NOTICE

EXPOSURES = ("salts", "foods", "drugs", "states", "genes", "procedures")
KINDS = ("observables", *EXPOSURES, "cases")


@dataclass(frozen=True, slots=True)
class Listed:
    """One name, as ``list --json`` prints it."""

    name: str
    aliases: list[str]
    about: str
    sources: list[str]


def listed(kind: str) -> list[Listed]:
    """Everything of a kind, in alphabetical order."""
    if kind in EXPOSURES:
        rows = _exposures(kind.removesuffix("s"))
    elif kind in KINDS:
        rows = _observables() if kind == "observables" else _cases()
    else:
        raise InputError(f"`{kind[:60]}` cannot be listed; choose one of {', '.join(KINDS)}.")
    return sorted(rows, key=lambda row: row.name)


def _observables() -> list[Listed]:
    from magnesia.case.observables import OBSERVABLES
    from magnesia.tables.explanations import explanation

    sources = {name: explanation(name).sources for name in OBSERVABLES}
    return [Listed(one.name, list(one.aliases), one.about, sources[one.name]) for one in OBSERVABLES.values()]


def _exposures(kind: str) -> list[Listed]:
    from magnesia.exposures import registry

    records = filter(None, (registry.find(kind, name) for name in registry.names(kind)))
    return [Listed(record.name, list(record.aliases), record.about, list(record.sources)) for record in records]


def _cases() -> list[Listed]:
    from magnesia.evidence.published import published_cases

    return [Listed(name, [], case.title, [case.cite]) for name, case in published_cases().items()]


def list_names(
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(KINDS)}.", metavar="KIND")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what a case may name, or the installed cases."""
    rows = listed(kind)
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False))
        return
    from rich.table import Table

    table = Table(title=f"{kind.capitalize()} ({len(rows)})", title_justify="left", box=None, pad_edge=False)
    for heading in ("Name", "About", "Also called"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "Name")
    for row in rows:
        table.add_row(row.name, row.about, ", ".join(row.aliases))
    console = output()
    console.print(table)
    console.print(NOTICE, style="dim")


def schema() -> None:
    """Print the JSON Schema of the case file, for editors that complete and check."""
    from magnesia.case.schema import json_schema

    print(json.dumps(json_schema(), indent=1, ensure_ascii=False))


def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed_version

    print(f"magnesia {installed_version('magnesia')}. {NOTICE}")
