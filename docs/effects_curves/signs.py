"""How likely signs are over serum magnesium that has lasted for weeks, with calcium as low as patients have it."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.effects.levels import answers_at, calcium_beside, lasting

SERUM = np.concatenate([np.linspace(0.1, 1, 90), np.linspace(1.02, 10, 220)])
SCARCE = ([0.2, 0.5], [0.9, 1.2])  # ionised calcium falls with deep lack (case reports: total 1.26 to 2.0 under 0.4)
CURVES = {
    "seizure": ("Seizure", "tab:red", "-"),
    "tetany": ("Tetany", "tab:orange", "-"),
    "tingling": ("Tingling", "tab:olive", "-"),
    "fatigue": ("Fatigue", "tab:brown", "-"),
    "drowsiness": ("Drowsiness", "tab:cyan", "-"),
    "areflexia": ("Reflexes lost", "tab:blue", "-"),
    "respiratory_depression": ("Shallow breathing", "tab:green", "-"),
    "coma": ("Coma", "tab:purple", "-"),
    "cardiac_arrest": ("Standstill of the heart", "black", "--"),
}
# What was reported where: serum (mmol/L) from, to.
REPORTED = {
    "seizures": (0.08, 0.41, "tab:red"),
    "reflexes lost": (3.5, 5.0, "tab:blue"),
    "breath paralysed": (5.0, 6.5, "tab:green"),
    "coma": (8.9, 10.0, "tab:purple"),
}


def draw(axes: Axes) -> None:
    levels = {
        "serum_magnesium": SERUM,
        "ionized_calcium": np.minimum(np.interp(SERUM, *SCARCE), calcium_beside(SERUM)),
    }
    answers = answers_at([f"sign_{name}" for name in CURVES], levels, lasting(levels))
    for name, (label, colour, style) in CURVES.items():
        axes.plot(SERUM, 100 * answers[f"sign_{name}"], style, color=colour, label=label)
    for row, (label, (low, high, colour)) in enumerate(REPORTED.items()):
        axes.plot([low, high], [104 + 4 * row] * 2, color=colour, linewidth=4, solid_capstyle="butt")
        at_left = row > 0  # the first begins at the edge
        axes.text(low / 1.03 if at_left else high * 1.03, 104 + 4 * row, f"{label}, reported",
                  ha="right" if at_left else "left", va="center", fontsize=7, color=colour)  # fmt: skip
    axes.axvspan(0.70, 1.05, color="0.92")
    axes.set(xlabel="Serum magnesium, mmol/L", ylabel="Probability, %", xscale="log", ylim=(0, 120), xlim=(0.1, 10))
    axes.set_xticks([0.1, 0.2, 0.5, 1, 2, 5, 10], ["0.1", "0.2", "0.5", "1", "2", "5", "10"])
    axes.legend(frameon=False, fontsize=7, loc="center", bbox_to_anchor=(0.57, 0.62))
