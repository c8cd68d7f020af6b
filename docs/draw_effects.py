"""Draws the curves of docs/effects: every file of docs/effects_curves has ``draw(axes)`` and is one figure."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import matplotlib.pyplot as plt

HERE = Path(__file__).resolve().parent
FIGURES = HERE / "figures" / "effects"


def main(names: list[str]) -> None:
    FIGURES.mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "effects_curves").glob("*.py")):
        if names and path.stem not in names:
            continue
        specification = importlib.util.spec_from_file_location(path.stem, path)
        assert specification is not None and specification.loader is not None
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        figure, axes = plt.subplots(figsize=(7.2, 4.5), layout="constrained")
        module.draw(axes)
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(FIGURES / f"{path.stem}.png", dpi=110)
        plt.close(figure)


if __name__ == "__main__":
    main(sys.argv[1:])
