"""The rival's table for the index: the body beside a model of two compartments, on the same studies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from magnesia.rival.table import Row, by_observable, errors, summary


@dataclass(frozen=True)
class RivalTable:
    """Body and rival on the studies of a split, in rows and in sentences."""

    split: str
    rows: tuple[Row, ...]
    summary: str

    @staticmethod
    def from_json(kept: dict[str, Any]) -> RivalTable:
        """The table that :meth:`to_json` wrote."""
        return RivalTable(kept["split"], tuple(Row(**row) for row in kept["rows"]), kept["summary"])

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def rival_tables(splits: Sequence[str]) -> list[RivalTable]:
    """A table a split; the rows are those of ``python -m magnesia.rival --table``."""
    tables = []
    for split in splits:
        every = list(errors(split))
        tables.append(RivalTable(split, tuple(by_observable(every)), summary(every)))
    return tables
