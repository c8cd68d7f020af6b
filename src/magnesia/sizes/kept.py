"""The sizes as they were last simulated, kept with the package so that ``explain`` can show them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from magnesia.sizes.rows import Size

SIZES, REASONS = "sizes.json", "reasons.yaml"


@dataclass(frozen=True)
class KeptSize:
    """A published number beside the simulated one, in ``unit``; ``low`` and ``high`` are the published interval.

    ``acting`` are the names of the exposures that make it. ``hit``: within a quarter or inside the interval;
    ``effect_hit``: the same of the difference that the exposures make, None where no control tells it. ``of_one``: of a
    single patient.
    """

    key: str
    study: str
    split: str
    acting: tuple[str, ...]
    what: str
    when: str
    unit: str
    published: float
    bound: str | None
    low: float | None
    high: float | None
    simulated: float
    hit: bool
    effect_hit: bool | None
    of_one: bool


def kept(size: Size) -> KeptSize:
    """The same, as it is kept."""
    seen = size.seen
    low, high = size.interval if size.interval is not None and seen.bound is None else (None, None)
    return KeptSize(
        size.key, size.study, size.split, tuple(name for _, name in size.acting),
        seen.name if seen.kind == "level" else f"{seen.name} ({seen.kind})", size.when,
        seen.unit, seen.value, seen.bound, low, high, size.simulated, size.is_hit, size.is_effect_hit, size.is_of_one,
    )  # fmt: skip


@cache
def kept_sizes() -> tuple[KeptSize, ...]:
    """All of them, in the order of the studies."""
    rows = json.loads(_home(SIZES).read_text(encoding="utf-8"))
    return tuple(KeptSize(**{**row, "acting": tuple(row["acting"])}) for row in rows)


def sizes_of(exposure: str) -> list[KeptSize]:
    """Those that an exposure makes or helps to make."""
    return [size for size in kept_sizes() if exposure in size.acting]


@cache
def reasons() -> dict[str, str]:
    """Why a simulated size is far from the published one: by study, or by the key of the number where it differs."""
    said = yaml.safe_load(_home(REASONS).read_text(encoding="utf-8")) or {}
    return {str(key): str(why) for key, why in said.items()}


def reason(size: KeptSize) -> str | None:
    """Why this one is missed, as far as it is known."""
    return reasons().get(size.key) or reasons().get(size.study)


def store(sizes: Iterable[Size]) -> list[KeptSize]:
    """Keeps them; numbers are rounded to five figures."""
    rows = [kept(size) for size in sizes]
    text = ",\n".join(json.dumps(_rounded(asdict(row))) for row in rows)
    _home(SIZES).write_text(f"[\n{text}\n]\n", encoding="utf-8")
    kept_sizes.cache_clear()
    return rows


def _rounded(row: dict[str, object]) -> dict[str, object]:
    return {key: float(f"{value:.5g}") if isinstance(value, float) else value for key, value in row.items()}


def _home(name: str) -> Path:
    return Path(str(files(__package__) / "records" / name))
