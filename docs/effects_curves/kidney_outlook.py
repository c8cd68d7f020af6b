"""Yearly loss of filtration over the level of serum magnesium that lasts, beside the slope of a cohort."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.effects.levels import answers_at, lasting

SERUM = np.linspace(0.5, 1.4, 100)
SLOPE, LOW, HIGH = 0.23, 0.08, 0.38  # mL/min/1.73m2 a year per 0.08 mmol/L (Ferrè 2019)
SEEN = np.array([0.76, 1.02])  # middles of the lowest and the highest fifth
MIDDLE = 0.88


def draw(axes: Axes) -> None:
    levels = {"serum_magnesium": SERUM}
    found = answers_at(["egfr_slope"], levels, lasting(levels))["egfr_slope"]
    axes.plot(SERUM, found, label="Read-out, an adult without disease")
    at = np.interp(MIDDLE, SERUM, found)
    axes.fill_between(SEEN, at + LOW * (SEEN - MIDDLE) / 0.08, at + HIGH * (SEEN - MIDDLE) / 0.08, color="0.85",
                      label="Slope of 2056 people, 95 % (Ferrè 2019)")  # fmt: skip
    axes.plot(SEEN, at + SLOPE * (SEEN - MIDDLE) / 0.08, "k--", label="its estimate")
    axes.set(xlabel="Serum magnesium, mmol/L", ylabel="Filtration gained in a year, mL/min/1.73 m²")
    axes.legend(frameon=False)
