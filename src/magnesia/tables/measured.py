"""What was seen, in words: when, what, how much and how far it spread."""

from __future__ import annotations

from magnesia.case.seen import Seen
from magnesia.tables.names import title
from magnesia.tables.wording import moment, number, window

_SPREADS = {"sd": "SD", "se": "SE", "iqr": "IQR", "range": "range", "ci95": "95 % CI"}


def when(seen: Seen) -> str:
    """The moment or the window."""
    if seen.at is not None:
        return moment(seen.at)
    assert seen.start is not None and seen.end is not None
    return window(seen.start, seen.end)


def what(seen: Seen) -> str:
    """The observable, and what it is compared with."""
    name = title(seen.name)
    if seen.reference_time is not None:
        name += f", {'change' if seen.kind == 'change' else 'ratio'} from {moment(seen.reference_time)}"
    if seen.versus_arm is not None:
        name += f", {'minus' if seen.minus else 'over'} {seen.versus_arm.replace('_', ' ')}"
    return name


def measured(seen: Seen) -> str:
    """The value with its spread and number: ``0.610 ± 0.020 (SE, n 26)``."""
    value = number(seen.value)
    remarks = [f"n {seen.n}"] if seen.n else []
    if seen.spread_kind and len(seen.spread) == 1:
        value += f" ± {number(seen.spread[0], like=seen.value)}"
        remarks.insert(0, _SPREADS[seen.spread_kind])
    elif seen.spread_kind:
        low, high = (number(limit, like=seen.value) for limit in seen.spread)
        remarks.insert(0, f"{_SPREADS[seen.spread_kind]} {low} to {high}")
    remarks += ["given"] if seen.given else []
    return f"{seen.bound or ''}{value}" + (f" ({', '.join(remarks)})" if remarks else "")


def limits(seen: Seen) -> tuple[float, float] | None:
    """Where the error bar ends, if there is one."""
    if not seen.spread:
        return None
    if len(seen.spread) == 1:
        return seen.value - seen.spread[0], seen.value + seen.spread[0]
    return seen.spread[0], seen.spread[1]


def spread_words(kinds: set[str]) -> str:
    """The names of the spreads that a figure shows."""
    return ", ".join(word for kind, word in _SPREADS.items() if kind in kinds)
