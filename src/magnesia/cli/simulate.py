"""``simulate``: a case through the body, as a table, JSON, a figure or a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from magnesia.cli.console import complain, output, progress_bar
from magnesia.cli.files import check_writable, find_case
from magnesia.errors import ComputationError, InputError
from magnesia.tables.wording import NOTICE

if TYPE_CHECKING:
    from magnesia.case import Case
    from magnesia.simulation import ArmResult

MOST_PEOPLE = 1_000_000


def simulate(
    case: Annotated[str, typer.Argument(help="A case file, or the name of an installed case.", metavar="CASE")],
    plot: Annotated[Path | None, typer.Option(help="Draw a figure: a .png or a .html file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write a report on the whole person: a .html file.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write all values: a .csv, .parquet or .nc file.")] = None,
    people: Annotated[int | None, typer.Option(help="How many people; left out: the typical one.")] = None,
    until: Annotated[str | None, typer.Option(help="When to end, as in '30 d'.")] = None,
    at: Annotated[str | None, typer.Option(help="The times to show, as in '0 h,1 h,2 h'.")] = None,
    outputs: Annotated[str | None, typer.Option(help="The observables to show, as in 'serum_magnesium,pth'.")] = None,
    tolerance: Annotated[float, typer.Option(help="Relative error allowed in a step.")] = 1e-6,
    seed: Annotated[int, typer.Option(help="Which people are drawn.")] = 0,
) -> None:
    """Simulate a case: what was predicted beside what was seen."""
    _check_numbers(people, tolerance)
    _check_targets(plot, out, report)
    path = find_case(case)
    from magnesia.case import read_case
    from magnesia.simulation import simulate as run

    read = read_case(path)
    with progress_bar(path.stem) as progress:
        results = run(
            read, people=people, outputs=_names(outputs), at=_moments(at, read), until=_moment(until, read),
            tolerance=tolerance, seed=seed, progress=progress,
        )  # fmt: skip
    if as_json:
        print(json.dumps([result.to_json() for result in results], allow_nan=False, ensure_ascii=False))
    else:
        show(results, course=at is not None)
    _write(results, plot, out)
    if report is not None:
        from magnesia.report import write

        with progress_bar("report") as progress:
            write(read, report, people=people, until=_moment(until, read), seed=seed, tolerance=tolerance,
                  progress=progress)  # fmt: skip
        complain(f"Report written to {report}.")
    complain_of_failures(results)


def show(results: list[ArmResult], course: bool = False) -> None:
    """The tables of a case on standard output."""
    from magnesia.tables.report import report

    console = output()
    console.print(report(results, course))
    console.print(NOTICE, style="dim")


def complain_of_failures(results: list[ArmResult]) -> None:
    """``ComputationError`` with a sentence a person who could not be solved, once all else is written."""
    failures = [failure for result in results for failure in result.failures]
    if failures:
        shown = [str(failure) for failure in failures[:10]]
        if len(failures) > len(shown):
            shown.append(f"... and {len(failures) - len(shown)} more.")
        raise ComputationError("\n".join(shown))


def _check_numbers(people: int | None, tolerance: float) -> None:
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        raise InputError(f"--people {people}: give a number from 1 to {MOST_PEOPLE}.")
    if not 1e-12 <= tolerance <= 1e-2:
        raise InputError(f"--tolerance {tolerance:g}: give a number from 1e-12 to 1e-2.")


def _check_targets(plot: Path | None, out: Path | None, report: Path | None) -> None:
    """Nothing is computed for a file that could not be written."""
    if plot is not None:
        from magnesia.figures import check_kind as check_figure

        check_figure(plot)
        check_writable(plot)
    if out is not None:
        from magnesia.tables.files import check_kind as check_table

        check_table(out)
        check_writable(out)
    if report is not None:
        from magnesia.report import check_kind as check_report

        check_report(report)
        check_writable(report)


def _write(results: list[ArmResult], plot: Path | None, out: Path | None) -> None:
    try:
        if out is not None:
            from magnesia.tables.files import write

            write(results, out)
            complain(f"Values written to {out}.")
        if plot is not None:
            from magnesia.figures import plot as draw

            draw(results, plot)
            complain(f"Figure written to {plot}.")
    except OSError as error:
        raise InputError(f"{error.filename or out or plot}: cannot be written ({error.strerror or error}).") from None


def _names(text: str | None) -> list[str] | None:
    return None if text is None else [name.strip() for name in text.split(",") if name.strip()]


def _moments(text: str | None, case: Case) -> list[float] | None:
    return None if text is None else [_hours(part, case) for part in text.split(",") if part.strip()]


def _moment(text: str | None, case: Case) -> float | None:
    return None if text is None else _hours(text, case)


def _hours(text: str, case: Case) -> float:
    from magnesia.case.moments import moment_hours
    from magnesia.case.quantities import NotAQuantity

    try:
        return moment_hours(text.strip(), case.start)
    except NotAQuantity as error:
        raise InputError(f"{error}.") from None
