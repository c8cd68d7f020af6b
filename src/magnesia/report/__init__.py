"""A report on a case: one page about a whole person, which needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from magnesia.errors import InputError

if TYPE_CHECKING:
    from magnesia.case import Case

KIND = ".html"


def write(
    case: Case,
    path: str | Path,
    *,
    people: int | None = None,
    until: float | None = None,
    seed: int = 0,
    tolerance: float = 1e-6,
    progress: Callable[[float], None] | None = None,
) -> Path:
    """Simulates a case and writes its report to ``path``, an ``.html`` file.

    ``people`` are drawn around the case; left out, a group as it is and around a single person two hundred. ``until``
    (h) ends the run, ``seed`` tells who is drawn, ``progress`` is told the share done, 0 to 1. Raises ``InputError``
    for what cannot be asked or written.
    """
    target = Path(path)
    check_kind(target)
    from magnesia.report.asking import ask
    from magnesia.report.page import page

    arms = ask(
        case, people=people, until=until, seed=seed, tolerance=tolerance, progress=progress or (lambda share: None)
    )
    try:
        target.write_text(page(arms, seed), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror or error}).") from None
    return target


def check_kind(path: Path) -> None:
    """``InputError`` unless the name of the file says that it is a page."""
    if path.suffix.lower() != KIND:
        raise InputError(f"{path}: a report is an .html file; name it so.")
