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
    everything: Annotated[bool, typer.Option("--all", help="Count how the parameters were got.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what a name means: value, unit, spread, uncertainty, source and how it was got."""
    from magnesia.tables.explanations import explanation, origins

    if everything:
        _print_origins(origins(), as_json)
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


def _print_origins(counts: dict[str, int], as_json: bool) -> None:
    if as_json:
        print(json.dumps(counts, indent=1))
        return
    console = output()
    console.print("[bold]How the parameters of the body were got[/bold]")
    for how, count in counts.items():
        console.print(f"  {how:<12} {count:4d}")
    console.print(f"  {'together':<12} {sum(counts.values()):4d}")
    console.print(NOTICE, style="dim")
