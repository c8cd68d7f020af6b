"""Sensitivity to insulin over habitual serum magnesium, beside the gains and losses that studies saw."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.effects.levels import answers_at, lasting

# Serum from and to (mmol/L) and sensitivity there over that at the first level: as one over HOMA-IR, or of a clamp.
SEEN = [
    (0.61, 0.81, 1 / 0.57, "Insulin resistance (Guerrero-Romero 2004)"),
    (0.66, 0.81, 1 / 0.70, "Prediabetes (Guerrero-Romero 2015)"),
    (0.65, 0.74, 1 / 0.76, "Type 2 diabetes (Rodríguez-Morán 2003)"),
    (0.78, 0.83, 1.24, "Clamp, aged people with diabetes (Paolisso 1989)"),
    (0.80, 0.61, 0.745, "Minimal model, weeks without (Nadler 1993; serum of Fatemi 1991)"),
]


def sensitivity(serum: np.ndarray) -> np.ndarray:
    levels = {"serum_magnesium": serum}
    return answers_at(["insulin_sensitivity"], levels, lasting(levels))["insulin_sensitivity"]


def draw(axes: Axes) -> None:
    serum = np.linspace(0.3, 1.3, 101)
    axes.plot(serum, sensitivity(serum), "k", label="Simulated, after months at the level")
    for before, after, ratio, label in SEEN:
        start = sensitivity(np.array([before]))[0]
        axes.plot([before, after], [start, start * ratio], "-", marker="o", ms=4, label=label)
    axes.set(xlabel="Habitual serum magnesium, mmol/L", ylabel="Insulin sensitivity over that in health",
             xlim=(0.3, 1.3), ylim=(0, 1.6))  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="lower right")
