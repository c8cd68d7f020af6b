"""Where everything lives in the one flat workspace of a block, in vectors of eight persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from magnesia.engine import rodas
from magnesia.engine.model import Model


@dataclass(frozen=True)
class Layout:
    """Sizes, the order of the states inside the kernel (acting ones first), and offsets derived from them.

    ``entries`` are the (row, column) of the Jacobian in kernel order, one vector each in region ``jacobian``.
    """

    states: int
    acting: int
    order: tuple[int, ...]
    parameters: int
    signals: int
    hoisted: int
    entries: tuple[tuple[int, int], ...]
    factors: int

    @property
    def offsets(self) -> dict[str, int]:
        """The first vector of each region, and ``end``."""
        n = self.states
        sizes = {
            "state": n, "trial": n, "start_rate": n, "rate": n, "extra": n, "stages": n * rodas.STAGES,
            "dense": n * len(rodas.DENSE), "moment_state": n, "signal": self.signals, "scale": n,
            "parameter": self.parameters, "hoisted": self.hoisted, "jacobian": len(self.entries),
            "factor": self.factors, "shift": 1, "lane_error": 1, "lane_history": 1,
        }  # fmt: skip
        offsets, position = {}, 0
        for name, size in sizes.items():
            offsets[name] = position
            position += size
        return {**offsets, "end": position}

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict) -> Layout:
        return cls(**{**record, "order": tuple(record["order"]), "entries": tuple(map(tuple, record["entries"]))})


def order_of_states(model: Model, pattern: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], int]:
    """Model indices in kernel order, those that act on something first, and how many these are."""
    acts = {column for _, column in pattern}
    order = sorted(range(len(model.states)), key=lambda index: (index not in acts, index))
    return tuple(order), len(acts)
