"""FEV1 after 2 g of magnesium sulfate by vein, in attacks, stable asthma and health."""

import numpy as np
from matplotlib.axes import Axes

import magnesia as mg

HOURS = np.linspace(0, 4, 81)
SEVERITIES = {1.0: "Severe attack", 0.6: "Moderate attack", 0.2: "Stable asthma", 0.0: "Health"}
# Gain of FEV1, % of predicted, with its interval, at the hour at which it is drawn.
TRIALS = {"Kew 2014, adults beside usual treatment": (1.0, 4.02, 1.94, 6.11, "o"),
          "Rowe 2000, severe attacks": (1.15, 9.8, 3.8, 15.8, "s"),
          "Hill 1996, stable asthma (0.13 L)": (1 / 3, 3.8, 0.6, 6.7, "v")}  # fmt: skip


def draw(axes: Axes) -> None:
    for severity, label in SEVERITIES.items():
        axes.plot(HOURS, 100 * (_share(severity, 2) - _share(severity, 0)), label=label)
    for label, (hour, gain, low, high, mark) in TRIALS.items():
        axes.errorbar(hour, gain, [[gain - low], [high - gain]], fmt=mark, color="black", capsize=3, label=label)
    axes.set(xlabel="Hours after the start of 2 g in 20 min", ylabel="Gain of FEV1, % of predicted", xlim=(0, 4))
    axes.legend(frameon=False, fontsize=8)


def _share(severity: float, grams: float) -> np.ndarray:
    entries = [f"  - {{at: -3 h, start: asthma, severity: {severity}}}"] if severity else []
    if grams:
        entries.append(f"  - {{at: 0 h, give: magnesium_sulfate, dose: {grams} g, route: iv, over: 20 min}}")
    timeline = "\n".join(entries)
    case = mg.read_case(f"title: Airways\nperson: {{age: 36 y}}\ntimeline:\n{timeline}" if entries else
                        "title: Airways\nperson: {age: 36 y}\ntimeline: []")  # fmt: skip
    result = mg.simulate(case, outputs=["fev1_share"], at=list(HOURS))[0]
    return np.asarray(result.dataset["fev1_share"].values.squeeze())
