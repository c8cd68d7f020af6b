"""Mean pressure of pre-eclamptic women under magnesium sulfate, with what was measured."""

import numpy as np
from matplotlib.axes import Axes

import magnesia as mg
from magnesia.evidence.published import published_cases

HOURS = np.linspace(0, 3, 61)
# Hours, mean arterial pressure (mmHg) and SD of 15 women (Belfort 2008).
MEASURED = ((0, 107, 8), (0.5, 100, 9))


def draw(axes: Axes) -> None:
    case = mg.read_case(published_cases()["belfort2008_pressure"].path)
    names = ["mean_arterial_pressure", "uncontrolled_systolic_fall"]
    result = mg.simulate(case, outputs=names, at=HOURS.tolist())[0]
    middle, fall = (np.median(result.outputs[name].values, axis=1) for name in names)
    axes.plot(HOURS, middle, color="tab:blue", label="Mean pressure")
    axes.plot(HOURS, middle[0] - fall, ":", color="grey", label="Less the systolic fall of a series without controls")
    hours, pressure, spread = zip(*MEASURED, strict=True)
    axes.errorbar(hours, pressure, spread, fmt="o", color="tab:blue", capsize=3, label="Belfort 2008, mean and SD")
    axes.set(xlabel="Hours from the start of 6 g, then 2 g/h", ylabel="mmHg")
    axes.legend(frameon=False)
