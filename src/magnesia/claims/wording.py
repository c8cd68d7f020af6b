"""The claims for the eye: a table grouped by system, the details of one, and the table of the documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from magnesia.claims.judging import STATUSES, Judged
from magnesia.claims.rows import DOCUMENTS
from magnesia.claims.trials import experiment
from magnesia.evidence.sources import citation

_STYLES = {"reproduced": "green", "failed": "bold red", "not yet": "yellow"}


def table(judged: Sequence[Judged]) -> Group:
    """Every claim under its system with status and evidence, and how many there are of each status."""
    parts: list[RenderableType] = []
    for system, rows in _by_system(judged).items():
        grid = Table(title=system.capitalize(), title_justify="left", title_style="bold", box=None, pad_edge=False)
        grid.add_column("Claim", ratio=4, overflow="fold", header_style="dim")
        grid.add_column("Status", no_wrap=True, header_style="dim")
        grid.add_column("Evidence", ratio=6, overflow="fold", header_style="dim")
        for row in rows:
            claim = Text.assemble((f"{row.claim.id}  ", "bold"), row.claim.claim)
            grid.add_row(claim, Text(row.status, style=_STYLES.get(row.status, "")), Text(row.evidence))
        parts += [grid, Text()]
    return Group(*parts, Text(counted(judged)))


def details(row: Judged) -> Group:
    """All there is about one claim: protocols and conditions, carriers, numbers and sources."""
    claim = row.claim
    parts: list[RenderableType] = [
        Text.assemble((f"{claim.id}  ", "bold"), (row.status, _STYLES.get(row.status, "bold"))),
        Text(f"{claim.claim}." + (f" Size: {claim.size}." if claim.size else "")),
        Text(f"{claim.kind.capitalize()}, from {DOCUMENTS[claim.doc]}.", style="dim"),
    ]
    for name in dict.fromkeys(checked.experiment for checked in row.checks):
        case = experiment(name)
        parts += [Text(), Text(f"Experiment {name}: {case.title}"), *([Text(case.note)] if case.note else [])]
        parts.append(_conditions(row, name))
    if row.carriers:
        parts += [Text(), _grid(("Carried", "by", "which is a", "and acts by"),
                                [(one.words, one.name, one.kind, one.acts) for one in row.carriers])]  # fmt: skip
    if claim.recorded:
        parts += [Text(), _grid(("Recorded", "Value", "In whom", "Limits"),
                                [(one.what, one.value, one.who, one.limits) for one in claim.recorded])]  # fmt: skip
    for label, text in (("Better evidence", claim.disputed and claim.disputed.says), ("Not shown yet", claim.lacking),
                        ("Apart from", claim.apart_from)):  # fmt: skip
        parts += [Text(), Text(f"{label}: {text}.")] if text else []
    return Group(*parts, *(Text(f"Source: {citation(key)}", style="dim") for key in claim.cited))


def counted(judged: Sequence[Judged]) -> str:
    """How many claims there are of each status."""
    counts = Counter(row.status for row in judged)
    shown = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
    return f"{len(judged)} claims: {shown}."


def markdown(judged: Sequence[Judged]) -> Iterator[str]:
    """The lines of the table in the documentation."""
    yield counted(judged)
    for system, rows in _by_system(judged).items():
        yield from ("", f"## {system.capitalize()}", "", "| | claim | status | evidence |", "|---|---|---|---|")
        for row in rows:
            cells = (row.claim.id, row.claim.claim, row.status, row.evidence)
            yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _by_system(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    systems = dict.fromkeys(row.claim.system for row in judged)
    return {system: [row for row in judged if row.claim.system == system] for system in systems}


def _conditions(row: Judged, name: str) -> Table:
    rows = [
        (checked.what, checked.told, checked.wanted,
         "holds" if checked.holds else "FAILS", checked.because)
        for checked in row.checks if checked.experiment == name
    ]  # fmt: skip
    return _grid(("Condition", "Predicted", "Wanted", "", "Because"), rows)


def _grid(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in headings:
        grid.add_column(heading, overflow="fold", header_style="dim")
    for row in rows:
        grid.add_row(*map(Text, row))
    return grid
