"""Simulates every published size of an exposure, keeps the numbers with the package and writes docs/sizes.md."""

from __future__ import annotations

from pathlib import Path

from magnesia.sizes import sizes
from magnesia.sizes.kept import store
from magnesia.sizes.wording import misses, shares, table

PAGE = Path(__file__).resolve().parent / "sizes.md"
HEAD = """\
# What disturbs and treats magnesium: published sizes beside simulated ones

Written by `python docs/renew_sizes.py`. Every number that a published study saw under a salt, drug, disease, gene or
procedure stands beside what the typical person of the model shows when the study is simulated as it was done. A number
is **near** if it lies within 25 % of the published one or inside the published interval (as printed, or of the mean by
its standard error). What was seen in people chosen by a level is left to `magnesia compare`, which knows it. The
stricter **effect** is the difference that the exposures make, where the study tells the level without them: it is near
within 25 % of that difference or within half the published interval. `magnesia explain NAME` shows the sizes of one
exposure.
"""


def main() -> None:
    rows = store(sizes())
    parts = [HEAD, *shares(rows), "", "## Missed, and why", "", *misses(rows), "", "## All", "", *table(rows), ""]
    PAGE.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
