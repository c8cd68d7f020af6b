"""An executable human magnesium system, for research and teaching; not a medical device.

``read_case`` reads a case, ``simulate`` lives it, ``compare`` holds it against what was seen, ``whole_body`` is the
model behind it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from magnesia.body import whole_body as whole_body
    from magnesia.case import Case as Case
    from magnesia.case import read_case as read_case
    from magnesia.comparison import Comparison as Comparison
    from magnesia.comparison import compare as compare
    from magnesia.simulation import ArmResult as ArmResult
    from magnesia.simulation import simulate as simulate

# Each name is imported when it is first used, so that ``import magnesia`` costs nothing.
_HOMES = {
    "ArmResult": "magnesia.simulation",
    "Case": "magnesia.case",
    "Comparison": "magnesia.comparison",
    "compare": "magnesia.comparison",
    "read_case": "magnesia.case",
    "simulate": "magnesia.simulation",
    "whole_body": "magnesia.body",
}
__all__ = ["ArmResult", "Case", "Comparison", "compare", "read_case", "simulate", "whole_body"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'magnesia' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
