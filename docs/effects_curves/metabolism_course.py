"""Glucose within hours: insulin by vein, a load of sugar in health and disease, a bolus of magnesium."""

import numpy as np
from matplotlib.axes import Axes

import magnesia as mg

HOURS = np.linspace(0, 8, 97)
CASE = """
title: Glucose within hours
person: {age: 40 y, weight: 70 kg}
arms:
  75 g of glucose:
    timeline: [{at: 0 h, give: glucose, dose: 75 g, route: oral}]
  75 g of glucose, type 2 diabetes:
    person: {conditions: {type_2_diabetes: 1}}
    timeline: [{at: 0 h, give: glucose, dose: 75 g, route: oral}]
  Insulin 0.1 IU/kg by vein:
    timeline: [{at: 0 h, give: insulin, dose: 0.1 IU/kg, route: iv}]
  Magnesium sulfate 4 g, then 1 g/h:
    timeline:
      - {at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}
      - {at: 20 min, give: magnesium_sulfate, rate: 1 g/h, route: iv, until: 24 h}
"""


def draw(axes: Axes) -> None:
    for result in mg.simulate(mg.read_case(CASE), outputs=["glucose"], at=list(HOURS)):
        axes.plot(HOURS, result.outputs["glucose"].values[:, 0], label=result.arm)
    axes.set(xlabel="Hours", ylabel="Plasma glucose, mmol/L", xlim=(0, 8), ylim=(0, None))
    axes.legend(frameon=False)
