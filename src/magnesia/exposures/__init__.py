"""What acts on a body: salts, foods, drugs, states, genes, procedures, and how they change its parameters in time."""

from magnesia.exposures.activity import Activity, Body, lasting
from magnesia.exposures.cautions import cautions
from magnesia.exposures.effects import Course, courses
from magnesia.exposures.registry import find, kinds_of, names, nearest

__all__ = ["Activity", "Body", "Course", "cautions", "courses", "find", "kinds_of", "lasting", "names", "nearest"]
