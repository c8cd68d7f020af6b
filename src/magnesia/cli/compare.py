"""``compare``: what was seen beside the interval in which the model expected it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from magnesia.cli.console import complain, output, progress_bar
from magnesia.cli.files import find_case
from magnesia.errors import InputError, MagnesiaError
from magnesia.tables.wording import NOTICE

if TYPE_CHECKING:
    from magnesia.comparison import Comparison

SPLITS = ("calibration", "validation", "exposures", "all")
MOST_PEOPLE = 100_000


def compare(
    cases: Annotated[
        list[str] | None, typer.Argument(help="Case files, or names of installed cases.", metavar="CASE...")
    ] = None,
    split: Annotated[
        str | None, typer.Option(help="Installed studies: calibration, validation, exposures, all.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    people: Annotated[int | None, typer.Option(help="How many people are drawn for each arm.")] = None,
    seed: Annotated[int, typer.Option(help="Which people and bodies are drawn.")] = 0,
) -> None:
    """Compare cases: seen, predicted, the interval, and how often it held what was seen."""
    if people is not None and not 2 <= people <= MOST_PEOPLE:
        raise InputError(f"--people {people}: give a number from 2 to {MOST_PEOPLE}.")
    named = _named(cases or [], split)
    objects: list[dict[str, Any]] = []
    every: list[Comparison] = []
    worst = 0
    with progress_bar("studies" if len(named) > 1 else Path(named[0]).stem) as progress:
        for done, name in enumerate(named):

            def tell(share: float, done: int = done) -> None:
                if progress is not None:
                    progress((done + share) / len(named))

            try:
                title, found = _compared(name, people, seed, tell)
            except MagnesiaError as error:
                worst = max(worst, error.exit_code)
                objects.append({"case": name, "error": str(error)})
                complain(str(error))
                continue
            every += found
            objects += [one.to_json() for one in found]
            if not as_json:
                _show(title, found)
    if as_json:
        print(json.dumps(objects, allow_nan=False, ensure_ascii=False))
    else:
        from magnesia.tables.comparison import summary

        output().print(NOTICE, style="dim")
        for line in summary(every):
            print(line)
    if worst:
        raise typer.Exit(worst)


def _named(cases: list[str], split: str | None) -> list[str]:
    if split is None:
        if not cases:
            raise InputError("No case is named; give case files, or --split calibration, validation, exposures or all.")
        return cases
    if cases:
        raise InputError("Give either cases or --split, not both.")
    if split not in SPLITS:
        raise InputError(f"--split {split}: give one of {', '.join(SPLITS)}.")
    from magnesia.evidence.published import published_cases

    return [name for name, case in published_cases().items() if split in ("all", case.split)]


def _compared(name: str, people: int | None, seed: int, tell: Any) -> tuple[str, list[Comparison]]:
    from magnesia.case import read_case
    from magnesia.comparison import compare as run
    from magnesia.simulation.result import title_of

    case = read_case(find_case(name))
    return title_of(case), run(case, people=people, seed=seed, progress=tell)


def _show(title: str, found: list[Comparison]) -> None:
    from magnesia.tables.comparison import comparison_table

    output().print(comparison_table(title, found))
