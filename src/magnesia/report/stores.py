"""Where the magnesium of a body lies, and how far each store moved."""

from __future__ import annotations

from dataclasses import dataclass

from magnesia.report.asking import Arm
from magnesia.report.estimate import Estimate

STORES = {
    "csf": ("Cerebrospinal fluid", ("csf_store_magnesium",)),
    "plasma": ("Plasma", ("plasma_magnesium",)),
    "red_cells": ("Red cells", ("erythrocyte_store_magnesium",)),
    "interstitium": ("Interstitium", ("interstitial_magnesium", "fast_magnesium")),
    "muscle": ("Muscle", ("muscle_store_magnesium",)),
    "bone_surface": ("Bone, surface", ("bone_surface_magnesium",)),
    "bone_depth": ("Bone, depth", ("bone_depth_magnesium",)),
    "viscera": ("Other soft tissue", ("viscera_store_magnesium",)),
    "stomach": ("Stomach", ("stomach_magnesium", "stomach_solid_magnesium")),
    "upper": ("Upper small bowel", ("upper_magnesium", "upper_solid_magnesium")),
    "ileum": ("Ileum", ("ileum_magnesium",)),
    "colon": ("Colon", ("colon_magnesium",)),
    "depot": ("Depot of injections", ("depot_magnesium",)),
    "peritoneal": ("Peritoneal fluid", ("peritoneal_magnesium",)),
    "child": ("Child", ("fetal_fluid_magnesium", "fetal_stores_magnesium")),
    "waters": ("Amniotic fluid", ("amniotic_magnesium",)),
}
"""By the part of the figure: its name and the pools of the body that it shows."""
AT_TIMES = ("depot", "peritoneal")  # shown where there is any
OF_THE_CHILD = ("child", "waters")
ANY = 1e-6  # mmol
LEAST_TOLD, MOST_TOLD = 0.0005, 10.0  # shares of change that are worth telling
FULL_COLOUR = 0.2  # a change by this share of a store has the full colour


@dataclass(frozen=True)
class Store:
    """A store now (mmol) and its change since the moment it is compared with."""

    key: str
    name: str
    now: Estimate
    change: Estimate

    @property
    def share(self) -> float | None:
        """The change as a share of what was there; None where there was nothing."""
        before = self.now.middle - self.change.middle
        return self.change.middle / before if before > ANY else None

    @property
    def share_told(self) -> str:
        """The share in words; nothing where it says nothing, as of a stomach that was empty."""
        share = self.share
        if share is None or not LEAST_TOLD <= abs(share) < MOST_TOLD:
            return ""
        return f"{100 * share:+.1f} %".replace("-", "−")

    @property
    def side(self) -> str:
        """Whether it ``gained`` or ``lost``."""
        return "gained" if self.change.middle > 0 else "lost"

    @property
    def colour(self) -> int:
        """How far its colour is from neutral, percent."""
        share = self.share
        if share is None:
            return 100 if self.now.middle > ANY else 0
        return round(100 * min(abs(share) / FULL_COLOUR, 1.0))


def stores_of(arm: Arm) -> list[Store]:
    """All stores of an arm; those that most people lack only where they have them."""
    found = [Store(key, name, arm.held(pools), arm.gained(pools)) for key, (name, pools) in STORES.items()]
    shown = [one for one in found if one.key not in AT_TIMES or max(one.now.high, one.now.middle) > ANY]
    return [one for one in shown if one.key not in OF_THE_CHILD or arm.has_child]


def whole_of(arm: Arm) -> Store:
    """The body without the content of the bowel, and without a child."""
    return Store("whole", "Whole body", arm.at(arm.now, "body_magnesium"), arm.change("body_magnesium"))
