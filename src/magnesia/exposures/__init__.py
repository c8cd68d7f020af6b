"""What acts on a body: salts, foods, drugs, states, genes, procedures, and how they change its parameters in time."""

from magnesia.exposures.effects import Activity, Course, courses, lasting
from magnesia.exposures.registry import find, kinds_of, names, nearest

__all__ = ["Activity", "Course", "courses", "find", "kinds_of", "lasting", "names", "nearest"]
