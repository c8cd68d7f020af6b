"""Days with migraine on twelve weeks of citrate, between the two trials."""

import numpy as np
from matplotlib.axes import Axes

import magnesia as mg

DAYS = np.linspace(0, 112, 60)
CASE = """
title: Twelve weeks of citrate
person: {age: 46 y, conditions: {migraine: 1}}
arms:
  placebo: {}
  magnesium:
    timeline: [{at: 0 d, give: magnesium_citrate, dose: 290 mg elemental, route: oral, every: 12 h, until: 84 d}]
"""
PEIKERT = (1 - 0.416) / (1 - 0.158)  # attacks over those on placebo, weeks 9 to 12
PFAFFENRATH = 1.0


def draw(axes: Axes) -> None:
    results = mg.simulate(mg.read_case(CASE), outputs=["migraine_days"], at=[24.0 * day for day in DAYS])
    courses = {result.arm: result.outputs["migraine_days"].values[:, 0] for result in results}
    axes.plot(DAYS, courses["magnesium"] / courses["placebo"], label="24 mmol of citrate a day over placebo")
    for ratio, label in ((PEIKERT, "citrate, 81 people (Peikert 1996)"), (PFAFFENRATH, "aspartate (Pfaffenrath 1996)")):
        (line,) = axes.plot([56, 84], [ratio, ratio], linewidth=5, solid_capstyle="butt", label=f"Seen: {label}")
        line.set_alpha(0.7)
    axes.axvspan(0, 84, color="0.94")
    axes.set(xlabel="Days; magnesium until day 84", ylabel="Days with migraine, over placebo", ylim=(0.5, 1.1))
    axes.legend(frameon=False, loc="lower left")
