"""Pictures of results: PNG for papers, self-contained HTML for looking closely. Both draw the same :class:`Picture`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from magnesia.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from magnesia.simulation import ArmResult

KINDS = (".png", ".html")


def plot(results: Sequence[ArmResult], path: str | Path) -> Path:
    """Draw the arms of a case into ``path``, a ``.png`` or an ``.html`` file."""
    from magnesia.figures.composing import compose

    target = Path(path)
    check_kind(target)
    picture = compose(results)
    if target.suffix.lower() == ".png":
        from magnesia.figures.png import write_png

        write_png(picture, target)
    else:
        from magnesia.figures.html import write_html

        write_html(picture, target)
    return target


def figure(results: Sequence[ArmResult]) -> Figure:
    """The arms of a case as a matplotlib figure, which a notebook shows."""
    import matplotlib

    from magnesia.figures.composing import compose
    from magnesia.figures.png import STYLE, draw

    with matplotlib.rc_context(STYLE):
        return draw(compose(results))


def notebook_view(results: Sequence[ArmResult]) -> str:
    """The interactive figure as a piece of HTML."""
    from magnesia.figures.composing import compose
    from magnesia.figures.html import fragment

    return fragment(compose(results))


def check_kind(path: Path) -> None:
    """``InputError`` unless the name of the file says what kind of picture is wanted."""
    if path.suffix.lower() not in KINDS:
        raise InputError(f"{path}: a figure is a .png or an .html file; name it so.")
