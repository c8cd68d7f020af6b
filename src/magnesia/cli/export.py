"""``export``: a case as a model that other programs can run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from magnesia.cli.console import complain
from magnesia.cli.files import check_writable, find_case
from magnesia.errors import InputError

FORMATS = ("sbml", "antimony")


def export(
    case: Annotated[str, typer.Argument(help="A case file, or the name of an installed case.", metavar="CASE")],
    to: Annotated[str, typer.Option(help=f"The format: {' or '.join(FORMATS)}.")],
    arm: Annotated[str | None, typer.Option(help="Which arm, where the case has several.")] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; left out: standard output.")] = None,
) -> None:
    """Write a case as SBML or Antimony, for other simulators."""
    if to not in FORMATS:
        raise InputError(f"--to {to}: there is no such format; choose {' or '.join(FORMATS)}.")
    if out is not None:
        check_writable(out)
    path = find_case(case)
    from magnesia.case import read_case
    from magnesia.exchange import export_case

    text = export_case(read_case(path), to, arm)
    if out is None:
        print(text)
    else:
        out.write_text(text, encoding="utf-8")
        complain(f"{to} written to {out}.")
