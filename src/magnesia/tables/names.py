"""Observables as a reader knows them."""

from __future__ import annotations

_CAPITALS = {"ah": "AH", "alt": "ALT", "ast": "AST", "crp": "CRP", "csf": "CSF", "eeg": "EEG", "egfr": "eGFR",
             "fev1": "FEV1", "ggt": "GGT", "hba1c": "HbA1c", "homa": "HOMA", "ir": "IR", "lfa1": "LFA-1",
             "nkg2d": "NKG2D", "nmda": "NMDA", "pr": "PR", "pth": "PTH", "qrs": "QRS", "qtc": "QTc", "t50": "T50",
             "tnf": "TNF"}  # fmt: skip
SIGN = "sign_"
"""How the read-out of a sign begins."""


def title(name: str) -> str:
    """``serum_magnesium`` as ``Serum magnesium``, ``sign_tetany`` as ``Sign: tetany``; a name of the model stays."""
    if "." in name:
        return name
    if name.startswith(SIGN):
        return f"Sign: {name.removeprefix(SIGN).replace('_', ' ')}"
    first, *others = name.split("_")
    return " ".join(
        [_CAPITALS.get(first, first[:1].upper() + first[1:]), *(_CAPITALS.get(word, word) for word in others)]
    )
