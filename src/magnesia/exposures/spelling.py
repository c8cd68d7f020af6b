"""Names as people write them: case, spaces, hyphens, and British or American spelling do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_SEPARATORS = re.compile(r"[\s_\-.,'’()/+]+")
# Each pair maps both spellings to one; that some words become unsightly on the way does no harm.
_SPELLINGS = (
    ("ae", "e"), ("oe", "e"), ("sulph", "sulf"), ("ise", "ize"), ("isation", "ization"), ("yse", "yze"), ("our", "or"),
    ("aluminium", "aluminum"), ("litre", "liter"), ("fibre", "fiber"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The form under which a name is looked up."""
    plain = unicodedata.normalize("NFKD", name.strip().lower()).encode("ascii", "ignore").decode()
    plain = _SEPARATORS.sub("", plain)
    for british, american in _SPELLINGS:
        plain = plain.replace(british, american)
    return plain


def nearest_of(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The ``count`` names most like ``name``, best first."""
    folded = fold(name)
    matcher = SequenceMatcher(b=folded, autojunk=False)

    def likeness(candidate: str) -> float:
        other = fold(candidate)
        matcher.set_seq1(other)
        begins_alike = folded[:3] == other[:3] or (folded in other)
        return matcher.ratio() + (0.1 if begins_alike else 0.0)

    return sorted(known, key=lambda candidate: (-likeness(candidate), candidate))[:count]
