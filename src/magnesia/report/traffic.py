"""The traffic of magnesium in a stretch of time, grouped for the eye; what enters, leaves and stays adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from magnesia.body import whole_body
from magnesia.report.estimate import Estimate, mean_estimate
from magnesia.report.passing import Passing, Window
from magnesia.simulation.meals import DAY
from magnesia.simulation.tracing import BOWEL

Array = NDArray[np.float64]
WHOLE_DAY = 1 - 1e-9  # d
WORTH_TELLING = 0.005  # mmol; less passes both ways in everyone
ROUNDING = 1e-7  # mmol; what is less is no dose

HELD = {
    "bowel_content": BOWEL,
    "extracellular": ("plasma_magnesium", "interstitial_magnesium", "fast_magnesium"),
    "bone": ("bone_surface_magnesium", "bone_depth_magnesium"),
    "muscle": ("muscle_store_magnesium",),
    "viscera": ("viscera_store_magnesium",),
    "red_cells": ("erythrocyte_store_magnesium",),
    "csf": ("csf_store_magnesium",),
    "child": ("fetal_fluid_magnesium", "fetal_stores_magnesium", "amniotic_magnesium"),
    "peritoneal": ("peritoneal_magnesium",),
    "depot": ("depot_magnesium",),
}
"""Where magnesium stays, and the pools of it."""
TISSUES = ("bone", "muscle", "viscera", "red_cells", "csf", "child", "peritoneal")
SUPPLIES = ("food", "doses", "vein", "injection")
LOSSES = ("faeces", "drained", "urine", "skin", "milk", "dialysate")
WORDS = {
    "food": "Food and drink", "doses": "Doses into the bowel", "vein": "Into a vein",
    "injection": "Injected or inhaled", "bowel": "Bowel", "blood": "Blood", "faeces": "Faeces",
    "drained": "Vomit and suction", "urine": "Urine", "skin": "Skin", "milk": "Milk", "dialysate": "Dialysate",
    "bowel_content": "Content of the bowel", "extracellular": "Blood and interstitium", "bone": "Bone",
    "muscle": "Muscle", "viscera": "Other soft tissue", "red_cells": "Red cells", "csf": "Cerebrospinal fluid",
    "child": "Child and waters", "peritoneal": "Peritoneal fluid", "depot": "Depot of injections",
}  # fmt: skip
BOTH_WAYS = {
    "bone, surface": ("bone_surface_uptake", "bone_surface_release"),
    "bone, depth": ("bone_deposition", "bone_resorption"),
    "muscle": ("muscle_uptake", "muscle_efflux"),
    "other soft tissue": ("viscera_uptake", "viscera_efflux"),
    "red cells": ("erythrocyte_formation", "erythrocyte_removal"),
    "cerebrospinal fluid": ("csf_secretion", "csf_reabsorption"),
    "child": ("placental_transfer", "placental_return"),
    "dialyser": ("magnesium_to_dialysate", "magnesium_from_bath"),
    "peritoneal fluid": ("peritoneal_entry", "peritoneal_return"),
}
"""Flows out of blood and back that the figure shows as their difference."""


@dataclass(frozen=True)
class Link:
    """What passed from ``source`` to ``target``, in the unit of its :class:`Traffic`."""

    source: str
    target: str
    amount: Estimate

    @property
    def turned(self) -> Link:
        """The same told the other way round."""
        return Link(self.target, self.source, Estimate(-self.amount.middle, -self.amount.high, -self.amount.low))


@dataclass(frozen=True)
class Traffic:
    """All links of a stretch of time, turned such that the typical person's amounts are not negative.

    ``unit`` is mmol/d, the mean of the ``window`` (h, h), or mmol where that is shorter than a day. ``exchanged`` is
    what left blood and what came back.
    """

    heading: str
    window: Window
    unit: str
    links: tuple[Link, ...]
    exchanged: Mapping[str, tuple[Estimate, Estimate]]

    @property
    def supplied(self) -> dict[str, float]:
        """What came from outside, by where."""
        return self._sums("source", (*SUPPLIES, "dialysate"))

    @property
    def given(self) -> float:
        """What was given beside food."""
        return sum(amount for where, amount in self.supplied.items() if where != "food")

    @property
    def lost(self) -> dict[str, float]:
        """What left for good, by where."""
        return self._sums("target", LOSSES)

    @property
    def stored(self) -> dict[str, float]:
        """What stayed, by where; less than nothing was given up."""
        gained, given = self._sums("target", HELD), self._sums("source", HELD)
        return {name: gained.get(name, 0.0) - given.get(name, 0.0) for name in HELD if name in gained | given}

    def _sums(self, end: str, names: Sequence[str] | Mapping[str, object]) -> dict[str, float]:
        found: dict[str, float] = {}
        for link in self.links:
            name = getattr(link, end)
            if name in names and link.amount.middle > 0:
                found[name] = found.get(name, 0.0) + link.amount.middle
        return found

    def to_json(self) -> dict[str, object]:
        """What the page carries for whoever wants to compute with it."""
        return {
            "heading": self.heading,
            "from_h": self.window[0],
            "to_h": self.window[1],
            "unit": self.unit,
            "links": [
                {"source": link.source, "target": link.target, "value": link.amount.middle,
                 "p05": link.amount.low, "p95": link.amount.high}
                for link in self.links
            ],
            "supplied": sum(self.supplied.values()),
            "lost": sum(self.lost.values()),
            "stored": sum(self.stored.values()),
        }  # fmt: skip


def traffic(heading: str, window: Window, typical: Passing, people: Passing) -> Traffic:
    """The mean day of a window (h, h), or what passed in it if it is shorter, of the typical person beside many."""
    _check_that_all_is_held()
    length = (window[1] - window[0]) / DAY
    days = length if length >= WHOLE_DAY else 1.0
    beside = dict(_links(people, window))
    found = []
    for (source, target), amount in _links(typical, window):
        size = mean_estimate(amount / days, beside[source, target] / days)
        forward = Link(source, target, size)
        found.append(forward if size.middle >= 0 else forward.turned)
    exchanged = {}
    for name, pair in BOTH_WAYS.items():
        out, back = (mean_estimate(*(one.passed(flow, window) / days for one in (typical, people))) for flow in pair)
        if max(out.middle, back.middle) >= WORTH_TELLING:
            exchanged[name] = out, back
    return Traffic(heading, window, "mmol/d" if length >= WHOLE_DAY else "mmol", tuple(found), exchanged)


def _links(passing: Passing, window: Window) -> Iterator[tuple[tuple[str, str], Array]]:
    """Every link with its mmol (people,): what pools and ledgers gained, and counters where these do not tell."""

    def passed(*names: str) -> Array:
        return np.asarray(np.sum([passing.passed(name, window) for name in names], axis=0))

    def gained(*names: str) -> Array:
        return passing.change(names, window)

    absorbed = passed("upper_absorption", "ileal_absorption", "colonic_absorption")
    juices, content, vomited = passed("secretion"), gained(*BOWEL), passed("gastric_loss")
    swallowed = content + absorbed + gained("faecal_magnesium") + vomited - juices
    food = passing.eaten(window)
    food = np.where(np.abs(swallowed - food) < ROUNDING, swallowed, food)
    yield ("food", "bowel"), food
    yield ("doses", "bowel"), swallowed - food
    yield ("bowel", "blood"), absorbed
    yield ("blood", "bowel"), juices
    yield ("bowel", "faeces"), gained("faecal_magnesium")
    yield ("bowel", "drained"), vomited
    yield ("bowel", "bowel_content"), content
    yield ("vein", "blood"), passed("infusion_of_magnesium")
    yield from _injections(passed("depot_absorption"), gained("depot_magnesium"))
    yield ("blood", "drained"), passed("juice_loss")
    yield ("blood", "urine"), gained("urine_magnesium")
    yield ("blood", "skin"), gained("sweat_magnesium")
    yield ("blood", "milk"), gained("milk_magnesium")
    yield ("blood", "dialysate"), gained("dialysate_magnesium")
    for tissue in TISSUES:
        yield ("blood", tissue), gained(*HELD[tissue])
    yield ("blood", "extracellular"), gained(*HELD["extracellular"])


def _injections(absorbed: Array, change: Array) -> Iterator[tuple[tuple[str, str], Array]]:
    """A depot is filled from outside and empties into blood; what it gave of its own comes from the depot."""
    own = np.maximum(-change, 0.0)
    yield ("injection", "blood"), absorbed - own
    yield ("injection", "depot"), np.maximum(change, 0.0)
    yield ("depot", "blood"), own


def _check_that_all_is_held() -> None:
    """``ValueError`` where the body has a pool that this page would leave out of its sums."""
    known = {name for pools in HELD.values() for name in pools}
    pools = {state.name for state in whole_body().states if (state.role, state.element) == ("store", "magnesium")}
    if known != pools:
        raise ValueError(f"the traffic of magnesium leaves out {', '.join(sorted(known ^ pools))}")
