"""All values of a result in a file: CSV, Parquet or netCDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from magnesia.errors import InputError
from magnesia.simulation.result import warnings_of
from magnesia.tables.wording import NOTICE

if TYPE_CHECKING:
    import xarray

    from magnesia.simulation import ArmResult

Columns = dict[str, np.ndarray]


def write(results: Sequence[ArmResult], path: Path) -> None:
    """Write the values of all arms in the format that the name of the file asks for."""
    check_kind(path)
    _WRITERS[path.suffix.lower()](results, path)


def check_kind(path: Path) -> None:
    """``InputError`` unless the name of the file says which format is wanted."""
    if path.suffix.lower() not in _WRITERS:
        raise InputError(f"{path}: values are written as {', '.join(_WRITERS)}; name the file so.")


def long_table(results: Sequence[ArmResult]) -> tuple[Columns, dict[str, str]]:
    """One row an arm, time and person, one column an output; and the units of the outputs."""
    units = {name: output.unit for result in results for name, output in result.outputs.items()}
    parts = [_rows(result, list(units)) for result in results]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}, units


def _rows(result: ArmResult, outputs: list[str]) -> Columns:
    people = result.people
    shape = len(result.times), people
    rows: Columns = {
        "arm": np.full(shape[0] * shape[1], result.arm, dtype=object),
        "time_h": np.repeat(result.times, people),
        "person": np.tile(np.arange(people), shape[0]),
    }
    for name in outputs:
        values = result.outputs[name].values if name in result.outputs else np.full(shape, np.nan)
        rows[name] = values.reshape(-1)
    return rows


def _write_csv(results: Sequence[ArmResult], path: Path) -> None:
    import csv

    columns, units = long_table(results)
    columns |= _warnings_column(results)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow([f"{name} [{units[name]}]" if name in units else name for name in columns])
        writer.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))


def _warnings_column(results: Sequence[ArmResult]) -> Columns:
    """The sentences of each arm in its first row; no column where there are none."""
    said = [" ".join(warnings_of([result])) for result in results]
    if not any(said):
        return {}
    parts = []
    for result, sentences in zip(results, said, strict=True):
        part = np.full(len(result.times) * result.people, "", dtype=object)
        part[0] = sentences
        parts.append(part)
    return {"warnings": np.concatenate(parts)}


def _about(results: Sequence[ArmResult]) -> dict[str, str]:
    """What holds for a whole file: its title, the notice and the warnings, a line each, if there are any."""
    said = warnings_of(results)
    about = {"title": str(results[0].title), "notice": NOTICE}
    return {**about, "warnings": "\n".join(said)} if said else about


def _write_parquet(results: Sequence[ArmResult], path: Path) -> None:
    import pyarrow as arrow
    from pyarrow import parquet

    columns, units = long_table(results)
    table = arrow.table({name: arrow.array(column) for name, column in columns.items()})
    fields = [field.with_metadata({"units": units.get(field.name, "")}) for field in table.schema]
    parquet.write_table(table.cast(arrow.schema(fields, metadata=_about(results))), path)


def _write_netcdf(results: Sequence[ArmResult], path: Path) -> None:
    import xarray

    arms = [result.dataset.expand_dims(arm=[result.arm or "all"]) for result in results]
    joined: xarray.Dataset = xarray.concat(
        arms, dim="arm", join="outer", coords="different", compat="equals", combine_attrs="drop_conflicts"
    )
    joined.attrs |= {**_about(results), "Conventions": "CF-1.10"}
    joined["time"].attrs |= {"units": "h", "long_name": "time from the case's zero"}
    joined.to_netcdf(path, engine="scipy")


_WRITERS: dict[str, Callable[[Sequence[ArmResult], Path], None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".nc": _write_netcdf,
}
