"""The rival: two compartments and a renal threshold, what one would use who has no model of the body."""

from magnesia.rival.fitting import fit
from magnesia.rival.predicting import predict, simulate
from magnesia.rival.table import rows

__all__ = ["fit", "predict", "rows", "simulate"]
