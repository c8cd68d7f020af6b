"""``claims``: what the founding documents say, and what the program can say of it."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from magnesia.cli.console import output, progress_bar
from magnesia.tables.wording import NOTICE


def claims(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Show the details of these claims.", metavar="[ID]...")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Walk the claims of the founding documents: reproduced, carried, recorded, disputed or not yet."""
    from magnesia.claims import judge
    from magnesia.claims.wording import details, table

    with progress_bar("Claims") as progress:
        judged = judge(ids, progress)
    if as_json:
        print(json.dumps([row.as_json() for row in judged], indent=1, ensure_ascii=False))
        return
    console = output()
    if ids:
        for row in judged:
            console.print(details(row))
            console.print()
    else:
        console.print(table(judged))
    console.print(NOTICE, style="dim")
