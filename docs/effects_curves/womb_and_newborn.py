"""Womb and child over the level of the mother: contractions, tone of the newborn, and how many are called floppy."""

import numpy as np
from matplotlib.axes import Axes

import magnesia as mg

RATES = np.linspace(0, 5, 11)  # g/h, ten hours after a load, which settle mother and child at a level
TREATED = (2.2, 0.057)  # serum at birth of such regimens, mmol/L; share of children called floppy


def draw(axes: Axes) -> None:
    ends = [_after(rate) for rate in RATES]
    serum = [end["serum_magnesium"] for end in ends]
    for name, label in {"uterine_activity": "Contractions in labour", "newborn_tone": "Tone of the newborn",
                        "newborn_hypotonia": "Called floppy"}.items():  # fmt: skip
        axes.plot(serum, [end[name] for end in ends], label=label)
    axes.plot(*TREATED, "o", color="tab:green", label="Floppy, Abbassi-Ghanavati 2012")
    axes.set(xlabel="Serum magnesium of the mother at birth, mmol/L", ylabel="Share", ylim=(0, 1.05))
    axes.legend(frameon=False)


def _after(rate: float) -> dict[str, float]:
    names = ["serum_magnesium", "uterine_activity", "newborn_tone", "newborn_hypotonia"]
    drip = (
        ""
        if rate == 0
        else f"""
  - {{at: 0 h, give: magnesium_sulfate, dose: {2 + 2 * rate} g, route: iv, over: 20 min}}
  - {{at: 20 min, give: magnesium_sulfate, rate: {rate} g/h, route: iv, until: 10 h}}"""
    )
    case = mg.read_case(f"""
title: Birth
person: {{sex: female, age: 27 y, pregnant: 38 wk}}
timeline:{drip or " []"}
""")
    end = mg.simulate(case, outputs=names, at=[10.0])[0].dataset
    return {name: float(end[name].values.squeeze()) for name in names}
