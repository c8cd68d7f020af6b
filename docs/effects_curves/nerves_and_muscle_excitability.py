"""Excitability of nerve over serum magnesium, at usual, low and lowest calcium."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.effects.levels import answers_at

SERUM = np.linspace(0.1, 3, 120)
CALCIUM = {1.2: "tab:blue", 1.0: "tab:orange", 0.85: "tab:red"}  # ionised, mmol/L
TETANY = 2


def draw(axes: Axes) -> None:
    for calcium, colour in CALCIUM.items():
        excited = answers_at(["nerve_excitability"], {"serum_magnesium": SERUM, "ionized_calcium": calcium})
        axes.plot(SERUM, excited["nerve_excitability"], color=colour, label=f"Ionised calcium {calcium:g} mmol/L")
    axes.axhline(TETANY, color="grey", linestyle=":")
    axes.text(3, TETANY, "tetany", ha="right", va="bottom", color="grey")
    axes.set(xlabel="Serum magnesium, mmol/L", ylabel="Excitability of nerve; 1 in health", ylim=(0, 5), xlim=(0, 3))
    axes.legend(frameon=False)
