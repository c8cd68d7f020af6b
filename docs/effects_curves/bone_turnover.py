"""Markers of bone turnover over serum magnesium, weeks after it left the usual level."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.effects.levels import answers_at

SERUM = np.linspace(0.3, 2.5, 150)
MARKERS = {"osteocalcin": "Osteocalcin (formation)", "deoxypyridinoline": "Deoxypyridinoline (resorption)"}
# Ratios to before of ten women after a month of citrate, at the level that the body predicts (Aydin 2010).
WOMEN = {"osteocalcin": 1.437, "deoxypyridinoline": 0.595}
PREDICTED_LEVEL = 0.87  # mmol/L


def draw(axes: Axes) -> None:
    levels = {"serum_magnesium": SERUM}
    ionized = answers_at(["ionized_magnesium"], levels)["ionized_magnesium"]
    found = answers_at(list(MARKERS), levels, {"bone_cell_magnesium": ionized})
    usual = np.argmin(np.abs(SERUM - 0.85))
    for (name, label), colour in zip(MARKERS.items(), ("tab:blue", "tab:red"), strict=True):
        axes.plot(SERUM, found[name] / found[name][usual], color=colour, label=label)
        axes.plot(PREDICTED_LEVEL, WOMEN[name], "o", color=colour)
    axes.plot([], [], "ok", label="Ten women after a month of citrate (Aydin 2010)")
    axes.set(xlabel="Serum magnesium, mmol/L; hormones as in health, used to 0.84", ylabel="Marker, over the usual",
             ylim=(0, 2), xlim=(0.3, 2.5))  # fmt: skip
    axes.legend(frameon=False)
