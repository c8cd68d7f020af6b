"""C-reactive protein after surgery and in sepsis, beside what was seen, and what supplements take of a raised one."""

import numpy as np
from matplotlib.axes import Axes

import magnesia as mg

DAYS = [0, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 14]
CASE = """
title: The acute phase
person: {age: 60 y}
arms:
  Major surgery:
    timeline: [{at: 0 d, start: surgery}]
  Surgery with prednisolone, 40 mg a day:
    timeline: [{at: 0 d, start: surgery}, {at: 0 d, start: prednisolone, dose: 40 mg/d}]
  Four days of sepsis:
    timeline: [{at: 0 d, start: sepsis}, {at: 4 d, stop: sepsis}]
"""
# Days, rise of C-reactive protein (mg/L) and its 95 % limits after major surgery (Santonocito 2014).
SEEN = [(3, 99.7, 85.6, 113.8), (7, 49.2, 27.1, 71.2)]


def draw(axes: Axes) -> None:
    for result in mg.simulate(mg.read_case(CASE), outputs=["crp"], at=[24.0 * day for day in DAYS]):
        axes.plot(DAYS, result.outputs["crp"].values[:, 0], label=result.arm)
    days, rises, low, high = np.transpose(SEEN)
    axes.errorbar(days, rises, [rises - low, high - rises], fmt="ok", capsize=3,
                  label="Rise after surgery, 117 people (Santonocito 2014)")  # fmt: skip
    axes.set(xlabel="Days", ylabel="C-reactive protein, mg/L", ylim=(0, None), xlim=(0, 14))
    axes.legend(frameon=False)
