"""Random numbers that belong to a parameter by its name, so that a parameter more or less changes no other's."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

KEYS = np.iinfo(np.int64).max


def normals_of(names: Sequence[str], count: int, rng: np.random.Generator) -> Array:
    """(names, count) independent standard normal numbers; the first of a longer row are those of a shorter one."""
    key = int(rng.integers(KEYS))
    return np.array([np.random.default_rng([key, crc32(name.encode())]).standard_normal(count) for name in names])
