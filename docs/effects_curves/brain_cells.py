"""Free magnesium of the brain after injury and with disease, beside what was seen in people."""

from matplotlib.axes import Axes

import magnesia as mg

HOURS = [0, 1, 2, 4, 6, 9, 12, 18, 24, 36, 48, 72, 96, 120, 144, 168]
CASE = """
title: Brains
person: {sex: female, age: 40 y}
arms:
  A blow to the head: {timeline: [{at: 0 h, start: head_injury}, {at: 48 h, stop: head_injury}]}
  Stroke: {timeline: [{at: 0 h, start: stroke}]}
  Subarachnoid haemorrhage: {timeline: [{at: 0 h, start: subarachnoid_haemorrhage}]}
  An evening of drink: {timeline: [{at: 0 h, start: alcohol, dose: 1 g/kg, for: 2 h}]}
  Pre-eclampsia: {person: {pregnant: 35 wk, conditions: {preeclampsia: 1}}}
"""
SEEN = {"not pregnant": (0.519, 0.059), "pregnant": (0.342, 0.023), "pre-eclampsia": (0.229, 0.017)}  # Resnick 2004


def draw(axes: Axes) -> None:
    for result in mg.simulate(mg.read_case(CASE), outputs=["brain_free_magnesium"], at=HOURS):
        axes.plot(HOURS, result.outputs["brain_free_magnesium"].values[:, 0], label=result.arm)
    for place, (who, (mean, error)) in enumerate(SEEN.items()):
        axes.errorbar(175 + 6 * place, mean, error, fmt="ok", capsize=3)
        axes.text(175 + 6 * place, mean + error + 0.015, who, rotation=90, fontsize=7, ha="center", va="bottom")
    axes.set(xlabel="Hours; points: 31P resonance in 30 women (Resnick 2004)", ylabel="Free magnesium of brain, mmol/L",
             ylim=(0, 0.85), xlim=(0, 195))  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="lower left", ncols=2)
