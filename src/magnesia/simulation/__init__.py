"""From a case to results: the timeline laid out, people settled on their habits, solved, and read."""

from magnesia.simulation.result import ArmResult
from magnesia.simulation.run import simulate

__all__ = ["ArmResult", "simulate"]
