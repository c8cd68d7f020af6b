"""Small pieces of SBML that several writers need: formulas, notes, annotations."""

from __future__ import annotations

from html import escape

import libsbml

_XHTML = "http://www.w3.org/1999/xhtml"
_CHEBI = {"magnesium": "CHEBI:18420", "calcium": "CHEBI:29108", "potassium": "CHEBI:29103"}


def parsed(text: str) -> libsbml.ASTNode:
    """Infix text as MathML; numbers without a unit are marked dimensionless, so that units can be checked.

    Zero fits any unit and is left without.
    """
    root = libsbml.parseL3Formula(text)
    if root is None:
        raise ValueError(f"{libsbml.getLastParseL3Error()} in {text}")
    pending = [root]
    while pending:
        node = pending.pop()
        if node.isNumber() and not node.isSetUnits() and node.getValue():
            node.setUnits("dimensionless")
        pending += [node.getChild(index) for index in range(node.getNumChildren())]
    return root


def note(element: libsbml.SBase, text: str) -> None:
    """Attach a sentence for the reader."""
    element.setNotes(f'<body xmlns="{_XHTML}"><p>{escape(text)}</p></body>')


def annotate_element(species: libsbml.Species, element: str) -> None:
    """Say which ion a species is, in the terms of ChEBI."""
    species.setMetaId(f"meta_{species.getId()}")
    term = libsbml.CVTerm()
    term.setQualifierType(libsbml.BIOLOGICAL_QUALIFIER)
    term.setBiologicalQualifierType(libsbml.BQB_IS)
    term.addResource(f"https://identifiers.org/{_CHEBI[element]}")
    species.addCVTerm(term)
