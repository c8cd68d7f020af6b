"""The model and its cases for other programs: SBML and Antimony."""

from magnesia.exchange.antimony import to_antimony
from magnesia.exchange.case_export import export_case
from magnesia.exchange.sbml import to_sbml

__all__ = ["export_case", "to_antimony", "to_sbml"]
