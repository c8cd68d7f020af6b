"""What the founding documents say of the magnesium system, each claim beside the evidence for it."""

from magnesia.claims.judging import Judged, judge

__all__ = ["Judged", "judge"]
