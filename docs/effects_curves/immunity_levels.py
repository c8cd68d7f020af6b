"""Cytokines and killer cells over serum magnesium: people change a little, rats storm below a third of the usual."""

import numpy as np
from matplotlib.axes import Axes

from magnesia.body.laws import hill
from magnesia.effects import effect_records
from magnesia.effects.immunity import CASCADE_POWER, LACK_POWER
from magnesia.effects.levels import answers_at

SERUM = np.geomspace(0.08, 4, 120)
# What a long stay at the levels would make of the cascade of a rat.
CASCADE = ("rodent_substance_p", "rodent_mast_cells", "rodent_leukocytes")


def draw(axes: Axes) -> None:
    levels = {"serum_magnesium": SERUM}
    ionized = answers_at(["ionized_magnesium"], levels)["ionized_magnesium"]
    found = answers_at(["tnf_alpha", "nkg2d", "lfa1_activation"], levels, {"immune_habit_magnesium": ionized})
    threshold = np.asarray(effect_records()["rodent.threshold"].value)
    lack = np.asarray(1 - hill(SERUM, threshold, LACK_POWER))
    rats = answers_at(["rodent_cytokines"], levels, dict(zip(CASCADE, (lack, lack, lack**CASCADE_POWER), strict=True)))
    usual = np.argmin(np.abs(SERUM - 0.85))
    axes.plot(
        SERUM,
        found["tnf_alpha"] / found["tnf_alpha"][usual],
        color="tab:blue",
        label="Tumour necrosis factor of people",
    )
    axes.plot(SERUM, rats["rodent_cytokines"], color="tab:red", label="Cytokines of rats after weeks at the level")
    axes.plot(SERUM, found["nkg2d"], "--", color="tab:green", label="NKG2D of killer cells, people")
    axes.plot(SERUM, found["lfa1_activation"], ":", color="tab:green", label="Active LFA-1 of killer cells, people")
    axes.axvspan(0.70, 1.05, color="0.92", label="Usual in people")
    axes.set(xlabel="Serum magnesium, mmol/L", ylabel="Over the usual", xscale="log", yscale="log")
    axes.set_xticks([0.1, 0.2, 0.5, 1, 2, 4], ["0.1", "0.2", "0.5", "1", "2", "4"])
    axes.set_yticks([0.5, 1, 2, 5, 10], ["0.5", "1", "2", "5", "10"])
    axes.legend(frameon=False)
