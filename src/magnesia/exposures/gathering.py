"""How much of something is given within some hours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SHORTEST = 1e-3  # h; what is given at once takes that long


def most_within(hours: float, spans: Sequence[tuple[float, float]], amounts: Sequence[float]) -> float:
    """The largest amount given in any window of that many hours, each of ``amounts`` evenly over its (begin, end) h."""
    if not len(spans):
        return 0.0
    begins = np.array([begin for begin, _ in spans])
    ends = np.maximum([end for _, end in spans], begins + SHORTEST)
    rates = np.asarray(amounts) / (ends - begins)
    moments = np.concatenate([begins, ends])
    order = np.argsort(moments, kind="stable")
    moments, changes = moments[order], np.concatenate([rates, -rates])[order]
    given = np.concatenate([[0.0], np.cumsum(np.cumsum(changes)[:-1] * np.diff(moments))])
    return float(np.max(np.interp(moments + hours, moments, given) - given))
