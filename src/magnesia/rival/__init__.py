"""The rival: two compartments and a renal threshold, what one would use who has no model of the body."""

from magnesia.rival.fitting import fit
from magnesia.rival.predicting import predict, simulate
from magnesia.rival.table import by_observable, errors

__all__ = ["by_observable", "errors", "fit", "predict", "simulate"]
