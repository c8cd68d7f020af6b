"""AV conduction, sinus rate and standstill over serum magnesium, with what was measured."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.effects.levels import answers_at, calcium_beside

SERUM = np.linspace(0.3, 8, 150)
# Serum (mmol/L), AH interval (ms) and SD of ten people before and during an infusion (DiCarlo 1986).
MEASURED = ((0.82, 82, 22), (2.22, 97, 17))


def draw(axes: Axes) -> None:
    names = ["ah_interval", "heart_rate", "sign_cardiac_arrest"]
    falling = answers_at(names, {"serum_magnesium": SERUM, "ionized_calcium": calcium_beside(SERUM)})
    normal = answers_at(names, {"serum_magnesium": SERUM})
    axes.plot(SERUM, falling["ah_interval"], color="tab:blue", label="AH interval, ms")
    axes.plot(SERUM, falling["heart_rate"], color="tab:green", label="Heart rate, /min")
    axes.plot(SERUM, 100 * falling["sign_cardiac_arrest"], color="tab:red", label="Standstill, %")
    axes.plot(SERUM, normal["ah_interval"], "--", color="tab:blue", label="With calcium kept normal")
    axes.plot(SERUM, normal["heart_rate"], "--", color="tab:green")
    axes.plot(SERUM, 100 * normal["sign_cardiac_arrest"], "--", color="tab:red")
    serum, interval, spread = zip(*MEASURED, strict=True)
    axes.errorbar(serum, interval, spread, fmt="o", color="tab:blue", capsize=3, label="DiCarlo 1986, mean and SD")
    axes.set(xlabel="Serum magnesium, mmol/L; calcium falls as it rises", ylim=(0, None), xlim=(0, 8))
    axes.legend(frameon=False)
