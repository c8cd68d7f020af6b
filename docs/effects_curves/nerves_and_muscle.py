"""What is left of jerk, grip and breath as serum magnesium rises, with the ranges at which reports lose them."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.effects.levels import answers_at, calcium_beside

SERUM = np.linspace(0.3, 8, 150)
CURVES = {
    "reflex_strength": ("Knee jerk", "tab:blue"),
    "muscle_strength": ("Grip", "tab:orange"),
    "vital_capacity": ("Vital capacity", "tab:green"),
    "relaxant_requirement": ("Relaxant needed", "grey"),
}
# mmol/L: Lu 2000 for jerk and breath, CKJ 2012 for quadriparesis, two volunteers of Somjen 1966.
REPORTED = {
    "jerk lost": (3.5, 5.0, "tab:blue"),
    "quadriparesis": (3.7, 4.9, "tab:orange"),
    "breathing paralysed": (5.0, 6.5, "tab:green"),
    "volunteers paralysed": (7.3, 7.7, "tab:orange"),
}


def draw(axes: Axes) -> None:
    levels = {"serum_magnesium": SERUM, "ionized_calcium": calcium_beside(SERUM)}
    answers = answers_at(list(CURVES), levels)
    for name, (label, colour) in CURVES.items():
        axes.plot(SERUM, answers[name], ":" if colour == "grey" else "-", color=colour, label=label)
    for row, (label, (low, high, colour)) in enumerate(REPORTED.items()):
        height = 1.42 - 0.07 * row
        axes.plot([low, high], [height, height], color=colour, linewidth=4, solid_capstyle="butt")
        axes.text(low - 0.1, height, label, ha="right", va="center", fontsize=8)
    axes.set(xlabel="Serum magnesium, mmol/L; calcium falls as it rises", ylabel="Share of a person's own",
             ylim=(0, 1.5), xlim=(0, 8))  # fmt: skip
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(0.02, 0.35))
