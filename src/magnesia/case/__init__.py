"""The case language: reading a person, what happens to them and what was seen, from one YAML file."""

from magnesia.case.cases import Case
from magnesia.case.problems import CaseError, Problem
from magnesia.case.reading import read_case

__all__ = ["Case", "CaseError", "Problem", "read_case"]
