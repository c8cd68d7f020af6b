"""``gallery``: a page a published study, seen over predicted, and an index of hits and misses."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from magnesia.cli.compare import MOST_PEOPLE
from magnesia.cli.console import complain, progress_bar
from magnesia.errors import ComputationError, InputError

if TYPE_CHECKING:
    from magnesia.evidence.published import PublishedCase


def gallery(
    out: Annotated[Path, typer.Option(help="The folder for the pages; it is made if need be.")] = Path("out/gallery"),
    study: Annotated[list[str] | None, typer.Option(help="Only this installed study; may be repeated.")] = None,
    split: Annotated[str | None, typer.Option(help="Only studies of calibration, validation or exposures.")] = None,
    people: Annotated[
        int | None, typer.Option(help="How many people are drawn for each arm.", min=2, max=MOST_PEOPLE)
    ] = None,
) -> None:
    """Make static pages of the published studies; pages that are still right are kept."""
    cases = _chosen(study or [], split)
    from magnesia.gallery import build

    with progress_bar(f"{len(cases)} studies") as progress:
        built = build(cases, out, people=people, with_rival=not study, progress=progress)
    complain(f"{built.made} pages made, {len(cases) - built.made} kept. The index is {built.index}.")
    failed = [one for one in built.studies if one.error is not None]
    if failed:
        raise ComputationError("\n".join(f"{one.name} could not be run: {one.error}" for one in failed))


def _chosen(names: list[str], split: str | None) -> dict[str, PublishedCase]:
    """The installed studies asked for; ``InputError`` with the nearest names for one that is not there."""
    from magnesia.evidence.published import published_cases

    installed = published_cases()
    splits = sorted({case.split for case in installed.values()})
    if split not in (None, *splits):
        raise InputError(f"--split {split}: the splits are {', '.join(splits)}.")
    for name in names:
        if name not in installed:
            near = difflib.get_close_matches(name, installed, n=3, cutoff=0.5)
            offer = f"nearest: {', '.join(near)}" if near else "`magnesia list cases` shows them all"
            raise InputError(f"--study {name}: there is no such installed study; {offer}.")
    chosen = {name: installed[name] for name in dict.fromkeys(names or installed)
              if split in (None, installed[name].split)}  # fmt: skip
    if not chosen:
        raise InputError(f"--split {split}: none of the studies named belongs to it; leave one of the two options out.")
    return chosen
