"""Sparse LU factors without pivoting for size, unrolled: which entries exist, in which order to eliminate.

The matrix is W = I / (h gamma) - J. Its diagonal is large where things happen fast, so the diagonal is a safe pivot,
and the order can be chosen once, for few new entries (Markowitz). States that act on nothing (ledgers) have a column
with nothing but the diagonal, come first, and cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from magnesia.engine.emit import Value

Entry = tuple[int, int]


@dataclass(frozen=True)
class Elimination:
    """``order``: pivots, first to last; ``lower[i]``, ``upper[i]``: columns of row i left and right of its diagonal,
    in pivot order; ``slots``: the place of every entry of the factors."""

    order: tuple[int, ...]
    lower: dict[int, tuple[int, ...]]
    upper: dict[int, tuple[int, ...]]
    slots: dict[Entry, int]


def plan(size: int, pattern: Iterable[Entry]) -> Elimination:
    """The elimination of a matrix with a full diagonal and entries at ``pattern``."""
    columns_of: list[set[int]] = [set() for _ in range(size)]  # of each row, off the diagonal, not yet eliminated
    rows_of: list[set[int]] = [set() for _ in range(size)]
    for row, column in pattern:
        if row != column:
            columns_of[row].add(column)
            rows_of[column].add(row)
    left: dict[int, list[int]] = {row: [] for row in range(size)}
    right: dict[int, set[int]] = {}
    order: list[int] = []
    remaining = set(range(size))
    while remaining:
        pivot = min(remaining, key=lambda i: (len(columns_of[i]) * len(rows_of[i]), len(rows_of[i]), i))
        remaining.discard(pivot)
        order.append(pivot)
        right[pivot] = columns_of[pivot]
        for column in columns_of[pivot]:
            rows_of[column].discard(pivot)
        for row in rows_of[pivot]:
            left[row].append(pivot)
            columns_of[row].discard(pivot)
            for column in columns_of[pivot] - {row}:
                columns_of[row].add(column)
                rows_of[column].add(row)
    position = {pivot: place for place, pivot in enumerate(order)}
    lower = {row: tuple(columns) for row, columns in left.items()}
    upper = {row: tuple(sorted(right[row], key=position.__getitem__)) for row in range(size)}
    entries = [(row, column) for row in order for column in (*lower[row], row, *upper[row])]
    return Elimination(tuple(order), lower, upper, {entry: slot for slot, entry in enumerate(entries)})


def write_factors(
    elimination: Elimination,
    matrix: Callable[[Entry], Value | None],
    load: Callable[[int], Value],
    store: Callable[[int, Value], None],
) -> None:
    """Writes the factorisation row by row. ``matrix`` gives an entry of W, None where it is zero.

    The diagonal is stored inverted: it is only ever divided by.
    """
    slots = elimination.slots
    inverses: dict[str, Value] = {}
    for row in elimination.order:
        columns = (*elimination.lower[row], row, *elimination.upper[row])
        working = {column: matrix((row, column)) for column in columns}
        for pivot in elimination.lower[row]:
            entry = working[pivot]
            assert entry is not None  # an entry left of the diagonal exists or has been filled in by now
            multiplier = entry * load(slots[pivot, pivot])
            store(slots[row, pivot], multiplier)
            for column in elimination.upper[pivot]:
                change = multiplier * load(slots[pivot, column])
                current = working[column]
                working[column] = -change if current is None else current - change
        for column in elimination.upper[row]:
            value = working[column]
            assert value is not None
            store(slots[row, column], value)
        diagonal = working[row]
        assert diagonal is not None
        # Rows on which nothing acts back share one diagonal, inverted once.
        inverse = inverses.get(diagonal.text)
        if inverse is None:
            inverse = inverses[diagonal.text] = 1.0 / diagonal
        store(slots[row, row], inverse)


def write_solution(
    elimination: Elimination, load: Callable[[int], Value], right_hand_side: Callable[[int], Value]
) -> dict[int, Value]:
    """Writes the two triangular solves; the solution by row."""
    slots = elimination.slots
    unknown: dict[int, Value] = {}
    for row in elimination.order:
        value = right_hand_side(row)
        for column in elimination.lower[row]:
            value = value - load(slots[row, column]) * unknown[column]
        unknown[row] = value
    for row in reversed(elimination.order):
        value = unknown[row]
        for column in elimination.upper[row]:
            value = value - load(slots[row, column]) * unknown[column]
        unknown[row] = value * load(slots[row, row])
    return unknown
