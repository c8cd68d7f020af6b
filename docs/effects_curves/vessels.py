"""Pressure over serum magnesium: at once, once vessels are used to the level, and as an uncontrolled series saw it."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.effects.levels import answers_at, calcium_beside

SERUM = np.linspace(0.3, 8, 150)
# Serum (mmol/L) and systolic pressure (mmHg) of patients with severe excess.
PATIENTS = {"Ishida 2020": (5.55, 77), "Kontani 2005 (under 50)": (6.83, 50)}


def draw(axes: Axes) -> None:
    levels = {"serum_magnesium": SERUM, "ionized_calcium": calcium_beside(SERUM)}
    ionized = answers_at(["ionized_magnesium"], levels)["ionized_magnesium"]
    names = ["systolic_pressure", "uncontrolled_systolic_fall"]
    at_once = answers_at(names, levels, {"vessel_magnesium": ionized, "delayed_magnesium": ionized})
    settled = answers_at(names, levels, {"vessel_magnesium": ionized, "habitual_magnesium": ionized})
    usual = answers_at(names, {"serum_magnesium": 0.85})["systolic_pressure"]
    axes.plot(SERUM, at_once["systolic_pressure"], color="tab:blue", label="At once, before reflexes")
    axes.plot(SERUM, settled["systolic_pressure"], color="tab:green", label="After months at the level")
    axes.plot(SERUM, usual - at_once["uncontrolled_systolic_fall"], ":", color="grey",
              label="Series without controls (Lu 2002), not used")  # fmt: skip
    for (name, (serum, systolic)), mark in zip(PATIENTS.items(), "ov", strict=True):
        axes.plot(serum, systolic, mark, color="tab:red", label=name)
    axes.set(xlabel="Serum magnesium, mmol/L; calcium falls as it rises", ylabel="Systolic pressure, mmHg",
             ylim=(0, None), xlim=(0, 8))  # fmt: skip
    axes.legend(frameon=False)
