"""Observables as a reader knows them."""

from __future__ import annotations

_CAPITALS = {"ah": "AH", "ast": "AST", "crp": "CRP", "csf": "CSF", "fev1": "FEV1", "ggt": "GGT", "homa": "HOMA",
             "ir": "IR", "pth": "PTH", "qtc": "QTc", "t50": "T50", "tnf": "TNF"}  # fmt: skip


def title(name: str) -> str:
    """``serum_magnesium`` as ``Serum magnesium``, ``pth`` as ``PTH``; a name of the model stays as it is."""
    if "." in name:
        return name
    words = [_CAPITALS.get(word, word) for word in name.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
