"""What the model says beside what was seen, with intervals that may be wrong one time in ten."""

from magnesia.comparison.compare import compare
from magnesia.comparison.comparing import Comparison

__all__ = ["Comparison", "compare"]
