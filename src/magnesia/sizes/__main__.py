"""``python -m magnesia.sizes`` prints published and simulated sizes; given names, those of the studies or exposures."""

from __future__ import annotations

import sys

from magnesia.sizes.rows import Size, sizes


def main() -> int:
    asked = set(sys.argv[1:])
    rows = [row for row in sizes() if not asked or row.study in asked or asked & {name for _, name in row.acting}]
    for row in rows:
        print(_line(row))
    effects = [row.is_effect_hit for row in rows if row.is_effect_hit is not None]
    print(f"{sum(row.is_hit for row in rows)} of {len(rows)} near; effects {sum(effects)} of {len(effects)}")
    return 0


def _line(row: Size) -> str:
    interval = "" if row.interval is None else f" [{row.interval[0]:.3g}, {row.interval[1]:.3g}]"
    effect = "" if row.effects is None else f"  effect {row.effects[0]:+.3g} -> {row.effects[1]:+.3g}"
    marks = ("  " if row.is_hit else "X ") + ("  " if row.is_effect_hit is not False else "x ")
    acts = "+".join(name for _, name in row.acting)
    return f"{marks}{row.split[:3]} {row.key} | {acts} | {row.seen.value:.4g}{interval} -> {row.simulated:.4g}{effect}"


if __name__ == "__main__":
    sys.exit(main())
