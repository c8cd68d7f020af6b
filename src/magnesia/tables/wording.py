"""Numbers and times as a reader likes them."""

from __future__ import annotations

import math

NOTICE = "For research and teaching; not a medical device."
SIGNIFICANT = 3
NOTHING = 1e-5  # in any unit in use
_MINUTE, _HOUR, _DAY, _YEAR = (1 / 60, "min"), (1.0, "h"), (24.0, "d"), (8766.0, "y")


def number(value: float | None, like: float | None = None) -> str:
    """A number to three significant digits, with as many decimals as ``like`` would get; nothing known is a dash."""
    if value is None or not math.isfinite(value):
        return "–"
    size = abs(value if like is None else like)
    decimals = SIGNIFICANT - 1 - (math.floor(math.log10(size)) if size >= NOTHING else 0)
    text = f"{value:.{max(decimals, 0)}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def time_unit(*hours: float, hours_from: float = 2.0) -> tuple[float, str]:
    """The unit (its length in h, its symbol) that suits all these moments; less than ``hours_from`` is told in min."""
    longest = max((abs(moment) for moment in hours), default=0.0)
    if longest == 0:
        return _HOUR
    return next((unit for unit in (_YEAR, _DAY) if longest >= 2 * unit[0]), _HOUR if longest >= hours_from else _MINUTE)


def moment(hours: float) -> str:
    """A moment: ``30 min``, ``36 h``, ``21 d``."""
    length, symbol = time_unit(hours, hours_from=1.0)
    return f"{_plain(hours / length)} {symbol}"


def window(start: float, end: float) -> str:
    """A window: ``0 to 24 h``."""
    length, symbol = time_unit(start, end, hours_from=2.0)
    return f"{_plain(start / length)} to {_plain(end / length)} {symbol}"


def _plain(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")


def unit_text(unit: str) -> str:
    """A unit as printed: ``1`` is no unit, micro is a letter of its own."""
    if unit in ("1", "dimensionless"):
        return ""
    return "µ" + unit[1:] if unit.startswith(("umol", "ug")) else unit
