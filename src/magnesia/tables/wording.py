"""Numbers and times as a reader likes them."""

from __future__ import annotations

import math

SIGNIFICANT = 3
_MINUTE, _DAY, _YEAR = 1 / 60, 24.0, 8766.0
_UNITS = ((_MINUTE, "min"), (1.0, "h"), (_DAY, "d"), (_YEAR, "y"))


def number(value: float | None, like: float | None = None) -> str:
    """A number to three significant digits, with as many decimals as ``like`` would get; nothing known is a dash."""
    if value is None or not math.isfinite(value):
        return "–"
    size = abs(value if like is None else like)
    decimals = SIGNIFICANT - 1 - math.floor(math.log10(size)) if size > 0 else SIGNIFICANT - 1
    if not 0 <= decimals <= 6:
        return f"{value:.0f}" if decimals < 0 else f"{value:.2e}"
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def time_unit(*hours: float) -> tuple[float, str]:
    """The unit (its length in h, its symbol) that suits all these moments."""
    longest = max((abs(moment) for moment in hours), default=0.0)
    chosen = _UNITS[1] if longest == 0 else _UNITS[0]
    for length, symbol in _UNITS[1:]:
        if longest >= (1.5 if symbol == "h" else 2) * length:
            chosen = length, symbol
    return chosen


def moment(hours: float) -> str:
    """A moment: ``90 min``, ``36 h``, ``21 d``."""
    length, symbol = time_unit(hours)
    return f"{_plain(hours / length)} {symbol}"


def window(start: float, end: float) -> str:
    """A window: ``0 to 24 h``."""
    length, symbol = time_unit(start, end)
    return f"{_plain(start / length)} to {_plain(end / length)} {symbol}"


def _plain(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")


def unit_text(unit: str) -> str:
    """A unit as printed: ``1`` is no unit, micro is a letter of its own."""
    if unit == "1":
        return ""
    return "µ" + unit[1:] if unit.startswith(("umol", "ug")) else unit
