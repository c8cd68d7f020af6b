"""Sizes for the eye: a line for ``explain``, and the page of the documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from magnesia.sizes.kept import KeptSize, reason
from magnesia.tables.wording import unit_text

GROUPS = {
    "groups, which set the records of exposures": lambda size: size.split == "exposures" and not size.of_one,
    "groups, to which the body was fitted": lambda size: size.split == "calibration" and not size.of_one,
    "groups by which nothing was fitted or set": lambda size: size.split == "validation" and not size.of_one,
    "**all groups**": lambda size: not size.of_one,
    "single patients, reported because they were unusual": lambda size: size.of_one,
}  # fmt: skip
"""Whose numbers they are, and what was done with them."""


def line(size: KeptSize) -> str:
    """One size in a line."""
    unit = "" if size.unit == "1" else f" {unit_text(size.unit)}"
    verdict = "" if size.hit else ", missed"
    what = f"{' + '.join(size.acting)}, {size.what} {size.when}"
    return (
        f"{what}: published {published(size)}{unit}, simulated {_number(size.simulated)}"
        f"{verdict} ({size.study}, {size.split})"
    )


def published(size: KeptSize) -> str:
    """The number as published, with its interval."""
    interval = "" if size.low is None or size.high is None else f" [{_number(size.low)}, {_number(size.high)}]"
    return f"{size.bound or ''}{_number(size.published)}{interval}"


def shares(sizes: Sequence[KeptSize]) -> Iterator[str]:
    """How many are near, as a table."""
    yield "| of whom | numbers | near | effects | near |"
    yield "|---|---|---|---|---|"
    for about, belongs in GROUPS.items():
        some = [size for size in sizes if belongs(size)]
        effects = [size for size in some if size.effect_hit is not None]
        near, made = _share(some, lambda one: one.hit), _share(effects, lambda one: bool(one.effect_hit))
        yield f"| {about} | {len(some)} | {near} | {len(effects)} | {made} |"


def table(sizes: Sequence[KeptSize]) -> Iterator[str]:
    """Every size under the exposures that make it."""
    yield "| Exposure | Quantity | Published | Simulated | Study | |"
    yield "|---|---|---|---|---|---|"
    for size in sorted(sizes, key=lambda one: (one.acting, one.study)):
        unit = "" if size.unit == "1" else f" {size.unit}"
        mark = "" if size.hit else "**missed**"
        yield (
            f"| {' + '.join(size.acting)} | {size.what} {size.when} | {published(size)}{unit} |"
            f" {_number(size.simulated)} | {size.study} ({size.split}) | {mark} |"
        )


def misses(sizes: Sequence[KeptSize]) -> Iterator[str]:
    """What is missed, with the reason."""
    for size in sizes:
        if not size.hit:
            yield f"- {line(size)}. {reason(size) or 'No reason found yet'}."


def _share(sizes: Sequence[KeptSize], holds: Callable[[KeptSize], bool]) -> str:
    return f"{100 * sum(map(holds, sizes)) / len(sizes):.0f} %" if sizes else "-"


def _number(value: float) -> str:
    return f"{value:.3g}"
