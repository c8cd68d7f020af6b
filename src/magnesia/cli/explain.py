"""``explain``: where a number comes from, and what a name means."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from magnesia.cli.console import output
from magnesia.errors import InputError
from magnesia.tables.wording import NOTICE


def explain(
    name: Annotated[
        str | None,
        typer.Argument(help="A parameter, state, flow, signal, observable, salt, food, drug, gene or procedure."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every parameter of the body, and how it was got.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what a name means: value, unit, spread, uncertainty, source and how it was got."""
    from magnesia.tables.explanations import explanation

    if everything:
        _print_everything(as_json)
        return
    if name is None:
        raise InputError("Name what to explain, as in `magnesia explain kidney.gfr`, or ask for --all.")
    found = explanation(name)
    if as_json:
        print(json.dumps(found.as_json(), indent=1, ensure_ascii=False))
        return
    console = output()
    console.print(f"[bold]{found.name}[/bold] ({found.kind})", soft_wrap=True)
    for label, text in found.lines():
        console.print(f"  {label:<12} {text}", markup=False, soft_wrap=True)
    console.print(NOTICE, style="dim")


def _print_everything(as_json: bool) -> None:
    from magnesia.tables.provenance import origins_table, parameter_tables, parameters

    if as_json:
        print(json.dumps([item.as_json() for item in parameters()], indent=1, ensure_ascii=False))
        return
    console = output()
    for table in [*parameter_tables(), origins_table()]:
        console.print(table, soft_wrap=True)
        console.print()
    console.print("Spread between healthy people and uncertainty of the typical value: SD of the logarithm.")
    console.print(NOTICE, style="dim")
