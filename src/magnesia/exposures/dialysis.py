"""Dialysis from its settings: clearance by Michaels' equation, convection, peritoneal exchange, citrate."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from magnesia.exposures.activity import Activity
from magnesia.exposures.kinds import Array, Effect, Number

DIALYSES = ("haemodialysis", "haemodiafiltration", "peritoneal", "crrt")

LITRES_PER_HOUR = 0.06  # per mL/min
HAEMATOCRIT, PLASMA_WATER = 0.33, 0.94  # of people on dialysis: red cells hold magnesium too firmly to give it off
MASS_TRANSFER = 500.0  # mL/min; urea's 800 of a high-flux dialyser times the ratio of diffusion coefficients, 0.6-0.65
PERITONEAL_TRANSFER = 0.42  # L/h, 7 mL/min; takes out 3.5 mmol/d into magnesium-free fluid at 0.8 mmol/L of serum
LARGEST_APPROACH = 0.99  # of balance; a long dwell of little fluid comes no nearer for our purpose
CITRATE_COMPLEXING = 0.05  # added to complexed magnesium per ionised in blood; most citrate is burnt at once
# Magnesium bound per free ion in the fluid that leaves, where it is not what a bath usually binds. A filter lets pass
# what plasma water complexes; citrate before it frees nearly all from protein, so effluent holds as much as plasma;
# in a bath it takes ionised magnesium to 0.78 of what it was where acetate leaves 0.87.
COMPLEXING = {
    ("crrt", False): 0.18,
    ("crrt", True): 0.60,
    ("haemodialysis", True): 0.27,
    ("haemodiafiltration", True): 0.27,
}

USUAL: dict[str, dict[str, float]] = {
    "haemodialysis": {"blood_flow": 300, "dialysate_flow": 500, "bath_magnesium": 0.5},
    "haemodiafiltration": {"blood_flow": 350, "dialysate_flow": 500, "bath_magnesium": 0.5, "effluent": 5.0},
    "crrt": {"blood_flow": 150, "bath_magnesium": 0.75, "effluent": 1.75},
    "peritoneal": {"bath_magnesium": 0.5, "volume": 2.0, "exchanges": 4, "ultrafiltration": 1 / 24},
}
_SOURCES = {
    "clearance": ("michaels1966", "derived", "Diffusion across the membrane by Michaels' equation"),
    "peritoneum": ("shah1987_capd_free", "derived", "Diffusion across the peritoneum, fluid renewed at each exchange"),
    "citrate": ("mo649_citrate_dialysate", "derived", "Citrate that reaches the blood complexes magnesium"),
    "complexing": ("zakharchenko2016_rca", "derived", "Bound magnesium leaves with the free ions"),
    "fluid": ("definition", "definition", "What peritoneal fluid usually holds"),
    "setting": ("definition", "definition", "As set on the machine"),
}


def diffusive_clearance(blood_flow: Number, dialysate_flow: Number, mass_transfer: Number = MASS_TRANSFER) -> Array:
    """Clearance of plasma water (mL/min) by a counter-current dialyser, from flows and mass transfer area in mL/min."""
    plasma = np.asarray(blood_flow) * (1 - HAEMATOCRIT) * PLASMA_WATER
    ratio = plasma / dialysate_flow
    transfer = mass_transfer / plasma
    grown = np.exp(transfer * (1 - ratio))
    # Equal flows are the limit in which the general form divides zero by zero.
    equal = np.abs(ratio - 1) < 1e-6
    general = plasma * (grown - 1) / np.where(equal, 1.0, grown - ratio)
    return np.where(equal, plasma * transfer / (1 + transfer), general)


def clearance(kind: str, settings: Mapping[str, Number]) -> Array:
    """Clearance (L/h of plasma water) by diffusion and by exchange with replacement fluid of the bath's magnesium."""
    plasma = np.asarray(settings["blood_flow"]) * (1 - HAEMATOCRIT) * PLASMA_WATER
    exchanged = np.asarray(settings.get("effluent", 0.0)) / LITRES_PER_HOUR
    if kind == "crrt":  # slow enough for the effluent to leave saturated, up to the plasma that passes
        return LITRES_PER_HOUR * plasma * (1 - np.exp(-exchanged / plasma))
    diffusive = diffusive_clearance(settings["blood_flow"], settings["dialysate_flow"])
    if kind == "haemodiafiltration":
        # What diffusion has cleared cannot be carried off once more.
        diffusive = diffusive + np.minimum(exchanged, plasma) * (1 - diffusive / plasma)
    return LITRES_PER_HOUR * diffusive


def peritoneal_transfer(volume: Number, exchanges: Number) -> Array:
    """Transfer (L/h) into fluid renewed evenly that takes out as much as exchanges (1/d) of a volume (L) do."""
    dwell = 24 / np.asarray(exchanges)
    # Fluid of an exchange nears balance as it dwells; fluid renewed evenly is as near to it all the time.
    approached = np.minimum(1 - np.exp(-PERITONEAL_TRANSFER * dwell / volume), LARGEST_APPROACH)
    return np.asarray(volume / dwell * approached / (1 - approached))


def settings_of(session: Activity) -> dict[str, Number]:
    """What was set, completed by what is usual."""
    given = {name: value for name, value in session.options.items() if value is not None}
    if session.name == "crrt" and "dialysate_flow" in given:
        given.setdefault("effluent", LITRES_PER_HOUR * np.asarray(given["dialysate_flow"]))
    return {**USUAL[session.name], **given}


def session_effects(session: Activity) -> list[Effect]:
    """The parameters that a session sets while it runs."""
    settings = settings_of(session)
    citrate = bool(settings.get("citrate"))
    sets: list[tuple[str, Number, str]] = [
        ("dialysis.ultrafiltration", settings.get("ultrafiltration", 0.0), "setting")
    ]
    if session.name == "peritoneal":
        volume, exchanges = np.asarray(settings["volume"]), settings["exchanges"]
        sets += [
            ("peritoneum.transfer", peritoneal_transfer(volume, exchanges), "peritoneum"),
            ("peritoneum.volume", volume, "setting"),
            ("peritoneum.exchange", volume * exchanges / 24, "setting"),
            ("peritoneum.fluid_magnesium", settings["bath_magnesium"], "setting"),
            # Calcium and potassium are small enough for the fluid to leave in balance; it brings no potassium.
            ("peritoneum.clearance", volume * exchanges / 24, "peritoneum"),
            ("dialysis.bath_potassium", 0.0, "fluid"),
            ("dialysis.bath_calcium", 1.5, "fluid"),
        ]
    else:
        sets += [
            ("dialysis.clearance", clearance(session.name, settings), "clearance"),
            ("dialysis.bath_magnesium", settings["bath_magnesium"], "setting"),
        ]
    if (session.name, citrate) in COMPLEXING:
        sets.append(("dialysis.bath_complexing", COMPLEXING[session.name, citrate], "complexing"))
    effects = [_setting(parameter, value, origin) for parameter, value, origin in sets]
    if citrate:
        source, how, why = _SOURCES["citrate"]
        effects.append(
            Effect("plasma.complexing", "add", why, source, how, size=CITRATE_COMPLEXING, onset=0.5, offset=1.0)
        )
    return effects


def _setting(parameter: str, value: Number, origin: str) -> Effect:
    source, how, why = _SOURCES[origin]
    return Effect(parameter, "replace", why, source, how, size=value)
