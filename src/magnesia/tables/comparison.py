"""The tables of ``compare``: seen beside the interval, and how often it held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from magnesia.comparison import Comparison
from magnesia.simulation.result import by_arm
from magnesia.tables.measured import measured, what, when
from magnesia.tables.wording import number, unit_text

COLUMNS = ("Arm", "When", "What", "Seen", "Predicted [5 to 95 %]", "Unit", "")


def comparison_table(title: str, compared: Sequence[Comparison]) -> Group:
    """One case: every entry, marked where the interval does not hold it."""
    has_arms = any(one.arm for one in compared)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in COLUMNS[0 if has_arms else 1 :]:
        table.add_column(column, header_style="dim", overflow="fold")
    for one in compared:
        seen = one.seen
        cells: list[str | Text] = [
            when(seen),
            what(seen),
            measured(seen),
            _interval(one),
            unit_text(seen.unit),
            _mark(one),
        ]
        table.add_row(*([one.arm.replace("_", " "), *cells] if has_arms else cells))
    parts: list[RenderableType] = [Text(title, style="bold"), table]
    said: dict[str, list[str]] = defaultdict(list)
    for one in compared:
        said[one.arm] += [*([f"{one.reason.rstrip('.')}."] if one.reason else []), *one.warnings]
    parts += [Text(f"Note: {sentence}", style="yellow") for sentence in by_arm(said)]
    return Group(*parts, Text())


def _interval(one: Comparison) -> str:
    like = one.seen.value
    if one.p50 is None:
        return number(None)
    return f"{number(one.p50, like=like)} [{number(one.p05, like=like)} to {number(one.p95, like=like)}]"


def _mark(one: Comparison) -> Text:
    if one.inside is None:
        return Text("no prediction", style="yellow")
    return Text("inside", style="green") if one.inside else Text("outside", style="bold red")


def summary(compared: Iterable[Comparison]) -> Iterator[str]:
    """``inside FRACTION``, then ``median_abs_log_ratio OBSERVABLE VALUE`` for each observable with a level or ratio.

    Bounds count inside or outside and, where they are kept, say nothing of ratios.
    """
    every = list(compared)
    judged = [one.inside for one in every if one.inside is not None]
    yield f"inside {sum(judged) / len(judged):.3f}" if judged else "inside nan"
    ratios: dict[str, list[float]] = defaultdict(list)
    for one in every:
        if one.log_ratio is not None and one.seen.bound is None:
            ratios[one.seen.what].append(abs(one.log_ratio))
    for name in sorted(ratios):
        yield f"median_abs_log_ratio {name} {median(ratios[name]):.3f}"
