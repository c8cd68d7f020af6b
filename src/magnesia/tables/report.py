"""The report of a case on a terminal: seen beside predicted, the state at the end, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from magnesia.effects.other_causes import other_causes
from magnesia.simulation.result import by_arm, quantiles
from magnesia.tables.comparing import Compared, compared
from magnesia.tables.measured import measured, what, when
from magnesia.tables.names import SIGN, title
from magnesia.tables.wording import moment, number, unit_text

if TYPE_CHECKING:
    from magnesia.simulation import ArmResult
    from magnesia.simulation.result import Output

FEW = 9  # moments shown of a course that nobody asked for in detail


def report(results: Sequence[ArmResult], course: bool = False) -> Group:
    """Tables of the arms of one case. ``course`` shows every time, where else a few are shown if nothing was seen."""
    parts: list[RenderableType] = [Text(results[0].title, style="bold")]
    rows = list(compared(results))
    for result in results:
        mine = [row for row in rows if row.arm == result.arm]
        if mine:
            parts += [Text(), _seen_table(result, mine)]
        if course or not mine:
            parts += [Text(), _course_table(result, every=course)]
    parts += [Text(), _end_table(results), Text(), *_remarks(results)]
    return Group(*parts)


def _table(heading: str, columns: Sequence[tuple[str, str]]) -> Table:
    table = Table(title=heading, title_justify="left", title_style="", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, side in columns:
        table.add_column(name, justify="left" if side == "left" else "right", header_style="dim", overflow="fold")
    return table


def _seen_table(result: ArmResult, rows: Sequence[Compared]) -> Table:
    people = f" [5 to 95 % of {result.people} people]" if result.is_ensemble else ""
    columns = (("When", "left"), ("What", "left"), ("Seen", "left"), (f"Predicted{people}", "left"), ("Unit", "left"))
    table = _table(_heading(result, "Seen beside predicted"), columns)
    for row in rows:
        seen = row.seen
        table.add_row(when(seen), what(seen), measured(seen), _predicted(row), unit_text(seen.unit))
    return table


def _course_table(result: ArmResult, every: bool) -> Table:
    names = list(result.outputs)
    units = [unit_text(result.outputs[name].unit) for name in names]
    headings = [f"{title(name)}\n{unit}" for name, unit in zip(names, units, strict=True)]
    table = _table(_heading(result, "Course"), [("When", "right"), *((heading, "right") for heading in headings)])
    count = len(result.times)
    shown = range(count) if every else np.unique(np.linspace(0, count - 1, min(FEW, count)).astype(int)).tolist()
    for place in shown:
        table.add_row(moment(result.times[place]), *(_value(result, result.outputs[name], place) for name in names))
    return table


def _end_table(results: Sequence[ArmResult]) -> Table:
    arms = [result.arm.replace("_", " ") or "Predicted" for result in results]
    columns = [("What", "left"), *((arm, "left") for arm in arms), ("Unit", "left")]
    table = _table(f"At the end ({moment(results[0].times[-1])})", columns)
    outputs = {name: output for result in reversed(results) for name, output in result.outputs.items()}
    for name, output in sorted(outputs.items(), key=lambda item: item[0] not in results[0].outputs):
        values = [_value(result, result.outputs[name], -1) if name in result.outputs else "" for result in results]
        since = " since time zero" if name.startswith(("urine_", "faecal_", "absorbed_", "dialysate_")) else ""
        table.add_row(title(name) + since, *values, unit_text(output.unit))
    return table


def _remarks(results: Sequence[ArmResult]) -> Iterator[Text]:
    worst = {element: max(result.balance[element] for result in results) for element in results[0].balance}
    errors = ", ".join(f"{element} {error:.0e}" for element, error in worst.items())
    yield Text(f"Largest relative error of conservation: {errors}.", style="dim")
    source = results[0].case.source.get("cite")
    if source:
        yield Text(f"Source: {source}.", style="dim")
    for sign in _signs(results):
        yield Text(f"{title(sign)} has other causes: {', '.join(other_causes(sign))}.", style="dim")
    for warning in by_arm({result.arm: result.warnings for result in results}):
        yield Text(f"Note: {warning}", style="yellow")


def _signs(results: Sequence[ArmResult]) -> list[str]:
    """The signs that a case asks for, each once."""
    names = [name for result in results for name in (*result.outputs, *(one.seen.name for one in result.predictions))]
    return list(dict.fromkeys(name.removeprefix(SIGN) for name in names if name.startswith(SIGN)))


def _heading(result: ArmResult, text: str) -> str:
    return f"{text}: {result.arm.replace('_', ' ')}" if result.arm else text


def _predicted(row: Compared) -> str:
    text = number(row.middle, like=row.seen.value)
    if row.low is None:
        return text
    return f"{text} [{number(row.low, like=row.seen.value)} to {number(row.high, like=row.seen.value)}]"


def _value(result: ArmResult, output: Output, place: int) -> str:
    if not result.is_ensemble:
        return number(output.values[place, 0])
    low, middle, high = quantiles(output.values[[place]])[:, 0].tolist()
    if np.isnan(middle):
        return number(None)
    return f"{number(middle)} [{number(low, like=middle)} to {number(high, like=middle)}]"
