"""``demo``: some of the installed experiments, seen beside predicted, with a figure of each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from magnesia.cli.console import complain, output, progress_bar
from magnesia.cli.simulate import complain_of_failures, show
from magnesia.errors import InputError

PEOPLE = 200
SHOWN = ("fatemi1991_depletion", "brookfield2016_preeclampsia", "salinger2013_regimens", "dicarlo1986_bolus",
         "brewer2001_csf", "spencer1980_kidney_failure", "clinsci1971_dialysis")  # fmt: skip


def demo(
    out: Annotated[Path, typer.Option(help="The folder for the figures; it is made if need be.")] = Path("out"),
    people: Annotated[int, typer.Option(help="How many people stand for each group.", min=1)] = PEOPLE,
) -> None:
    """Run some of the published experiments that come with the package: tables here, figures in a folder."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: the folder cannot be made ({error.strerror}).") from None
    from magnesia.case import read_case
    from magnesia.evidence.published import published_cases
    from magnesia.figures import plot
    from magnesia.simulation import simulate

    every = []
    for name in SHOWN:
        case = read_case(published_cases()[name].path)
        with progress_bar(name) as progress:
            results = simulate(case, people=people, progress=progress)
        show(results)
        output().print()
        plot(results, out / f"{name}.png")
        complain(f"Figure written to {out / name}.png.")
        every += results
    complain_of_failures(every)
