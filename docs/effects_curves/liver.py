"""Enzymes of the liver over a year of drink and after it."""

import numpy as np
from matplotlib.axes import Axes

import magnesia as mg

DAYS = np.concatenate([np.linspace(0, 365, 60), np.linspace(366, 480, 80)])
CASE = """
title: A year of drink and what comes after
person: {sex: male, age: 45 y}
timeline: [{at: 0 d, start: alcohol, dose: 120 g/d}, {at: 365 d, stop: alcohol}]
"""
CURVES = {"ggt": "Gamma-glutamyltransferase", "ast": "Aspartate aminotransferase", "alt": "Alanine aminotransferase"}
HALVES = (14, 26)  # days in which the first halves (Whitfield 2001)


def draw(axes: Axes) -> None:
    (result,) = mg.simulate(mg.read_case(CASE), outputs=list(CURVES), at=[24.0 * day for day in DAYS])
    for name, label in CURVES.items():
        axes.plot(DAYS, result.outputs[name].values[:, 0], label=label)
    course = result.outputs["ggt"].values[:, 0]
    half = (course[np.searchsorted(DAYS, 365)] + course[0]) / 2
    axes.plot([365 + HALVES[0], 365 + HALVES[1]], [half, half], color="black", linewidth=4, solid_capstyle="butt",
              label="Its half, 14 to 26 days (Whitfield 2001)")  # fmt: skip
    axes.axvspan(0, 365, color="0.94")
    axes.set(xlabel="Days; drinking 120 g a day until day 365", ylabel="U/L", xlim=(0, 480), ylim=(0, None))
    axes.legend(frameon=False)
